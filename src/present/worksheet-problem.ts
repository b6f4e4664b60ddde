import { shapeText } from '../engine/tensor';
import type { ArgumentKind, WorksheetProblem } from '../worksheet/problem';
import type { Localize } from './localize';
import { fullNumber, showCount } from './number';
import { problemSentence } from './problem';
import { refusalReason } from './refusal';

function withSuggestion(sentence: string, suggestion: string | undefined, localize: Localize): string {
	return suggestion === undefined ? sentence : `${sentence} ${localize('Did you mean “{suggestion}”?', { suggestion })}`;
}

function kindName(kind: ArgumentKind, choices: readonly string[], localize: Localize): string {
	switch (kind) {
		case 'matrix': return localize('a matrix');
		case 'whole': return localize('a whole number');
		case 'number': return localize('a number');
		case 'sizes': return localize('a number, or one per axis: (2, 1)');
		case 'padding': return localize('a number, one per axis, \'same\' or \'valid\'');
		case 'flag': return localize('true or false');
		case 'choice': return localize('one of {choices}', { choices: choices.map((choice) => `'${choice}'`).join(', ') });
		case 'bias': return localize('a number, one per filter, true or false');
		case 'value': return localize('a value');
	}
}

/** What is wrong in a worksheet, as one sentence with the names and numbers. */
export function worksheetSentence(problem: WorksheetProblem, localize: Localize): string {
	switch (problem.code) {
		case 'engine': return problemSentence(problem.problem, localize);
		case 'matrix': {
			const reason = refusalReason(problem.refusal, localize);
			return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
		}
		case 'unexpected': return localize('“{text}” has no place here.', { text: problem.text });
		case 'bare-matrix': return localize('Put commas between these numbers, or brackets around them for a matrix: [{text}].', { text: problem.text });
		case 'unclosed': return localize('“{text}” is never closed.', { text: problem.text });
		case 'missing': return localize('Something is missing behind “{after}”.', { after: problem.after });
		case 'stray-rows': return localize('These numbers belong to no name: write “X =” in front of them.');
		case 'too-deep': return localize('Brackets are nested more than {most} deep.', { most: problem.most });
		case 'unknown-name': return withSuggestion(localize('“{name}” is not defined.', { name: problem.name }), problem.suggestion, localize);
		case 'defined-later': return localize('“{name}” is defined only further down.', { name: problem.name });
		case 'unknown-operation': return withSuggestion(localize('There is no operation “{name}”.', { name: problem.name }), problem.suggestion, localize);
		case 'unknown-parameter': return withSuggestion(localize('“{operation}” has no parameter “{parameter}”.', { operation: problem.operation, parameter: problem.parameter }), problem.suggestion, localize);
		case 'repeated-parameter': return localize('“{parameter}” is given twice.', { parameter: problem.parameter });
		case 'missing-argument': return localize('“{operation}” needs “{parameter}”.', { operation: problem.operation, parameter: problem.parameter });
		case 'too-many-arguments': return localize('“{operation}” takes at most {most} arguments here; {given} are given.', { operation: problem.operation, most: problem.most, given: problem.given });
		case 'wrong-argument': return localize('“{parameter}” of “{operation}” must be {expected}.', {
			parameter: problem.parameter, operation: problem.operation, expected: kindName(problem.expected, problem.choices, localize),
		});
		case 'no-stage': return localize('“{name}” cannot follow an arrow.', { name: problem.name });
		case 'stack-mismatch': return localize('Matrices that are put together must be of the same shape: the first is {first}, this one {other}.', { first: shapeText(problem.first), other: shapeText(problem.other) });
		case 'too-much-work': return localize('This would take {work} steps; up to {most} are computed while you type.', { work: showCount(problem.work), most: showCount(problem.most) });
		case 'expected-shape': return localize('The answer is {expected}, what is computed is {actual}.', { expected: shapeText(problem.expected), actual: shapeText(problem.actual) });
		case 'expected-value': {
			const { cell, expected, actual, wrong, count } = problem;
			const numbers = { expected: fullNumber(expected), actual: fullNumber(actual) };
			if (count === 1) return localize('The answer is {expected}; computed is {actual}.', numbers);
			const place = cell.length === 2 ? localize('row {row}, column {column}', { row: cell[0]! + 1, column: cell[1]! + 1 }) : localize('cell {cell}', { cell: shapeText(cell.map((coordinate) => coordinate + 1)) });
			return localize('{wrong} of {count} values are wrong. {place}: the answer is {expected}, computed is {actual}.', { wrong, count, place: `${place.charAt(0).toUpperCase()}${place.slice(1)}`, ...numbers });
		}
		case 'no-numbers': return localize('A chain of sizes has no numbers to compare: compare its shape(…) or parameters(…).');
	}
}
