import { shade, weightHue, type ColourScale, type Shade } from '../present/colour';
import type { FigureCell, FigureFrame } from '../present/figure/grid';
import { cellNumber } from '../present/number';
import type { Focus } from './focus';
import type { CoveredCell } from './lattice';
import type { Meeting } from './links';

/** The rectangle around some cells. */
export function frameOf(covered: ReadonlyArray<Pick<CoveredCell, 'row' | 'column'>>, look: FigureFrame['look']): FigureFrame | undefined {
	if (covered.length === 0) return undefined;
	const rows = covered.map(({ row }) => row);
	const columns = covered.map(({ column }) => column);
	const [top, left] = [Math.min(...rows), Math.min(...columns)];
	return { row: top, column: left, rows: Math.max(...rows) - top + 1, columns: Math.max(...columns) - left + 1, look };
}

/** The frames on the drawn input: the window that is written out, and, while something else is looked at, where the pass is. */
export function inputFrames({ lattice, covered, pointed, step, shownStep, meetings }: Focus): readonly FigureFrame[] {
	const columns = lattice.output.columns;
	const ghost = frameOf(lattice.windowOf(Math.floor(step / columns), step % columns), 'ghost');
	if (pointed === undefined) return [frameOf(covered, 'window')].filter((frame) => frame !== undefined);
	if (pointed.part === 'output') return [...(shownStep === step ? [] : [ghost]), frameOf(covered, 'window')].filter((frame) => frame !== undefined);
	const windows = pointed.part === 'input' ? meetings.map(({ output }) => frameOf(lattice.windowOf(output.row, output.column), 'window')) : [];
	return [ghost, ...windows].filter((frame) => frame !== undefined);
}

/** A window's next place. */
export interface NextFrame extends Omit<FigureFrame, 'look'> {
	readonly name: 'next-across' | 'next-down';
}

/** Where the window stands a stride further on, to the right and below, as far as there is an output cell. */
export function nextFrames({ lattice, position: { row, column } }: Focus): readonly NextFrame[] {
	const at = (name: NextFrame['name'], down: number, across: number): NextFrame[] => {
		if (row + down >= lattice.output.rows || column + across >= lattice.output.columns) return [];
		const frame = frameOf(lattice.windowOf(row + down, column + across), 'window');
		return frame === undefined ? [] : [{ ...frame, name }];
	};
	return [...at('next-across', 0, 1), ...at('next-down', 1, 0)];
}

/** The value that stands at a place of the drawn input; undefined for padding that never takes part, as in max pooling. */
export function drawnValue({ lattice, inputPlane, result }: Focus, row: number, column: number): number | undefined {
	const drawn = lattice.cellAt(row, column);
	switch (drawn.kind) {
		case 'cell': return inputPlane.values[drawn.row * inputPlane.columns + drawn.column]!;
		case 'inserted': return 0;
		case 'padding':
			if (drawn.repeats !== undefined) return inputPlane.values[drawn.repeats.row * inputPlane.columns + drawn.repeats.column]!;
			return result.stage.kind === 'max-pooling' ? undefined : 0;
	}
}

/** The weight of a meeting; of a fully connected layer every output has weights of its own, of which one row is shown. */
export function meetingWeight({ result: { stage }, kernelPlane }: Focus, { output, weight }: Meeting): number {
	return stage.kind === 'linear' ? stage.weights.data[output.column * stage.features + weight]! : kernelPlane?.values[weight] ?? 0;
}

function cornerText(weight: number): string {
	return `×${cellNumber(weight, 2).text}`;
}

/** The look of every cell of the drawn input. `pixelAt` gives the colour of an image's pixel, by its place within the input. */
export function inputLooks(focus: Focus, pixelAt?: (row: number, column: number) => Shade): (row: number, column: number) => FigureCell {
	const { lattice, covered, kernelPlane, pointed, meetings } = focus;
	const weights = lattice.window.rows * lattice.window.columns;
	const columns = lattice.columns;
	const lit = pointed?.part === 'kernel' ? meetings : pointed?.part === 'input' ? [] : covered;
	const weightAt = new Map(lit.map((cell) => [cell.row * columns + cell.column, cell.weight]));
	const hued = weights > 1 || kernelPlane !== undefined;
	return (row, column) => {
		const drawn = lattice.cellAt(row, column);
		const { kind } = drawn;
		const value = drawnValue(focus, row, column);
		const weight = weightAt.get(row * columns + column);
		const isPointed = pointed?.part === 'input' && pointed.row === row && pointed.column === column;
		const mark = isPointed ? { mark: 'pointed' as const } : {};
		if (weight === undefined) return { value, look: kind === 'cell' ? 'plain' : kind, ...mark, ...drawn.kind === 'cell' ? pixelAt?.(drawn.row, drawn.column) : {} };
		const corner = kernelPlane === undefined ? {} : { corner: cornerText(kernelPlane.values[weight]!) };
		return { value, look: 'covered', ...mark, ...corner, background: weightHue(hued ? weight : 0, weights) };
	};
}

/** The look of every cell of the kernel. */
export function kernelLooks({ kernelPlane, lattice, pointed, meetings }: Focus): (row: number, column: number) => FigureCell {
	const met = pointed?.part === 'input' ? new Set(meetings.map(({ weight }) => weight)) : undefined;
	return (row, column) => {
		const index = row * lattice.window.columns + column;
		const value = kernelPlane?.values[index];
		if (met !== undefined && !met.has(index)) return { value, look: 'plain' };
		const isPointed = pointed?.part === 'kernel' && pointed.row === row && pointed.column === column;
		return { value, look: 'covered', background: weightHue(index, lattice.window.rows * lattice.window.columns), ...isPointed ? { mark: 'pointed' } : {} };
	};
}

/** The look of every cell of the output: its value once the pass has been there; while a number is pointed at, what that number adds. */
export function outputLooks(focus: Focus, scale: ColourScale): (row: number, column: number) => FigureCell {
	const { outputPlane, lattice, step, shownStep, pointed, meetings, kernelPlane } = focus;
	const { columns } = lattice.output;
	const weights = lattice.window.rows * lattice.window.columns;
	const fed = pointed === undefined || pointed.part === 'output' ? undefined : new Map(meetings.map((meeting) => [meeting.output.row * columns + meeting.output.column, meeting]));
	const plain = (index: number, mark: FigureCell['mark']): FigureCell => {
		const value = outputPlane.values[index]!;
		const { background, text } = shade(value, scale);
		return { value, look: 'plain', background, text, ...mark === undefined ? {} : { mark } };
	};
	return (row, column) => {
		const index = row * columns + column;
		const meeting = fed?.get(index);
		if (meeting !== undefined) {
			const hue = weightHue(meeting.weight, weights);
			if (kernelPlane === undefined) return { value: outputPlane.values[index]!, look: 'covered', background: hue, mark: 'linked' };
			const value = drawnValue(focus, meeting.row, meeting.column) ?? 0;
			const weight = meetingWeight(focus, meeting);
			const corner = pointed?.part === 'kernel' ? cellNumber(value, 2).text : cornerText(weight).slice(1);
			return { value: value * weight, look: 'covered', background: hue, corner: `${corner}·${pointed?.part === 'kernel' ? 'w' : 'x'}`, mark: 'linked' };
		}
		if (fed === undefined && index === shownStep) return plain(index, 'current');
		if (index > step) return { value: undefined, look: 'pending' };
		return plain(index, index === step && pointed !== undefined ? 'ghost' : undefined);
	};
}
