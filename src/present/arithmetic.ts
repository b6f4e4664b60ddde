import type { ConvolutionTerm } from '../engine/convolution';
import type { Trace } from '../engine/pipeline';
import { showNumber } from './number';

function factor(value: number): string {
	const { text } = showNumber(value);
	return value < 0 ? `(${text})` : text;
}

function product({ value, weight }: ConvolutionTerm): string {
	return `${factor(value)}·${factor(weight)}`;
}

function equals(value: number): string {
	const { text, rounded } = showNumber(value);
	return `${rounded ? '≈' : '='} ${text}`;
}

/**
 * The arithmetic of one output cell in one line, with every term: `1·1 + 2·(−2) + 5·(−3) + 6·4 = 6`.
 * Nothing is rounded before it is summed; a shown total that is rounded follows ≈ in place of =.
 */
export function arithmeticText(trace: Trace): string {
	switch (trace.kind) {
		case 'convolution': {
			const sums = trace.channels.map(({ terms }) => terms.map(product).join(' + '));
			const grouped = sums.length > 1 ? sums.map((sum) => `[${sum}]`) : sums;
			return `${[...grouped, ...(trace.bias === undefined ? [] : [factor(trace.bias)])].join(' + ')} ${equals(trace.total)}`;
		}
		case 'max-pooling': return `max(${trace.window.map(({ value }) => showNumber(value).text).join(', ')}) ${equals(trace.total)}`;
		case 'relu': return `max(0, ${showNumber(trace.value).text}) ${equals(trace.total)}`;
	}
}
