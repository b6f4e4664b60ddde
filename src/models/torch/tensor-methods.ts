/** What can be read from a tensor, and its operators. */
import { floorDivide } from '../python/integers';
import type { Interpreter } from '../python/interpreter';
import { asReal } from '../python/operations';
import { List } from '../python/containers';
import { BoundMethod, NativeFunction } from '../python/objects';
import { Float, NONE, Unknown } from '../python/values';
import type { Value } from '../python/values';
import { combine } from './functions/elementwise';
import { indexTensor } from './functions/indexing';
import { permuted } from './functions/reshaping';
import { findOperation } from './functions/table';
import { operation, operations } from './operation';
import { refuse } from './problems';
import { Recorder } from './recorder';
import { elementCount } from './sizes';
import { giveTensorsBehaviour, sizeTuple, Tensor } from './tensor';

/** A number of a tensor as Python sees it. */
function scalar(value: number, type: string): Value {
	if (type === 'bool') return value !== 0;
	return type.includes('int') ? value : new Float(value);
}

function nested(tensor: Tensor, values: readonly number[], axis: number, offset: number): Value {
	if (axis === tensor.rank) return scalar(values[offset]!, tensor.type);
	const step = elementCount(tensor.shape.slice(axis + 1)) as number;
	return new List(Array.from({ length: tensor.shape[axis] as number }, (_, index) => nested(tensor, values, axis + 1, offset + index * step)));
}

const dataDependent = (what: string): Unknown => new Unknown('data-dependent', what);

const ELEMENT_BYTES: Readonly<Record<string, number>> = { bool: 1, int8: 1, uint8: 1, int16: 2, float16: 2, bfloat16: 2, int32: 4, float32: 4, int64: 8, float64: 8, complex64: 8, complex128: 16 };

const OWN_METHODS = operations(
	operation('size(self, dim=None)', (args) => {
		const self = args.tensor('self');
		return args.has('dim') ? self.shape[args.axis('dim', self)]! : sizeTuple(self.shape);
	}),
	...['dim', 'ndimension'].map((name) => operation(`${name}(self)`, (args) => args.tensor('self').rank)),
	...['numel', 'nelement', '__len__'].map((name) => operation(`${name}(self)`, (args) => (name === '__len__' ? args.tensor('self').shape[0] ?? refuse('rank-mismatch', { operation: 'len', expected: '1 or more', shape: [] }) : args.tensor('self').elements))),
	...['item', '__int__', '__float__', '__index__'].map((name) => operation(`${name}(self)`, (args) => {
		const { values, type } = args.tensor('self');
		if (values?.length !== 1) return dataDependent('item()');
		return name === '__int__' ? Math.trunc(values[0]!) : name === '__float__' ? new Float(values[0]!) : scalar(values[0]!, type);
	})),
	operation('tolist(self)', (args) => {
		const self = args.tensor('self');
		return self.values === undefined ? dataDependent('tolist()') : nested(self, self.values, 0, 0);
	}),
	operation('numpy(self)', (args) => args.tensor('self')),
	operation('new_tensor(self, data)', (args) => args.interpreter.call(findOperation('tensor')!, [args.raw('data')])),
	operation('is_floating_point(self)', (args) => args.tensor('self').type.includes('float')),
	operation('is_contiguous(self)', () => true),
	operation('get_device(self)', () => 0),
	operation('element_size(self)', (args) => ELEMENT_BYTES[args.tensor('self').type] ?? new Unknown('unsupported', 'element_size()')),
	operation('backward(self, *rest)', () => NONE),
	operation('register_hook(self, hook)', () => NONE),
	operation('stride(self, dim=None)', () => dataDependent('stride()')),
	/** Windows of `size` along an axis; the window becomes the last axis. */
	operation('unfold(self, dimension, size, step)', (args) => {
		const self = args.tensor('self');
		const axis = args.axis('dimension', self);
		const [size, step] = [args.number('size'), args.number('step')];
		return self.as([...self.shape.map((own, each) => (each === axis && typeof own === 'number' ? (floorDivide(own - size, step) as number) + 1 : own)), size]);
	}),
	operation('requires_grad_(self, requires_grad=True)', (args) => {
		const self = args.tensor('self');
		self.requiresGradient = args.flag('requires_grad');
		return self;
	}),
);

