import assert from 'node:assert/strict';
import { elementCount } from '../../src/engine/tensor';
import { findLiterals, literalAt, rangeOf, readSelected } from '../../src/literals/find';
import type { Reading } from '../../src/literals/literal';
import { CASES } from './literals-cases';

/** 20,000 inputs in an ordinary run; `LITERALS_FUZZ=100000` for the whole. */
const INPUTS = Number(process.env.LITERALS_FUZZ ?? 20_000);

const LANGUAGES = [
	'python',
	'matlab',
	'octave',
	'julia',
	'r',
	'c',
	'cpp',
	'java',
	'rust',
	'json',
	'yaml',
	'markdown',
	'latex',
	'csv',
	'tsv',
	'plaintext',
	'mathematica',
	'fortran',
	undefined,
];
const SNIPPETS = [
	'[',
	']',
	'{',
	'}',
	'(',
	')',
	'((',
	'[[',
	']]',
	',',
	';',
	':',
	'...',
	'…',
	'\n',
	'\r\n',
	' ',
	'\t',
	'-',
	'−',
	'*',
	'/',
	'1/',
	'*^',
	'#',
	'//',
	'/*',
	'*/',
	'%',
	"'",
	'"',
	'\\',
	'\\\\',
	'&',
	'|',
	'<<',
	'1e',
	'0x',
	'1_',
	'.',
	'nan',
	'None',
	'np.array(',
	'reshape(',
	'eye(',
	'zeros(1e9)',
	'\\frac{1}',
	'\\begin{bmatrix}',
	'\\end{bmatrix}',
	'½',
	'×',
	'\u{1d7d8}',
	'\0',
	'9'.repeat(30),
	'[None]',
	'.T',
	' / 0',
	'c(',
	'matrix(',
	'- ',
	'1:9',
];

/** Whole numbers below a bound, from a fixed seed (xorshift32). */
function dice(seed: number): (bound: number) => number {
	let state = seed;
	return (bound) => {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		return (state >>> 0) % bound;
	};
}

function mutated(text: string, other: string, roll: (bound: number) => number): string {
	const at = roll(text.length + 1);
	const length = roll(8);
	switch (roll(7)) {
		case 0:
			return text.slice(0, at) + text.slice(at + length);
		case 1:
			return text.slice(0, at) + SNIPPETS[roll(SNIPPETS.length)]! + text.slice(at);
		case 2:
			return text.slice(0, at) + SNIPPETS[roll(SNIPPETS.length)]! + text.slice(at + length);
		case 3:
			return text.slice(0, at);
		case 4:
			return text.slice(0, at) + other.slice(roll(other.length + 1));
		case 5:
			return text.slice(0, at) + text.slice(roll(at + 1), at).repeat(1 + roll(3)) + text.slice(at);
		default:
			return text.slice(0, at) + String.fromCharCode(roll(4) === 0 ? roll(0x3000) : 32 + roll(95)) + text.slice(at + 1);
	}
}

function checkReading(reading: Reading, text: string): void {
	const { start, end } = rangeOf(reading);
	assert.ok(start >= 0 && start < end && end <= text.length, 'a range outside the text');
	if (reading.kind === 'refused') {
		const { at } = reading.refused;
		assert.ok(at.start >= 0 && at.start <= at.end && at.end <= text.length, 'a place outside the text');
		return;
	}
	const { tensor, numberRanges, notes } = reading.literal;
	assert.ok(tensor.shape.length >= 1 && tensor.shape.length <= 4, 'a rank beyond 4');
	assert.equal(elementCount(tensor.shape), tensor.data.length);
	if (tensor.data.length > 1000) return;
	assert.equal(numberRanges.length, tensor.data.length);
	numberRanges.forEach((range, index) => {
		assert.ok(range.start < range.end && range.end <= text.length, 'a number outside the text');
		const written = text.slice(range.start, range.end);
		const isPlain = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(written);
		if (isPlain && notes === undefined)
			assert.ok(
				Object.is(tensor.data[index], Number(written)) || tensor.data[index] === Number(written),
				`${written} read as ${tensor.data[index]!}`,
			);
	});
}

describe('mutated texts', function () {
	this.timeout(600_000);

	it(`${INPUTS.toLocaleString('en')} of them are read without an exception, within the text, each plain number as it is written`, () => {
		const roll = dice(20_260_101);
		for (let input = 0; input < INPUTS; input++) {
			const { text: seedText, language } = CASES[roll(CASES.length)]!;
			let text = seedText;
			for (let times = 1 + roll(4); times > 0; times--) text = mutated(text, CASES[roll(CASES.length)]!.text, roll);
			const as = roll(3) === 0 ? LANGUAGES[roll(LANGUAGES.length)] : language;
			try {
				const readings = findLiterals(text, as);
				let last = 0;
				for (const reading of readings) {
					assert.ok(rangeOf(reading).start >= last, 'readings overlap');
					last = rangeOf(reading).end;
					checkReading(reading, text);
				}
				const offset = roll(text.length + 1);
				const found = literalAt(text, offset, as);
				if (found !== undefined) {
					checkReading(found, text);
					assert.ok(rangeOf(found).start <= offset && offset <= rangeOf(found).end, 'a reading that does not hold its place');
				}
				for (const reading of readSelected(text, as)) checkReading(reading, text);
			} catch (error) {
				throw new Error(`input ${input}, ${as ?? 'no language'}: ${JSON.stringify(text)}`, { cause: error });
			}
		}
	});
});

describe('hostile texts', function () {
	this.timeout(120_000);

	// A reader that went over such a text once for every bracket of it would take hours.
	const PATTERNS = [
		'[',
		'[1,',
		'[1 2 3\n',
		'[[1,2],',
		'{{',
		'((',
		'((1,2),',
		'[/*',
		'[#',
		'[%',
		'np.array([',
		'array(array(',
		'matrix(c(',
		'<<1|',
		'\\begin{matrix}1&2\\\\%',
		'\\pmatrix{',
		'- [1\n',
		'- - 1\n',
		'|1|2|\n',
		'1,2\n1,2,3\n',
		'1 2\n1 2 3\n',
		'A =\n\n',
		'(1,.,.) = \n',
		'3x3: 1,2 ',
		'Mat_<float>(3,3) << 1,',
		'2*(',
		'vec![',
		'List(',
		'f(a=',
		"[1 2]'",
		'{"a":[',
		'[1 ...\n',
		'[ 1 2 ]\n',
		'1 2 ...\n',
		'1',
		' ',
		'\n',
		"['",
	];
	for (const pattern of PATTERNS) {
		it(`20,000 characters of ${JSON.stringify(pattern)} are read in linear time`, () => {
			const text = pattern.repeat(Math.ceil(20_000 / pattern.length));
			for (const language of ['plaintext', 'matlab']) {
				findLiterals(text, language);
				literalAt(text, text.length >> 1, language);
			}
		});
	}
});
