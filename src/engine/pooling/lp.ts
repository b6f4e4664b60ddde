import { refuse } from '../error';
import type { LpConvention, LpPoolingLayer } from '../layer';
import { elementCount, type Shape } from '../tensor';
import { windowsAlong, type PoolingPlan, type Reduction } from './plan';
import { poolingSizes } from './sizes';

/** The p-th root, by the operations that are exact where the root is. */
function root(value: number, exponent: number): number {
	if (exponent === 1) return value;
	return exponent === 2 ? Math.sqrt(value) : value ** (1 / exponent);
}

/**
 * The p-norm of a window.
 * @param windowCells cells of a whole window, which PyTorch scales an overhanging one up to
 * @throws EngineError 'invalid-setting' unless p is a positive number
 */
export function lpNorm(exponent: number, convention: LpConvention, windowCells: number | undefined): Reduction {
	if (!(exponent > 0 && exponent < Infinity)) refuse('invalid-setting', { setting: 'exponent', value: exponent });
	const power = (value: number): number => (convention === 'torch' ? value : Math.abs(value)) ** exponent;
	const scaleOf = (paddedCells: number): number => convention === 'torch' && windowCells !== undefined ? windowCells / paddedCells : 1;
	return {
		initial: 0,
		fold: (sum, value) => sum + power(value),
		finish: (sum, _cells, paddedCells) => root(sum * scaleOf(paddedCells), exponent),
		describe: (cell, window, sum, _cells, paddedCells) => {
			const scale = scaleOf(paddedCells);
			const powers = window.map((each) => ({ ...each, power: power(each.value) }));
			return { kind: 'lp-pooling', cell, window: powers, sum, scale, exponent, total: root(sum * scale, exponent) };
		},
	};
}

/**
 * Lp pooling of an input of this shape, by PyTorch's convention (`torch.nn.LPPool2d`) or ONNX's (`LpPool`).
 * @throws EngineError 'invalid-setting', or as for every pooling
 */
export function lpPoolingPlan(layer: LpPoolingLayer, inputShape: Shape): PoolingPlan {
	const sizes = poolingSizes(layer.window, layer.paddingRule ?? 'at-most-half', inputShape);
	const reduction = lpNorm(layer.exponent, layer.convention, elementCount(layer.window.size));
	return { ...sizes, windows: () => sizes.axes.map(windowsAlong), reduction };
}
