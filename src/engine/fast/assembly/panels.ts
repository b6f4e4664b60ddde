// Filters are packed in panels of nearly equal height, never more than PANEL_ROWS, so that no tile is nearly empty.
import { PANEL_ROWS } from './tiles';

/** Streams that are written or read side by side stand this many floats off a power of two apart, lest they share a set of the first-level cache. */
export const STAGGER: i32 = 16;

/** Bytes from one panel of eight columns to the next. */
@inline
export function panelPitch(terms: i32): usize {
	return <usize>(terms * 8 + STAGGER) << 2;
}

/** How many panels that many filters make. */
@inline
export function panelCount(filters: i32): i32 {
	return (filters + PANEL_ROWS - 1) / PANEL_ROWS;
}

/** The first filter of a panel; the number of filters where `panel` is the number of panels. */
@inline
export function panelStart(filters: i32, panel: i32): i32 {
	const panels = panelCount(filters);
	return panel * (filters / panels) + min(panel, filters % panels);
}

/** `panelCount` for the host, which divides work by it. */
export function panelsOf(filters: i32): i32 {
	return panelCount(filters);
}
