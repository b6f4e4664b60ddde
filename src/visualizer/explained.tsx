import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** What a number on a card is about: it is marked in the figure while the number is looked at. */
export type FigureMark = 'input' | 'output' | 'kernel' | 'padding' | 'stride' | 'filters' | 'channels' | 'bias';

/** Along which side of the figure. */
export type MarkSide = 'vertical' | 'horizontal';

/** Attributes of an element that says where its number comes from, once the pointer or the focus is on it. One of a card is reached by Tab, the others by arrow keys. */
export function explains(sentence: string, mark?: FigureMark, side?: MarkSide): { readonly 'class': string; readonly tabIndex: number; readonly 'data-told': string; readonly 'data-marks': string } {
	return { 'class': 'explained', tabIndex: -1, 'data-told': sentence, 'data-marks': [mark, side].filter((each) => each !== undefined).join(' ') };
}

/** A number, or a few words, that says where it comes from. */
export function Explained({ by, marks, side, children }: { readonly by: string; readonly marks?: FigureMark; readonly side?: MarkSide; readonly children: ComponentChildren }): VNode {
	return <span {...explains(by, marks, side)}>{children}</span>;
}

const TIP = 'explanation';
const EXPLAINED = '[data-told]';
/** px between a number and its explanation */
const APART = 6;

function explainedAt(target: EventTarget | null): HTMLElement | undefined {
	return target instanceof Element ? target.closest<HTMLElement>(EXPLAINED) ?? undefined : undefined;
}

function neighbours(element: Element): HTMLElement[] {
	return Array.from(element.closest('[data-card]')?.querySelectorAll<HTMLElement>(EXPLAINED) ?? []);
}

/** Shows the explanation of the number that is looked at, and names what of the page it is about in the body's `data-marked`, for the style sheet. */
export function Explanation(): VNode | null {
	const [element, setElement] = useState<HTMLElement>();
	const tip = useRef<HTMLDivElement>(null);

	// Tab reaches one number a card
	useEffect(() => {
		for (const card of document.querySelectorAll('[data-card]')) {
			const all = Array.from(card.querySelectorAll<HTMLElement>(EXPLAINED));
			if (all.length > 0 && !all.some((each) => each.tabIndex === 0)) all[0]!.tabIndex = 0;
		}
	});

	useEffect(() => {
		const look = (event: Event): void => setElement(explainedAt(event.target));
		const leave = (event: FocusEvent): void => { if (explainedAt(event.target) !== undefined) setElement(undefined); };
		const press = (event: KeyboardEvent): void => {
			if (event.key === 'Escape') setElement(undefined);
			const from = explainedAt(event.target);
			const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
			if (from === undefined || step === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
			event.preventDefault();
			event.stopPropagation();
			const all = neighbours(from);
			const next = all[all.indexOf(from) + step];
			if (next === undefined) return;
			for (const each of all) each.tabIndex = each === next ? 0 : -1;
			next.focus();
		};
		document.addEventListener('pointerover', look);
		document.addEventListener('focusin', look);
		document.addEventListener('focusout', leave);
		document.addEventListener('keydown', press, true);
		return () => {
			document.removeEventListener('pointerover', look);
			document.removeEventListener('focusin', look);
			document.removeEventListener('focusout', leave);
			document.removeEventListener('keydown', press, true);
		};
	}, []);

	const marks = element?.dataset.marks ?? '';
	useEffect(() => { document.body.dataset.marked = marks; }, [marks]);

	useLayoutEffect(() => {
		const box = tip.current;
		if (element === undefined || box === null) return;
		element.setAttribute('aria-describedby', TIP);
		const [place, size] = [element.getBoundingClientRect(), box.getBoundingClientRect()];
		const below = place.bottom + APART;
		const left = Math.min(place.left + place.width / 2 - size.width / 2, document.documentElement.clientWidth - size.width - 4);
		box.style.left = `${Math.max(4, left)}px`;
		box.style.top = `${below + size.height <= window.innerHeight ? below : place.top - APART - size.height}px`;
		return () => element.removeAttribute('aria-describedby');
	}, [element]);

	return element?.isConnected === true ? <div id={TIP} class="explanation" role="tooltip" ref={tip}>{element.dataset.told}</div> : null;
}
