import { evaluateStatement, type Lookup, type StatementResult } from './evaluate';
import { parseStatement } from './parse';
import { splitStatements } from './split';
import type { Statement } from './syntax';
import type { Value } from './value';

/** A statement with what came of it. Ranges inside are counted from `start`. */
export interface EvaluatedStatement {
	/** UTF-16 offset in the worksheet. */
	readonly start: number;
	readonly text: string;
	readonly statement: Statement;
	readonly result: StatementResult;
}

/** What a name stood for: remembered together with the result that it led to. */
type Meaning = ReturnType<Lookup>;

interface Remembered {
	readonly meanings: readonly Meaning[];
	readonly result: StatementResult;
}

/** Results by what the first name stood for, so that they are found at once. */
type Results = Map<Meaning, Remembered[]>;

/** All that is known of statements with this text. */
interface Known {
	readonly statement: Statement;
	readonly results: Results;
}

function recall(results: Results | undefined, meanings: readonly Meaning[]): Remembered | undefined {
	return results?.get(meanings[0])?.find((each) => !hasUnknownName(each.result) && each.meanings.every((meaning, index) => meaning === meanings[index]));
}

function remember(results: Results, remembered: Remembered): void {
	const [first] = remembered.meanings;
	const alike = results.get(first);
	if (alike === undefined) results.set(first, [remembered]);
	else alike.push(remembered);
}

/**
 * A worksheet that is edited: a statement is parsed again only where its text changed, and evaluated again only where its text or the
 * value of a name that it uses changed.
 */
export class Worksheet {
	#known = new Map<string, Known>();
	#evaluations = 0;

	/** How many statements were evaluated so far, rather than remembered. */
	get evaluations(): number {
		return this.#evaluations;
	}

	/** Evaluates the worksheet's text, in order; a name means the last definition above. */
	update(text: string): readonly EvaluatedStatement[] {
		return this.updateBlocks([text])[0]!;
	}

	/** Evaluates several texts that build on each other, such as the blocks of a note; ranges count from each block's start. */
	updateBlocks(blocks: readonly string[]): ReadonlyArray<readonly EvaluatedStatement[]> {
		const before = this.#known;
		const now = new Map<string, Known>();
		const pieces = blocks.flatMap((text, block) => splitStatements(text).map((piece) => ({ ...piece, block }))).map((piece) => {
			const known = before.get(piece.text);
			const entry = now.get(piece.text) ?? { statement: known?.statement ?? parseStatement(piece.text), results: new Map() };
			now.set(piece.text, entry);
			return { ...piece, entry, remembered: known?.results };
		});
		const definedBelow = new Map<string, number>();
		for (const { entry: { statement: { name } } } of pieces) if (name) definedBelow.set(name.text, (definedBelow.get(name.text) ?? 0) + 1);
		const defined = new Map<string, Value | 'broken'>();
		const lookup: Lookup = (name) => defined.get(name) ?? ((definedBelow.get(name) ?? 0) > 0 ? 'later' : undefined);
		const evaluated = blocks.map((): EvaluatedStatement[] => []);
		for (const { start, text: piece, block, entry, remembered } of pieces) {
			const { statement, results } = entry;
			if (statement.name) definedBelow.set(statement.name.text, definedBelow.get(statement.name.text)! - 1);
			const meanings = statement.uses.map(({ name }) => lookup(name));
			let found = recall(results, meanings);
			if (found === undefined) {
				found = recall(remembered, meanings);
				if (found === undefined) {
					this.#evaluations++;
					found = { meanings, result: evaluateStatement(statement, lookup, defined.keys()) };
				}
				remember(results, found);
			}
			if (statement.name) defined.set(statement.name.text, found.result.value ?? 'broken');
			evaluated[block]!.push({ start, text: piece, statement, result: found.result });
		}
		this.#known = now;
		return evaluated;
	}
}

/** A suggestion for an unknown name may change with any definition. */
function hasUnknownName({ problems }: StatementResult): boolean {
	return problems.some(({ problem }) => problem.code === 'unknown-name');
}

/** Evaluates a worksheet once. */
export function evaluateWorksheet(text: string): readonly EvaluatedStatement[] {
	return new Worksheet().update(text);
}
