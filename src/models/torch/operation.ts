/** How shape functions are written: a signature, and a body that reads its arguments as tensors and sizes. */
import { SymbolicInteger } from '../python/integers';
import type { Integer } from '../python/integers';
import { Arguments, nativeWith, UnknownArgument } from '../python/native';
import { asInteger } from '../python/operations';
import { List, Tuple } from '../python/containers';
import { NativeFunction } from '../python/objects';
import { NONE, raise, Unknown } from '../python/values';
import type { Value } from '../python/values';
import { represent } from '../python/text';
import { refuse, ShapeError } from './problems';
import { Recorder } from './recorder';
import { normalizeAxis, unknownSize } from './sizes';
import { Tensor, tensorsIn } from './tensor';

/** Refuses what is given in place of a tensor where that is what people mistake for one: all results of a layer that gives several, or None. */
export function refuseOther(value: Value, operation: string): void {
	if (value === NONE) refuse('tensor-expected', { operation, received: 'None', count: 0 });
	if ((value instanceof Tuple || value instanceof List) && value.items.some((item) => item instanceof Tensor)) refuse('tensor-expected', { operation, received: value instanceof Tuple ? 'tuple' : 'list', count: value.items.length });
}

/** The arguments of an operation on tensors. */
export class TensorArguments extends Arguments {
	tensor(name: string): Tensor {
		const value = this.value(name);
		if (value instanceof Tensor) return value;
		refuseOther(value, this.functionName);
		return raise('TypeError', `${this.functionName}(): argument '${name}' must be Tensor, not ${represent(value)}`);
	}

	optionalTensor(name: string): Tensor | undefined {
		const value = this.raw(name);
		return value instanceof Tensor ? value : undefined;
	}

	/** The tensors of `f(a, b)` or `f([a, b])`. */
	spreadTensors(name: string): Tensor[] {
		const items = this.items(name);
		const [only] = items;
		return this.asTensors(items.length === 1 && only !== undefined && !(only instanceof Tensor) ? this.known(only) : items);
	}

	/** The tensors of a list or tuple argument. */
	tensors(name: string): Tensor[] {
		return this.asTensors(this.items(name));
	}

	private asTensors(items: readonly Value[]): Tensor[] {
		return items.map((item) => {
			if (item instanceof Unknown) throw UnknownArgument.of(item);
			return item instanceof Tensor ? item : raise('TypeError', `${this.functionName}(): expected tensors, got ${represent(item)}`);
		});
	}

	/** A size: an unknown one becomes `?` rather than making everything unknown. */
	size(name: string): Integer {
		return sizeOf(this.raw(name));
	}

	/** Sizes from an int, a tuple or a list. */
	sizes(name: string): Integer[] {
		const value = this.raw(name);
		if (value instanceof Tuple || value instanceof List) return this.items(name).map(sizeOf);
		return [sizeOf(value)];
	}

	/** Sizes from `f(2, 3)` or `f((2, 3))`. */
	spread(name: string): Integer[] {
		const items = this.items(name);
		const [only] = items;
		if (items.length === 1 && only instanceof Unknown) throw UnknownArgument.of(only);
		return (items.length === 1 && (only instanceof Tuple || only instanceof List) ? this.known(only) : items).map(sizeOf);
	}

	private known(value: Value): readonly Value[] {
		const items = this.interpreter.iterate(value);
		if (items instanceof Unknown) throw UnknownArgument.of(items);
		return items;
	}

	/** Plain numbers for `count` spatial axes, from one number or from one each. @throws UnknownArgument for unknown ones, or where they are too few */
	perAxis(name: string, count: number): number[] {
		const numbers = this.numbers(name);
		if (numbers.length === 1) return Array.from({ length: count }, () => numbers[0]!);
		if (numbers.length < count) throw UnknownArgument.of(new Unknown('unsupported', name));
		return numbers;
	}

	/** Plain numbers from an int, a tuple or a list. */
	numbers(name: string): number[] {
		const value = this.value(name);
		const items = value instanceof Tuple || value instanceof List ? this.known(value) : [value];
		return items.map((item) => {
			const integer = asInteger(item);
			if (typeof integer === 'number') return integer;
			if (item instanceof Unknown) throw UnknownArgument.of(item);
			if (integer !== undefined) throw UnknownArgument.of(new Unknown('data-dependent', name));
			return raise('TypeError', `${this.functionName}(): argument '${name}' must be ints, not ${represent(item)}`);
		});
	}

	axis(name: string, tensor: Tensor): number {
		return normalizeAxis(this.number(name), tensor.rank, this.functionName, tensor.shape);
	}

	/** The axes that are named, none meaning all. */
	axes(name: string, tensor: Tensor): number[] {
		const numbers = this.has(name) ? this.numbers(name) : [];
		if (numbers.length === 0) return tensor.shape.map((_, axis) => axis);
		const axes = numbers.map((axis) => normalizeAxis(axis, tensor.rank, this.functionName, tensor.shape));
		const twice = axes.find((axis, index) => axes.indexOf(axis) < index);
		return twice === undefined ? axes : refuse('repeated-axis', { operation: this.functionName, axis: twice, shape: tensor.shape });
	}

	/** Adds to the multiply-adds of the layer that is running. */
	multiplyAdds(count: Integer): void {
		Recorder.of(this.interpreter)?.addMultiplyAdds(count);
	}
}

export function sizeOf(value: Value): Integer {
	if (value instanceof Unknown || value === NONE) return unknownSize();
	const integer = asInteger(value);
	if (integer !== undefined) return integer;
	if (value instanceof Tensor) return value.values?.length === 1 ? value.values[0]! : unknownSize();
	return raise('TypeError', `a size must be int, not ${represent(value)}`);
}

/** Makes an operation; its results remember what they were made from. */
export function operation(signature: string, body: (args: TensorArguments) => Value): NativeFunction {
	const plain = nativeWith(TensorArguments, signature, body);
	return new NativeFunction(plain.name, (positional, keywords, interpreter) => {
		const result = attempt(() => plain.apply(positional, keywords, interpreter), positional);
		if (result instanceof Tensor) trace(result, plain.name, positional, interpreter.callSite);
		else if (result instanceof Tuple) for (const item of result.items) if (item instanceof Tensor) trace(item, plain.name, positional, interpreter.callSite);
		return result;
	});
}

/** Runs an operation; where it refuses, the error learns which tensors it was about. */
function attempt(run: () => Value, positional: readonly Value[]): Value {
	try {
		return run();
	} catch (error) {
		if (error instanceof ShapeError && error.inputs.length === 0) error.inputs = positional.flatMap((value) => tensorsIn(value)).filter((each) => !each.isParameter);
		throw error;
	}
}

function trace(result: Tensor, name: string, positional: readonly Value[], call: NonNullable<Tensor['producer']>['call']): void {
	if (result.producer !== undefined || positional.includes(result)) return;
	result.producer = { operation: name, inputs: positional.flatMap((value) => (value instanceof Tensor && !value.isParameter ? [value] : value instanceof List || value instanceof Tuple ? tensorsIn(value) : [])), call };
}

/** Native functions under their own names. */
export type Operations = Readonly<Record<string, NativeFunction>>;

export function operations(...made: readonly NativeFunction[]): Operations {
	return Object.fromEntries(made.map((each) => [each.name, each]));
}

/** Whether a size is a plain number. */
export function isPlain(size: Integer): size is number {
	return !(size instanceof SymbolicInteger);
}
