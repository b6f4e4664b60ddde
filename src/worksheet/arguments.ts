import type { Padding } from '../engine/layer';
import type { PaddingName } from '../engine/padding';
import { tensor, type Tensor } from '../engine/tensor';
import type { TextRange } from '../literals/literal';
import { fail, type ArgumentKind } from './problem';
import type { Parameter } from './signatures';
import { suggestionFor } from './suggestion';
import type { Call } from './syntax';
import type { Value } from './value';

/** What an argument can be once it is evaluated. */
export type ArgumentValue =
	| Value
	| { readonly kind: 'tuple'; readonly values: readonly number[] }
	| { readonly kind: 'constant'; readonly value: boolean | string | undefined };

/** An argument with its value. */
export interface GivenArgument {
	readonly name: { readonly text: string; readonly range: TextRange } | undefined;
	readonly value: ArgumentValue;
	readonly range: TextRange;
}

/** A single number: written so, or a matrix without axes. */
export function numberOf(value: ArgumentValue): number | undefined {
	return value.kind === 'numbers' && value.tensor.shape.length === 0 ? value.tensor.data[0] : undefined;
}

function listOf(value: ArgumentValue): readonly number[] | undefined {
	if (value.kind === 'tuple') return value.values;
	return value.kind === 'numbers' && value.tensor.shape.length <= 1 ? Array.from(value.tensor.data) : undefined;
}

/** The arguments of one call, each under its parameter's name. */
export class Arguments {
	readonly #given = new Map<string, GivenArgument>();

	constructor(readonly call: Call, readonly parameters: readonly Parameter[], given: readonly GivenArgument[]) {
		const { operation } = call;
		let place = 0;
		for (const argument of given) {
			const positional = argument.name === undefined ? parameters[place++] : undefined;
			if (argument.name === undefined && positional === undefined) {
				fail({ code: 'too-many-arguments', operation, given: given.length, most: parameters.length }, argument.range);
			}
			const name = argument.name?.text ?? positional!.name;
			if (!parameters.some((each) => each.name === name)) {
				const suggestion = suggestionFor(name, parameters.map((each) => each.name));
				fail({ code: 'unknown-parameter', operation, parameter: name, suggestion }, argument.name?.range ?? argument.range);
			}
			if (this.#given.has(name)) fail({ code: 'repeated-parameter', operation, parameter: name }, argument.name?.range ?? argument.range);
			this.#given.set(name, argument);
		}
		const missing = parameters.find((each) => each.default === undefined && !this.#given.has(each.name));
		if (missing !== undefined) fail({ code: 'missing-argument', operation, parameter: missing.name }, call.range);
	}

	/** Where a setting is written; the operation's name where it is not. */
	rangeOf(name: string): TextRange {
		return this.#given.get(name)?.range ?? this.call.operationRange;
	}

	#wrong(name: string): never {
		const { kind, choices = [] } = this.parameters.find((each) => each.name === name) ?? { kind: 'value' as ArgumentKind };
		return fail({ code: 'wrong-argument', operation: this.call.operation, parameter: name, expected: kind, choices }, this.rangeOf(name));
	}

	/** The argument; undefined where it is not given or is None. */
	#value(name: string): ArgumentValue | undefined {
		const value = this.#given.get(name)?.value;
		return value?.kind === 'constant' && (value.value === undefined || value.value === 'none') ? undefined : value;
	}

	number(name: string): number | undefined {
		const value = this.#value(name);
		return value && (numberOf(value) ?? this.#wrong(name));
	}

	/** A number per axis; a single one stands for all. */
	sizes(name: string, axes: number): readonly number[] | undefined {
		const value = this.#value(name);
		if (value === undefined) return undefined;
		const single = numberOf(value);
		if (single !== undefined) return new Array<number>(axes).fill(single);
		return listOf(value) ?? this.#wrong(name);
	}

	/** Numbers as they are written, however many. */
	list(name: string): readonly number[] | undefined {
		const value = this.#value(name);
		return value && (listOf(value) ?? this.#wrong(name));
	}

	/** PyTorch's padding: a number, one per axis, 'same' or 'valid'. */
	padding(name: string): number | readonly Padding[] | PaddingName | undefined {
		const value = this.#value(name);
		if (value === undefined) return undefined;
		if (value.kind === 'constant') return value.value === 'same' || value.value === 'valid' || value.value === 'full' ? value.value : this.#wrong(name);
		return numberOf(value) ?? listOf(value)?.map((cells) => ({ before: cells, after: cells })) ?? this.#wrong(name);
	}

	flag(name: string): boolean | undefined {
		const value = this.#value(name);
		if (value === undefined) return undefined;
		if (value.kind === 'constant' && typeof value.value === 'boolean') return value.value;
		const number = numberOf(value);
		return number === 0 || number === 1 ? number === 1 : this.#wrong(name);
	}

	choice(name: string): string {
		const parameter = this.parameters.find((each) => each.name === name);
		const given = this.#given.get(name)?.value;
		if (given === undefined) return parameter?.default ?? '';
		const word = given.kind === 'constant' ? given.value ?? 'none' : undefined;
		return typeof word === 'string' && parameter?.choices?.includes(word) === true ? word : this.#wrong(name);
	}

	/** A matrix with its numbers. */
	matrix(name: string): Tensor | undefined {
		const value = this.#value(name);
		if (value === undefined) return undefined;
		if (value.kind === 'tuple') return tensor([value.values.length], value.values);
		return value.kind === 'numbers' ? value.tensor : this.#wrong(name);
	}

	/** One number per filter; a single one counts for each. A flag says only whether there are any. */
	bias(name: string, count: number): Tensor | boolean | undefined {
		const value = this.#value(name);
		if (value === undefined) return undefined;
		if (value.kind === 'constant') return typeof value.value === 'boolean' ? value.value : this.#wrong(name);
		const single = numberOf(value);
		if (single !== undefined) return tensor([count], new Array<number>(count).fill(single));
		const list = listOf(value) ?? this.#wrong(name);
		return tensor([list.length], list);
	}
}
