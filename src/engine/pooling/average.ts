import { refuse } from '../error';
import type { AveragePoolingLayer } from '../layer';
import type { Shape } from '../tensor';
import { windowsAlong, type PoolingPlan, type Reduction } from './plan';
import { poolingSizes } from './sizes';

/**
 * The sum divided by a number of cells. A window that sees only padding has none to divide by without `countIncludePad`: it gives 0,
 * as PyTorch does.
 */
export function average({ countIncludePad, divisorOverride }: Pick<AveragePoolingLayer, 'countIncludePad' | 'divisorOverride'>): Reduction {
	const divisorOf = (cells: number, paddedCells: number): number => divisorOverride ?? (countIncludePad ? paddedCells : Math.max(1, cells));
	return {
		initial: 0,
		fold: (sum, value) => sum + value,
		finish: (sum, cells, paddedCells) => sum / divisorOf(cells, paddedCells),
		describe: (cell, window, sum, cells, paddedCells) => {
			const divisor = divisorOf(cells, paddedCells);
			return { kind: 'average-pooling', cell, window, sum, divisor, total: sum / divisor };
		},
	};
}

/**
 * Average pooling of an input of this shape. The divisor counts real and, with `countIncludePad`, padded cells, never what overhangs the
 * padded input in ceil mode (PyTorch and ONNX Runtime).
 * @throws EngineError 'invalid-setting' for a divisor of 0, or as for every pooling
 */
export function averagePoolingPlan(layer: AveragePoolingLayer, inputShape: Shape): PoolingPlan {
	const { divisorOverride } = layer;
	if (divisorOverride !== undefined && (!Number.isSafeInteger(divisorOverride) || divisorOverride === 0)) {
		refuse('invalid-setting', { setting: 'divisor', value: divisorOverride });
	}
	const sizes = poolingSizes(layer.window, layer.paddingRule ?? 'at-most-half', inputShape);
	return { ...sizes, windows: () => sizes.axes.map(windowsAlong), reduction: average(layer) };
}
