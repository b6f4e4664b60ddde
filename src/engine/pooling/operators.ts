import type { Operator } from '../operator';
import type { AdaptivePoolingLayer, AveragePoolingLayer, GlobalPoolingLayer, LpPoolingLayer, MaxPoolingLayer } from '../layer';
import type { Shape } from '../tensor';
import { adaptivePoolingPlan, globalPoolingPlan, growByAdaptivePooling } from './adaptive';
import { averagePoolingPlan } from './average';
import { lpPoolingPlan } from './lp';
import { maxPoolingPlan } from './max';
import type { PoolingPlan } from './plan';
import { pool, poolingSteps, tracePooling } from './run';
import type { PoolingTrace } from './trace';

type PoolingOperator<PoolingLayer> = Operator<PoolingLayer, PoolingLayer, PoolingTrace>;

function poolingOperator<PoolingLayer>(planOf: (layer: PoolingLayer, inputShape: Shape) => PoolingPlan): PoolingOperator<PoolingLayer> {
	return {
		sizes: planOf,
		run: (layer, input) => pool(planOf(layer, input.shape), input),
		steps: (layer, input) => poolingSteps(planOf(layer, input.shape), input),
		trace: (layer, input, cell) => tracePooling(planOf(layer, input.shape), input, cell),
	};
}

export const maxPoolingOperator = poolingOperator<MaxPoolingLayer>(maxPoolingPlan);
export const averagePoolingOperator = poolingOperator<AveragePoolingLayer>(averagePoolingPlan);
export const lpPoolingOperator = poolingOperator<LpPoolingLayer>(lpPoolingPlan);

/** Global pooling: every axis is seen as a whole. */
export const globalPoolingOperator: PoolingOperator<GlobalPoolingLayer> = {
	...poolingOperator(globalPoolingPlan),
	grow: (_layer, field, along) => growByAdaptivePooling(1, field, along),
};

/** Adaptive pooling. */
export const adaptivePoolingOperator: PoolingOperator<AdaptivePoolingLayer> = {
	...poolingOperator(adaptivePoolingPlan),
	grow: ({ outputSize }, field, along) => growByAdaptivePooling(outputSize[along.axis] ?? along.cells, field, along),
};
