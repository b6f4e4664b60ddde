/** The array that large maps are tried with, and the file that it is written to for the time of a trial; git ignores it. */
export const [ROWS, COLUMNS] = [1080, 1920];
export const LARGE_ARRAY = 'generated-large.npy';

/** Tenths, whose sums no float32 engine gets right to the last bit. */
export function value(row: number, column: number): number {
	return ((row * 7919 + column * 104729) % 1013) / 10;
}

/** A NumPy array of float64 (the format's version 1.0). */
export function largeArray(): Uint8Array {
	const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${ROWS}, ${COLUMNS}), }`.padEnd(117) + '\n';
	const bytes = new Uint8Array(10 + header.length + ROWS * COLUMNS * 8);
	bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, header.length, 0]);
	bytes.set(new TextEncoder().encode(header), 10);
	const view = new DataView(bytes.buffer, 10 + header.length);
	for (let row = 0; row < ROWS; row++) for (let column = 0; column < COLUMNS; column++) view.setFloat64((row * COLUMNS + column) * 8, value(row, column), true);
	return bytes;
}
