import { relu, traceRelu, type ActivationTrace } from './activation';
import { convolutionShape, convolve, traceConvolution, type ConvolutionTrace } from './convolution';
import { layerCost, type Cost } from './cost';
import { refuse } from './error';
import { growReceptiveField, INITIAL_RECEPTIVE_FIELD, type AxisGeometry, type ReceptiveField } from './geometry';
import type { Layer, Stage } from './layer';
import { maxPool, poolingShape, traceMaxPooling, type MaxPoolingTrace } from './pooling';
import { elementCount, type Shape, type Tensor } from './tensor';

/** An input (N, C, …spatial) and what is done to it, in order. */
export interface Pipeline {
	readonly input: Tensor;
	readonly stages: readonly Stage[];
}

/** The sizes of one stage. */
export interface StageGeometry {
	readonly inputShape: Shape;
	readonly outputShape: Shape;
	/** One entry per spatial axis for a sliding window; empty for what works cell by cell. */
	readonly axes: readonly AxisGeometry[];
	/** What one output cell sees of the pipeline's input, per spatial axis. */
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

/** How one output cell of a stage comes about. */
export type Trace = ConvolutionTrace | ActivationTrace | MaxPoolingTrace;

function shapeAfter(layer: Layer, inputShape: Shape): { readonly axes: readonly AxisGeometry[]; readonly outputShape: Shape } {
	switch (layer.kind) {
		case 'convolution': return convolutionShape(layer, inputShape);
		case 'max-pooling': return poolingShape(layer, inputShape);
		case 'relu': return { axes: [], outputShape: inputShape };
	}
}

/**
 * Sizes, receptive fields and costs of layers on an input of shape (N, C, …spatial), without computing a value.
 * @throws EngineError where a layer cannot take what the one before gives
 */
export function planPipeline(inputShape: Shape, layers: readonly Layer[]): StagePlan[] {
	if (inputShape.length < 3 || inputShape.length > 5) refuse('rank-mismatch', { expected: '(N, C, W), (N, C, H, W) or (N, C, D, H, W)', shape: inputShape });
	if (elementCount(inputShape) === 0) refuse('empty-tensor', { shape: inputShape });
	let shape = inputShape;
	let fields: readonly ReceptiveField[] = inputShape.slice(2).map(() => INITIAL_RECEPTIVE_FIELD);
	return layers.map((layer) => {
		const { axes, outputShape } = shapeAfter(layer, shape);
		if (axes.length > 0) fields = fields.map((field, axis) => growReceptiveField(field, axes[axis]!));
		const plan: StagePlan = { layer, geometry: { inputShape: shape, outputShape, axes, receptiveField: fields }, cost: layerCost(layer, shape, outputShape) };
		shape = outputShape;
		return plan;
	});
}

function apply(stage: Stage, input: Tensor): Tensor {
	switch (stage.kind) {
		case 'convolution': return convolve(stage, input);
		case 'max-pooling': return maxPool(stage, input);
		case 'relu': return relu(input);
	}
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
		value = apply(stage, value);
		return { ...plan, stage, output: value };
	});
}

/** Shows how one output cell of a stage comes about from the stage's input. */
export function traceCell(stage: Stage, input: Tensor, cell: readonly number[]): Trace {
	switch (stage.kind) {
		case 'convolution': return traceConvolution(stage, input, cell);
		case 'max-pooling': return traceMaxPooling(stage, input, cell);
		case 'relu': return traceRelu(input, cell);
	}
}
