import type { VNode } from 'preact';

const PATHS = {
	first: 'M3 3h1.5v10H3zM13 3v10L5.5 8z',
	back: 'M11.5 3v10L4 8z',
	play: 'M4 2.5v11L13.5 8z',
	pause: 'M4 3h3v10H4zM9 3h3v10H9z',
	forward: 'M4.5 3v10L12 8z',
	last: 'M11.5 3H13v10h-1.5zM3 3v10l7.5-5z',
	swap: 'M5 2 1.5 5.5 5 9V6.5h8v-2H5zM11 7l3.5 3.5L11 14v-2.5H3v-2h8z',
	undo: 'M6 2 2 6l4 4V7.3h4a2.2 2.2 0 0 1 0 4.4H6V13.5h4a4 4 0 0 0 0-8H6z',
	redo: 'm10 2 4 4-4 4V7.3H6a2.2 2.2 0 0 0 0 4.4h4v1.8H6a4 4 0 0 1 0-8h4z',
	earlier: 'M7 3 2 8l5 5V9.2h7V6.8H7z',
	later: 'm9 3 5 5-5 5V9.2H2V6.8h7z',
	remove: 'm4 3 4 4 4-4 1 1-4 4 4 4-1 1-4-4-4 4-1-1 4-4-4-4z',
} as const;

/** A small picture on a button; the button's label says what it does. */
export function Icon({ name }: { readonly name: keyof typeof PATHS }): VNode {
	return <svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d={PATHS[name]} fill="currentColor" /></svg>;
}
