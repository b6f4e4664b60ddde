import { elementCount, tensor, type Tensor } from '../../engine/tensor';

/** Why the bytes are not read as an array. */
export type NpyProblem =
	| { readonly reason: 'not-npy' }
	| { readonly reason: 'unsupported-type'; readonly type: string }
	| { readonly reason: 'too-large'; readonly count: number }
	/** The file ends before its last number. */
	| { readonly reason: 'truncated'; readonly expectedBytes: number; readonly bytes: number };

export type NpyReading = { readonly kind: 'tensor'; readonly tensor: Tensor } | { readonly kind: 'refused'; readonly problem: NpyProblem };

type ReadNumber = (view: DataView, at: number, littleEndian: boolean) => number;

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** 64 million numbers: half a gigabyte of float64. */
const MOST_NUMBERS = 1 << 26;

/** NumPy's element types by kind and bytes. 64-bit integers beyond 2^53 are the nearest float64. */
const TYPES: ReadonlyMap<string, { bytes: number; read: ReadNumber }> = new Map([
	['f8', { bytes: 8, read: (view, at, little) => view.getFloat64(at, little) }],
	['f4', { bytes: 4, read: (view, at, little) => view.getFloat32(at, little) }],
	['f2', { bytes: 2, read: (view, at, little) => halfFloat(view.getUint16(at, little)) }],
	['i8', { bytes: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)) }],
	['i4', { bytes: 4, read: (view, at, little) => view.getInt32(at, little) }],
	['i2', { bytes: 2, read: (view, at, little) => view.getInt16(at, little) }],
	['i1', { bytes: 1, read: (view, at) => view.getInt8(at) }],
	['u8', { bytes: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) }],
	['u4', { bytes: 4, read: (view, at, little) => view.getUint32(at, little) }],
	['u2', { bytes: 2, read: (view, at, little) => view.getUint16(at, little) }],
	['u1', { bytes: 1, read: (view, at) => view.getUint8(at) }],
	['b1', { bytes: 1, read: (view, at) => (view.getUint8(at) === 0 ? 0 : 1) }],
]);

/**
 * Reads a NumPy `.npy` file, versions 1 to 3, in either byte order, row-major or Fortran's column-major.
 * Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function readNpy(bytes: Uint8Array): NpyReading {
	if (bytes.length < 10 || MAGIC.some((byte, index) => bytes[index] !== byte)) return refused({ reason: 'not-npy' });
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const isLong = bytes[6]! >= 2;
	const headerStart = isLong ? 12 : 10;
	const headerLength = isLong ? (bytes.length < 12 ? NaN : view.getUint32(8, true)) : view.getUint16(8, true);
	const start = headerStart + headerLength;
	if (Number.isNaN(start) || start > bytes.length || headerLength > 65_536) return refused({ reason: 'not-npy' });
	const header = new TextDecoder('latin1').decode(bytes.subarray(headerStart, start));
	const type = /'descr'\s*:\s*'([<>|=])([a-zA-Z]\d+)'/.exec(header);
	const shape = /'shape'\s*:\s*\(([\d,\sL]*)\)/
		.exec(header)?.[1]
		?.split(',')
		.map((size) => size.replace('L', '').trim())
		.filter((size) => size !== '')
		.map(Number);
	if (shape === undefined || type === null) {
		const other = /'descr'\s*:\s*([^\n]{1,60})/.exec(header)?.[1];
		return refused(other === undefined || shape === undefined ? { reason: 'not-npy' } : { reason: 'unsupported-type', type: other });
	}
	const element = TYPES.get(type[2]!);
	if (element === undefined) return refused({ reason: 'unsupported-type', type: type[2]! });
	const count = elementCount(shape);
	if (count > MOST_NUMBERS) return refused({ reason: 'too-large', count });
	const expectedBytes = start + count * element.bytes;
	if (bytes.length < expectedBytes) return refused({ reason: 'truncated', expectedBytes, bytes: bytes.length });
	const isFortran = /'fortran_order'\s*:\s*True/.test(header);
	const data = new Float64Array(count);
	for (let index = 0; index < count; index++)
		data[isFortran ? rowMajorIndex(shape, index) : index] = element.read(view, start + index * element.bytes, type[1] !== '>');
	return { kind: 'tensor', tensor: tensor(shape, data) };
}

function refused(problem: NpyProblem): NpyReading {
	return { kind: 'refused', problem };
}

/** Where the number at this place of a column-major file stands in row-major order. */
function rowMajorIndex(shape: readonly number[], columnMajor: number): number {
	let rest = columnMajor;
	let index = 0;
	let step = elementCount(shape);
	for (const size of shape) {
		step /= size;
		index += (rest % size) * step;
		rest = Math.floor(rest / size);
	}
	return index;
}

/** IEEE 754 binary16. */
function halfFloat(bits: number): number {
	const sign = (bits & 0x8000) === 0 ? 1 : -1;
	const exponent = (bits >> 10) & 0x1f;
	const fraction = bits & 0x3ff;
	if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
	return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}
