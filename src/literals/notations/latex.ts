import { Code, isDigit, isLineEnd } from '../characters';
import { foundMatrix, foundRefusal, matrixOf, type Found, type Refused } from '../found';
import { Matrix } from '../matrix';
import { NumberList } from '../number-list';
import { NumberScanner } from '../number';
import { transposed } from '../operations';
import { Rows } from '../rows';
import type { Source } from '../source';

const ENVIRONMENT = /^\\begin\s*\{((?:[pbBvV]|small)?matrix\*?|[pbBvV]NiceMatrix|array)\}/;
const PLAIN_TEX = /^\\[pb]?matrix\s*\{/;
const DOTS = /^(?:\\(?:[cdlvi]?dots|hdots|dotsb|dotsc|udots|iddots|hdotsfor\{\d+\})|\.\.\.|…|⋯|⋮|⋱)$/;
/** Spacing and rules that say nothing of a number. */
const DECORATION =
	/\\(?:hline|[,;:! ]|quad|qquad|displaystyle|textstyle|phantom\s*\{[^{}]*\}|hphantom\s*\{[^{}]*\}|[hv]space\s*\{[^{}]*\}|cr)|~|\$/g;
const LONGEST_CELL = 400;

/** Reads `\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}`, its kin, and `\pmatrix{1 & 2 \cr 3 & 4}`. */
export function readLatex(source: Source, start: number): Found | undefined {
	const { text } = source;
	const head = text.slice(start, start + 60);
	const environment = ENVIRONMENT.exec(head);
	const plain = environment === null ? PLAIN_TEX.exec(head) : null;
	const opening = environment ?? plain;
	if (opening === null) return undefined;
	let at = start + opening[0].length;
	if (environment?.[1] === 'array' || environment?.[1]?.endsWith('*') === true) at = behindColumns(text, at);
	return new LatexMatrix(source, start, at, environment !== null).read();
}

class LatexMatrix {
	private readonly text: string;
	private readonly numbers = new NumberList();
	private readonly rows = new Rows();
	private problem: Refused | undefined;
	private foreign = 0;

	constructor(
		private readonly source: Source,
		private readonly start: number,
		private readonly inside: number,
		private readonly isEnvironment: boolean,
	) {
		this.text = source.text;
	}

	read(): Found | undefined {
		const { text } = this;
		let cell = this.inside;
		let rowStart = cell;
		let count = 0;
		let depth = 0;
		for (let at = this.inside; at <= text.length; at++) {
			const code = text.charCodeAt(at);
			const over = depth === 0 && (this.isEnvironment ? text.startsWith('\\end', at) : code === Code.braceEnd);
			const rowEnds =
				depth === 0 && code === Code.backslash && (text.charCodeAt(at + 1) === Code.backslash || text.startsWith('\\cr', at));
			if (Number.isNaN(code) || at - cell > LONGEST_CELL || (code === Code.backslash && text.startsWith('\\begin', at)))
				return undefined;
			if (code === Code.percent && text.charCodeAt(at - 1) !== Code.backslash) {
				while (at - cell <= LONGEST_CELL && !isLineEnd(text.charCodeAt(at))) at++;
				continue;
			}
			if (code === Code.brace) depth++;
			else if (code === Code.braceEnd && depth > 0) depth--;
			if (!over && !rowEnds && !(code === AMPERSAND && depth === 0 && text.charCodeAt(at - 1) !== Code.backslash)) {
				if (code === Code.backslash) at++;
				continue;
			}
			const last = (over || rowEnds) && count === 0;
			if (!(last && isEmpty(text.slice(cell, at)))) {
				this.cell(cell, at);
				count++;
			}
			if (over || rowEnds) {
				if (count > 0) this.rows.push(this.rows.length, count, rowStart, at);
				count = 0;
			}
			if (over) return this.conclude(this.isEnvironment ? closingBrace(text, at) : at + 1);
			if (rowEnds) at = rowEnd(text, at) - 1;
			cell = at + 1;
			if (rowEnds) rowStart = cell;
		}
		return undefined;
	}

	private cell(from: number, to: number): void {
		const raw = this.text.slice(from, to);
		const start = from + (raw.length - raw.trimStart().length);
		const end = from + raw.trimEnd().length;
		const clean = withoutComments(raw).replaceAll(DECORATION, ' ').trim();
		const value = latexNumber(clean);
		if (value !== undefined) {
			this.numbers.push(value, Math.min(start, end), Math.max(start, end));
			return;
		}
		this.foreign++;
		const at = { start: Math.min(start, end), end };
		if (DOTS.test(clean)) {
			if (this.problem?.refusal.reason !== 'elided') this.problem = { refusal: { reason: 'elided' }, at };
		} else {
			this.problem ??= {
				refusal: /[a-z]/i.test(clean)
					? { reason: 'symbolic', text: clean.slice(0, 40) }
					: { reason: 'not-a-number', text: clean.slice(0, 40) },
				at,
			};
		}
	}

	private conclude(end: number): Found | undefined {
		const range = { start: this.start, end };
		const { rows, numbers } = this;
		const evident = this.source.evidence === 'claimed' || (numbers.length > 0 && this.foreign <= 2 * numbers.length);
		const problem = this.problem ?? (rows.ragged ? rows.refusal() : undefined);
		if (problem !== undefined) return evident ? foundRefusal('latex', range, problem.refusal, problem.at) : undefined;
		if (numbers.length === 0) return evident ? foundRefusal('latex', range, { reason: 'empty' }) : undefined;
		return withExponent(this.text, foundMatrix('latex', range, new Matrix([rows.length, rows.width], numbers)));
	}
}

const AMPERSAND = 0x26;

/** A number as TeX writes it: -1, {2}, \frac{1}{9}, \tfrac12, 1/9, \infty. */
export function latexNumber(text: string): number | undefined {
	if (text.length === 0 || text.length > 100) return undefined;
	const sign = /^[-+\u2212]\s*/.exec(text);
	if (sign !== null && !isDigit(text.charCodeAt(1)) && text.charCodeAt(1) !== Code.dot) {
		const value = latexNumber(text.slice(sign[0].length));
		return value === undefined ? undefined : text.startsWith('+') ? value : -value;
	}
	const group =
		/^\{([^{}]*)\}$/.exec(text) ??
		/^\\(?:text|mathrm|mathbf|mathit|bf|textbf|operatorname|boldsymbol|color\{\w+\})\s*\{([^{}]*)\}$/.exec(text);
	if (group !== null) return latexNumber(group[1]!.trim());
	const fraction = /^\\[dt]?frac\s*(?:\{([^{}]*)\}|(\d))\s*(?:\{([^{}]*)\}|(\d))$/.exec(text);
	if (fraction !== null) {
		const [above, below] = [latexNumber((fraction[1] ?? fraction[2]!).trim()), latexNumber((fraction[3] ?? fraction[4]!).trim())];
		return above === undefined || below === undefined ? undefined : above / below;
	}
	if (text === '\\infty') return Infinity;
	const scanner = new NumberScanner(text);
	if (!scanner.read(0)) return undefined;
	const value = scanner.value;
	if (scanner.end === text.length) return value;
	const power = /^\s*\\(?:times|cdot)\s*10\s*\^\s*(?:\{\s*([-+\u2212]?\d+)\s*\}|(\d))$/.exec(text.slice(scanner.end));
	if (power !== null)
		return Number(`${text.slice(0, scanner.end).replace('\u2212', '-')}e${(power[1] ?? power[2]!).replace('\u2212', '-')}`);
	const divided = /^\s*\/\s*/.exec(text.slice(scanner.end));
	if (divided === null || !scanner.read(scanner.end + divided[0].length) || scanner.end !== text.length) return undefined;
	return value / scanner.value;
}

/** A fraction, number or sign right before this place, with what may stand between: \left(, \cdot, blanks. */
export function latexFactor(text: string, start: number): { factor: number; start: number } | undefined {
	const floor = Math.max(0, start - 80);
	const before = text.slice(floor, start);
	const trimmed = before.replace(/(?:\s|\\left\s*(?:[([|.]|\\\{)|\\[,;:!]|\\(?:cdot|times)(?![a-zA-Z])|\*|×|·)+$/, '');
	const factor =
		/(?:^|[^\w.^_}\\/])((?:[-\u2212]\s*)?(?:\\[dt]?frac\s*(?:\{[^{}]{1,20}\}|\d)\s*(?:\{[^{}]{1,20}\}|\d)|\d{1,12}(?:\.\d{1,12})?(?:\s*\/\s*\d{1,12}(?:\.\d{1,12})?)?|\.\d{1,12}|[\u2212-](?=$)))$/.exec(
			trimmed,
		);
	if (factor === null) return undefined;
	const written = factor[1]!;
	const value = /^[-\u2212]$/.test(written) ? -1 : latexNumber(written);
	if (value === undefined) return undefined;
	const place = trimmed.length - written.length;
	const isDifference = /^[-\u2212]/.test(written) && /[^\s=([{,&:$]\s*$/.test(trimmed.slice(Math.max(0, place - 10), place));
	if (!isDifference) return { factor: value, start: floor + place };
	const unsigned = written.replace(/^[-\u2212]\s*/, '');
	return unsigned === '' ? undefined : { factor: -value, start: floor + trimmed.length - unsigned.length };
}

/** `^T` and its kin transpose; any other power is no matrix that is written here. */
function withExponent(text: string, found: Found): Found {
	const after = text.slice(found.range.end, found.range.end + 60);
	const power = /^\s*(?:\\right\s*(?:[)\]|.]|\\\})\s*)?\^\s*(\{[^{}]{0,20}\}|\\[a-zA-Z]+|.)/.exec(after);
	if (power === null) return found;
	const range = { start: found.range.start, end: found.range.end + power[0].length };
	const matrix = matrixOf(found)!;
	if (/^\{?\s*(?:T|t|\\top|\\intercal|\\(?:mathsf|mathrm|text|mathbf)\s*\{?T\}?|\\prime|')\s*\}?$/.test(power[1]!))
		return { ...found, range, outcome: transposed(matrix) };
	return foundRefusal('latex', range, { reason: 'symbolic', text: `^${power[1]!}` }, { start: found.range.end, end: range.end });
}

function withoutComments(text: string): string {
	return text.includes('%')
		? text
				.split('\n')
				.map((line) => line.replace(/(^|[^\\])%.*$/, '$1'))
				.join(' ')
		: text;
}

function isEmpty(text: string): boolean {
	return withoutComments(text).replaceAll(DECORATION, ' ').trim() === '';
}

/** Behind `{lcr}` or `[c]{lcr}` of an array, `[r]` of a starred matrix. */
function behindColumns(text: string, from: number): number {
	const columns = /^\s*(?:\[[^\]]{0,20}\])?\s*(?:\{[^{}]{0,60}\})?/.exec(text.slice(from, from + 100));
	return from + (columns?.[0].length ?? 0);
}

function closingBrace(text: string, end: number): number {
	const close = text.slice(end, end + 40).indexOf('}');
	return close < 0 ? end + 4 : end + close + 1;
}

/** Behind `\\`, `\\[2pt]`, `\\\\` as strings escape it, or `\cr`. */
function rowEnd(text: string, start: number): number {
	const end = /^(?:\\cr(?:cr)?|(?:\\\\){1,2}\*?(?:\[-?[\d.]{1,8}\s?[a-z]{2}\])?)/.exec(text.slice(start, start + 24));
	return start + (end?.[0].length ?? 2);
}
