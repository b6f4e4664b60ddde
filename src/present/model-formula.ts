/** A layer's output-size formula, symbolic and with its numbers, from its constructor's settings. */
import { EngineError } from '../engine/error';
import { axisGeometry } from '../engine/geometry';
import type { AxisGeometry } from '../engine/geometry';
import { samePadding } from '../engine/padding';
import type { LayerGeometry, ReportedShape } from '../models/report';
import { axisLetters, formulaText, outputSizeFormula } from './formula';
import type { Localize } from './localize';

type Windowed = Extract<LayerGeometry, { readonly kind: 'convolution' | 'pooling' }>;

/** The sizes of a shape that a window slides along: all but the batch and the channels. */
export function spatialSizes(shape: ReportedShape, { channelsLast }: { readonly channelsLast: boolean }, axes: number): ReportedShape {
	return channelsLast ? shape.slice(shape.length - axes - 1, -1) : shape.slice(-axes);
}

function numbers(shape: ReportedShape): readonly number[] | undefined {
	return shape.every((size): size is number => typeof size === 'number') ? shape : undefined;
}

function geometryOf(layer: Windowed, axis: number, input: number): AxisGeometry | undefined {
	const [size, stride, dilation] = [layer.kernel, layer.stride, layer.dilation].map(numbers);
	const fixed = layer.padding === 'same' ? [] : numbers(layer.padding);
	if (size === undefined || stride === undefined || dilation === undefined || fixed === undefined) return undefined;
	const window = { size: [size[axis]!], stride: [stride[axis]!], dilation: [dilation[axis]!] };
	try {
		const padding = layer.padding === 'same' ? samePadding([input], window) : [{ before: fixed[axis]!, after: fixed[axis]! }];
		return axisGeometry(0, input, { ...window, padding, ceilMode: layer.kind === 'pooling' && layer.ceil });
	} catch (error) {
		if (error instanceof EngineError) return undefined;
		throw error;
	}
}

/** The formula that holds for a layer whatever its input: what a layer on its own shows. */
function symbolic(layer: Windowed, letter: string): string {
	const dilated = layer.dilation.some((each) => each !== 1);
	if (layer.kind === 'convolution' && layer.isTransposed) {
		const outputPadding = layer.outputPadding.some((each) => each !== 0) ? ' + P_out' : '';
		return layer.padding === 'same' ? `${letter}_o = ${letter}_i·S` : `${letter}_o = (${letter}_i − 1)·S − 2P + ${dilated ? 'D(F − 1)' : '(F − 1)'}${outputPadding} + 1`;
	}
	if (layer.padding === 'same') return `${letter}_o = ⌈${letter}_i/S⌉`;
	const [open, close] = layer.kind === 'pooling' && layer.ceil ? ['⌈', '⌉'] : ['⌊', '⌋'];
	return `${letter}_o = ${open}(${letter}_i + 2P − ${dilated ? 'D(F − 1) − 1' : 'F'})/S${close} + 1`;
}

function transposedNumbers(layer: Extract<Windowed, { readonly kind: 'convolution' }>, axis: number, input: number, output: number): string | undefined {
	const [kernel, stride, dilation, extra] = [layer.kernel[axis], layer.stride[axis], layer.dilation[axis], layer.outputPadding[axis]];
	const padding = layer.padding === 'same' ? undefined : layer.padding[axis];
	if (typeof kernel !== 'number' || typeof stride !== 'number' || typeof dilation !== 'number' || typeof extra !== 'number' || typeof padding !== 'number') return undefined;
	if ((input - 1) * stride - 2 * padding + dilation * (kernel - 1) + extra + 1 !== output) return undefined;
	return `(${input} − 1)·${stride} − 2·${padding} + ${dilation === 1 ? '' : `${dilation}`}(${kernel} − 1)${extra === 0 ? '' : ` + ${extra}`} + 1 = ${output}`;
}

/** The numbers of one axis in the formula, if they give the output that was found; undefined where they do not. */
function numeric(layer: Windowed, axis: number, input: number, output: number, letter: ReturnType<typeof axisLetters>[number]): string | undefined {
	if (layer.kind === 'convolution' && layer.isTransposed) return transposedNumbers(layer, axis, input, output);
	const geometry = geometryOf(layer, axis, input);
	if (geometry?.output !== output) return undefined;
	const isRounded = layer.kind === 'pooling' && layer.ceil;
	if (isRounded && Math.ceil((geometry.paddedInput - geometry.effectiveKernel) / geometry.stride) + 1 !== output) return undefined;
	const text = formulaText(outputSizeFormula(geometry, letter).numeric).replace(/^._o = /, '');
	return isRounded ? text.replace('⌊', '⌈').replace('⌋', '⌉') : text;
}

/**
 * The output-size formula, one line per axis that differs: `H_o = ⌊(H_i + 2P − F)/S⌋ + 1 = ⌊(28 + 2·0 − 3)/2⌋ + 1 = 13 · W_o alike`.
 * Without known sizes, or where the numbers would not give the output that was found, the symbolic formula alone.
 */
export function layerFormula(layer: Windowed, input: ReportedShape | undefined, output: ReportedShape | undefined, localize: Localize): readonly string[] {
	const axes = layer.kernel.length;
	if (axes < 1 || axes > 3) return [];
	const letters = axisLetters(axes);
	const known = input !== undefined && output !== undefined && input.length > axes && output.length > axes
		? letters.map((letter, axis) => {
			const [from, to] = [spatialSizes(input, layer, axes)[axis], spatialSizes(output, layer, axes)[axis]];
			return typeof from === 'number' && typeof to === 'number' ? numeric(layer, axis, from, to, letter) : undefined;
		})
		: letters.map(() => undefined);
	const first = `${symbolic(layer, letters[0]!)}${known[0] === undefined ? '' : ` = ${known[0]}`}`;
	if (axes === 1) return [first];
	const alike = letters.filter((_, axis) => axis > 0 && known[axis] !== undefined && known[axis] === known[0]).map((letter) => `${letter}_o`);
	const differing = letters.flatMap((letter, axis) => (axis === 0 || known[axis] === known[0] || known[axis] === undefined ? [] : [`${letter}_o = ${known[axis]}`]));
	return [alike.length === 0 ? first : `${first} · ${localize('{sizes} alike', { sizes: alike.join(', ') })}`, ...differing];
}
