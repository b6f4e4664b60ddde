import { refuse, requireWhole } from '../error';
import type { AxisGeometry } from '../geometry';
import type { AdaptivePoolingLayer, GlobalPoolingLayer, PoolingReduction } from '../layer';
import type { MapAxis } from '../operator';
import { greatestCommonDivisor, type ReceptiveField } from '../receptive-field';
import type { Shape } from '../tensor';
import { average } from './average';
import { lpNorm } from './lp';
import { maximum } from './max';
import type { AxisWindows, PoolingPlan, Reduction } from './plan';

function reductionOf(reduction: PoolingReduction): Reduction {
	if (reduction === 'max') return maximum;
	if (reduction === 'average') return average({ countIncludePad: false });
	return lpNorm(reduction.exponent, reduction.convention, undefined);
}

function adaptiveWindows(input: number, output: number): AxisWindows {
	const cells = Array.from({ length: output }, (_, index) => {
		const start = Math.floor(index * input / output);
		return Array.from({ length: Math.ceil((index + 1) * input / output) - start }, (_cell, offset) => start + offset);
	});
	return { cells, paddedCounts: cells.map((window) => window.length) };
}

/** An adaptive pooling is a plain one along an axis that its output size divides. */
function evenGeometry(input: number, output: number): AxisGeometry {
	const kernel = input / output;
	return { input, kernel, stride: kernel, padding: { before: 0, after: 0 }, dilation: 1, effectiveKernel: kernel, paddedInput: input, output };
}

/**
 * Adaptive pooling of an input of this shape (`torch.nn.AdaptiveAvgPool2d`): window i covers ⌊i·H_i/H_o⌋ to
 * ⌈(i + 1)·H_i/H_o⌉ − 1. It has a window geometry where the output size divides the input along every axis.
 * @throws EngineError 'rank-mismatch' or 'invalid-setting'
 */
export function adaptivePoolingPlan(layer: AdaptivePoolingLayer, inputShape: Shape): PoolingPlan {
	const spatial = inputShape.slice(2);
	if (spatial.length === 0 || spatial.length > 3 || spatial.length !== layer.outputSize.length) {
		refuse('rank-mismatch', { expected: `(N, C, ${layer.outputSize.map((_, axis) => `size ${axis + 1}`).join(', ')})`, shape: inputShape });
	}
	const sizes = spatial.map((input, axis) => layer.outputSize[axis] ?? input);
	for (const size of sizes) requireWhole('output-size', size, 1);
	return {
		axes: sizes.every((size, axis) => spatial[axis]! % size === 0) ? sizes.map((size, axis) => evenGeometry(spatial[axis]!, size)) : [],
		outputShape: [inputShape[0]!, inputShape[1]!, ...sizes],
		windows: () => spatial.map((input, axis) => adaptiveWindows(input, sizes[axis]!)),
		reduction: reductionOf(layer.reduction),
	};
}

/** Global pooling is adaptive pooling to one cell per axis. */
export function globalPoolingPlan({ reduction }: GlobalPoolingLayer, inputShape: Shape): PoolingPlan {
	if (inputShape.length < 3) refuse('rank-mismatch', { expected: '(N, C, …)', shape: inputShape });
	return adaptivePoolingPlan({ kind: 'adaptive-pooling', reduction, outputSize: inputShape.slice(2).map(() => 1) }, inputShape);
}

/** The field grows by the largest window; where windows differ, their mean distance H_i/H_o is the jump. */
export function growByAdaptivePooling(output: number, field: ReceptiveField, { cells }: MapAxis): ReceptiveField {
	const largest = Math.ceil((cells + output - greatestCommonDivisor(cells, output)) / output);
	return { size: field.size + (largest - 1) * field.jump, jump: field.jump * cells / output, start: field.start };
}
