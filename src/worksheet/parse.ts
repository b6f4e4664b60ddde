import { readSelected } from '../literals/find';
import type { TextRange } from '../literals/literal';
import { isOperation } from './signatures';
import { fail, WorksheetError, type LocatedProblem } from './problem';
import { readNumber, readRows, startsRows } from './rows';
import type { Argument, Call, Expression, MatrixExpression, Statement } from './syntax';
import { tokensOf, type Token } from './tokens';

const MOST_NESTED = 40;
/** How brackets, TeX and constructors of other languages are read inside a worksheet. */
const LITERAL_LANGUAGE = 'plaintext';
/** So much of a matrix is repeated in a sentence about it. */
const LONGEST_QUOTE = 40;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const CONSTANTS: ReadonlyMap<string, boolean | undefined> = new Map<string, boolean | undefined>([
	['true', true], ['True', true], ['false', false], ['False', false], ['none', undefined], ['None', undefined],
]);

/** Whether a token can stand between the numbers of a matrix of plain rows, or is one of them. */
function isNumberSign(token: Token | undefined): boolean {
	return token?.kind === 'number' || (token?.kind === 'sign' && '-−+/;'.includes(token.text));
}

/** Reads one statement, token by token; what is wrong ends the statement and is reported with its place. */
class StatementParser {
	readonly #tokens: readonly Token[];
	readonly #uses: { readonly name: string; readonly range: TextRange }[] = [];
	readonly #problems: LocatedProblem[] = [];
	#at = 0;
	#depth = 0;

	constructor(private readonly text: string) {
		this.#tokens = tokensOf(text);
	}

	parse(): Statement {
		const [first, second] = this.#tokens;
		const isExpectation = first?.text === 'expect' && second?.text !== '=';
		const isDefinition = first?.kind === 'name' && second?.text === '=';
		let subject: Expression | undefined;
		let value: Expression | undefined;
		try {
			if (isExpectation) {
				this.#at = 1;
				subject = this.#expression('expect');
				this.#take('=');
			} else if (isDefinition) {
				this.#at = 2;
				if (first.text.includes('.') || CONSTANTS.has(first.text) || first.text === 'expect') fail({ code: 'unexpected', text: first.text }, first);
			} else if (startsRows(first)) {
				fail({ code: 'stray-rows' }, { start: first!.start, end: this.#tokens.at(-1)!.end });
			}
			value = this.#value(isExpectation || isDefinition ? '=' : '');
			this.#skipLines();
			const rest = this.#tokens[this.#at];
			if (rest !== undefined) fail({ code: 'unexpected', text: rest.text }, rest);
		} catch (error) {
			if (!(error instanceof WorksheetError)) throw error;
			this.#problems.push({ problem: error.problem, range: { start: error.range.start, end: error.range.end } });
			value = undefined;
		}
		return {
			kind: isExpectation ? 'expectation' : isDefinition ? 'definition' : 'value',
			name: isDefinition ? { text: first.text, range: { start: first.start, end: first.end } } : undefined,
			subject, value, uses: this.#uses, problems: this.#problems,
		};
	}

	/** The value of a statement: rows of numbers, or an expression. */
	#value(after: string): Expression {
		const token = this.#tokens[this.#at];
		if (token?.kind === 'newline') {
			this.#skipLines();
			return this.#value(after);
		}
		if (!startsRows(token)) return this.#expression(after);
		const source = this.#isScaled() ? this.#literal(this.#chainEnd()) : this.#rows();
		return this.#chain(source);
	}

	#rows(): MatrixExpression {
		const { matrix, next } = readRows(this.#tokens, this.#at);
		this.#at = next;
		return matrix;
	}

	/** Whether a factor stands before a matrix: `1/9 * [[1, 1], [1, 1]]`. */
	#isScaled(): boolean {
		const number = readNumber(this.#tokens, this.#at);
		return number !== undefined && ['*', '·', '×'].includes(this.#tokens[number.next]?.text ?? '');
	}

	/** The token before which the value ends: the first arrow outside of brackets, or the end. */
	#chainEnd(): number {
		const arrow = this.#tokens.findIndex(({ kind }, index) => index >= this.#at && kind === 'arrow');
		return arrow < 0 ? this.#tokens.length : arrow;
	}

	#expression(after: string): Expression {
		return this.#chain(this.#primary(after));
	}

