import assert from 'node:assert/strict';
import { gridPicture } from '../../../src/present/figure/grid-picture';
import { figureName, framesOf } from '../../../src/visualizer/pass-frames';

describe('the frames of a pass', () => {
	it('are all steps of 1, 9 and 400', () => {
		for (const steps of [1, 9, 400]) assert.deepEqual(framesOf(steps), Array.from({ length: steps }, (_, step) => step));
	});

	it('are every second of 676 steps and every tenth of 3844, with the first and the last', () => {
		assert.deepEqual([framesOf(676).length, ...framesOf(676).slice(0, 3), framesOf(676).at(-1)], [339, 0, 2, 4, 675]);
		assert.deepEqual([framesOf(3844).length, framesOf(3844)[1], framesOf(3844).at(-1)], [386, 10, 3843]);
	});

	it('of any pass are at most 400, ascending, evenly apart but for the last', () => {
		for (let steps = 1; steps < 5000; steps += 7) {
			const frames = framesOf(steps);
			assert.ok(frames.length <= 400 && frames[0] === 0 && frames.at(-1) === steps - 1, `${steps}`);
			const apart = frames.slice(1).map((frame, index) => frame - frames[index]!);
			assert.ok(apart.slice(0, -1).every((each) => each === apart[0]) && apart.every((each) => each > 0 && each <= apart[0]!), `${steps}: ${apart.join()}`);
		}
	});

	it('have names that sort as the pass goes', () => {
		assert.deepEqual([figureName(0, 9), figureName(8, 9), figureName(9, 3844)], ['step-001.svg', 'step-009.svg', 'step-0010.svg']);
	});
});

describe('a matrix in dots', () => {
	it('2×2 cells of 3 px, 1 px apart, are 7×7 dots in their colours, what is not known yet in light grey, with the ground between them', () => {
		const cells = [['#ff0000', '#00ff00'], ['#0000ff', undefined]];
		const { dots, width, height, above } = gridPicture({
			rows: 2, columns: 2, frames: [{ row: 0, column: 0, rows: 1, columns: 2, look: 'window' }],
			cell: (row, column) => { const background = cells[row]![column]; return background === undefined ? { value: undefined, look: 'pending' } : { value: 1, look: 'plain', background }; },
		}, { side: 3, gap: 1 });
		assert.deepEqual([width, height, dots.rows, dots.columns, above.length], [7, 7, 7, 7, 1]);
		const at = (row: number, column: number): number[] => Array.from(dots.bytes.subarray((row * 7 + column) * 4, (row * 7 + column) * 4 + 4));
		assert.deepEqual([at(0, 0), at(2, 2), at(0, 3), at(0, 4), at(6, 2), at(4, 4)], [[255, 0, 0, 255], [255, 0, 0, 255], [0, 0, 0, 0], [0, 255, 0, 255], [0, 0, 255, 255], [239, 239, 239, 255]]);
	});
});
