import assert from 'node:assert/strict';
import { findLiterals } from '../../../src/literals/find';
import type { Literal, Reading, RefusedLiteral, TextRange } from '../../../src/literals/literal';

/** A reading in a form that is easy to compare: shape, numbers, and the texts that the ranges point at. */
export interface Summary {
	name?: string;
	shape: readonly number[];
	data: number[];
}

export function only(text: string, language?: string): Reading {
	const readings = findLiterals(text, language);
	assert.equal(readings.length, 1, `${readings.length} readings in ${JSON.stringify(text)}`);
	return readings[0]!;
}

export function literal(text: string, language?: string): Literal {
	const reading = only(text, language);
	assert.ok(reading.kind === 'literal', `refused: ${JSON.stringify(reading)}`);
	return reading.literal;
}

export function refused(text: string, language?: string): RefusedLiteral {
	const reading = only(text, language);
	assert.ok(reading.kind === 'refused', `read: ${JSON.stringify(reading)}`);
	return reading.refused;
}

export function matrix(text: string, language?: string): Summary {
	const { name, tensor } = literal(text, language);
	return { ...(name === undefined ? {} : { name }), shape: tensor.shape, data: [...tensor.data] };
}

export function at(text: string, { start, end }: TextRange): string {
	return text.slice(start, end);
}

/** The texts of the numbers, in the order of the tensor. */
export function written(text: string, { numberRanges }: Literal): string[] {
	return numberRanges.map((range) => at(text, range));
}
