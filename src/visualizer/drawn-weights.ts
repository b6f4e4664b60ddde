import { tensor, type Tensor } from '../engine/tensor';

/**
 * Weights for a fully connected layer, (outputs, features), since nobody trained one: tenths from −1 to 1, the same ones every time
 * (a multiplicative congruential generator, Park and Miller, "Random number generators: good ones are hard to find", 1988).
 */
export function drawnWeights(outputs: number, features: number): Tensor {
	let seed = 20;
	const draw = (): number => {
		seed = (seed * 48271) % 2147483647;
		return Math.round((seed / 2147483647) * 20 - 10) / 10;
	};
	return tensor([outputs, features], Float64Array.from({ length: outputs * features }, draw));
}
