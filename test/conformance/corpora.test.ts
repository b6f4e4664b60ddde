import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { failureOf } from './answer';
import type { OnnxCase } from './onnx-case';

/** Cases whose answers PyTorch, ONNX's reference and published worked examples give; beside the repository, where they are at all. */
const FOLDER = process.env.CONVLENS_CORPORA ?? fileURLToPath(new URL('../../../shared/corpora', import.meta.url));

/** The corpora hold float32 numbers, some of them printed with few digits. */
const TOLERANCE = 1e-4;

describe('answers from elsewhere', () => {
	for (const name of ['pytorch-conformance', 'onnx-node', 'worked-examples']) {
		const file = `${FOLDER}/${name}-public.json`;
		if (!existsSync(file)) {
			it.skip(`${name}: not here`);
			continue;
		}
		const cases = JSON.parse(readFileSync(file, 'utf8')) as OnnxCase[];
		it(`${name}: ${cases.length} cases`, () => {
			const failures = cases.map((each) => failureOf(each, each.tolerance ?? TOLERANCE)).filter((failure) => failure !== undefined);
			assert.deepEqual(failures, []);
		});
	}
});
