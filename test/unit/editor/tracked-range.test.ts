import assert from 'node:assert/strict';
import fc from 'fast-check';
import { trackRange } from '../../../src/editor/tracked-range';

const range = { start: 10, end: 20 };

describe('a tracked range 10-20', () => {
	it('moves by 3 when 3 characters are typed before it', () => {
		assert.deepEqual(trackRange(range, { rangeOffset: 2, rangeLength: 0, text: 'abc' }), { start: 13, end: 23 });
	});

	it('moves when text is typed right at its start, and grows when it is typed at its end', () => {
		assert.deepEqual(trackRange(range, { rangeOffset: 10, rangeLength: 0, text: 'X = ' }), { start: 14, end: 24 });
		assert.deepEqual(trackRange(range, { rangeOffset: 20, rangeLength: 0, text: ' 5' }), { start: 10, end: 22 });
	});

	it('shrinks by 4 when 4 characters inside are deleted, and stays when something behind it changes', () => {
		assert.deepEqual(trackRange(range, { rangeOffset: 12, rangeLength: 4, text: '' }), { start: 10, end: 16 });
		assert.deepEqual(trackRange(range, { rangeOffset: 21, rangeLength: 5, text: 'x' }), range);
	});

	it('takes in what replaces it across its start', () => {
		assert.deepEqual(trackRange(range, { rangeOffset: 5, rangeLength: 10, text: 'ab' }), { start: 5, end: 12 });
	});

	it('still holds the marked text after any edits outside of it', () => {
		const edit = fc.record({ at: fc.nat(60), length: fc.nat(8), text: fc.string({ maxLength: 6, unit: fc.constantFrom('a', 'b', '\n') }) });
		fc.assert(fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
			let text = `${'.'.repeat(15)}<MATRIX>${'.'.repeat(15)}`;
			let tracked = { start: 15, end: 23 };
			for (const { at, length, text: typed } of edits) {
				const rangeOffset = Math.min(at, text.length);
				const rangeLength = Math.min(length, text.length - rangeOffset);
				if (rangeOffset + rangeLength > tracked.start && rangeOffset <= tracked.end) continue;
				text = text.slice(0, rangeOffset) + typed + text.slice(rangeOffset + rangeLength);
				tracked = trackRange(tracked, { rangeOffset, rangeLength, text: typed });
				assert.equal(text.slice(tracked.start, tracked.end), '<MATRIX>');
			}
		}));
	});
});
