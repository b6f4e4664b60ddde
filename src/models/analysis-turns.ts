/** Analyses take turns: with each other, and with everything else that waits for the same thread. */
import type { AnalysisStep } from './analyze';
import type { FileReport } from './report';

/** How long an analysis goes on before others have their turn. What it knows by the first of these moments is its first result. */
export const SLICE_MILLISECONDS = 60;

export interface TurnOptions {
	/** Asked behind each pause: what is no longer wanted is left as it is. */
	readonly isWanted: () => boolean;
	/** Given what is known at the first pause, if there is one. */
	readonly onBeginning: (beginning: () => FileReport) => void;
}

export class AnalysisTurns {
	private last: Promise<unknown> = Promise.resolve();

	/** Does something once all that came before has ended. */
	after<Result>(run: () => Result | Promise<Result>): Promise<Result> {
		const turn = this.last.then(run);
		this.last = turn.catch(() => undefined);
		return turn;
	}

	/** Goes through an analysis in slices; to be called within `after`. @returns undefined where it was no longer wanted */
	async through(steps: Iterable<AnalysisStep>, { isWanted, onBeginning }: TurnOptions): Promise<FileReport | undefined> {
		let [since, isFirst] = [performance.now(), true];
		for (const step of steps) {
			if (step.kind === 'whole') return step.report;
			if (performance.now() - since < SLICE_MILLISECONDS) continue;
			if (isFirst) onBeginning(step.report);
			await pause();
			if (!isWanted()) return undefined;
			[since, isFirst] = [performance.now(), false];
		}
		return undefined;
	}
}

/** Lets others have their turn, and then those who were called by them: an answer is sent a moment after it was given. */
async function pause(): Promise<void> {
	for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setTimeout(resolve));
}
