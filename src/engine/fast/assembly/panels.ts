// Filters are packed in panels of nearly equal height, never more than PANEL_ROWS, so that no tile is nearly empty.
import { PANEL_ROWS } from './tiles';

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
