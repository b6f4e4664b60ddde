import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModelAnalyzer } from '../../../../src/models/analyze';
import { parsePython } from '../../../../src/models/python/parse';
import { randomNumbers } from '../../../models/edits';

const FOLDER = join(import.meta.dirname, '../../../models/fixtures');
const texts = readdirSync(FOLDER).filter((file) => file.endsWith('.py')).map((file) => readFileSync(join(FOLDER, file), 'utf8'));
const CLASS = 'import torch.nn as nn\n\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Linear(4, 2)\n\n    def forward(self, x):\n        return self.a(x)\n';

/** A text with something typed at the end of one of its lines that hold code. */
function typedAtLineEnd(text: string, typed: string, random: () => number): string {
	const ends = [...text.matchAll(/\S(?=\n)/g)].map(({ index }) => index + 1);
	const at = ends[Math.floor(random() * ends.length)]!;
	return text.slice(0, at) + typed + text.slice(at);
}

describe('a tree whose positions alone have moved', function () {
	this.timeout(60_000);

	it('is the tree that a new parse gives, in 300 places of comments and blank lines', () => {
		const random = randomNumbers(21);
		for (let round = 0; round < 300; round++) {
			const text = texts[round % texts.length]!;
			const changed = typedAtLineEnd(text, random() < 0.5 ? '  # noted' : '\n        ', random);
			const back = parsePython(text, parsePython(changed, parsePython(text)));
			assert.deepEqual(back.chunks, parsePython(text).chunks, changed);
			const there = parsePython(changed, parsePython(text));
			assert.deepEqual(there.chunks, parsePython(changed).chunks, changed);
		}
	});
	it('is kept for a comment behind a statement, and not where a name changes', () => {
		const before = parsePython(CLASS);
		const definition = before.chunks[1]!.body[0]!;
		assert.equal(parsePython(CLASS.replace('(4, 2)', '(4, 2)  # noted'), before).chunks[1]!.body[0], definition);
		const again = parsePython(CLASS);
		assert.notEqual(parsePython(CLASS.replace('self.a(x)', 'self.b(x)'), again).chunks[1]!.body[0], again.chunks[1]!.body[0]);
	});
	it('gives the reports that a new analyzer gives, character by character', () => {
		const random = randomNumbers(22);
		const [first, second] = [texts[0]!, texts[3]!];
		const text = `${first}\n${second}`;
		const analyzer = new ModelAnalyzer();
		for (let round = 0; round < 12; round++) {
			const typed = random() < 0.5 ? '  # (B, 3, 64, 64)' : '\n        ';
			const whole = typedAtLineEnd(text, typed, random);
			const at = Array.from(whole).findIndex((character, index) => character !== text[index]);
			for (let length = 0; length <= typed.length; length += 3) {
				const version = whole.slice(0, at + length) + whole.slice(at + typed.length);
				assert.deepEqual(analyzer.analyze(version, 'main.py'), new ModelAnalyzer().analyze(version, 'main.py'), version);
			}
		}
	});
});
