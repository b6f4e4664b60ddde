/** How far a piece of work has come, and whether it is still wanted. */
export interface Turns {
	/** Told after every turn how many are done. */
	readonly progress: (done: number) => void;
	readonly cancelled: AbortSignal;
}

/** Milliseconds of work after which the page may answer what was pressed, and draw. */
const LONGEST_TURN = 30;

/** Does something so many times, so that the page goes on answering; false where it was cancelled before the end. */
export async function inTurns(count: number, act: (index: number) => void, { progress, cancelled }: Turns): Promise<boolean> {
	let since = -Infinity;
	for (let index = 0; index < count; index++) {
		if (performance.now() - since > LONGEST_TURN) {
			progress(index);
			await new Promise((resolve) => { setTimeout(resolve); });
			since = performance.now();
		}
		if (cancelled.aborted) return false;
		act(index);
	}
	return true;
}
