import assert from 'node:assert/strict';
import { EngineError, type EngineErrorCode, type EngineProblem } from '../../../src/engine/error';
import type { Tensor } from '../../../src/engine/tensor';

/** Shape and every number equal; −0 counts as 0, NaN equals NaN. */
export function assertSameTensor(actual: Tensor, expected: Tensor): void {
	assert.deepEqual(actual.shape, expected.shape);
	assert.deepEqual(Array.from(actual.data, (value) => value + 0), Array.from(expected.data, (value) => value + 0));
}

/** Runs what must be refused and hands back the problem. */
export function refusal(run: () => unknown): EngineProblem {
	try {
		run();
	} catch (error) {
		if (error instanceof EngineError) return error.problem;
		throw error;
	}
	return assert.fail('nothing was refused');
}

/** Asserts the code and the offending numbers of a refusal. */
export function assertRefused(run: () => unknown, code: EngineErrorCode, numbers: Readonly<Record<string, unknown>>): void {
	assert.deepEqual(refusal(run), { code, numbers });
}
