/** Cards drawn beyond either edge, so that scrolling never shows a hole. */
const BEYOND = 3;
const PAGE = 10;

/** Which card a key goes to; undefined where it goes to none. */
export function cardAfter(key: string, selected: number, count: number): number | undefined {
	const within = (index: number): number => Math.min(count - 1, Math.max(0, index));
	switch (key) {
		case 'ArrowRight': case 'ArrowDown': return within(selected + 1);
		case 'ArrowLeft': case 'ArrowUp': return within(selected - 1);
		case 'PageDown': return within(selected + PAGE);
		case 'PageUp': return within(selected - PAGE);
		case 'Home': return 0;
		case 'End': return count - 1;
		default: return undefined;
	}
}

/** The cards that a strip of this width shows when it is scrolled so far: from the first one on, up to but without the last one. */
export function cardsInView(scrolled: number, width: number, pitch: number, count: number): readonly [first: number, end: number] {
	const first = Math.max(0, Math.floor(scrolled / pitch) - BEYOND);
	return [Math.min(first, count), Math.min(count, Math.ceil((scrolled + width) / pitch) + BEYOND)];
}
