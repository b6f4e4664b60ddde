import type { TextRange } from '../literals/literal';
import type { EvaluatedStatement } from './worksheet';

/** A name at one place of a worksheet. */
export interface Occurrence {
	readonly name: string;
	readonly range: TextRange;
	readonly kind: 'definition' | 'use';
	/** Which of the worksheet's statements it stands in. */
	readonly statement: number;
}

function shifted({ start, end }: TextRange, by: number): TextRange {
	return { start: start + by, end: end + by };
}

/** Every name of a worksheet in order, with its place. */
export function occurrencesIn(statements: readonly EvaluatedStatement[]): Occurrence[] {
	return statements.flatMap(({ start, statement: { name, uses } }, index): Occurrence[] => [
		...(name ? [{ name: name.text, range: shifted(name.range, start), kind: 'definition', statement: index } as const] : []),
		...uses.map((use) => ({ name: use.name, range: shifted(use.range, start), kind: 'use', statement: index } as const)),
	]);
}

/** The name at this place of a worksheet. */
export function occurrenceAt(statements: readonly EvaluatedStatement[], offset: number): Occurrence | undefined {
	return occurrencesIn(statements).find(({ range }) => range.start <= offset && offset <= range.end);
}

/** Where the name at this place got its value: the last definition above its statement. */
export function definitionOf(statements: readonly EvaluatedStatement[], { name, kind, statement, range }: Occurrence): Occurrence | undefined {
	const definitions = occurrencesIn(statements).filter((each) => each.kind === 'definition' && each.name === name);
	if (kind === 'definition') return definitions.find((each) => each.range.start === range.start);
	return definitions.findLast((each) => each.statement < statement) ?? definitions[0];
}
