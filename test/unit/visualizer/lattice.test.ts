import assert from 'node:assert/strict';
import fc from 'fast-check';
import { planPipeline, runPipeline, traceCell, type StageResult } from '../../../src/engine/pipeline';
import type { Stage } from '../../../src/engine/layer';
import { flatten } from '../../../src/engine/flatten';
import { fitSettings } from '../../../src/visualizer/fit-settings';
import { latticeOf, type Lattice } from '../../../src/visualizer/lattice';
import { meetingsOf } from '../../../src/visualizer/links';
import { initialSettings, stageOf, type StageSettings } from '../../../src/visualizer/stage-settings';
import { anySettings, counted, kernels } from './arbitrary';

function resultOf(settings: StageSettings, rows: number, columns: number): StageResult {
	const stage: Stage = stageOf(settings, kernels(3, 2), [1, 1, rows, columns]);
	return runPipeline({ input: counted(1, 1, rows, columns), stages: [stage] })[0]!;
}

/** The sum that the drawn input and its windows give for an output cell. */
function drawnSum(lattice: Lattice, rows: number, columns: number, row: number, column: number): number {
	const [input, kernel] = [counted(rows, columns).data, counted(3, 2).data];
	return lattice.windowOf(row, column).reduce((sum, covered) => {
		const drawn = lattice.cellAt(covered.row, covered.column);
		const place = drawn.kind === 'cell' ? drawn : drawn.kind === 'padding' ? drawn.repeats : undefined;
		return sum + (place === undefined ? 0 : input[place.row * columns + place.column]! * kernel[covered.weight]!);
	}, 0);
}

describe('the drawn input', () => {
	it('gives, window by window, what the engine computes: every stride, padding, fill, dilation, flip and transposition', () => {
		fc.assert(fc.property(anySettings, fc.integer({ min: 5, max: 8 }), fc.integer({ min: 5, max: 8 }), (settings, rows, columns) => {
			fc.pre(settings.kind === 'convolution' || settings.kind === 'transposed-convolution');
			const plain = { ...settings, bias: undefined } as StageSettings;
			const result = resultOf(fitSettings(plain, { input: [rows, columns], kernel: [3, 2] }), rows, columns);
			const lattice = latticeOf(result);
			const [, , height, width] = result.geometry.outputShape as [number, number, number, number];
			assert.deepEqual(lattice.output, { rows: height, columns: width });
			for (let row = 0; row < height; row++) for (let column = 0; column < width; column++) {
				assert.equal(drawnSum(lattice, rows, columns, row, column), result.output.data[row * width + column]);
			}
		}), { seed: 7, numRuns: 600 });
	});

	it('names, for every place of it, the windows that cover it', () => {
		fc.assert(fc.property(anySettings, fc.integer({ min: 5, max: 8 }), fc.integer({ min: 5, max: 8 }), (settings, rows, columns) => {
			const lattice = latticeOf(resultOf(fitSettings(settings, { input: [rows, columns], kernel: [3, 2] }), rows, columns));
			const found = new Map<string, object[]>();
			for (let row = 0; row < lattice.output.rows; row++) for (let column = 0; column < lattice.output.columns; column++) {
				for (const covered of lattice.windowOf(row, column)) {
					const place = `${covered.row},${covered.column}`;
					found.set(place, [...found.get(place) ?? [], { row, column, weight: covered.weight }]);
				}
			}
			for (let row = 0; row < lattice.rows; row++) for (let column = 0; column < lattice.columns; column++) {
				assert.deepEqual(lattice.windowsOver(row, column), found.get(`${row},${column}`) ?? []);
			}
		}), { seed: 11, numRuns: 200 });
	});

	it('covers the very cells that a pooling\'s trace names', () => {
		const result = resultOf({ kind: 'max-pooling', size: [3, 2], stride: [2, 1], padding: [1, 1], depth: { size: 1, stride: 1, padding: 0 } }, 5, 4);
		const lattice = latticeOf(result);
		const drawn = lattice.windowOf(0, 0).flatMap(({ row, column }) => {
			const cell = lattice.cellAt(row, column);
			return cell.kind === 'cell' ? [[0, 0, cell.row, cell.column]] : [];
		});
		const trace = traceCell(result.stage, counted(1, 1, 5, 4), [0, 0, 0, 0]);
		assert.ok(trace.kind === 'max-pooling');
		assert.deepEqual(trace.window.map(({ inputCell }) => inputCell), drawn);
	});

	it('of a flattening of (2, 2, 3) is one cell of a 2×3 map for each of 12 features', () => {
		const [plan] = planPipeline([1, 2, 2, 3], [flatten()]);
		const lattice = latticeOf({ stage: flatten(), geometry: plan!.geometry });
		assert.deepEqual(lattice.output, { rows: 1, columns: 12 });
		assert.deepEqual(lattice.windowOf(0, 10), [{ row: 1, column: 1, weight: 0 }]);
	});
});

describe('what takes part in what', () => {
	const lattice = latticeOf(resultOf({ ...initialSettings('convolution'), kind: 'convolution' } as StageSettings, 4, 4));

	it('a weight of a 3×2 kernel on 4×4 meets a cell for each of 2×3 outputs', () => {
		const meetings = meetingsOf(lattice, { part: 'kernel', row: 1, column: 1 });
		assert.deepEqual(meetings.map(({ row, column }) => [row, column]), [[1, 1], [1, 2], [1, 3], [2, 1], [2, 2], [2, 3]]);
	});

	it('the cell in row 1, column 1 is covered by 4 windows, a corner by one', () => {
		assert.deepEqual(meetingsOf(lattice, { part: 'input', row: 1, column: 1 }).map(({ output, weight }) => [output.row, output.column, weight]), [[0, 0, 3], [0, 1, 2], [1, 0, 1], [1, 1, 0]]);
		assert.equal(meetingsOf(lattice, { part: 'input', row: 0, column: 0 }).length, 1);
	});

	it('nothing is linked to a place that is not there', () => {
		assert.deepEqual(meetingsOf(lattice, { part: 'output', row: 5, column: 0 }), []);
		assert.deepEqual(meetingsOf(lattice, { part: 'kernel', row: 0, column: 2 }), []);
	});
});
