import { inputCoordinate } from '../engine/geometry';
import type { Stage } from '../engine/layer';
import { sourceCoordinate, ZEROS } from '../engine/padding';
import type { StageGeometry } from '../engine/pipeline';

/** A slice of a volume under the window, and the slice of the kernel that lies on it. */
export interface SliceUnder {
	readonly kernel: number;
	/** Which slice of the input; undefined where the window reaches into the padding, or where a transposed convolution has inserted zeros. */
	readonly input: number | undefined;
	/** In padding that repeats the input: the slice that it repeats. */
	readonly repeats: number | undefined;
}

/** Slices of a tensor (N, C, D, H, W); of flat maps there is one. */
export function depthOf(shape: readonly number[]): number {
	return shape.length === 5 ? shape[2]! : 1;
}

/** How many slices of the output have this slice of the input under their window. */
export function slicesOver(stage: Stage, geometry: StageGeometry, inputSlice: number): number {
	const { outputShape } = geometry;
	return Array.from({ length: depthOf(outputShape) }, (_, slice) => slicesUnder(stage, geometry, slice)).filter((under) => under.some(({ input, repeats }) => (input ?? repeats) === inputSlice)).length;
}

/** The slices of the input that one slice of the output is made from, in the order of the window. */
export function slicesUnder(stage: Stage, { axes }: Pick<StageGeometry, 'axes'>, outputSlice: number): readonly SliceUnder[] {
	const depth = axes.length === 3 ? axes[0]! : undefined;
	if (depth === undefined) return [{ kernel: 0, input: outputSlice, repeats: undefined }];
	const fill = stage.kind === 'convolution' ? stage.paddingFill ?? ZEROS : ZEROS;
	const flipped = stage.kind === 'convolution' && stage.flipped === true;
	return Array.from({ length: depth.kernel }, (_, offset) => {
		const input = inputCoordinate(depth, outputSlice, offset);
		const repeats = input !== undefined || depth.transposed !== undefined
			? undefined
			: sourceCoordinate(fill, outputSlice * depth.stride + offset * depth.dilation - depth.padding.before, depth.input);
		return { kernel: flipped ? depth.kernel - 1 - offset : offset, input, repeats };
	});
}