	#chain(source: Expression): Expression {
		const stages: Call[] = [];
		for (let arrow = this.#arrow(); arrow !== undefined; arrow = this.#arrow()) {
			this.#skipLines();
			const name = this.#tokens[this.#at];
			if (name === undefined) fail({ code: 'missing', after: arrow.text }, arrow);
			if (name.kind !== 'name') fail({ code: 'unexpected', text: name.text }, name);
			stages.push(this.#call(name));
		}
		if (stages.length === 0) return source;
		return { kind: 'chain', source, stages, range: { start: source.range.start, end: stages.at(-1)!.range.end } };
	}

	#primary(after: string): Expression {
		this.#skipLines();
		const token = this.#tokens[this.#at];
		if (token === undefined) {
			const last = this.#tokens.at(-1);
			fail({ code: 'missing', after }, { start: last?.start ?? 0, end: last?.end ?? this.text.length });
		}
		if (token.kind === 'string') {
			this.#at++;
			return { kind: 'constant', value: token.text.slice(1, -1), range: { start: token.start, end: token.end } };
		}
		if (token.kind === 'name') return this.#named(token);
		const number = this.#isScaled() ? undefined : readNumber(this.#tokens, this.#at);
		if (number !== undefined) {
			this.#at = number.next;
			return { kind: 'number', value: number.value, range: number.range };
		}
		if (token.text === '(') return this.#group();
		if (token.text in CLOSING) return this.#literal(this.#closing(this.#at) + 1);
		if (token.text === '\\' || this.#isScaled()) return this.#literal(this.#chainEnd());
		return fail({ code: 'unexpected', text: token.text }, token);
	}

