import assert from 'node:assert/strict';
import type { Cost } from '../../../src/engine/cost';
import type { Layer, SlidingWindow } from '../../../src/engine/layer';
import { planPipeline } from '../../../src/engine/pipeline';
import type { Shape } from '../../../src/engine/tensor';

function window(size: number, stride = 1, padding = 0): SlidingWindow {
	const sides = { before: padding, after: padding };
	return { size: [size, size], stride: [stride, stride], padding: [sides, sides], dilation: [1, 1] };
}

function convolutionLayer(channels: number, filters: number, groups: number, hasBias: boolean, padding = 0): Layer {
	return { kind: 'convolution', channels, filters, groups, hasBias, window: window(3, 1, padding) };
}

type Counts = Pick<Cost, 'weights' | 'biases' | 'multiplyAdds' | 'multiplyAddsWithBiases'>;

const CASES: readonly (readonly [string, Shape, Layer, Counts])[] = [
	['32 filters of 3x3 with bias on (3, 28, 28)', [1, 3, 28, 28], convolutionLayer(3, 32, 1, true),
		{ weights: 864, biases: 32, multiplyAdds: 864 * 676, multiplyAddsWithBiases: 896 * 676 }],
	['the same on a batch of 4', [4, 3, 28, 28], convolutionLayer(3, 32, 1, true),
		{ weights: 864, biases: 32, multiplyAdds: 4 * 864 * 676, multiplyAddsWithBiases: 4 * 896 * 676 }],
	['a depthwise 3x3 on 144 channels of 56x56', [1, 144, 56, 56], convolutionLayer(144, 144, 144, false, 1),
		{ weights: 1296, biases: 0, multiplyAdds: 1296 * 3136, multiplyAddsWithBiases: 1296 * 3136 }],
	['a transposed 2x2 with stride 2 from 64 to 32 channels on 8x8: 64 uses by one convention, 256 by the other', [1, 64, 8, 8],
		{ kind: 'transposed-convolution', channels: 64, filters: 32, groups: 1, hasBias: true, window: window(2, 2), outputPadding: [0, 0] },
		{ weights: 8192, biases: 32, multiplyAdds: 8192 * 64, multiplyAddsWithBiases: 8224 * 256 }],
	['a batch normalisation of 64 channels', [2, 64, 8, 8], { kind: 'batch-normalization', channels: 64, epsilon: 1e-5, hasScale: true },
		{ weights: 64, biases: 64, multiplyAdds: 0, multiplyAddsWithBiases: 256 }],
	['a batch normalisation without scale', [2, 64, 8, 8], { kind: 'batch-normalization', channels: 64, epsilon: 1e-5, hasScale: false },
		{ weights: 0, biases: 0, multiplyAdds: 0, multiplyAddsWithBiases: 0 }],
	['a linear layer from 8 to 5 features over 3 rows of 2 samples', [2, 3, 8], { kind: 'linear', features: 8, outputs: 5, hasBias: true },
		{ weights: 40, biases: 5, multiplyAdds: 40 * 6, multiplyAddsWithBiases: 45 * 6 }],
	['PReLU with a slope per channel', [1, 3, 4], { kind: 'prelu', slopeCount: 3 },
		{ weights: 3, biases: 0, multiplyAdds: 0, multiplyAddsWithBiases: 3 }],
	['a max pooling', [1, 3, 4, 4], { kind: 'max-pooling', window: window(2, 2) },
		{ weights: 0, biases: 0, multiplyAdds: 0, multiplyAddsWithBiases: 0 }],
];

describe('cost', () => {
	for (const [name, inputShape, layer, expected] of CASES) {
		const counts = `${expected.weights} + ${expected.biases} parameters, ${expected.multiplyAdds} multiply-adds by torchvision`;
		it(`${name}: ${counts}, ${expected.multiplyAddsWithBiases} by torchinfo`, () => {
			const { weights, biases, multiplyAdds, multiplyAddsWithBiases, parameterBytes } = planPipeline(inputShape, [layer])[0]!.cost;
			assert.deepEqual({ weights, biases, multiplyAdds, multiplyAddsWithBiases }, expected);
			assert.equal(parameterBytes, 4 * (weights + biases));
		});
	}
});
