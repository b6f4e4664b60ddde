import type { AxisGeometry } from '../engine/geometry';
import { traceCell } from '../engine/pipeline';
import { elementCount, reshape } from '../engine/tensor';
import { arithmeticText } from '../present/arithmetic';
import { weightHue } from '../present/colour';
import type { FigureFrame } from '../present/figure/grid';
import { cellNumber } from '../present/number';
import { showsNumbers, type Border, type MetCell } from '../present/plane-figure';
import type { Localize } from '../present/localize';
import type { RunStep } from '../worksheet/value';
import { formulaMarkup, matrixMarkup, signMarkup } from './markup';

/** So many steps are drawn at most. */
const MOST_STEPS = 64;

/** Whether every cell of this step can be drawn as a step of its own: a window over a small plane of one sample. */
export function canStep({ input, output, plan: { geometry: { axes } } }: RunStep): boolean {
	const [height, width] = axes;
	if (axes.length !== 2 || height === undefined || width === undefined || height.transposed !== undefined) return false;
	return elementCount(output.shape) <= MOST_STEPS && output.shape[0] === 1 && output.shape[1] === 1 && input.shape[1] === 1
		&& showsNumbers({ rows: height.paddedInput, columns: width.paddedInput });
}

/** The padding of a step as a border of zeros; of padding that repeats the input only the place is shown. */
export function borderOf({ plan: { geometry: { axes } } }: RunStep): Border | undefined {
	const [height, width] = axes;
	if (axes.length !== 2 || height === undefined || width === undefined || height.transposed !== undefined) return undefined;
	return { top: height.padding.before, bottom: height.padding.after, left: width.padding.before, right: width.padding.after, value: 0 };
}

/** The cells under the window of one output cell, each in the hue of the weight that meets it, with that weight. */
function metCells({ stage }: RunStep, height: AxisGeometry, width: AxisGeometry, row: number, column: number): MetCell[] {
	const along = ({ stride, dilation, padding, kernel }: AxisGeometry, at: number): number[] => Array.from({ length: kernel }, (_, index) => at * stride + index * dilation - padding.before);
	const count = height.kernel * width.kernel;
	const flipped = stage.kind === 'convolution' && stage.flipped === true;
	return along(height, row).flatMap((y, down) => along(width, column).map((x, across): MetCell => {
		const place = down * width.kernel + across;
		const weight = flipped ? count - 1 - place : place;
		return { row: y, column: x, hue: weightHue(weight, count), ...stage.kind === 'convolution' ? { corner: `×${cellNumber(stage.kernel.data[weight]!, 2).text}` } : {} };
	}));
}

function windowFrame(height: AxisGeometry, width: AxisGeometry, row: number, column: number): Omit<FigureFrame, 'look'> {
	return { row: row * height.stride - height.padding.before, column: column * width.stride - width.padding.before, rows: height.effectiveKernel, columns: width.effectiveKernel };
}

/** One figure per output cell: the window on the input, the map so far, and the sum. */
export function stepFigures(step: RunStep, names: { readonly input: string; readonly output: string }, localize: Localize): string[] {
	const { stage, input, output, plan: { geometry: { axes } } } = step;
	const [height, width] = axes as [AxisGeometry, AxisGeometry];
	const border = borderOf(step);
	return Array.from({ length: elementCount(output.shape) }, (_, index) => {
		const [row, column] = [Math.floor(index / width.output), index % width.output];
		const left = matrixMarkup(names.input, reshape(input, input.shape.slice(2)), localize, { ...border && { border }, met: metCells(step, height, width, row, column), frame: windowFrame(height, width, row, column) });
		const right = matrixMarkup(names.output, reshape(output, output.shape.slice(2)), localize, { current: { row, column }, filled: index + 1 });
		return `<div class="convlens-row">${left}${signMarkup('→')}${right}</div>${formulaMarkup(arithmeticText(traceCell(stage, input, [0, 0, row, column])))}`;
	});
}
