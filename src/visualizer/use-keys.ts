import { useEffect, useRef } from 'preact/hooks';

/** Whether a key press belongs to the control that has the focus. */
function isTyping(target: EventTarget | null): boolean {
	return target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
}

/** What keys do anywhere on the panel. */
export interface Keys {
	readonly playOrPause: () => void;
	readonly go: (to: 'back' | 'forward' | 'first' | 'last') => void;
	readonly undo: () => void;
	readonly redo: () => void;
	readonly letGo: () => void;
}

function action(event: KeyboardEvent, keys: Keys): (() => void) | undefined {
	const { key, target } = event;
	if (event.ctrlKey || event.metaKey) {
		if (target instanceof HTMLInputElement && target.type === 'text') return undefined;
		if (key.toLowerCase() === 'z') return event.shiftKey ? keys.redo : keys.undo;
		return key.toLowerCase() === 'y' ? keys.redo : undefined;
	}
	if (event.altKey || isTyping(target)) return undefined;
	switch (key) {
		case ' ': return target instanceof HTMLButtonElement || (target instanceof HTMLElement && target.tagName === 'SUMMARY') ? undefined : keys.playOrPause;
		case 'ArrowLeft': return () => keys.go('back');
		case 'ArrowRight': return () => keys.go('forward');
		case 'Home': return () => keys.go('first');
		case 'End': return () => keys.go('last');
		case 'Escape': return keys.letGo;
		default: return undefined;
	}
}

/** Listens to the panel's keys for as long as it is shown. */
export function useKeys(keys: Keys): void {
	const current = useRef(keys);
	current.current = keys;
	useEffect(() => {
		const press = (event: KeyboardEvent): void => {
			const act = action(event, current.current);
			if (act === undefined) return;
			event.preventDefault();
			event.stopPropagation();
			act();
		};
		window.addEventListener('keydown', press);
		return () => window.removeEventListener('keydown', press);
	}, []);
}
