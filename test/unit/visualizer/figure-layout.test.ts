import assert from 'node:assert/strict';
import { figureLayout } from '../../../src/visualizer/figure-layout';

/** px that three grids of so many columns take in a row: cells of `side` and the 2 px between them, the signs, the figures' edges and four gaps. */
function needed(columns: readonly number[], side: number, gap: number): number {
	return columns.reduce((sum, count) => sum + count * (side + 2) - 2, 0) + 42 + 4 * gap;
}

describe('the layout of input, kernel and map', () => {
	it('4 + 2 + 3 columns in 1272 px: cells of 44 px, 18 px apart', () => {
		assert.deepEqual(figureLayout(1272, 9), { cellSize: 44, gap: 18, fits: true });
	});

	it('28 + 3 + 26 columns share a row from 1420 px on, where cells have 22 px and gaps 4 px, and not below', () => {
		assert.equal(needed([28, 3, 26], 22, 4), 1420);
		assert.deepEqual(figureLayout(1420, 57), { cellSize: 22, gap: 4, fits: true });
		assert.deepEqual(figureLayout(1419, 57), { cellSize: 22, gap: 18, fits: false });
	});

	it('at every width the row has room for what is said to fit, and a px more of cell or gap would not', () => {
		for (const columns of [[4, 2, 3], [10, 3, 8], [28, 3, 26], [28, 3, 13], [24, 24, 10]]) for (let width = 260; width <= 1500; width++) {
			const total = columns.reduce((sum, count) => sum + count, 0);
			const { cellSize, gap, fits } = figureLayout(width, total);
			assert.equal(fits, needed(columns, 22, 4) <= width, `${columns.join('+')} in ${width}`);
			if (!fits) continue;
			assert.ok(needed(columns, cellSize, gap) <= width, `${columns.join('+')} in ${width}`);
			assert.ok(cellSize === 44 || needed(columns, cellSize + 1, gap) > width || gap < Math.min(18, Math.floor(width * 0.016)), `${columns.join('+')} in ${width}`);
		}
	});
});
