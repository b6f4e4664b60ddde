import { SymbolicInteger, valueOf } from '../python/integers';
import type { Integer } from '../python/integers';
import type { Interpreter } from '../python/interpreter';
import { Tuple } from '../python/containers';
import { NativeFunction } from '../python/objects';
import { Extension, NOT_IMPLEMENTED, Unknown } from '../python/values';
import type { CallSite, Value } from '../python/values';
import type { Shape } from './problems';
import type { ReceptiveField } from './receptive-field';
import { elementCount } from './sizes';

/** Values are kept for tensors of at most this many elements. */
export const MOST_VALUES = 4096;

/** What made a tensor, for tracing a number back to where it came from. */
export interface Producer {
	readonly operation: string;
	readonly inputs: readonly Tensor[];
	readonly call: CallSite | undefined;
}

/** A tensor as far as it is known without running: its shape, and its numbers where they are few and known. */
export class Tensor extends Extension {
	readonly typeName = 'Tensor';
	/** A `nn.Parameter`. */
	isParameter = false;
	private gradient = true;
	private numbers: readonly number[] | undefined;
	field: ReceptiveField | undefined;
	producer: Producer | undefined;
	constructor(private sizes: Shape, readonly type = 'float32') {
		super();
	}

	get shape(): Shape {
		return this.sizes;
	}

	/** Gives this very tensor another shape, as PyTorch's methods do that work in place. */
	reshape(shape: Shape): void {
		this.changing();
		this.sizes = shape;
		this.field = undefined;
	}

	get requiresGradient(): boolean {
		return this.gradient;
	}

	set requiresGradient(value: boolean) {
		this.changing();
		this.gradient = value;
	}

	/** Row-major numbers of a small tensor that is known. */
	get values(): readonly number[] | undefined {
		return this.numbers;
	}

	set values(values: readonly number[] | undefined) {
		this.changing();
		this.numbers = values;
	}

	protected override snapshot(): () => void {
		const { gradient, numbers, sizes } = this;
		return () => {
			this.sizes = sizes;
			this.gradient = gradient;
			this.numbers = numbers;
		};
	}

	get rank(): number {
		return this.shape.length;
	}

	get elements(): Integer {
		return elementCount(this.shape);
	}

	/** A tensor of the same type with another shape. */
	as(shape: Shape, type = this.type): Tensor {
		return new Tensor(shape, type);
	}

	/** A tensor of the same shape that sees the same part of the input. */
	same(type = this.type): Tensor {
		const made = new Tensor(this.shape, type);
		made.field = this.field;
		return made;
	}

	withValues(values: readonly number[] | undefined): this {
		if (values !== undefined && values.length <= MOST_VALUES) this.numbers = values;
		return this;
	}

	withField(field: ReceptiveField | undefined): this {
		this.field = field;
		return this;
	}

	override getAttribute(name: string, interpreter: Interpreter): Value | undefined {
		return TENSOR_BEHAVIOUR.attribute(this, name, interpreter);
	}

	override setAttribute(name: string, value: Value): void {
		if (name === 'requires_grad' && typeof value === 'boolean') this.requiresGradient = value;
	}

	override binary(operator: string, other: Value, reflected: boolean, interpreter: Interpreter): Value | undefined {
		return TENSOR_BEHAVIOUR.binary(this, operator, other, reflected, interpreter);
	}

	override compare(operator: string, other: Value, interpreter: Interpreter): Value {
		return TENSOR_BEHAVIOUR.binary(this, operator, other, false, interpreter) ?? NOT_IMPLEMENTED;
	}

	override unary(operator: string): Value {
		return this.same().withValues(operator === '-' ? this.values?.map((value) => -value) : undefined);
	}

	override getItem(index: Value, interpreter: Interpreter): Value {
		return TENSOR_BEHAVIOUR.item(this, index, interpreter);
	}

	override iterate(interpreter: Interpreter): readonly Value[] | Unknown {
		const length = this.shape[0];
		if (typeof length !== 'number') return new Unknown('data-dependent', 'rows of a tensor');
		if (length > MOST_VALUES) return new Unknown('too-large', 'rows of a tensor');
		return Array.from({ length }, (_, index) => TENSOR_BEHAVIOUR.item(this, index, interpreter));
	}

	override truth(): boolean | undefined {
		return this.values?.length === 1 ? this.values[0] !== 0 : undefined;
	}

	override get text(): string {
		return `Tensor[${this.shape.map(String).join(', ')}]`;
	}
}

/** What tensors do beyond holding a shape; set once by the functions room, which knows all operations. */
export interface TensorBehaviour {
	attribute(self: Tensor, name: string, interpreter: Interpreter): Value | undefined;
	binary(self: Tensor, operator: string, other: Value, reflected: boolean, interpreter: Interpreter): Value | undefined;
	item(self: Tensor, index: Value, interpreter: Interpreter): Value;
}

const TENSOR_BEHAVIOUR: TensorBehaviour = {
	attribute: () => undefined,
	binary: () => undefined,
	item: () => new Unknown('unsupported'),
};

export function giveTensorsBehaviour(behaviour: TensorBehaviour): void {
	Object.assign(TENSOR_BEHAVIOUR, behaviour);
}

/** A shape as Python sees it. */
export class SizeTuple extends Tuple {}

/** A tensor's whole shape for Python. */
export function sizeTuple(shape: Shape): Tuple {
	return new SizeTuple(shape);
}

/** All tensors in a value, however nested. */
export function tensorsIn(value: Value): Tensor[] {
	if (value instanceof Tensor) return [value];
	if (typeof value !== 'object' || value instanceof SymbolicInteger || value instanceof NativeFunction) return [];
	if ('items' in value && Array.isArray(value.items)) return (value.items as Value[]).flatMap(tensorsIn);
	if ('entries' in value && typeof value.entries === 'function') return [...(value as { values(): Value[] }).values()].flatMap(tensorsIn);
	return [];
}

/** The number of elements under these bindings of the symbols. */
export function countOf(shape: Shape, bindings: ReadonlyMap<string, number>): number | undefined {
	return valueOf(elementCount(shape), bindings);
}
