import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { cardAfter, cardsInView } from './card-positions';

interface CardStripProps {
	/** What is chosen, for who cannot see it. */
	readonly label: string;
	readonly count: number;
	readonly selected: number;
	readonly onSelect: (index: number) => void;
	/** px; the sign in front of a card included */
	readonly pitch: number;
	/** px */
	readonly height: number;
	readonly card: (index: number) => VNode;
	/** What a card says. */
	readonly cardLabel: (index: number) => string;
	/** Drawn between two cards. */
	readonly sign?: string;
}

/** px that the sign between two cards takes */
const SIGN = 18;

/** Cards in a row of which one is chosen. However many there are, only those in view are drawn. */
export function CardStrip({ label, count, selected, onSelect, pitch, height, card, cardLabel, sign }: CardStripProps): VNode {
	const strip = useRef<HTMLDivElement>(null);
	const byKey = useRef(false);
	const [view, setView] = useState({ scrolled: 0, width: 1200 });
	const look = (): void => {
		const element = strip.current;
		if (element !== null && (element.scrollLeft !== view.scrolled || element.clientWidth !== view.width)) setView({ scrolled: element.scrollLeft, width: element.clientWidth });
	};
	useEffect(() => {
		if (strip.current === null) return;
		const observer = new ResizeObserver(() => look());
		observer.observe(strip.current);
		return () => observer.disconnect();
	});
	useEffect(() => {
		const element = strip.current;
		if (element === null) return;
		const [left, right] = [selected * pitch, (selected + 1) * pitch];
		if (left < element.scrollLeft) element.scrollLeft = left - SIGN;
		else if (right > element.scrollLeft + element.clientWidth) element.scrollLeft = right - element.clientWidth + SIGN;
		look();
	}, [selected, pitch, count]);
	useEffect(() => {
		if (!byKey.current) return;
		byKey.current = false;
		strip.current?.querySelector<HTMLElement>('[aria-checked="true"]')?.focus({ preventScroll: true });
	});
	const [first, end] = cardsInView(view.scrolled, view.width, pitch, count);
	// the chosen card is there in any case: it is the one that takes the focus
	const drawn = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
	if (!drawn.includes(selected)) drawn.push(selected);
	return (
		<div
			class="card-strip" ref={strip} role="radiogroup" aria-label={label} onScroll={look}
			onKeyDown={(event) => {
				if (event.ctrlKey || event.metaKey || event.altKey) return;
				const next = cardAfter(event.key, selected, count);
				if (next === undefined) return;
				event.preventDefault();
				event.stopPropagation();
				byKey.current = true;
				onSelect(next);
			}}
		>
			<div class="card-track" role="presentation" style={{ width: `${count * pitch - SIGN + 6}px`, height: `${height + 8}px` }}>
				{drawn.map((index) => (
					<div key={index} role="presentation" class="card-place" style={{ left: `${index * pitch}px`, width: `${index === count - 1 ? pitch - SIGN + 6 : pitch}px`, height: `${height}px` }}>
						<button
							type="button" role="radio" class="plane-card" aria-checked={index === selected} tabIndex={index === selected ? 0 : -1} aria-setsize={count} aria-posinset={index + 1}
							aria-label={cardLabel(index)} style={{ width: `${pitch - SIGN}px` }} onClick={() => onSelect(index)}
						>
							{card(index)}
						</button>
						{sign === undefined || index === count - 1 ? null : <span class="sign" aria-hidden="true">{sign}</span>}
					</div>
				))}
			</div>
		</div>
	);
}
