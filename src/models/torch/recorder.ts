import { add } from '../python/integers';
import type { Integer } from '../python/integers';
import type { Interpreter, Observer, Occasion } from '../python/interpreter';
import type { Positioned } from '../python/syntax';
import { meantArgument } from '../python/argument-names';
import { Dict, List, Tuple } from '../python/containers';
import { raise, siteOf, UnexpectedArgument, Unknown, UnpackMismatch } from '../python/values';
import type { Instance } from '../python/objects';
import type { CallSite, Origin, PythonError, Site, Value } from '../python/values';
import { ModuleInstance } from './module-instance';
import { ShapeError } from './problems';
import type { ShapeProblem } from './problems';
import { SizeTuple, Tensor, tensorsIn } from './tensor';

/** One call of a layer or a model, with everything that happened inside it. */
export interface ModuleCall {
	readonly module: ModuleInstance;
	readonly inputs: readonly Value[];
	readonly output: Value;
	/** Convolutions and matrix products inside, without biases: torchvision's and fvcore's convention. */
	readonly multiplyAdds: Integer;
	/** The call in the person's code that led here. */
	readonly site: CallSite | undefined;
	/** How many module calls it stands in. */
	readonly depth: number;
	/** Set where more may have happened inside than was seen. */
	readonly doubt: Unknown | undefined;
}

/** A value that came up at a place of the person's code. */
export interface Observation {
	readonly value: Value;
	readonly occasion: Occasion;
	readonly site: Site;
	/** The module whose forward was running, innermost first. */
	readonly module: ModuleInstance | undefined;
}

export interface Failure {
	readonly error: PythonError;
	readonly site: Site;
	readonly module: ModuleInstance | undefined;
	/** Something around it could not be decided: the failure may be of our making. */
	readonly isDoubtful: boolean;
}

interface OpenCall {
	readonly module: ModuleInstance;
	multiplyAdds: Integer;
	doubt: Unknown | undefined;
}

/** A layer that calls itself, directly or not, this often does so without end: nothing but its input could stop it. */
const DEEPEST_RECURSION = 4;

/** The first unknown among what a call gives. */
function unknownIn(output: Value): Unknown | undefined {
	if (output instanceof Unknown) return output;
	const items = output instanceof Tuple || output instanceof List ? output.items : output instanceof Dict ? output.values() : [];
	return items.find((item): item is Unknown => item instanceof Unknown);
}

/** A mistake in Python that is one of shapes or layers as well. */
function asShapeError(error: PythonError): PythonError {
	const problem = problemIn(error);
	if (problem === undefined) return error;
	const made = new ShapeError(error.type, problem, error.message);
	[made.site, made.calls, made.inputs] = [error.site, error.calls, error instanceof UnpackMismatch ? tensorsIn(error.source) : []];
	return made;
}

function problemIn(error: PythonError): ShapeProblem | undefined {
	if (error instanceof UnpackMismatch) {
		const items = error.source instanceof Tuple || error.source instanceof List ? error.source.items : [];
		const isOfTensors = error.source instanceof Tensor || error.source instanceof SizeTuple || items.some((item) => item instanceof Tensor);
		return isOfTensors ? { code: 'unpack-mismatch', numbers: { expected: error.expected, actual: error.actual } } : undefined;
	}
	if (!(error instanceof UnexpectedArgument) || !error.callee.origin.isPrelude) return undefined;
	const called = error.calls?.node.callee;
	const meant = meantArgument(error.argument, error.callee.parameters.map(({ name }) => name).filter((name) => name !== 'self'));
	return meant === undefined || called === undefined ? undefined : { code: 'unexpected-argument', numbers: { layer: called.kind === 'attribute' || called.kind === 'name' ? called.name : error.callee.name, argument: error.argument, meant } };
}

/** Writes down what happens while a model is built and run. */
export class Recorder implements Observer {
	readonly calls: ModuleCall[] = [];
	readonly observations: Observation[] = [];
	readonly failures: Failure[] = [];
	/** All modules that were made, in order. */
	readonly modules: ModuleInstance[] = [];
	private readonly open: OpenCall[] = [];
	private readonly building: Instance[] = [];
	private readonly doubtful = new Set<Instance | OpenCall>();
	private outsideIsDoubtful = false;
	private outside: OpenCall['doubt'];
	private loose: Integer = 0;

	/** @param file only what happens in this file is observed; undefined to observe nothing but calls and failures */
	constructor(private readonly file: string | undefined) {}

