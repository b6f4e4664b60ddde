import assert from 'node:assert/strict';
import fc from 'fast-check';
import { elementCount, tensor, type Tensor } from '../../../src/engine/tensor';
import { readSelected } from '../../../src/literals/find';
import {
	MATRIX_FORMATS,
	canWrite,
	languageOfFormat,
	writeMatrix,
	writtenShape,
	type MatrixFormat,
} from '../../../src/literals/write/write-matrix';

const SPECIAL = [
	0,
	-0,
	NaN,
	Infinity,
	-Infinity,
	5e-324,
	-5e-324,
	2.2250738585072014e-308,
	1.7976931348623157e308,
	2 ** 31,
	-(2 ** 53),
	1e21,
	1e22,
	1e23,
	0.1,
	1 / 3,
];
const numbers = fc.oneof(fc.constantFrom(...SPECIAL), fc.integer({ min: -20, max: 20 }), fc.double(), fc.float());
const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
const tensors = shapes.chain((shape) =>
	fc.array(numbers, { minLength: elementCount(shape), maxLength: elementCount(shape) }).map((data) => tensor(shape, data)),
);
const names = fc.option(fc.constantFrom('kernel', 'X', 'w_1'), { nil: undefined });

function readBack(text: string, format: MatrixFormat): { tensor: Tensor; name: string | undefined } {
	const readings = readSelected(text, languageOfFormat(format));
	const [reading] = readings;
	assert.ok(readings.length === 1 && reading?.kind === 'literal', `${text}\nread as ${JSON.stringify(readings)}`);
	return { tensor: reading.literal.tensor, name: reading.literal.name };
}

describe('writing a matrix', () => {
	for (const format of MATRIX_FORMATS) {
		it(`in ${format} reads back to the last bit, NaN, infinities, -0 and denormals too`, () => {
			fc.assert(
				fc.property(
					tensors.filter(({ shape }) => canWrite(format, shape)),
					names,
					(original, name) => {
						const text = writeMatrix(original, format, name);
						const { tensor: found } = readBack(text, format);
						assert.deepEqual(found.shape, writtenShape(format, original.shape), text);
						original.data.forEach((value, index) =>
							assert.ok(Object.is(found.data[index], value), `${value} came back as ${found.data[index]!} from\n${text}`),
						);
					},
				),
				{ numRuns: 300, seed: 4 },
			);
		});
	}

	it('keeps the name in the seven notations of assignments', () => {
		const matrix = tensor([2, 2], [1, -2, -3, 4]);
		for (const format of ['numpy', 'pytorch', 'matlab', 'julia', 'r', 'c', 'json', 'latex'] as const)
			assert.equal(readBack(writeMatrix(matrix, format, 'K'), format).name, 'K', format);
	});

	it('lays rows out below one another', () => {
		const matrix = tensor([2, 2], [1, -2, -3, 4]);
		assert.equal(writeMatrix(matrix, 'numpy', 'K'), 'K = np.array([[1, -2],\n              [-3, 4]])');
		assert.equal(writeMatrix(matrix, 'matlab', 'K'), 'K = [1 -2; -3 4];');
		assert.equal(writeMatrix(matrix, 'r', 'K'), 'K <- matrix(c(1, -2,\n              -3, 4), nrow = 2, byrow = TRUE)');
		assert.equal(writeMatrix(matrix, 'c', 'K'), 'double K[2][2] = {{1, -2},\n                  {-3, 4}};');
		assert.equal(writeMatrix(matrix, 'latex'), '\\begin{bmatrix}\n  1 & -2 \\\\\n  -3 & 4\n\\end{bmatrix}');
		assert.equal(writeMatrix(matrix, 'markdown'), '|     |     |\n|----:|----:|\n|   1 |  -2 |\n|  -3 |   4 |');
		assert.equal(writeMatrix(matrix, 'csv'), '1,-2\n-3,4\n');
		assert.equal(writeMatrix(tensor([2, 1, 2], [1, 2, 3, 4]), 'julia'), 'reshape([1, 3, 2, 4], 2, 1, 2)');
	});

	it('says float64 in PyTorch only where float32 would lose digits', () => {
		assert.ok(!writeMatrix(tensor([2], [0.5, NaN]), 'pytorch').includes('dtype'));
		assert.ok(writeMatrix(tensor([1], [0.1]), 'pytorch').includes('dtype=torch.float64'));
	});

	it('refuses rank 3 in tables and TeX, and sizes of 0', () => {
		for (const format of ['latex', 'markdown', 'csv'] as const)
			assert.throws(() => writeMatrix(tensor([1, 1, 1], [1]), format), RangeError);
		assert.equal(canWrite('numpy', [0, 3]), false);
	});
});
