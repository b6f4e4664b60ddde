import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { failureOf } from './answer';
import type { OnnxCase } from './onnx-case';

/** Made by make-onnx-cases.mjs. */
const DATA = new URL('data/onnx-cases.jsonl.gz', import.meta.url);

const cases = gunzipSync(readFileSync(DATA)).toString('utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as OnnxCase);

describe('the answers of ONNX Runtime', () => {
	it('are at least 4,000', () => assert.ok(cases.length >= 4000, `only ${cases.length}`));

	for (const op of new Set(cases.map((each) => each.op))) {
		const group = cases.filter((each) => each.op === op);
		const exact = group.filter((each) => each.tolerance === undefined).length;
		it(`${op}: ${group.length} cases, ${exact} of them to the last bit`, () => {
			assert.deepEqual(group.map((each) => failureOf(each)).filter((failure) => failure !== undefined).slice(0, 5), []);
		});
	}
});
