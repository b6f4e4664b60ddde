import { readFileSync } from 'node:fs';

/** One published count. */
export interface CountsRow {
	readonly framework: string;
	readonly model: string;
	/** The file that defines the model. */
	readonly source: string;
	readonly weights: string;
	readonly parameters: number;
	/** Multiply-adds in billions, as published. */
	readonly billions: string;
	/** The input's shape, where there is one plain tensor. */
	readonly input: readonly number[] | undefined;
	readonly note: string;
}

/** Splits a line of comma-separated values; quotes protect commas. */
function cells(line: string): string[] {
	return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((match) => match[1]!.replace(/^"|"$/g, ''));
}

/** Reads published counts: framework, model, source, weights, parameters, multiply-adds, input and a note. */
export function readCounts(file: string): CountsRow[] {
	return readFileSync(file, 'utf8').split('\n').slice(1).filter((line) => line.trim() !== '').map((line) => {
		const [framework = '', model = '', source = '', weights = '', parameters = '', billions = '', input = '', , , , note = ''] = cells(line);
		return { framework, model, source, weights, parameters: Number(parameters), billions, input: /^\d+(?:x\d+)+$/.test(input) ? input.split('x').map(Number) : undefined, note };
	});
}
