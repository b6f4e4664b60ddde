import type { FigureCell } from '../present/figure/grid';
import type { CellEditing } from './cell-editing';

/** What a person answered, by the output cell's number. */
export type Answers = ReadonlyMap<number, number>;

/** The map as an exercise: what it looks like, and what can be typed into it. */
export interface QuizBoard {
	looks(shown: (row: number, column: number) => FigureCell): (row: number, column: number) => FigureCell;
	readonly editing: CellEditing;
	/** Whether a cell's value is still to be found. */
	hides(row: number, column: number): boolean;
}

/** A number as people type it: with a true minus sign or a hyphen. */
export function typedNumber(text: string): number | undefined {
	const plain = text.trim().replace(/[−–]/g, '-');
	const value = plain === '' ? NaN : Number(plain);
	return Number.isFinite(value) ? value : undefined;
}

/** Whether an answer counts: right to a thousandth of its size, so that nobody has to type sixteen digits. */
export function isRight(answer: number, value: number): boolean {
	return Math.abs(answer - value) <= 1e-3 * Math.max(1, Math.abs(value)) || Object.is(answer, value);
}

/** How many answers were right. */
export function score(answers: Answers, values: ArrayLike<number>): number {
	return [...answers].filter(([index, answer]) => isRight(answer, values[index]!)).length;
}

/** The exercise over these values: right answers are kept, wrong ones stay to be mended. */
export function quizBoard(answers: Answers, values: ArrayLike<number>, columns: number, label: string, answer: (index: number, value: number) => void): QuizBoard {
	return {
		looks: (shown) => (row, column) => {
			const index = row * columns + column;
			const given = answers.get(index);
			const mark = shown(row, column).mark;
			if (given === undefined) return { value: undefined, look: 'hidden', ...mark === undefined ? {} : { mark } };
			return { value: given, look: 'plain', mark: isRight(given, values[index]!) ? 'right' : 'wrong' };
		},
		hides: (row, column) => {
			const given = answers.get(row * columns + column);
			return given === undefined || !isRight(given, values[row * columns + column]!);
		},
		editing: {
			label,
			textAt(row, column) {
				const given = answers.get(row * columns + column);
				return given === undefined ? '' : isRight(given, values[row * columns + column]!) ? undefined : String(given);
			},
			commit(row, column, text) {
				const value = typedNumber(text.replace(',', '.')); // 2,5 where that is how fractions are written
				if (value !== undefined) answer(row * columns + column, value);
			},
		},
	};
}