const PROPERTIES: Readonly<Record<string, (self: Tensor) => Value>> = {
	shape: (self) => sizeTuple(self.shape),
	ndim: (self) => self.rank,
	dtype: (self) => self.type,
	device: () => 'cpu',
	T: (self) => permuted(self, self.shape.map((_, axis) => axis).reverse()),
	mT: (self) => permuted(self, self.shape.map((_, axis) => (axis === self.rank - 1 ? self.rank - 2 : axis === self.rank - 2 ? self.rank - 1 : axis))),
	H: (self) => permuted(self, self.shape.map((_, axis) => axis).reverse()),
	data: (self) => self,
	real: (self) => self,
	imag: (self) => self,
	grad: () => NONE,
	requires_grad: (self) => self.requiresGradient,
	is_cuda: () => false,
	is_mps: () => false,
	is_quantized: () => false,
	is_sparse: () => false,
	is_nested: () => false,
	is_leaf: () => true,
	layout: () => 'strided',
	nbytes: (self) => self.elements,
};

/** In-place methods that change the shape, unlike all others whose name ends in `_`. */
const RESHAPES_IN_PLACE = new Set(['squeeze_', 'unsqueeze_', 't_', 'transpose_', 'resize_', 'swapaxes_', 'swapdims_']);

function attribute(self: Tensor, name: string): Value | undefined {
	const property = PROPERTIES[name];
	if (property !== undefined) return property(self);
	const method = OWN_METHODS[name] ?? findOperation(name);
	if (method !== undefined) return new BoundMethod(method, self);
	if (name.endsWith('_') && !name.startsWith('_')) return new NativeFunction(name, name === 'set_' ? leftOpen : RESHAPES_IN_PLACE.has(name) ? reshapedInPlace(self, name.slice(0, -1)) : inPlace(self));
	return name.startsWith('__') ? undefined : new Unknown('unsupported', `Tensor.${name}`);
}

/** `unsqueeze_(0)` and the like: the tensor itself has the other shape from now on; what was written down of it keeps the one it had. */
function reshapedInPlace(self: Tensor, name: string): NativeFunction['apply'] {
	return (positional, keywords, interpreter) => {
		const [size] = positional;
		const made = name === 'resize' ? interpreter.call(findOperation('empty')!, size instanceof Tensor ? [] : positional) : interpreter.call(findOperation(name)!, [self, ...positional], keywords);
		if (!(made instanceof Tensor)) return interpreter.unknown('unsupported', `${name}_`);
		Recorder.of(interpreter)?.keepAsItWas(self);
		self.reshape(made.shape);
		if (name !== 'squeeze' && name !== 'unsqueeze') self.values = undefined;
		return self;
	};
}

/** What a tensor is after this can't be told: nor can what is computed with it. */
const leftOpen: NativeFunction['apply'] = (_positional, _keywords, interpreter) => interpreter.unknown('unsupported', 'set_');

/** `add_(other)` and the like: the tensor itself, its numbers no longer known. */
function inPlace(self: Tensor): NativeFunction['apply'] {
	return () => {
		self.values = undefined;
		return self;
	};
}

function binary(self: Tensor, operator: string, other: Value, reflected: boolean, interpreter: Interpreter): Value | undefined {
	if (other instanceof Unknown) return other;
	if (operator === '@') return other instanceof Tensor ? interpreter.call(findOperation('matmul')!, reflected ? [other, self] : [self, other]) : undefined;
	if (other === NONE) return operator === '==' ? false : operator === '!=' ? true : undefined;
	if (!(other instanceof Tensor) && asReal(other) === undefined && typeof other !== 'object') return undefined;
	if (!(other instanceof Tensor) && (other instanceof List)) return undefined;
	const result = reflected ? combine(operator, other, self) : combine(operator, self, other);
	if (result instanceof Tensor) result.producer ??= { operation: operator, inputs: [self, ...(other instanceof Tensor ? [other] : [])], call: interpreter.callSite };
	return result;
}

giveTensorsBehaviour({ attribute, binary, item: indexTensor });

/** The class `torch.Tensor`, for annotations, `isinstance` and unbound methods. */
export const TENSOR_ENTRIES: ReadonlyMap<string, Value> = new Map<string, Value>(Object.entries(OWN_METHODS));
