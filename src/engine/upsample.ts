import { refuse, requireWhole } from './error';
import { requireMaps } from './geometry';
import type { UpsampleLayer } from './layer';
import type { MapAxis, Operator } from './operator';
import type { ReceptiveField } from './receptive-field';
import { asThree, elementCount, offsetOf, tensor, type Shape } from './tensor';

/** One input cell's share of an output cell. */
export interface UpsampleTerm {
	readonly inputCell: readonly number[];
	readonly value: number;
	readonly weight: number;
	readonly product: number;
}

/** The input cells that one output cell of an upsampling is mixed of. */
export interface UpsampleTrace {
	readonly kind: 'upsample';
	readonly cell: readonly number[];
	readonly terms: readonly UpsampleTerm[];
	/** The products added up, in order. */
	readonly total: number;
}

/** One input coordinate and its share. */
interface Share {
	readonly coordinate: number;
	readonly weight: number;
}

/** Settings of an upsampling. */
export interface UpsampleOptions {
	/** 'nearest' unless given. */
	readonly mode?: UpsampleLayer['mode'];
	/** For 'linear': false unless given, as in PyTorch, TensorFlow 2 and ONNX's half_pixel. */
	readonly alignCorners?: boolean;
}

/** Resizes every spatial axis to a size or by a scale, one entry per axis (`torch.nn.Upsample`). */
export function upsample(to: UpsampleLayer['to'], { mode = 'nearest', alignCorners = false }: UpsampleOptions = {}): UpsampleLayer {
	return { kind: 'upsample', to, mode, alignCorners };
}

function sizesOf({ to }: UpsampleLayer, inputShape: Shape): { readonly axes: []; readonly outputShape: Shape } {
	const spatial = inputShape.slice(2);
	const given = 'size' in to ? to.size : to.scale;
	requireMaps(inputShape);
	if (given.length !== spatial.length) {
		refuse('setting-count', { setting: 'size' in to ? 'output-size' : 'scale', given: given.length, axes: spatial.length });
	}
	const sizes = spatial.map((input, axis) => {
		const value = given[axis]!;
		if ('size' in to) {
			requireWhole('output-size', value, 1);
			return value;
		}
		if (!(value > 0 && value < Infinity)) refuse('invalid-setting', { setting: 'scale', value });
		const output = Math.floor(input * value);
		if (output < 1) refuse('nothing-left', { axis, input, output });
		return output;
	});
	return { axes: [], outputShape: [inputShape[0]!, inputShape[1]!, ...sizes] };
}

/** Where a place on the output axis lies on the input axis: divided by the scale where one is given, as PyTorch and ONNX do. */
function inputPlace({ to }: UpsampleLayer, axis: number, place: number, input: number, output: number): number {
	return 'scale' in to ? place / to.scale[axis]! : place * input / output;
}

/**
 * What an output coordinate is mixed of along one axis.
 *
 * 'linear' places output i at (i + 1/2)·H_i/H_o − 1/2, not before the first cell's centre, or with aligned corners at
 * i·(H_i − 1)/(H_o − 1) (aten/src/ATen/native/UpSample.h).
 */
function sharesOf(layer: UpsampleLayer, axis: number, at: number, input: number, output: number): readonly Share[] {
	const placed = (place: number): number => inputPlace(layer, axis, place, input, output);
	const last = input - 1;
	if (layer.mode === 'nearest') return [{ coordinate: Math.min(last, Math.floor(placed(at))), weight: 1 }];
	if (layer.mode === 'nearest-exact') return [{ coordinate: Math.min(last, Math.floor(placed(at + 0.5))), weight: 1 }];
	const aligned = output > 1 ? at * last / (output - 1) : 0;
	const place = layer.alignCorners ? aligned : Math.max(0, placed(at + 0.5) - 0.5);
	const below = Math.min(last, Math.floor(place));
	const above = Math.min(last, below + 1);
	const share = Math.min(1, place - below);
	if (above === below || share === 0) return [{ coordinate: below, weight: 1 }];
	return [{ coordinate: below, weight: 1 - share }, { coordinate: above, weight: share }];
}

function growByUpsampling(layer: UpsampleLayer, field: ReceptiveField, { axis, cells, inputShape }: MapAxis): ReceptiveField {
	const output = sizesOf(layer, inputShape).outputShape[axis + 2]!;
	const mixed = layer.mode === 'linear' && output !== cells && cells > 1 ? 2 : 1;
	return { size: field.size + (mixed - 1) * field.jump, jump: field.jump * cells / output, start: field.start };
}

/** Upsampling, and downsampling by the same rules. */
export const upsampleOperator: Operator<UpsampleLayer, UpsampleLayer, UpsampleTrace> = {
	sizes: sizesOf,
	grow: growByUpsampling,
	run(layer, input) {
		const { outputShape } = sizesOf(layer, input.shape);
		const spatial = input.shape.slice(2);
		const shares = spatial.map((size, axis) => {
			const length = outputShape[axis + 2]!;
			return Array.from({ length }, (_, at) => sharesOf(layer, axis, at, size, length));
		});
		const [depth, height, width] = asThree(shares, [[{ coordinate: 0, weight: 1 }]]);
		const [, inputHeight, inputWidth] = asThree(spatial, 1);
		const plane = elementCount(spatial);
		const output = new Float64Array(elementCount(outputShape));
		let at = 0;
		for (let start = 0; start < input.data.length; start += plane) {
			for (const sharesZ of depth) for (const sharesY of height) for (const sharesX of width) {
				let total = 0;
				for (const z of sharesZ) for (const y of sharesY) for (const x of sharesX) {
					const value = input.data[start + (z.coordinate * inputHeight + y.coordinate) * inputWidth + x.coordinate]!;
					total += value * (z.weight * y.weight * x.weight);
				}
				output[at++] = total;
			}
		}
		return tensor(outputShape, output);
	},
	trace(layer, input, cell) {
		const { outputShape } = sizesOf(layer, input.shape);
		const perAxis = input.shape.slice(2).map((size, axis) => sharesOf(layer, axis, cell[axis + 2]!, size, outputShape[axis + 2]!));
		const start: { inputCell: readonly number[]; weight: number }[] = [{ inputCell: cell.slice(0, 2), weight: 1 }];
		const combined = perAxis.reduce((cells, shares) => cells.flatMap(({ inputCell, weight }) =>
			shares.map((share) => ({ inputCell: [...inputCell, share.coordinate], weight: weight * share.weight }))), start);
		const terms = combined.map(({ inputCell, weight }) => {
			const value = input.data[offsetOf(input.shape, inputCell)]!;
			return { inputCell, value, weight, product: value * weight };
		});
		return { kind: 'upsample', cell, terms, total: terms.reduce((total, { product }) => total + product, 0) };
	},
};
