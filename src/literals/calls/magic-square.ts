/** The magic square that MATLAB's `magic(n)` makes, in row-major order: every row, column and diagonal has the same sum. */
export function magicSquare(size: number): number[] {
	if (size % 2 === 1) return oddSquare(size);
	return size % 4 === 0 ? doublyEvenSquare(size) : singlyEvenSquare(size);
}

function oddSquare(size: number): number[] {
	const square = new Array<number>(size * size);
	for (let row = 0; row < size; row++) {
		for (let column = 0; column < size; column++) {
			const a = (row + column + 2 + size - (size + 3) / 2) % size;
			const b = (row + 1 + 2 * (column + 1) + size - 2) % size;
			square[row * size + column] = size * a + b + 1;
		}
	}
	return square;
}

function doublyEvenSquare(size: number): number[] {
	return Array.from({ length: size * size }, (_, index) => {
		const row = Math.floor(index / size) + 1;
		const column = (index % size) + 1;
		const isKept = Math.floor((row % 4) / 2) !== Math.floor((column % 4) / 2);
		return isKept ? index + 1 : size * size - index;
	});
}

/** Four odd squares, with columns of the upper and the lower half exchanged. */
function singlyEvenSquare(size: number): number[] {
	if (size === 2) return [1, 3, 4, 2];
	const half = size / 2;
	const part = oddSquare(half);
	const quarter = half * half;
	const square = new Array<number>(size * size);
	const set = (row: number, column: number, value: number): void => void (square[row * size + column] = value);
	for (let row = 0; row < half; row++) {
		for (let column = 0; column < half; column++) {
			const value = part[row * half + column]!;
			set(row, column, value);
			set(row, column + half, value + 2 * quarter);
			set(row + half, column, value + 3 * quarter);
			set(row + half, column + half, value + quarter);
		}
	}
	const exchanged = (size - 2) / 4;
	for (let row = 0; row < half; row++) {
		const shift = row === (half - 1) / 2 ? 1 : 0;
		for (let column = 0; column < size; column++) {
			if (!((column >= shift && column < exchanged + shift) || column > size - exchanged)) continue;
			const upper = square[row * size + column]!;
			set(row, column, square[(row + half) * size + column]!);
			set(row + half, column, upper);
		}
	}
	return square;
}
