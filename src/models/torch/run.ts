/** Runs a model's forward pass on given inputs, and tells what came of it. */
import { Interpreter } from '../python/interpreter';
import type { Budget, ModuleStore } from '../python/interpreter';
import { METHODS } from '../python/methods';
import type { MethodTables } from '../python/methods';
import { productOf } from '../python/integers';
import { asInteger } from '../python/operations';
import { Tuple } from '../python/containers';
import { BudgetExceeded, PythonError, Unknown } from '../python/values';
import type { Keywords } from '../python/objects';
import type { Value } from '../python/values';
import type { ModuleInstance } from './module-instance';
import { ShapeError } from './problems';
import type { Shape } from './problems';
import { initialField } from './receptive-field';
import { Recorder } from './recorder';
import { Tensor } from './tensor';

/** A shape's own methods, as `torch.Size` has them. */
export const TORCH_METHODS: MethodTables = {
	...METHODS,
	tuple: { ...METHODS.tuple, numel: (self) => (self instanceof Tuple ? productOf(self.items.map((item) => asInteger(item) ?? 1)) : new Unknown('unsupported', 'numel')) },
};

export interface ForwardRun {
	readonly recorder: Recorder;
	readonly output: Value;
	/** The first error that PyTorch would raise. */
	readonly failure: ShapeError | undefined;
	readonly isIncomplete: boolean;
}

/** A model input of this shape; the axes behind batch and channels carry a receptive field. */
export function inputTensor(shape: Shape, type = 'float32'): Tensor {
	return new Tensor(shape, type).withField(shape.length > 2 ? initialField(shape.length - 2) : undefined);
}

/** What a model is called with. */
export interface CallArguments {
	readonly positional: readonly Value[];
	readonly keywords: Keywords;
}

/** Calls a model as its user would: a Keras layer builds its weights first. */
export function runForward(model: ModuleInstance, { positional, keywords }: CallArguments, file: string | undefined, store: ModuleStore, budget: Budget, recorder = new Recorder(file)): ForwardRun {
	const interpreter = new Interpreter(store, TORCH_METHODS, recorder, budget);
	let output: Value = new Unknown('failed-statement');
	let isIncomplete = false;
	let raised: ShapeError | undefined;
	try {
		output = interpreter.withShare(() => interpreter.call(interpreter.getAttribute(model, '__call__'), positional, keywords));
	} catch (error) {
		if (error instanceof BudgetExceeded) isIncomplete = true;
		else if (!(error instanceof PythonError)) throw error;
		else {
			// Raised by a container of the library itself: no statement of the person's could be left.
			if (error.site !== undefined) recorder.failed(error, error.site);
			else if (error instanceof ShapeError) raised = error;
			output = new Unknown('failed-statement', error.message);
		}
	}
	const failure = recorder.failures.map(({ error }) => error).find((error) => error instanceof ShapeError) ?? raised;
	return { recorder, output, failure, isIncomplete };
}
