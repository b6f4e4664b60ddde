/** The functions that the prelude's Python calls by names with an underscore. */
import { display } from '../../python/text';
import { deepCopy } from '../../python/library/copying';
import { add, multiply } from '../../python/integers';
import type { Integer } from '../../python/integers';
import { asInteger } from '../../python/operations';
import { List, Tuple } from '../../python/containers';
import { NativeFunction } from '../../python/objects';
import { NONE, raise, Unknown } from '../../python/values';
import type { Value } from '../../python/values';
import { findOperation } from '../functions/table';
import { copyTorchValue } from '../module-class';
import { ModuleInstance } from '../module-instance';
import { operation, sizeOf } from '../operation';
import { ShapeError } from '../problems';
import type { ShapeProblem, ShapeProblemCode } from '../problems';
import { refuse } from '../problems';
import { Recorder } from '../recorder';
import { certainlyDiffer, elementCount, unknownSize } from '../sizes';
import { Tensor } from '../tensor';

/** Problem numbers as TypeScript wants them. */
function plain(value: Value): unknown {
	return value instanceof Tuple ? value.items.map(plain) : value;
}

const refuseFromPython = new NativeFunction('_refuse', ([code], keywords, interpreter) => {
	const unknown = [...keywords.values()].find((value) => value instanceof Unknown);
	if (unknown !== undefined) return unknown;
	const numbers = Object.fromEntries([...keywords].map(([name, value]) => [name, plain(value)]));
	const error = new ShapeError('ValueError', { code: code as ShapeProblemCode, numbers } as unknown as ShapeProblem);
	const layer = interpreter.caller?.receiver;
	if (layer instanceof ModuleInstance) error.module = layer;
	throw error;
});

/** Whether the channels of an input are those that a normalization was made for. */
const checkFeatures = operation('_check_features(expected, actual, shape)', (args) => {
	if (certainlyDiffer(args.size('expected'), args.size('actual'))) refuse('normalization-mismatch', { expected: [args.size('expected')], shape: args.sizes('shape') });
	return NONE;
});

/** Whether an input has the channels, and one of the numbers of axes (None: any), that the normalization which asks was made for. */
const checkChannels = operation('_check_channels(input, expected, ranks)', (args) => {
	const { shape } = args.tensor('input');
	const layer = args.interpreter.caller?.receiver;
	const ranks = args.has('ranks') ? args.numbers('ranks') : [];
	if (ranks.length > 0 && !ranks.includes(shape.length)) refuse('rank-mismatch', { operation: layer instanceof ModuleInstance ? layer.type.name : '', expected: ranks.join(' or '), shape });
	if (certainlyDiffer(args.size('expected'), shape[1] ?? unknownSize())) refuse('normalization-mismatch', { expected: [args.size('expected')], shape });
	return NONE;
});

/** Whether an input ends in the axes that are normalized. */
const checkTrailing = operation('_check_trailing(expected, shape)', (args) => {
	const [expected, shape] = [args.sizes('expected'), args.sizes('shape')];
	const trailing = shape.slice(-expected.length);
	if (trailing.length !== expected.length || trailing.some((size, axis) => certainlyDiffer(size, expected[axis]!))) refuse('normalization-mismatch', { expected, shape });
	return NONE;
});

const checkInputs = operation('_check_inputs(expected, actual, shape)', (args) => {
	if (certainlyDiffer(args.size('expected'), args.size('actual'))) refuse('features-mismatch', { expected: args.size('expected'), actual: args.size('actual'), shape: args.sizes('shape') });
	return NONE;
});

const isBias = (module: ModuleInstance, tensor: Tensor): boolean => module.parameters.entries().some(([name, value]) => value === tensor && display(name).includes('bias'));

const setPending = (isPending: boolean): NativeFunction => new NativeFunction(isPending ? '_lazy' : '_settled', ([module]) => {
	if (module instanceof ModuleInstance) module.isPending = isPending;
	return NONE;
});

export const SUPPORT: Readonly<Record<string, Value>> = {
	_refuse: refuseFromPython,
	_check_features: checkFeatures,
	_check_channels: checkChannels,
	_check_trailing: checkTrailing,
	_check_inputs: checkInputs,
	_lazy: setPending(true),
	_settled: setPending(false),
	_is_known: new NativeFunction('_is_known', ([value]) => !(value instanceof Unknown)),
	_F: new NativeFunction('_F', ([beginning = NONE, axes]) => {
		const name = axes === undefined ? display(beginning) : `${display(beginning)}${display(axes)}d`;
		return findOperation(name) ?? raise('NameError', name);
	}),
	_each: new NativeFunction('_each', ([value = NONE, count], _keywords, interpreter) => {
		if (value instanceof Unknown) return interpreter.unknown(value);
		return value instanceof Tuple || value instanceof List ? new Tuple(value.items) : new Tuple(Array.from({ length: Number(count) }, () => value));
	}),
	_same: operation('_same(input)', (args) => args.tensor('input').same()),
	_empty: operation('_empty(*sizes)', (args) => new Tensor(args.items('sizes').map(sizeOf))),
	_count: new NativeFunction('_count', ([count = 0], _keywords, interpreter) => {
		const amount = asInteger(count);
		if (amount !== undefined) Recorder.of(interpreter)?.addMultiplyAdds(amount);
		else if (count instanceof Unknown) interpreter.unknown(count);
		return NONE;
	}),
	/** A recurrent layer's matrices meet every step of its input. */
	_count_weights: new NativeFunction('_count_weights', ([module, input], _keywords, interpreter) => {
		if (!(module instanceof ModuleInstance) || !(input instanceof Tensor)) return NONE;
		const matrices = new Set(module.parameters.values().filter((each): each is Tensor => each instanceof Tensor && each.rank === 2 && !isBias(module, each)));
		const weights = [...matrices].reduce<Integer>((sum, each) => add(sum, each.elements), 0);
		Recorder.of(interpreter)?.addMultiplyAdds(multiply(weights, elementCount(input.shape.slice(0, -1))));
		return NONE;
	}),
	_deepcopy: new NativeFunction('_deepcopy', ([value = NONE]) => deepCopy(value, copyTorchValue)),
};
