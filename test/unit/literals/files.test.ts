import assert from 'node:assert/strict';
import { readCsvFile } from '../../../src/literals/files/csv';
import { readNpy } from '../../../src/literals/files/npy';

/** A .npy file as NumPy writes it: header padded to 64 bytes. */
function npy(descr: string, shape: string, bytes: Uint8Array, { fortran = false, version = 1 } = {}): Uint8Array {
	const head = version === 1 ? 10 : 12;
	let header = `{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': ${shape}, }`;
	header = `${header.padEnd(Math.ceil((head + header.length + 1) / 64) * 64 - head - 1)}\n`;
	const file = new Uint8Array(head + header.length + bytes.length);
	file.set([0x93, ...Buffer.from('NUMPY'), version, 0]);
	const view = new DataView(file.buffer);
	if (version === 1) view.setUint16(8, header.length, true);
	else view.setUint32(8, header.length, true);
	file.set(Buffer.from(header), head);
	file.set(bytes, head + header.length);
	return file;
}

const bytesOf = (array: ArrayBufferView): Uint8Array => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

function numbers(file: Uint8Array): { shape: readonly number[]; data: number[] } {
	const reading = readNpy(file);
	assert.ok(reading.kind === 'tensor', JSON.stringify(reading));
	return { shape: reading.tensor.shape, data: [...reading.tensor.data] };
}

describe('.npy files', () => {
	it('read float64 row-major and column-major, versions 1 and 2', () => {
		const data = bytesOf(Float64Array.of(1, 2, 3, 4, 5, 6));
		assert.deepEqual(numbers(npy('<f8', '(2, 3)', data)), { shape: [2, 3], data: [1, 2, 3, 4, 5, 6] });
		assert.deepEqual(numbers(npy('<f8', '(2, 3)', data, { fortran: true })), { shape: [2, 3], data: [1, 3, 5, 2, 4, 6] });
		assert.deepEqual(numbers(npy('<f8', '(6,)', data, { version: 2 })), { shape: [6], data: [1, 2, 3, 4, 5, 6] });
		assert.deepEqual(numbers(npy('<f8', '()', bytesOf(Float64Array.of(7)))), { shape: [], data: [7] });
	});

	it('read every element type, NaN, infinities and half-precision denormals', () => {
		assert.deepEqual(numbers(npy('<f4', '(3,)', bytesOf(Float32Array.of(0.5, NaN, -Infinity)))).data, [0.5, NaN, -Infinity]);
		assert.deepEqual(numbers(npy('<f2', '(5,)', bytesOf(Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7c00, 0x7e00)))).data, [
			1,
			-2,
			2 ** -24,
			Infinity,
			NaN,
		]);
		assert.deepEqual(numbers(npy('<i8', '(2,)', bytesOf(BigInt64Array.of(-1n, 2n ** 40n)))).data, [-1, 2 ** 40]);
		assert.deepEqual(numbers(npy('|u1', '(2,)', Uint8Array.of(0, 255))).data, [0, 255]);
		assert.deepEqual(numbers(npy('|b1', '(2,)', Uint8Array.of(0, 1))).data, [0, 1]);
		assert.deepEqual(numbers(npy('>i2', '(2,)', Uint8Array.of(0x01, 0x00, 0xff, 0xff))).data, [256, -1]);
	});

	it('refuse other files, other types and files cut short, with the numbers', () => {
		const problem = (file: Uint8Array): unknown => {
			const reading = readNpy(file);
			return reading.kind === 'refused' ? reading.problem : reading;
		};
		assert.deepEqual(problem(Uint8Array.from(Buffer.from('not a numpy file'))), { reason: 'not-npy' });
		assert.deepEqual(problem(npy('<c16', '(1,)', new Uint8Array(16))), { reason: 'unsupported-type', type: 'c16' });
		assert.deepEqual(problem(npy('<f8', '(2,)', new Uint8Array(8))), { reason: 'truncated', expectedBytes: 144, bytes: 136 });
		assert.deepEqual(problem(npy('<f8', '(100000, 100000)', new Uint8Array(8))), { reason: 'too-large', count: 1e10 });
	});

	it('never throw, whatever the bytes', () => {
		const whole = npy('<f8', '(2, 3)', bytesOf(Float64Array.of(1, 2, 3, 4, 5, 6)));
		for (let length = 0; length < whole.length; length++)
			assert.equal(readNpy(whole.subarray(0, length)).kind, 'refused', `${length} bytes`);
	});
});

describe('CSV files', () => {
	const shapeOf = (text: string): unknown => {
		const reading = readCsvFile(text);
		return reading.kind === 'literal'
			? { shape: reading.literal.tensor.shape, data: [...reading.literal.tensor.data] }
			: reading.refused.refusal;
	};

	it('read as one matrix, with or without a header, a byte-order mark and empty lines at the end', () => {
		assert.deepEqual(shapeOf('\ufeffa;b\r\n1;2\r\n3;4\r\n\r\n'), { shape: [2, 2], data: [1, 2, 3, 4] });
		assert.deepEqual(shapeOf('1 2\n3 4\n'), { shape: [2, 2], data: [1, 2, 3, 4] });
		assert.deepEqual(shapeOf('1,2\n'), { shape: [1, 2], data: [1, 2] });
		assert.deepEqual(shapeOf('1\n2\n'), { shape: [2, 1], data: [1, 2] });
	});

	it('are refused for text, blanks and ragged rows among the numbers', () => {
		assert.deepEqual(shapeOf('1,2\n3,x\n'), { reason: 'not-a-number', text: 'x' });
		assert.deepEqual(shapeOf('1,2\n3\n'), { reason: 'ragged', row: 2, count: 1, firstRow: 1, lastRow: 1, expected: 2 });
		assert.deepEqual(shapeOf('1,2\nname,other\n'), { reason: 'not-a-number', text: 'name,other' });
		assert.deepEqual(shapeOf('1,2,3\n4,5\n'), { reason: 'ragged', row: 2, count: 2, firstRow: 1, lastRow: 1, expected: 3 });
		assert.deepEqual(shapeOf(''), { reason: 'empty' });
	});
});
