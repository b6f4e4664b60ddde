import type { AxisGeometry } from './geometry';
import type { ReceptiveField } from './receptive-field';
import type { Shape, Tensor } from './tensor';

/** What a layer does to a shape. */
export interface Sizes {
	/** One entry per spatial axis for a sliding window; empty for what works otherwise. */
	readonly axes: readonly AxisGeometry[];
	readonly outputShape: Shape;
}

/** One spatial axis of the map that enters a layer. */
export interface MapAxis {
	/** 0 for the outermost spatial axis. */
	readonly axis: number;
	/** How many spatial axes there are. */
	readonly axes: number;
	/** Cells of the map along this axis, before it was flattened. */
	readonly cells: number;
	readonly inputShape: Shape;
}

/** Work done bit by bit: yields the multiply-adds (or comparisons) that each bit took, returns the output. */
export type Steps = Generator<number, Tensor>;

/** Takes all steps at once. */
export function finish(steps: Steps): Tensor {
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
	}
}

/** Everything the engine knows about one kind of layer. */
export interface Operator<OneLayer, OneStage extends OneLayer, OneTrace> {
	/**
	 * Checks the layer against an input of this shape and works out its sizes.
	 * @throws EngineError where the layer cannot take the input
	 */
	sizes(layer: OneLayer, inputShape: Shape): Sizes;
	/** The receptive field after this layer along one axis; without it, what the sliding window's geometry says. */
	grow?(layer: OneLayer, field: ReceptiveField, along: MapAxis): ReceptiveField;
	/** Computes the output in exact float64. */
	run(stage: OneStage, input: Tensor): Tensor;
	/** The same bit by bit, so that long work can be watched and stopped in between; only where it can take long. */
	steps?(stage: OneStage, input: Tensor): Steps;
	/** Shows how one output cell comes about; its `total` equals the output cell bit for bit. */
	trace(stage: OneStage, input: Tensor, cell: readonly number[]): OneTrace;
}
