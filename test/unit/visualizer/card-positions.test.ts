import assert from 'node:assert/strict';
import { cardAfter, cardsInView } from '../../../src/visualizer/card-positions';

describe('a strip of cards', () => {
	it('of 512 at 72 px draws 17 where 800 px are in view, wherever it is scrolled', () => {
		for (const scrolled of [0, 1000, 20_000, 512 * 72 - 800]) {
			const [first, end] = cardsInView(scrolled, 800, 72, 512);
			assert.ok(end - first <= 19, `${end - first}`);
			assert.ok(first * 72 <= scrolled && end * 72 >= scrolled + 800);
		}
		assert.deepEqual(cardsInView(0, 800, 72, 3), [0, 3]);
	});

	it('goes by keys from 5 of 20 to 6, 4, 15, 0, 0 and 19, and stays within', () => {
		assert.deepEqual(['ArrowRight', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'].map((key) => cardAfter(key, 5, 20)), [6, 4, 15, 0, 0, 19]);
		assert.equal(cardAfter('ArrowRight', 19, 20), 19);
		assert.equal(cardAfter('a', 5, 20), undefined);
	});
});
