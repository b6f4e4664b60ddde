import { operationNamed, type OperationName } from './signatures';
import { tokensOf } from './tokens';

/** The call whose parentheses hold a place. */
export interface CallAround {
	readonly operation: OperationName;
	/** As it is written: perhaps another name of the operation. */
	readonly written: string;
	/** Follows an arrow, so that the input is not among its arguments. */
	readonly inChain: boolean;
	/** The argument that the place is in, counted from 0, or the name it is given by. */
	readonly argument: number | string;
	/** The names of the arguments that are given by name. */
	readonly given: readonly string[];
}

/** The innermost operation whose argument stands at this place of a statement's text; undefined outside of any. */
export function callAround(text: string, offset: number): CallAround | undefined {
	const tokens = tokensOf(text.slice(0, offset));
	const open: { name: number; argument: number; named: string | undefined; given: string[] }[] = [];
	tokens.forEach((token, index) => {
		if (token.kind === 'sign' && '([{'.includes(token.text)) {
			open.push({ name: token.text === '(' && tokens[index - 1]?.kind === 'name' ? index - 1 : -1, argument: 0, named: undefined, given: [] });
		} else if (token.kind === 'sign' && ')]}'.includes(token.text)) {
			open.pop();
		} else if (token.text === ',') {
			const inner = open.at(-1);
			if (inner) [inner.argument, inner.named] = [inner.argument + 1, undefined];
		} else if (token.text === '=' && tokens[index - 1]?.kind === 'name') {
			const inner = open.at(-1);
			if (inner) inner.given.push(inner.named = tokens[index - 1]!.text);
		}
	});
	const inner = open.findLast(({ name }) => name >= 0 && operationNamed(tokens[name]!.text) !== undefined);
	if (inner === undefined) return undefined;
	const written = tokens[inner.name]!.text;
	return { operation: operationNamed(written)!, written, inChain: tokens[inner.name - 1]?.kind === 'arrow', argument: inner.named ?? inner.argument, given: inner.given };
}