	static of(interpreter: Interpreter): Recorder | undefined {
		return interpreter.observer instanceof Recorder ? interpreter.observer : undefined;
	}

	/** Multiply-adds outside of any module call. */
	get looseMultiplyAdds(): Integer {
		return this.loose;
	}

	/** The first doubt that arose outside of any module's constructor or call. */
	get doubt(): Unknown | undefined {
		return this.outside;
	}

	addMultiplyAdds(count: Integer): void {
		const innermost = this.open.at(-1);
		if (innermost === undefined) this.loose = add(this.loose, count);
		else innermost.multiplyAdds = add(innermost.multiplyAdds, count);
	}

	/** Before a tensor is given another shape: what was written down of it so far is about the shape that it had. */
	keepAsItWas(tensor: Tensor): void {
		const before = tensor.same();
		before.producer = tensor.producer;
		const kept = (value: Value): Value => (value === tensor ? before : value instanceof Tuple && value.items.includes(tensor) ? new Tuple(value.items.map(kept), value.names) : value);
		this.observations.forEach((each, index) => (this.observations[index] = { ...each, value: kept(each.value) }));
		this.calls.forEach((each, index) => (this.calls[index] = { ...each, inputs: each.inputs.map(kept), output: kept(each.output) }));
	}

	/** Runs a module's forward and writes the call down. */
	runCall(module: ModuleInstance, inputs: readonly Value[], site: CallSite | undefined, forward: () => Value): Value {
		if (this.open.length >= DEEPEST_RECURSION && this.open.filter((each) => each.module === module).length >= DEEPEST_RECURSION) raise('RecursionError', 'maximum recursion depth exceeded');
		const call: OpenCall = { module, multiplyAdds: 0, doubt: undefined };
		this.open.push(call);
		try {
			const output = forward();
			// What is unknown may have been computed at any cost, and what is computed from it costs something unknown.
			const gap = unknownIn(output) ?? inputs.find((input): input is Unknown => input instanceof Unknown);
			if (gap !== undefined) this.doubtCosts(gap);
			this.calls.push({ module, inputs, output, multiplyAdds: call.multiplyAdds, site, depth: this.open.length - 1, doubt: call.doubt });
			return output;
		} catch (error) {
			if (error instanceof ShapeError) {
				error.module ??= module;
				if (error.inputs.length === 0) error.inputs = inputs.flatMap(tensorsIn);
			}
			throw error;
		} finally {
			this.open.pop();
			this.addMultiplyAdds(call.multiplyAdds);
		}
	}

	private doubtCosts(why: Unknown): void {
		for (const call of this.open) call.doubt ??= why;
		this.outside ??= why;
	}

	observe(value: Value, occasion: Occasion, node: Positioned, origin: Origin): void {
		if (origin.file !== this.file || !this.isWorthKeeping(value)) return;
		this.observations.push({ value, occasion, site: siteOf(node, origin), module: this.open.at(-1)?.module });
	}

	/** Tensors and what holds them; what is unknown only where a forward pass is running. */
	private isWorthKeeping(value: Value): boolean {
		if (value instanceof Tensor) return true;
		if (value instanceof Unknown) return this.open.length > 0;
		const items = value instanceof Tuple || value instanceof List ? value.items : value instanceof Dict ? value.values() : [];
		return items.some((item) => item instanceof Tensor || ((item instanceof Tuple || item instanceof List) && item.items.some((inner) => inner instanceof Tensor)));
	}

	failed(error: PythonError, site: Site): void {
		this.failures.push({ error: asShapeError(error), site, module: this.open.at(-1)?.module, isDoubtful: this.isDoubtful });
	}

	/** Whether something that is being built or run has met an unknown, failures of shapes aside: what these spoil is poisoned. */
	private get isDoubtful(): boolean {
		const around = [...this.building, ...this.open];
		return around.length === 0 ? this.outsideIsDoubtful : around.some((each) => this.doubtful.has(each));
	}

	uncertain(why: Unknown): void {
		if (why.reason !== 'failed-statement' || !(this.failures.at(-1)?.error instanceof ShapeError)) {
			for (const each of [...this.building, ...this.open]) this.doubtful.add(each);
			this.outsideIsDoubtful = true;
		}
		for (const instance of this.building) if (instance instanceof ModuleInstance) instance.addDoubt(why);
		this.doubtCosts(why);
	}

	beginInstance(instance: Instance): void {
		this.building.push(instance);
		if (instance instanceof ModuleInstance) this.modules.push(instance);
	}

	endInstance(): void {
		this.building.pop();
	}
}
