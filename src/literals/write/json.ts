import type { Tensor } from '../../engine/tensor';
import { nestedText } from './nested-text';
import { numberText } from './number-text';

/** Nested arrays; NaN and Infinity, which JSON has no words for, as JSON5 and Python's json write them. A name becomes a key. */
export function writeJson(tensor: Tensor, name?: string): string {
	const head = name === undefined ? '' : `{ ${JSON.stringify(name)}: `;
	const numbers = nestedText(tensor, (value) => numberText(value, { nan: 'NaN', infinity: 'Infinity' }), ['[', ']'], head.length);
	return `${head}${numbers}${name === undefined ? '' : ' }'}`;
}
