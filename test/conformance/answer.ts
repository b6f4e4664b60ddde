import assert from 'node:assert/strict';
import type { Stage } from '../../src/engine/layer';
import { operatorOf } from '../../src/engine/operators';
import { traceCell } from '../../src/engine/pipeline';
import { cellAt, type Tensor } from '../../src/engine/tensor';
import { read, stageOf, type OnnxCase } from './onnx-case';

/** Every number the same, or, with a tolerance, as near as that relative to the larger of 1 and the number. */
function assertNear(actual: Tensor, expected: Tensor, tolerance: number | undefined): void {
	assert.deepEqual(actual.shape, expected.shape);
	expected.data.forEach((value, offset) => {
		const ours = actual.data[offset]!;
		const same = ours === value || Number.isNaN(ours) && Number.isNaN(value)
			|| tolerance !== undefined && Math.abs(ours - value) <= tolerance * Math.max(1, Math.abs(value));
		assert.ok(same, `cell (${cellAt(actual.shape, offset).join(', ')}): ${ours}, expected ${value}`);
	});
}

function assertTraced(stage: Stage, input: Tensor, output: Tensor, offset: number): void {
	const { total } = traceCell(stage, input, cellAt(output.shape, offset));
	assert.ok(Object.is(total, output.data[offset]), `the trace of cell ${offset} ends in ${total}, not ${output.data[offset]!}`);
}

/** Asserts that the engine gives the case's answer, the shape it planned, and traces that end in its cells. */
export function assertAnswered(each: OnnxCase, tolerance = each.tolerance): void {
	const stage = stageOf(each);
	const input = read(each.inputs[0]!);
	const operator = operatorOf(stage);
	const output = operator.run(stage, input);
	assert.deepEqual(operator.sizes(stage, input.shape).outputShape, output.shape);
	assertNear(output, read(each.output), tolerance);
	const cells = output.data.length;
	for (const offset of new Set([0, Math.floor(cells / 3), Math.floor(cells / 2), cells - 1])) assertTraced(stage, input, output, offset);
}

/** Runs a case and gives back what went wrong, with enough to run it again. */
export function failureOf(each: OnnxCase, tolerance?: number): string | undefined {
	try {
		assertAnswered(each, tolerance ?? each.tolerance);
		return undefined;
	} catch (error) {
		return `${each.name ?? each.op} ${JSON.stringify(each.attrs)} on (${each.inputs[0]!.shape.join(', ')}): ${String(error)}`;
	}
}
