import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { findLiterals, literalAt, rangeOf, readSelected } from '../../src/literals/find';
import type { Reading } from '../../src/literals/literal';
import { CASES, type Case } from './literals-cases';

interface CorpusCase {
	id: string;
	language: string;
	text: string;
	expected: { shape: number[]; data: Array<number | string> } | { error: string };
	debatable?: boolean;
}

const CORPUS = '../shared/corpora/literals-public.json';

/** Quotients are compared to the last bit but one: a corpus may have been worked out in another order. */
function isSame(found: number, expected: number): boolean {
	return Object.is(found, expected) || found === expected || Math.abs(found - expected) <= 2 ** -52 * Math.abs(expected);
}

function summary(reading: Reading | undefined): string {
	if (reading === undefined) return 'no matrix';
	if (reading.kind === 'refused') return JSON.stringify(reading.refused.refusal);
	const { shape, data } = reading.literal.tensor;
	return `(${shape.join(', ')}): ${data.join(' ')}`;
}

function check({ language, text, shape, data, error }: Case): void {
	const readings = readSelected(text, language);
	const said = `${language}: ${JSON.stringify(text)} gave ${readings.map(summary).join(' and ') || 'no matrix'}`;
	if (error !== undefined) {
		if (error === 'no-matrix') {
			assert.equal(readings.length, 0, said);
			return;
		}
		assert.ok(
			readings.length >= 1 && readings.every((reading) => reading.kind === 'refused' && reading.refused.refusal.reason === error),
			said,
		);
		return;
	}
	const [reading] = readings;
	assert.ok(readings.length === 1 && reading?.kind === 'literal', said);
	const { tensor, numberRanges } = reading.literal;
	assert.deepEqual(tensor.shape, shape, said);
	assert.ok(tensor.data.length === data!.length && data!.every((value, index) => isSame(tensor.data[index]!, value)), said);
	assert.equal(numberRanges.length, tensor.data.length);
	assert.ok(
		numberRanges.every(({ start, end }) => start < end && end <= text.length),
		`number ranges of ${said}`,
	);

	// Hovering anywhere on what the whole text holds finds the same.
	const found = findLiterals(text, language);
	if (found.length === 0) return;
	const { start, end } = rangeOf(found[0]!);
	for (const offset of [start, Math.floor((start + end) / 2), end])
		assert.equal(summary(literalAt(text, offset, language)), summary(found[0]), `at ${offset} of ${said}`);
}

describe('matrix literals by the rules of their languages', () => {
	for (const each of CASES)
		it(`${each.language}: ${JSON.stringify(each.text).slice(1, 90)} is ${each.error ?? `(${each.shape!.join(', ')})`}`, () =>
			check(each));
});

describe('the public corpus of matrix literals', function () {
	if (!existsSync(CORPUS)) {
		it('is not on this machine; the cases above stand for it');
		return;
	}
	const corpus = JSON.parse(readFileSync(CORPUS, 'utf8')) as CorpusCase[];
	const facts = corpus.filter(({ debatable }) => debatable !== true);
	it('has facts to check', () => assert.ok(facts.length > 100));
	for (const { id, language, text, expected } of facts) {
		it(id, () =>
			check(
				'error' in expected
					? { language, text, error: expected.error }
					: { language, text, shape: expected.shape, data: expected.data.map(Number) },
			),
		);
	}
});
