import { languageOf } from '../language';
import type { Reading } from '../literal';
import { readDelimited } from '../notations/delimited';
import { readGrid } from '../notations/whitespace-grid';
import { foundRefusal, readingOf } from '../found';
import { sourceOf } from '../term';

/**
 * Reads a whole file of comma-, semicolon-, tab- or blank-separated numbers as one matrix. A header without numbers is left out;
 * anything else in it that is no number refuses the file, with the place.
 */
export function readCsvFile(text: string): Reading {
	const isMarked = text.startsWith('\ufeff');
	const source = sourceOf(isMarked ? ` ${text.slice(1)}` : text, languageOf('csv'), 'claimed');
	const start = source.text.length - source.text.trimStart().length;
	const line = source.text.lastIndexOf('\n', start - 1) + 1;
	const delimited = readDelimited(source, line);
	const lines = delimited.found === undefined ? readGrid(source, line) : delimited;
	const rest = source.text.slice(lines.end).trim();
	if (lines.found === undefined || rest !== '') {
		const at = {
			start: Math.min(lines.end, text.length),
			end: Math.min(text.length, lines.end + Math.max(1, firstLine(rest).length + 1)),
		};
		return readingOf(
			foundRefusal(
				'delimited',
				{ start, end: text.length },
				rest === '' ? { reason: 'empty' } : { reason: 'not-a-number', text: firstLine(rest).slice(0, 40) },
				at,
			),
		);
	}
	return readingOf(lines.found);
}

function firstLine(text: string): string {
	return text.split(/\r?\n/, 1)[0]!;
}
