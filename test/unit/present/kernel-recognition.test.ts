import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tensor, type Tensor } from '../../../src/engine/tensor';
import { recognizedKernel, type RecognizedKernel } from '../../../src/present/kernel-recognition';
import { separableFactors } from '../../../src/present/separable';

const matrix = (...rows: number[][]): Tensor => tensor([rows.length, rows[0]!.length], rows.flat());
const TEXTBOOK = {
	sobel: [-1, 0, 1, -2, 0, 2, -1, 0, 1],
	prewitt: [-1, 0, 1, -1, 0, 1, -1, 0, 1],
	scharr: [-3, 0, 3, -10, 0, 10, -3, 0, 3],
	emboss: [-2, -1, 0, -1, 1, 1, 0, 1, 2],
	'laplacian-4': [0, 1, 0, 1, -4, 1, 0, 1, 0],
	sharpen: [0, -1, 0, -1, 5, -1, 0, -1, 0],
	gaussian: [1, 2, 1, 2, 4, 2, 1, 2, 1],
} as const;
const textbook = (id: keyof typeof TEXTBOOK): Tensor => tensor([3, 3], TEXTBOOK[id]);
const english = (message: string, values: Readonly<Record<string, string | number>> = {}): string =>
	message.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key]));
const knownKernel = (kernel: Tensor): RecognizedKernel | undefined => recognizedKernel(kernel, english);
const scaled = ({ shape, data }: Tensor, factor: number): Tensor =>
	tensor(
		shape,
		data.map((value) => value * factor),
	);

describe('recognizing kernels', () => {
	it('are named as they are written in textbooks', () => {
		for (const [kernel, name] of [
			[matrix([-1, 0, 1], [-2, 0, 2], [-1, 0, 1]), 'Sobel x'],
			[matrix([-1, -2, -1], [0, 0, 0], [1, 2, 1]), 'Sobel y'],
			[matrix([-1, 0, 1], [-1, 0, 1], [-1, 0, 1]), 'Prewitt x'],
			[matrix([3, 10, 3], [0, 0, 0], [-3, -10, -3]), 'Scharr y'],
			[matrix([0, 1, 0], [1, -4, 1], [0, 1, 0]), 'Laplacian (4 neighbours)'],
			[matrix([-1, -1, -1], [-1, 8, -1], [-1, -1, -1]), 'Laplacian (8 neighbours)'],
			[matrix([1, 2, 1], [2, 4, 2], [1, 2, 1]), 'Gaussian 3 × 3'],
			[matrix([1, 1, 1], [1, 1, 1], [1, 1, 1]), 'Box 3 × 3'],
			[matrix([0, -1, 0], [-1, 5, -1], [0, -1, 0]), 'Sharpen'],
			[matrix([-2, -1, 0], [-1, 1, 1], [0, 1, 2]), 'Emboss'],
			[matrix([1, 0], [0, -1]), 'Roberts cross'],
			[matrix([0, 1], [-1, 0]), 'Roberts cross'],
			[matrix([0, 0, 0], [0, 1, 0], [0, 0, 0]), 'Identity 3 × 3'],
		] as const)
			assert.equal(knownKernel(kernel)?.name, name);
	});

	it('are known under any factor, with the factor, and with leading axes of size 1', () => {
		const sixteenth = knownKernel(scaled(textbook('gaussian'), 1 / 16));
		assert.equal(sixteenth?.scale, 1 / 16);
		assert.equal(knownKernel(tensor([1, 1, 3, 3], textbook('sharpen').data))?.id, 'sharpen');
	});

	it('are known turned and mirrored: 8 ways, each with its factor up to the sign', () => {
		const ids = ['sobel', 'prewitt', 'scharr', 'emboss', 'laplacian-4', 'sharpen', 'gaussian'] as const;
		fc.assert(
			fc.property(
				fc.constantFrom(...ids),
				fc.boolean(),
				fc.boolean(),
				fc.boolean(),
				fc.double({ min: 0.01, max: 100, noNaN: true }),
				(id, transpose, mirrored, upsideDown, factor) => {
					const { data } = textbook(id);
					const turned = Float64Array.from(data, (_, index) => {
						const [row, column] = [Math.floor(index / 3), index % 3];
						const [from, at] = [upsideDown ? 2 - row : row, mirrored ? 2 - column : column];
						return data[transpose ? at * 3 + from : from * 3 + at]! * factor;
					});
					const known = knownKernel(tensor([3, 3], turned));
					assert.equal(known?.id, id);
					assert.ok(Math.abs(Math.abs(known.scale) - factor) <= 1e-12 * factor);
				},
			),
			{ numRuns: 300, seed: 1 },
		);
	});

	it('keep the difference of x and y under a flip', () => {
		const flipped = knownKernel(matrix([1, 0, -1], [2, 0, -2], [1, 0, -1]));
		assert.equal(flipped?.name, 'Sobel x');
		assert.equal(flipped.orientation, 'flipped');
		assert.equal(flipped.scale, 1);
	});

	it('tell the σ of a sampled Gaussian', () => {
		const weight = (x: number): number => Math.exp(-(x * x) / (2 * 1.4 * 1.4));
		const places = [-2, -1, 0, 1, 2];
		assert.equal(
			knownKernel(matrix(...places.map((y) => places.map((x) => Number(((weight(x) * weight(y)) / 12).toFixed(4))))))?.name,
			'Gaussian 5 × 5, σ ≈ 1.40',
		);
	});

	it('are none of: other numbers, zeros, NaN, vectors, several channels', () => {
		for (const kernel of [
			matrix([1, -2], [-3, 4]),
			matrix([1, 2, 3], [4, 5, 6], [7, 8, 9]),
			matrix([0, 0], [0, 0]),
			matrix([NaN, 1], [1, 1]),
			tensor([3], [1, 2, 1]),
			tensor([2, 3, 3], new Float64Array(18).fill(1)),
		]) {
			assert.equal(knownKernel(kernel), undefined, kernel.data.join());
		}
	});
});

describe('separable kernels', () => {
	it('split into a column and a row: Sobel into (1, 2, 1) and (-1, 0, 1)', () => {
		assert.deepEqual(separableFactors(matrix([-1, 0, 1], [-2, 0, 2], [-1, 0, 1])), { column: [1, 2, 1], row: [-1, 0, 1] });
		assert.deepEqual(separableFactors(matrix([3, 10, 3], [0, 0, 0], [-3, -10, -3])), { column: [1, 0, -1], row: [3, 10, 3] });
		assert.deepEqual(separableFactors(matrix([1 / 16, 2 / 16, 1 / 16], [2 / 16, 4 / 16, 2 / 16], [1 / 16, 2 / 16, 1 / 16])), {
			column: [1 / 16, 2 / 16, 1 / 16],
			row: [1, 2, 1],
		});
	});

	it('multiply back to any product of a column and a row', () => {
		const line = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 5 });
		fc.assert(
			fc.property(line, line, (column, row) => {
				fc.pre(column.some((value) => value !== 0) && row.some((value) => value !== 0));
				const factors = separableFactors(matrix(...column.map((a) => row.map((b) => a * b))));
				assert.ok(factors !== undefined);
				column.forEach((a, i) => row.forEach((b, j) => assert.ok(Math.abs(factors.column[i]! * factors.row[j]! - a * b) < 1e-9)));
			}),
			{ numRuns: 300, seed: 2 },
		);
	});

	it('are not found in the Laplacian, whose rank is 2', () => {
		assert.equal(separableFactors(matrix([0, 1, 0], [1, -4, 1], [0, 1, 0])), undefined);
	});
});
