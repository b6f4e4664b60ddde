import assert from 'node:assert/strict';
import fc from 'fast-check';
import { numberIn } from '../../../src/present/figure/grid-drawing';
import { cellNumber } from '../../../src/present/number';

describe('numbers in cells', () => {
	const cases: ReadonlyArray<readonly [value: number, digits: number, text: string, rounded: boolean]> = [
		[12, 2, '12', false], [-1783, 2, '−1.8k', true], [-1783.5, 3, '−1.78k', true], [2000.25, 2, '2k', true], [123_456, 3, '123k', true], [1_234_567, 3, '1.23M', true], [999_999, 2, '1M', true], [98_765.4, 4, '98.77k', true],
		[0.123456, 2, '0.12', true], [-0.5, 2, '−0.5', false], [1 / 3, 4, '0.3333', true], [1.5e-9, 2, '1.5e−9', false], [2.5e21, 3, '2.5e+21', false], [Infinity, 2, '∞', false], [NaN, 2, 'NaN', false],
	];
	for (const [value, digits, text, rounded] of cases) it(`${value} in ${digits} digits: ${text}${rounded ? ', rounded' : ''}`, () => assert.deepEqual(cellNumber(value, digits), { text, rounded }));

	it('a whole number has all its digits where these can be read: −1783 in a cell of 28 px, −118345 in one of 36 px', () => {
		assert.deepEqual(numberIn(-1783, 28), { text: '−1783', rounded: false });
		assert.deepEqual(numberIn(-118_345, 36), { text: '−118345', rounded: false });
		assert.deepEqual(numberIn(-118_345, 28), { text: '−120k', rounded: true });
	});

	it('what is not said to be rounded is the number itself; what is, is within half of the last digit', () => {
		fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e14, max: 1e14 }), fc.integer({ min: 2, max: 4 }), (value, digits) => {
			const { text, rounded } = cellNumber(value, digits);
			const [, number = '', unit = ''] = /^(.*?)([kMGT]?)$/.exec(text.replaceAll('−', '-'))!;
			const read = Number(number) * ({ k: 1e3, M: 1e6, G: 1e9, T: 1e12 }[unit] ?? 1);
			if (!rounded) assert.ok(Math.abs(read - value) <= Math.abs(value) * 1e-15);
			else assert.ok(Math.abs(read - value) <= Math.abs(value) * 0.5001 * 10 ** (1 - digits), `${value} as ${text}`);
		}));
	});
});