	#named(token: Token): Expression {
		const isCall = this.#tokens[this.#at + 1]?.text === '(';
		if (isCall && !isOperation(token.text)) {
			const end = this.#closing(this.#at + 1) + 1;
			const made = this.#readLiteral(end);
			if (made !== undefined) {
				this.#at = end;
				return made;
			}
		}
		if (isCall) return this.#call(token);
		this.#at++;
		const range = { start: token.start, end: token.end };
		if (CONSTANTS.has(token.text)) return { kind: 'constant', value: CONSTANTS.get(token.text), range };
		this.#uses.push({ name: token.text, range });
		return { kind: 'name', name: token.text, range };
	}

	/** An operation with its arguments; none where no parenthesis follows. */
	#call(name: Token): Call {
		this.#at++;
		const operationRange = { start: name.start, end: name.end };
		if (this.#tokens[this.#at]?.text !== '(') return { kind: 'call', operation: name.text, operationRange, arguments: [], range: operationRange };
		const { items, end } = this.#list(() => this.#argument());
		return { kind: 'call', operation: name.text, operationRange, arguments: items, range: { start: name.start, end } };
	}

	#argument(): Argument {
		const [name, equals] = this.#tokens.slice(this.#at, this.#at + 2);
		if (name?.kind !== 'name' || equals?.text !== '=') {
			const value = this.#expression('(');
			return { name: undefined, value, range: value.range };
		}
		this.#at += 2;
		const value = this.#expression('=');
		return { name: { text: name.text, range: { start: name.start, end: name.end } }, value, range: { start: name.start, end: value.range.end } };
	}

	/** Parentheses around one value, or a tuple. */
	#group(): Expression {
		const { start } = this.#tokens[this.#at]!;
		const { items, end, trailing } = this.#list(() => this.#expression('('));
		const [only] = items;
		return only !== undefined && items.length === 1 && !trailing ? only : { kind: 'tuple', items, range: { start, end } };
	}

	/** What stands between this parenthesis and the one that closes it, apart by commas. */
	#list<Item>(read: () => Item): { readonly items: Item[]; readonly end: number; readonly trailing: boolean } {
		const open = this.#tokens[this.#at]!;
		if (++this.#depth > MOST_NESTED) fail({ code: 'too-deep', most: MOST_NESTED }, open);
		this.#at++;
		const items: Item[] = [];
		let trailing = false;
		for (;;) {
			this.#skipLines();
			const token = this.#tokens[this.#at];
			if (token === undefined) fail({ code: 'unclosed', text: open.text }, open);
			if (token.text === ')') {
				this.#at++;
				this.#depth--;
				return { items, end: token.end, trailing };
			}
			if (items.length > 0 && !trailing) this.#refuseInList(open, token);
			items.push(read());
			this.#skipLines();
			trailing = this.#tokens[this.#at]?.text === ',';
			if (trailing) this.#at++;
		}
	}

	/** Refuses what stands behind an argument without a comma: numbers behind a number were meant as a matrix. */
	#refuseInList(open: Token, token: Token): never {
		let from = this.#at;
		while (isNumberSign(this.#tokens[from - 1]) && this.#tokens[from - 1] !== open) from--;
		let to = this.#at;
		while (isNumberSign(this.#tokens[to])) to++;
		const [first, last] = [this.#tokens[from]!, this.#tokens[to - 1]!];
		if (from === this.#at || to === this.#at) fail({ code: 'unexpected', text: token.text }, token);
		fail({ code: 'bare-matrix', text: this.text.slice(first.start, last.end).replace(/\s+/g, ' ').slice(0, LONGEST_QUOTE) }, { start: first.start, end: last.end });
	}

	/** The token that closes the bracket here. */
	#closing(from: number): number {
		const open: string[] = [];
		for (let at = from; at < this.#tokens.length; at++) {
			const { kind, text } = this.#tokens[at]!;
			if (kind !== 'sign') continue;
			if (text in CLOSING) open.push(CLOSING[text]!);
			else if (text === open.at(-1)) open.pop();
			if (open.length === 0) return at;
		}
		const token = this.#tokens[from]!;
		return fail({ code: 'unclosed', text: token.text }, token);
	}

	/** A matrix in the notation of another language, up to this token. */
	#literal(end: number): MatrixExpression {
		const range = this.#rangeTo(end);
		const made = this.#readLiteral(end);
		if (made === undefined) fail({ code: 'matrix', refusal: { reason: 'not-a-number', text: this.text.slice(range.start, range.end).slice(0, 40) } }, range);
		this.#at = end;
		return made;
	}

	#rangeTo(end: number): TextRange {
		let last = end - 1;
		while (last > this.#at && this.#tokens[last]!.kind === 'newline') last--;
		return { start: this.#tokens[this.#at]!.start, end: this.#tokens[last]!.end };
	}

	#readLiteral(end: number): MatrixExpression | undefined {
		const range = this.#rangeTo(end);
		const [reading, more] = readSelected(this.text.slice(range.start, range.end), LITERAL_LANGUAGE);
		if (reading === undefined || more !== undefined) return undefined;
		const shifted = ({ start, end: stop }: TextRange): TextRange => ({ start: start + range.start, end: stop + range.start });
		if (reading.kind === 'refused') {
			const { refusal, at } = reading.refused;
			if (this.#tokens[this.#at]!.kind === 'name' && refusal.reason === 'symbolic') return undefined;
			return fail({ code: 'matrix', refusal }, shifted(at));
		}
		const { tensor, numberRanges } = reading.literal;
		return { kind: 'matrix', tensor, numberRanges: numberRanges.map(shifted), range, notation: 'other' };
	}

	#take(text: string): void {
		this.#skipLines();
		const token = this.#tokens[this.#at];
		if (token === undefined) fail({ code: 'missing', after: 'expect' }, this.#tokens[0]!);
		if (token.text !== text) fail({ code: 'unexpected', text: token.text }, token);
		this.#at++;
	}

	#skipLines(): void {
		while (this.#tokens[this.#at]?.kind === 'newline') this.#at++;
	}

	/** Takes the arrow that stands here, or at the start of the next line. */
	#arrow(): Token | undefined {
		let at = this.#at;
		while (this.#tokens[at]?.kind === 'newline') at++;
		const token = this.#tokens[at];
		if (token?.kind !== 'arrow') return undefined;
		this.#at = at + 1;
		return token;
	}
}

/** Reads one statement of a worksheet. Never throws: what is wrong is in `problems`, at the place where it is. */
export function parseStatement(text: string): Statement {
	return new StatementParser(text).parse();
}
