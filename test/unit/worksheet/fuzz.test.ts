import assert from 'node:assert/strict';
import { formatStatement } from '../../../src/worksheet/format';
import { occurrencesIn } from '../../../src/worksheet/occurrences';
import { OPERATION_NAMES, OPERATIONS } from '../../../src/worksheet/signatures';
import { evaluateWorksheet } from '../../../src/worksheet/worksheet';
import { LECTURE } from './values';

/** 50,000 with `CONVLENS_FUZZ=50000`. */
const ROUNDS = Number(process.env.CONVLENS_FUZZ ?? 3000);

const SEEDS = [
	`${LECTURE}\nA = conv(X, K, stride=1, padding=0, bias=0)\nR = relu(A)\nP = maxpool(R, 2)\nexpect P = 8\n`,
	'net = input(3, 28, 28) -> conv(32, 3) -> relu -> maxpool(2) -> flatten -> dense(10)\nexpect parameters(net) = 54986\n',
	'B = [[1, 2], [3, 4]]\nC = 1/9 * [1 1; 1 1]\nD = \\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}\nE = conv(B, C, padding=\'same\', padding_mode="reflect")\n',
	'F = filters([1 2; 3 4], np.eye(2))\nG = channels(F, F)\nH = F -> upsample(2, mode=\'bilinear\')\n   -> pad((1, 2, -1, 0), value=7)\nH -> batchnorm([0, 1], [1, 1])\n',
];
const PIECES = [
	'(', ')', '[', ']', '{', '}', ',', '=', '->', '→', '\n', '\r\n', ' ', '#', '\'', '"', '-', '−', '1', '0', '-1', '2.5', '1e9', '1e308', '1/0', 'nan', 'inf', '_', 'X', 'K', 'ü', '\u{1F600}', '\0', ';',
	'\\', '*', 'expect ', 'true', 'None', '(2, 3)', '[[1, 2], [3]]', '\\begin{', 'np.zeros((3, 3))', 'stride=', 'padding=', 'groups=3',
	...OPERATION_NAMES.map((name) => `${name}(`), ...OPERATION_NAMES.flatMap((name) => OPERATIONS[name].forms.flatMap((form) => form.map((each) => `${each.name}=`))),
];

function generator(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor(state / 4_294_967_296 * below);
	};
}

function mutated(random: (below: number) => number): string {
	let text = SEEDS[random(SEEDS.length)]!;
	for (let count = 1 + random(6); count > 0; count--) {
		const at = random(text.length + 1);
		const end = Math.min(text.length, at + random(8));
		switch (random(4)) {
			case 0: text = text.slice(0, at) + text.slice(end); break;
			case 1: text = text.slice(0, at) + PIECES[random(PIECES.length)]! + text.slice(at); break;
			case 2: text = text.slice(0, at) + PIECES[random(PIECES.length)]! + text.slice(end); break;
			default: text = text.slice(0, at) + text.slice(random(text.length + 1)).slice(0, 60) + text.slice(end);
		}
	}
	return text;
}

describe('worksheet: fuzz', () => {
	it(`${ROUNDS} mutated worksheets: no exception, every problem at a place of its statement, names where they are written`, function () {
		this.timeout(600_000);
		const random = generator(20_251);
		const codes = new Set<string>();
		for (let round = 0; round < ROUNDS; round++) {
			const text = mutated(random);
			let evaluated: ReturnType<typeof evaluateWorksheet> = [];
			assert.doesNotThrow(() => { evaluated = evaluateWorksheet(text); }, JSON.stringify(text));
			for (const each of evaluated) {
				assert.equal(text.slice(each.start, each.start + each.text.length), each.text);
				for (const { range, problem } of each.result.problems) {
					codes.add(problem.code);
					assert.ok(range.start >= 0 && range.start <= range.end && range.end <= each.text.length, JSON.stringify({ text, problem, range }));
				}
				const replacement = formatStatement(each);
				if (replacement) assert.equal(replacement.text.replace(/[\s,]/g, ''), text.slice(replacement.range.start, replacement.range.end).replace(/[\s,]/g, ''), text);
			}
			for (const { name, range } of occurrencesIn(evaluated)) assert.equal(text.slice(range.start, range.end), name);
		}
		assert.ok(codes.size >= 15, `too few kinds of problems met: ${[...codes].join(', ')}`);
	});
});
