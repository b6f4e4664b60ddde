import type { Trace } from '../engine/pipeline';
import { showNumber } from './number';

/** A number with the mark of one that is rounded: `0.333333…`. */
function marked(value: number): string {
	const { text, rounded } = showNumber(value);
	return rounded ? `${text}…` : text;
}

/** A number within a product or a sum: a negative one in brackets, a rounded one marked as such. */
export function factor(value: number): string {
	return value < 0 ? `(${marked(value)})` : marked(value);
}

function product({ value, weight }: { readonly value: number; readonly weight: number }): string {
	return `${factor(value)}·${factor(weight)}`;
}

/** `= 6`, or `≈ 0.333333` where it is rounded. */
export function equals(value: number): string {
	const { text, rounded } = showNumber(value);
	return `${rounded ? '≈' : '='} ${text}`;
}

function values(window: ReadonlyArray<{ readonly value: number }>): string[] {
	return window.map(({ value }) => factor(value));
}

/**
 * The arithmetic of one output cell in one line, with every term: `1·1 + 2·(−2) + 5·(−3) + 6·4 = 6`.
 * Nothing is rounded before it is summed; a shown total that is rounded follows ≈ in place of =.
 */
export function arithmeticText(trace: Trace): string {
	switch (trace.kind) {
		case 'convolution':
		case 'transposed-convolution': {
			const sums = trace.channels.map(({ terms }) => terms.map(product).join(' + '));
			const grouped = sums.length > 1 ? sums.map((sum) => `[${sum}]`) : sums;
			return `${[...grouped, ...(trace.bias === undefined ? [] : [factor(trace.bias)])].join(' + ')} ${equals(trace.total)}`;
		}
		case 'linear': return `${[...trace.terms.map(product), ...(trace.bias === undefined ? [] : [factor(trace.bias)])].join(' + ')} ${equals(trace.total)}`;
		case 'upsample': return `${trace.terms.map(product).join(' + ')} ${equals(trace.total)}`;
		case 'max-pooling': return `max(${trace.window.map(({ value }) => marked(value)).join(', ')}) ${equals(trace.total)}`;
		case 'average-pooling': return `(${values(trace.window).join(' + ')}) / ${trace.divisor} ${equals(trace.total)}`;
		case 'lp-pooling': {
			const powers = trace.window.map(({ value }) => `${factor(value)}^${trace.exponent}`).join(' + ');
			return `(${trace.scale === 1 ? powers : `${factor(trace.scale)}·(${powers})`})^(1/${trace.exponent}) ${equals(trace.total)}`;
		}
		case 'softmax': return `e^${factor(trace.window.find(({ inputCell }) => inputCell.every((coordinate, axis) => coordinate === trace.cell[axis]))?.value ?? 0)} / (${values(trace.window).map((value) => `e^${value}`).join(' + ')}) ${equals(trace.total)}`;
		case 'batch-normalization': return `(${factor(trace.value)} − ${factor(trace.mean)}) / √(${factor(trace.variance)} + ${factor(trace.epsilon)})·${factor(trace.scale)} + ${factor(trace.shift)} ${equals(trace.total)}`;
		case 'relu': return `max(0, ${marked(trace.value)}) ${equals(trace.total)}`;
		case 'leaky-relu': case 'elu': case 'selu': case 'gelu': case 'sigmoid': case 'tanh': case 'softplus': case 'silu': case 'hardswish':
			return `${trace.kind}(${marked(trace.value)}) ${equals(trace.total)}`;
		case 'prelu': return `${trace.value > 0 ? marked(trace.value) : product({ value: trace.slope, weight: trace.value })} ${equals(trace.total)}`;
		case 'flatten': case 'pad': return marked(trace.total);
	}
}

/** Arithmetic without its result, for who is to find it: 1·1 + 2·(−2) = ? */
export function openSum(text: string): string {
	const open = text.replace(/[=≈] [^=≈]*$/, '= ?');
	return open === text ? '?' : open; // what is only handed on has no arithmetic
}
