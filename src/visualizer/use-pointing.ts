import { useCallback, useState } from 'preact/hooks';
import type { PointedCell } from './links';

/** What is looked at: hovered cells come and go, a pinned one stays. */
export interface Pointing {
	readonly pointed: PointedCell | undefined;
	readonly pinned: PointedCell | undefined;
	hover(cell: PointedCell | undefined): void;
	/** Pins a cell, or lets go of it where it is pinned already. */
	pin(cell: PointedCell | undefined): void;
}

function same(one: PointedCell | undefined, other: PointedCell | undefined): boolean {
	return one?.part === other?.part && one?.row === other?.row && one?.column === other?.column;
}

export function usePointing(): Pointing {
	const [hovered, setHovered] = useState<PointedCell>();
	const [pinned, setPinned] = useState<PointedCell>();
	const hover = useCallback((cell: PointedCell | undefined) => setHovered((before) => (same(before, cell) ? before : cell)), []);
	const pin = useCallback((cell: PointedCell | undefined) => setPinned((before) => (same(before, cell) ? undefined : cell)), []);
	return { pointed: hovered ?? pinned, pinned, hover, pin };
}
