import type { Shape, Tensor } from '../../engine/tensor';
import { writeC } from './c';
import { writeCsv } from './csv';
import { writeJson } from './json';
import { writeJulia } from './julia';
import { writeLatex } from './latex';
import { writeMarkdown } from './markdown';
import { writeMatlab } from './matlab';
import { writeNumPy } from './numpy';
import { writePyTorch } from './pytorch';
import { writeR } from './r';

interface Writer {
	readonly write: (tensor: Tensor, name?: string) => string;
	/** The VS Code language id that reads it back. */
	readonly language: string;
	/** The ranks that read back as they were; a rank below them is written as a row, one above them is not written. */
	readonly lowestRank: number;
	readonly highestRank: number;
}

const WRITERS = {
	numpy: { write: writeNumPy, language: 'python', lowestRank: 1, highestRank: 4 },
	pytorch: { write: writePyTorch, language: 'python', lowestRank: 1, highestRank: 4 },
	matlab: { write: writeMatlab, language: 'matlab', lowestRank: 2, highestRank: 4 },
	julia: { write: writeJulia, language: 'julia', lowestRank: 1, highestRank: 4 },
	r: { write: writeR, language: 'r', lowestRank: 1, highestRank: 4 },
	c: { write: writeC, language: 'c', lowestRank: 1, highestRank: 4 },
	json: { write: writeJson, language: 'json', lowestRank: 1, highestRank: 4 },
	latex: { write: writeLatex, language: 'latex', lowestRank: 2, highestRank: 2 },
	markdown: { write: writeMarkdown, language: 'markdown', lowestRank: 2, highestRank: 2 },
	csv: { write: writeCsv, language: 'csv', lowestRank: 2, highestRank: 2 },
} as const satisfies Record<string, Writer>;

/** The notations that a matrix can be copied in. */
export type MatrixFormat = keyof typeof WRITERS;

export const MATRIX_FORMATS = Object.keys(WRITERS) as readonly MatrixFormat[];

/** Whether a tensor of this shape can be written in this notation: tables and TeX end at two axes. */
export function canWrite(format: MatrixFormat, shape: Shape): boolean {
	return shape.length >= 1 && shape.length <= WRITERS[format].highestRank && shape.every((size) => size > 0);
}

/** The shape that what `writeMatrix` writes reads back with: a vector becomes a row where the notation knows no vectors. */
export function writtenShape(format: MatrixFormat, shape: Shape): Shape {
	return shape.length < WRITERS[format].lowestRank ? [1, ...shape] : shape;
}

/** The VS Code language id of what is written in this notation. */
export function languageOfFormat(format: MatrixFormat): string {
	return WRITERS[format].language;
}

/**
 * The tensor as text in this notation, assigned to `name` where the notation can. Every number reads back as it was, to the last bit.
 * @throws RangeError where the notation has no such rank; ask `canWrite` first
 */
export function writeMatrix(tensor: Tensor, format: MatrixFormat, name?: string): string {
	if (!canWrite(format, tensor.shape)) throw new RangeError(`${format} cannot write the shape (${tensor.shape.join(', ')})`);
	return WRITERS[format].write(tensor, name);
}
