import { requireCell } from './cell';
import { layerCost, type Cost } from './cost';
import { refuse } from './error';
import { requireMaps, type AxisGeometry } from './geometry';
import type { Layer, Stage } from './layer';
import type { Sizes } from './operator';
import { operatorOf } from './operators';
import { growReceptiveField, INITIAL_RECEPTIVE_FIELD, type ReceptiveField } from './receptive-field';
import { elementCount, type Shape, type Tensor } from './tensor';
import type { Trace } from './trace';

export type { Trace } from './trace';

/** An input (N, C, …spatial) and what is done to it, in order. */
export interface Pipeline {
	readonly input: Tensor;
	readonly stages: readonly Stage[];
}

/** The sizes of one stage. */
export interface StageGeometry {
	readonly inputShape: Shape;
	readonly outputShape: Shape;
	/** One entry per spatial axis for a sliding window; empty for what works otherwise. */
	readonly axes: readonly AxisGeometry[];
	/**
	 * What one output cell sees of the pipeline's input, per spatial axis of that input; after flattening, what the cell saw before. Empty
	 * where the axes can no longer be told apart.
	 */
	readonly receptiveField: readonly ReceptiveField[];
}

/** What is known of a stage from shapes alone. */
export interface StagePlan {
	readonly layer: Layer;
	readonly geometry: StageGeometry;
	readonly cost: Cost;
}

/** What running a stage gives. */
export interface StageResult extends StagePlan {
	readonly stage: Stage;
	readonly output: Tensor;
}

/** What a cell of the current map sees, and how many cells that map has along each spatial axis: remembered when it is flattened. */
interface Reach {
	readonly fields: readonly ReceptiveField[];
	readonly cells: readonly number[];
}

function reachAfter(layer: Layer, inputShape: Shape, { axes, outputShape }: Sizes, { fields, cells }: Reach): Reach {
	const operator = operatorOf(layer);
	if (axes.length > 0 && axes.length !== fields.length) return { fields: [], cells: [] };
	const grown = fields.map((field, axis) => {
		if (operator.grow) return operator.grow(layer, field, { axis, axes: fields.length, cells: cells[axis]!, inputShape });
		return axes.length > 0 ? growReceptiveField(field, axes[axis]!) : field;
	});
	if (outputShape.length === fields.length + 2) return { fields: grown, cells: outputShape.slice(2) };
	if (outputShape.length !== 2) return { fields: [], cells: [] };
	return { fields: grown, cells: layer.kind === 'linear' ? cells.map(() => 1) : cells };
}

function requireShape(shape: Shape): void {
	const cells = elementCount(shape);
	if (cells === 0) refuse('empty-tensor', { shape });
	if (!Number.isSafeInteger(cells) || shape.some((size) => !Number.isSafeInteger(size) || size < 1)) refuse('impossible-shape', { shape });
}

/**
 * Sizes, receptive fields and costs of layers on an input of shape (N, C, …spatial), without computing a value.
 * @throws EngineError where a layer cannot take what the one before gives
 */
export function planPipeline(inputShape: Shape, layers: readonly Layer[]): StagePlan[] {
	requireMaps(inputShape);
	requireShape(inputShape);
	let shape = inputShape;
	let reach: Reach = { fields: inputShape.slice(2).map(() => INITIAL_RECEPTIVE_FIELD), cells: inputShape.slice(2) };
	return layers.map((layer) => {
		const sizes = operatorOf(layer).sizes(layer, shape);
		const { axes, outputShape } = sizes;
		requireShape(outputShape);
		reach = reachAfter(layer, shape, sizes, reach);
		const geometry: StageGeometry = { inputShape: shape, outputShape, axes, receptiveField: reach.fields };
		shape = outputShape;
		return { layer, geometry, cost: layerCost(layer, geometry.inputShape, outputShape) };
	});
}

/**
 * Runs every stage in exact float64.
 * @throws EngineError before anything is computed, where the shapes do not fit
 */
export function runPipeline({ input, stages }: Pipeline): StageResult[] {
	const plans = planPipeline(input.shape, stages);
	let value = input;
	return plans.map((plan, index) => {
		const stage = stages[index]!;
		value = operatorOf(stage).run(stage, value);
		return { ...plan, stage, output: value };
	});
}

/**
 * Shows how one output cell of a stage comes about from the stage's input.
 * @throws EngineError 'no-such-cell', or where the stage cannot take the input
 */
export function traceCell(stage: Stage, input: Tensor, cell: readonly number[]): Trace {
	const operator = operatorOf(stage);
	requireCell(cell, operator.sizes(stage, input.shape).outputShape);
	return operator.trace(stage, input, cell);
}
