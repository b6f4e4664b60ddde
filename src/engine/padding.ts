import { refuse, requireWhole } from './error';
import type { Padding, PaddingFill, SlidingWindow } from './layer';
import { elementCount, strides, tensor, type Tensor } from './tensor';

/** Paddings that follow from the kernel alone. */
export type PaddingName = 'valid' | 'same' | 'same-lower' | 'full';

/** The settings of a window that a padding is worked out from. */
export type Unpadded = Pick<SlidingWindow, 'size' | 'stride' | 'dilation'>;

/** What padding holds unless a layer says otherwise. */
export const ZEROS: PaddingFill = { mode: 'constant', value: 0 };

function effectiveSize({ size, dilation }: Unpadded, axis: number): number {
	return dilation[axis]! * (size[axis]! - 1) + 1;
}

function split(total: number, extra: 'before' | 'after'): Padding {
	const [smaller, larger] = [Math.floor(total / 2), Math.ceil(total / 2)];
	return extra === 'after' ? { before: smaller, after: larger } : { before: larger, after: smaller };
}

/**
 * The padding that a name stands for: 'valid' none, 'full' D(F − 1) per side (every overlap counts), 'same' as much as keeps the
 * size, the odd cell at the end (PyTorch, TensorFlow, ONNX's SAME_UPPER), 'same-lower' the odd cell at the start (ONNX's SAME_LOWER).
 * Like PyTorch's, 'same' needs stride 1; for TensorFlow's and ONNX's with a stride see {@link samePadding}.
 * @throws EngineError 'same-needs-stride-one'
 */
export function namedPadding(name: PaddingName, window: Unpadded): Padding[] {
	return window.size.map((_, axis) => {
		const overlap = effectiveSize(window, axis) - 1;
		if (name === 'valid') return { before: 0, after: 0 };
		if (name === 'full') return { before: overlap, after: overlap };
		const stride = window.stride[axis]!;
		if (stride !== 1) refuse('same-needs-stride-one', { axis, stride });
		return split(overlap, name === 'same' ? 'after' : 'before');
	});
}

/**
 * `same` with any stride, as TensorFlow, Keras and ONNX's SAME_UPPER (odd cell 'after') or SAME_LOWER ('before') have it:
 * H_o = ⌈H_i / S⌉.
 * PyTorch refuses `same` with a stride above 1.
 * @param inputSizes one per spatial axis
 */
export function samePadding(inputSizes: readonly number[], window: Unpadded, extra: 'before' | 'after' = 'after'): Padding[] {
	return inputSizes.map((input, axis) => {
		const stride = window.stride[axis]!;
		requireWhole('stride', stride, 1);
		const output = Math.ceil(input / stride);
		return split(Math.max(0, (output - 1) * stride + effectiveSize(window, axis) - input), extra);
	});
}

/**
 * The padding and output padding that make a transposed convolution give these output sizes: ONNX's `output_shape`, and with
 * H_o = H_i · S its `SAME_UPPER` ('after', as Keras' `same`) and `SAME_LOWER` ('before'). Without auto_pad ONNX puts the odd cell 'before'.
 */
export function paddingForOutput(
	inputSizes: readonly number[], window: Unpadded, outputSizes: readonly number[], extra: 'before' | 'after' = 'before',
): { readonly padding: Padding[]; readonly outputPadding: number[] } {
	const surplus = inputSizes.map((input, axis) => (input - 1) * window.stride[axis]! + effectiveSize(window, axis) - outputSizes[axis]!);
	return { padding: surplus.map((total) => split(Math.max(0, total), extra)), outputPadding: surplus.map((total) => Math.max(0, -total)) };
}

/** The input coordinate that a coordinate on or beside an axis of this size shows; undefined where the constant does. */
export function sourceCoordinate(fill: PaddingFill, coordinate: number, size: number): number | undefined {
	if (coordinate >= 0 && coordinate < size) return coordinate;
	switch (fill.mode) {
		case 'constant': return undefined;
		case 'replicate': return coordinate < 0 ? 0 : size - 1;
		case 'reflect': return coordinate < 0 ? -coordinate : 2 * (size - 1) - coordinate;
		case 'symmetric': return coordinate < 0 ? -coordinate - 1 : 2 * size - 1 - coordinate;
		case 'circular': return coordinate < 0 ? coordinate + size : coordinate - size;
	}
}

/**
 * Refuses padding that would have to repeat more of the input than there is.
 * @throws EngineError 'padding-beyond-input': 'reflect' needs P < H_i, 'symmetric' and 'circular' P ≤ H_i (PyTorch's rules)
 */
export function requireFill(fill: PaddingFill, axis: number, { before, after }: Padding, input: number): void {
	if (fill.mode === 'constant' || fill.mode === 'replicate') return;
	const padding = Math.max(before, after);
	const most = fill.mode === 'reflect' ? input - 1 : input;
	if (padding > most) refuse('padding-beyond-input', { axis, padding, input, mode: fill.mode });
}

/**
 * A tensor with its last axes padded, one entry of `padding` per axis; negative entries crop. The input itself where there is none.
 * The padding must fit its fill: see {@link requireFill}.
 */
export function padLastAxes(input: Tensor, padding: readonly Padding[], fill: PaddingFill): Tensor {
	if (padding.every(({ before, after }) => before === 0 && after === 0)) return input;
	const rank = input.shape.length;
	const first = rank - padding.length;
	const outer = elementCount(input.shape.slice(0, first));
	const sources = padding.map(({ before, after }, index) => {
		const size = input.shape[first + index]!;
		return Int32Array.from({ length: size + before + after }, (_, at) => sourceCoordinate(fill, at - before, size) ?? -1);
	});
	const shape = [...input.shape.slice(0, first), ...sources.map((source) => source.length)];
	const output = new Float64Array(elementCount(shape));
	if (fill.mode === 'constant' && fill.value !== 0) output.fill(fill.value);
	const [from, to] = [strides(input.shape), strides(shape)];
	const copy = (axis: number, read: number, write: number): void => {
		const source = sources[axis - first]!;
		for (let at = 0; at < source.length; at++) {
			const coordinate = source[at]!;
			if (coordinate < 0) continue;
			if (axis === rank - 1) output[write + at] = input.data[read + coordinate]!;
			else copy(axis + 1, read + coordinate * from[axis]!, write + at * to[axis]!);
		}
	};
	const [inputBlock, outputBlock] = [input.data.length / outer, output.length / outer];
	for (let block = 0; block < outer; block++) copy(first, block * inputBlock, block * outputBlock);
	return tensor(shape, output);
}
