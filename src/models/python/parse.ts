import { Cursor } from './cursor';
import { applyEdits, scan } from './healing';
import type { Edit } from './healing';
import { readStatements } from './read-statements';
import { Shift, shiftTree } from './shift';
import type { Chunk, ParsedModule } from './syntax';
import { tokensOf } from './tokens';

/** What is read of a chunk; kept for as long as its text does not change. */
type ParsedChunk = Pick<Chunk, 'body' | 'missingCommas'>;

/**
 * Parses Python text; never throws. What can't be read becomes `unreadable` nodes, and never reaches over the top-level statement
 * that it stands in.
 * @param previous an earlier version of the same module: its unchanged chunks are kept as they are
 * @param bodies when the bodies of functions are read: of a library, only what is called is worth it
 */
export function parsePython(text: string, previous?: ParsedModule, bodies: 'at-once' | 'when-asked-for' = 'at-once'): ParsedModule {
	const { chunkStarts, edits } = scan(text);
	// Of several chunks with the same text each is used once: a piece of the tree stands for one place.
	const known = new Map<string, Chunk[]>();
	for (const chunk of previous?.chunks ?? []) {
		const alike = known.get(chunk.key);
		if (alike === undefined) known.set(chunk.key, [chunk]);
		else alike.push(chunk);
	}
	const fresh: number[] = [];
	const chunks: Chunk[] = [];
	let edit = 0;
	const ordered = [...edits].sort((a, b) => a.at - b.at);
	chunkStarts.forEach((offset, index) => {
		const end = chunkStarts[index + 1] ?? text.length;
		const own: Edit[] = [];
		// An insertion where one chunk ends and the next begins belongs to the first of them.
		while (edit < ordered.length && (ordered[edit]!.at < end || (ordered[edit]!.at === end && ordered[edit]!.remove === 0))) own.push(ordered[edit++]!);
		const chunkText = text.slice(offset, end);
		const key = own.reduce((text, edit) => `${text}\n${edit.at - offset} ${edit.remove} ${edit.insert}`, chunkText);
		const kept = known.get(key)?.shift();
		if (kept === undefined) fresh.push(index);
		const { body, missingCommas } = kept ?? parseChunk(text, own, offset, end, bodies);
		chunks.push({ offset, key, isHealed: own.length > 0, body, missingCommas });
	});
	const shifts = new Map<number, Shift>();
	// An edit within one chunk, as typing is.
	const [[at, ...others], [replaced, ...gone]] = [fresh, [...known.values()].flat()];
	if (at !== undefined && replaced !== undefined && others.length === 0 && gone.length === 0) chunks[at] = shifted(replaced, chunks[at]!, shifts);
	return { text, chunks, shifted: { since: previous?.text ?? text, shifts } };
}

/** The new version of a chunk, with the tree of the one before where only positions differ; `shifts` is told. */
function shifted(before: Chunk, after: Chunk, shifts: Map<number, Shift>): Chunk {
	if (before.isHealed || after.isHealed) return after;
	const shift = Shift.between(before.key, after.key);
	const body = shiftTree(before.body, after.body, shift);
	if (body === undefined) return after;
	shifts.set(before.offset, shift);
	return { ...after, body };
}

function parseChunk(text: string, edits: readonly Edit[], start: number, end: number, bodies: 'at-once' | 'when-asked-for'): ParsedChunk {
	const { healed, original } = applyEdits(text, edits, start, end);
	if (healed.trim() === '') return { body: [], missingCommas: [] };
	const isAsWritten = edits.length === 0;
	const body = readStatements(new Cursor(tokensOf(healed, isAsWritten ? undefined : original), isAsWritten && bodies === 'when-asked-for' ? healed : undefined));
	return { body, missingCommas: edits.filter(({ insert }) => insert === ',').map(({ at }) => at - start) };
}
