// Which steps of a pass are drawn one by one, and what their files are called.

/** Longer sides are not drawn as a whole: their cells would be dots. */
export const MOST_DRAWN = 64;
/** More drawings make no slides that anyone would show, and files that no slide holds. */
const MOST_FRAMES = 400;

/** The steps that are drawn, counted from 0: all of a short pass; of a longer one every second, third or further one, and the last. */
export function framesOf(steps: number): readonly number[] {
	const apart = Math.max(1, Math.ceil((steps - 1) / (MOST_FRAMES - 1)));
	const frames = Array.from({ length: Math.ceil((steps - 1) / apart) }, (_, index) => index * apart);
	return [...frames, steps - 1];
}

/** `step-007.svg`: as many digits for every step, so that the files stand in the pass's order. */
export function figureName(step: number, steps: number): string {
	return `step-${String(step + 1).padStart(Math.max(3, String(steps).length), '0')}.svg`;
}
