import { traceCell, type StageResult, type Trace } from '../engine/pipeline';
import { latticeOf } from './lattice';

/** What a later stage makes of the output cell that is written out. */
export interface Consequence {
	/** Counted from the first stage. */
	readonly stage: number;
	readonly trace: Trace;
	/** The cell of the later stage's map. */
	readonly row: number;
	readonly column: number;
}

/** The first window, row by row, that covers a cell of its input. */
function firstWindowOver(result: StageResult, row: number, column: number): { readonly row: number; readonly column: number } | undefined {
	const [vertical, horizontal] = result.geometry.axes;
	return latticeOf(result).windowsOver(row + (vertical?.padding.before ?? 0), column + (horizontal?.padding.before ?? 0))[0];
}

/** The activations and poolings right after a stage, followed from one of its output cells (sample, channel, row, column). */
export function consequencesOf(results: readonly StageResult[], index: number, cell: readonly [number, number, number, number]): readonly Consequence[] {
	const consequences: Consequence[] = [];
	const [sample, channel] = cell;
	let [, , row, column] = cell;
	for (let stage = index + 1; stage < results.length; stage++) {
		const result = results[stage]!;
		const { kind } = result.stage;
		if (kind === 'convolution' || kind === 'transposed-convolution' || kind === 'flatten' || kind === 'linear') break;
		if (result.geometry.axes.length > 0) {
			const next = firstWindowOver(result, row, column);
			if (next === undefined) break;
			({ row, column } = next);
		}
		consequences.push({ stage, row, column, trace: traceCell(result.stage, results[stage - 1]!.output, [sample, channel, row, column]) });
	}
	return consequences;
}
