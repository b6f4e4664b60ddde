// Numbers for layers that nobody trained.
import type { BatchNormalizationNumbers } from '../engine/batch-normalization';
import { tensor, type Tensor } from '../engine/tensor';

/** Numbers from 0 to 1, the same ones every time (Park and Miller, "Random number generators: good ones are hard to find", 1988). */
function drawing(): () => number {
	let seed = 20;
	return () => {
		seed = (seed * 48271) % 2147483647;
		return seed / 2147483647;
	};
}

/** Weights for a fully connected layer, (outputs, features): tenths from −1 to 1. */
export function drawnWeights(outputs: number, features: number): Tensor {
	const draw = drawing();
	return tensor([outputs, features], Float64Array.from({ length: outputs * features }, () => Math.round(draw() * 20 - 10) / 10));
}

/** What training would have left behind of a batch normalization: whole means, squares for variances, and for scales and shifts halves. */
export function drawnStatistics(channels: number, hasScale: boolean): BatchNormalizationNumbers {
	const draw = drawing();
	const each = (number: () => number): Tensor => tensor([channels], Float64Array.from({ length: channels }, number));
	const [mean, variance] = [each(() => Math.round(draw() * 6 - 3)), each(() => Math.round(draw() * 3 + 1) ** 2)];
	return hasScale ? { mean, variance, scale: each(() => Math.round(draw() * 3 + 1) / 2), shift: each(() => Math.round(draw() * 4 - 2) / 2) } : { mean, variance };
}
