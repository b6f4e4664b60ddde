import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isSmall, readOpening, writeOpening, type Opening, type ShowMessage } from '../../../src/visualizer/opening';

const view = { id: '1', sources: { input: { kind: 'known-kernel', id: 'a' }, kernel: { kind: 'known-kernel', id: 'b' } } } as const;

function show(input: Float64Array, kernel: Float64Array): ShowMessage {
	const matrix = (values: Float64Array) => ({ name: 'a "b" <c> & d', place: { file: 'x.py', line: 3 }, shape: [values.length], values });
	return { type: 'show', view, input: matrix(input), kernel: matrix(kernel) };
}

describe('the opening that stands in the page', () => {
	it('gives back every number to the bit, NaN, infinities and −0 among them', () => {
		const numbers = fc.float64Array({ maxLength: 50 });
		fc.assert(fc.property(numbers, numbers, (input, kernel) => {
			const opening: Opening = { bundle: { 'Input “{0}”': 'Eingabe „{0}“' }, show: show(input, kernel) };
			const read = readOpening(writeOpening(opening));
			assert.deepEqual(read, opening);
			assert.ok(read.show!.input.values.every((value, index) => Object.is(value, input[index])));
		}));
	});

	it('is English and without matrices where nothing stands there', () => {
		assert.deepEqual(readOpening(undefined), { bundle: {} });
	});

	it('holds 4,096 numbers and no more', () => {
		assert.ok(isSmall(show(new Float64Array(4000), new Float64Array(96))));
		assert.ok(!isSmall(show(new Float64Array(4000), new Float64Array(97))));
	});
});
