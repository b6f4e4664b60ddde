import type { Layer, Stage } from '../engine/layer';
import type { StagePlan } from '../engine/pipeline';
import { reshape, type Shape, type Tensor } from '../engine/tensor';
import type { TextRange } from '../literals/literal';
import type { OperationName } from './signatures';

/** One operation that was run, with what went in and came out, both (N, C, …). */
export interface RunStep {
	readonly operation: OperationName;
	/** Where the operation's name is written in its statement. */
	readonly range: TextRange;
	readonly stage: Stage;
	readonly input: Tensor;
	readonly output: Tensor;
	readonly plan: Pick<StagePlan, 'geometry' | 'cost'>;
}

/** One operation of which only the sizes are known. */
export interface SizeStep {
	readonly operation: OperationName;
	readonly range: TextRange;
	readonly layer: Layer;
	readonly plan: StagePlan;
}

/** How many leading axes are not shown while their size is 1: a matrix is a batch of one image of one channel. */
export type Hidden = 0 | 1 | 2 | 3;

/** Numbers, and how this statement came by them. */
export interface NumbersValue {
	readonly kind: 'numbers';
	/** As it is shown: (H, W) where batch and channels are one. */
	readonly tensor: Tensor;
	/** As the engine takes it: (N, C, H, W), or (N, features) once it is flat. */
	readonly batch: Tensor;
	readonly hidden: Hidden;
	readonly steps: readonly RunStep[];
}

/** A chain of layers of which only sizes and costs are known. */
export interface SizesValue {
	readonly kind: 'sizes';
	/** (N, C, …spatial) */
	readonly inputShape: Shape;
	/** False where the batch was left out, as in `input(3, 28, 28)`. */
	readonly hasBatch: boolean;
	readonly steps: readonly SizeStep[];
	/** (N, C, …) */
	readonly outputShape: Shape;
}

export type Value = NumbersValue | SizesValue;

/** What the engine computed, shown without the leading axes that were never written. */
export function numbersValue(batch: Tensor, hidden: Hidden, steps: readonly RunStep[]): NumbersValue {
	let shown = 0;
	while (shown < Math.min(hidden, batch.shape.length - 1) && batch.shape[shown] === 1) shown++;
	return { kind: 'numbers', tensor: reshape(batch, batch.shape.slice(shown)), batch, hidden, steps };
}

/** A matrix of rank 0 to 4 as it is written. */
export function writtenValue(tensor: Tensor): NumbersValue {
	const missing = Math.max(0, 4 - tensor.shape.length);
	const batch = reshape(tensor, [...new Array<number>(missing).fill(1), ...tensor.shape]);
	return { kind: 'numbers', tensor, batch, hidden: Math.min(3, missing) as Hidden, steps: [] };
}

/** The shape that is shown: without a batch that was never written. */
export function shownShape(value: Value): Shape {
	if (value.kind === 'numbers') return value.tensor.shape;
	return value.hasBatch ? value.outputShape : value.outputShape.slice(1);
}
