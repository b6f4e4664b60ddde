import assert from 'node:assert/strict';
import { evaluateWorksheet, Worksheet } from '../../../src/worksheet/worksheet';
import { LECTURE, told } from './values';

const evaluationsOf = (worksheet: Worksheet, text: string): number => {
	const before = worksheet.evaluations;
	worksheet.update(text);
	return worksheet.evaluations - before;
};

describe('worksheet: an edit evaluates what changed and what depends on it', () => {
	const text = `${LECTURE}\nA = conv(X, K)\nR = relu(A)\nP = maxpool(X, 2)\n`;

	it('nothing, where only comments and blanks between statements changed', () => {
		const worksheet = new Worksheet();
		worksheet.update(text);
		assert.equal(evaluationsOf(worksheet, `# a comment\n\n${text}\n\n`), 0);
	});
	it('the kernel, its map and the map’s ReLU: 3 of 5', () => {
		const worksheet = new Worksheet();
		assert.equal(evaluationsOf(worksheet, text), 5);
		assert.equal(evaluationsOf(worksheet, text.replace('-3  4', '-3  5')), 3);
	});
	it('one statement, where nothing depends on it', () => {
		const worksheet = new Worksheet();
		worksheet.update(text);
		assert.equal(evaluationsOf(worksheet, text.replace('maxpool(X, 2)', 'maxpool(X, 3)')), 1);
	});
	it('what was broken by a missing name, once that is there', () => {
		const worksheet = new Worksheet();
		worksheet.update('R = relu(A)\n');
		const statements = worksheet.update('A = 1 -1\nR = relu(A)\n');
		assert.equal(told(statements[1]!), '2: 1 0');
	});
	it('the same text at two places means what its names mean there', () => {
		assert.deepEqual(evaluateWorksheet('A = 1 -1\nrelu(A)\nA = 3 -4\nrelu(A)').map(told), ['2: 1 -1', '2: 1 0', '2: 3 -4', '2: 3 0']);
	});
	it('100 random edits: the same results as from scratch', () => {
		let state = 7;
		const random = (below: number): number => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
		const lines = ['A = 1 2', 'B = relu(A)', 'C = conv(B, A)', 'expect C = 5', 'A = 3 -4', 'B = maxpool(A, (1, 2))', 'Q = relu(Z)', 'Z = 1 2; 3 4', '', '# note', ' 5 6', '-> relu'];
		const worksheet = new Worksheet();
		const current: string[] = [];
		for (let edit = 0; edit < 100; edit++) {
			current.splice(random(current.length + 1), random(3) === 0 ? 1 : 0, lines[random(lines.length)]!);
			const source = current.join('\n');
			const problems = (all: ReturnType<typeof evaluateWorksheet>): unknown => all.map((each) => [told(each), each.result.isMet, each.result.problems]);
			assert.deepEqual(problems(worksheet.update(source)), problems(evaluateWorksheet(source)), source);
		}
	});
});
