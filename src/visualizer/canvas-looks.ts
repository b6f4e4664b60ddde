import { frameOf, inputFrames } from './cell-looks';
import type { Focus } from './focus';
import type { FigureFrame } from '../present/figure/grid';
import type { Region } from './viewport';

/** Whether each place of the output lies where the same place of the input does, so that both pictures are looked at as one. */
export function linked({ result, lattice, inputPlane }: Focus): boolean {
	const { output } = lattice;
	return result.geometry.axes.length > 0 || (output.rows === inputPlane.rows && output.columns === inputPlane.columns);
}

function stepWindow({ lattice, step, result }: Focus, shownStep = step): ReadonlyArray<{ readonly row: number; readonly column: number }> {
	const { columns } = lattice.output;
	const covered = lattice.windowOf(Math.floor(shownStep / columns), shownStep % columns);
	if (result.stage.kind !== 'transposed-convolution') return covered;
	return covered.flatMap((cell) => { // its picture shows the input without the zeros between its cells
		const drawn = lattice.cellAt(cell.row, cell.column);
		return drawn.kind === 'cell' ? [drawn] : [];
	});
}

/** The frames on the picture of the input. */
export function inputCanvasFrames(focus: Focus): readonly FigureFrame[] {
	if (focus.result.stage.kind !== 'transposed-convolution') return inputFrames(focus);
	const window = frameOf(stepWindow(focus, focus.shownStep), 'window');
	return window === undefined ? [] : [window];
}

/** The frames on the picture of the output: the cell that is written out, that of the pass, and all that a pointed input cell feeds. */
export function outputCanvasFrames({ position, pointed, meetings, step, shownStep, lattice }: Focus): readonly FigureFrame[] {
	const { columns } = lattice.output;
	const ghost: FigureFrame = { row: Math.floor(step / columns), column: step % columns, rows: 1, columns: 1, look: 'ghost' };
	if (pointed?.part === 'input') return [ghost, frameOf(meetings.map(({ output }) => output), 'window')].filter((frame) => frame !== undefined);
	return [...(shownStep === step ? [] : [ghost]), { ...position, rows: 1, columns: 1, look: 'window' }];
}

/** What stays in sight of a picture while the pass moves on. */
export function canvasFollow(focus: Focus, part: 'input' | 'output'): Region | undefined {
	const { columns } = focus.lattice.output;
	return part === 'input' ? frameOf(stepWindow(focus), 'window') : { row: Math.floor(focus.step / columns), column: focus.step % columns, rows: 1, columns: 1 };
}
