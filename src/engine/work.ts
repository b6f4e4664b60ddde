import type { StagePlan } from './pipeline';
import { elementCount } from './tensor';

/** About how many multiply-adds, comparisons or other small steps a stage takes: for progress, and to choose how to run it. */
export function workOf({ layer, geometry: { inputShape, outputShape }, cost }: StagePlan): number {
	if (cost.multiplyAdds > 0) return cost.multiplyAdds;
	const perCell = 'window' in layer ? elementCount(layer.window.size) : 1;
	return Math.max(elementCount(outputShape) * perCell, elementCount(inputShape));
}
