import assert from 'node:assert/strict';
import { formatStatement } from '../../../src/worksheet/format';
import { definitionOf, occurrenceAt, occurrencesIn } from '../../../src/worksheet/occurrences';
import { evaluateWorksheet } from '../../../src/worksheet/worksheet';

function formatted(text: string): string {
	const replacements = evaluateWorksheet(text).flatMap((each) => formatStatement(each) ?? []);
	return replacements.reverse().reduce((result, { range, text: by }) => result.slice(0, range.start) + by + result.slice(range.end), text);
}

describe('worksheet: formatting', () => {
	it('aligns 2 columns to the right, below the first row', () => assert.equal(formatted('K=1 -2\n-3 4\n'), 'K =  1 -2\n    -3  4\n'));
	it('aligns the rows before an arrow and of an answer', () => {
		assert.equal(formatted('A = 1 20\n 3 4 -> relu'), 'A = 1 20\n    3  4 -> relu');
		assert.equal(formatted('A = 1 2\nexpect A =1   2'), 'A = 1 2\nexpect A = 1 2');
	});
	it('changes nothing a second time', () => {
		const once = formatted('X = 1.25 2\n  3 -4.5\n\nlong=5  6\n7 8');
		assert.equal(formatted(once), once);
	});
	it('leaves rows with comments and other notations alone', () => {
		for (const text of ['K = 1 2 # first\n3 4', 'K = [1  2; 3 4]', 'A = conv( X,K )']) assert.equal(formatted(text), text);
	});
});

describe('worksheet: names', () => {
	const text = 'A = 1 2\nB = relu(A)\nA = 3 4\nconv(A, B)';
	const statements = evaluateWorksheet(text);
	it('6 places of names', () => assert.deepEqual(occurrencesIn(statements).map(({ name, kind }) => `${name} ${kind}`), ['A definition', 'B definition', 'A use', 'A definition', 'A use', 'B use']));
	it('the last definition above counts', () => {
		assert.equal(definitionOf(statements, occurrenceAt(statements, text.indexOf('(A)') + 1)!)?.range.start, 0);
		assert.equal(definitionOf(statements, occurrenceAt(statements, text.indexOf('(A,') + 1)!)?.range.start, text.indexOf('A = 3'));
	});
	it('nothing between names', () => assert.equal(occurrenceAt(statements, text.indexOf('relu') + 1), undefined));
});
