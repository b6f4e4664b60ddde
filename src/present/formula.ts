import type { AxisGeometry } from '../engine/geometry';

/** A formula as a tree, so that one description serves text, MathML and more. */
export type Formula =
	/** `of` says what a number or a symbol stands for. */
	| { readonly kind: 'number' | 'symbol' | 'operator'; readonly text: string; readonly of?: SizeTerm }
	| { readonly kind: 'subscript'; readonly base: string; readonly index: string; readonly of?: SizeTerm }
	| { readonly kind: 'row'; readonly parts: readonly Formula[] }
	| { readonly kind: 'fraction'; readonly above: Formula; readonly below: Formula }
	| { readonly kind: 'floor'; readonly inside: Formula };

/** What stands in the output-size formula, beside its signs. */
export type SizeTerm =
	| 'input' | 'output' | 'kernel' | 'stride' | 'dilation' | 'padding' | 'padding-before' | 'padding-after' | 'output-padding'
	/** the 2 of 2P, the 1 of F − 1, the 1 that is added for the window at the start, and the last weight's own cell */
	| 'both-sides' | 'gaps' | 'first-window' | 'last-cell';

const row = (...parts: Formula[]): Formula => ({ kind: 'row', parts });
const number = (value: number, of?: SizeTerm): Formula => ({ kind: 'number', text: String(value), ...of && { of } });
const symbol = (text: string, of?: SizeTerm): Formula => ({ kind: 'symbol', text, ...of && { of } });
const operator = (text: string): Formula => ({ kind: 'operator', text });
const subscript = (base: string, index: string, of?: SizeTerm): Formula => ({ kind: 'subscript', base, index, ...of && { of } });
const between = (separator: string, parts: readonly Formula[]): Formula => row(...parts.flatMap((part, index) => (index === 0 ? [part] : [operator(separator), part])));

/** The letters of the sizes along an axis: H for height, W for width, D for depth. */
export type AxisLetter = 'H' | 'W' | 'D' | 'L';

/** The letters for the spatial axes of an input of this rank: (H, W) for two. */
export function axisLetters(spatialAxes: number): readonly AxisLetter[] {
	return spatialAxes === 1 ? ['L'] : (['D', 'H', 'W'] as const).slice(3 - spatialAxes);
}

/** How the padding enters the formula: as 2P while both sides are alike, apart where they are not. */
function paddingTerms({ padding: { before, after } }: AxisGeometry): { readonly symbols: Formula; readonly numbers: Formula } {
	return before === after
		? { symbols: row(number(2, 'both-sides'), symbol('P', 'padding')), numbers: between('·', [number(2, 'both-sides'), number(before, 'padding')]) }
		: { symbols: between('+', [subscript('P', 'before', 'padding-before'), subscript('P', 'after', 'padding-after')]), numbers: between('+', [number(before, 'padding-before'), number(after, 'padding-after')]) };
}

function outputSize(result: Formula, padded: Formula, kernel: Formula, stride: Formula): Formula {
	return row(result, operator('='), { kind: 'floor', inside: { kind: 'fraction', above: row(padded, operator('−'), kernel), below: stride } }, operator('+'), number(1, 'first-window'));
}

/** The output-size formula of one axis: symbolic, with the numbers in it, and its result. */
export interface OutputSizeFormula {
	readonly symbolic: Formula;
	readonly numeric: Formula;
	/** H_i + 2P, the effective height, on its own. */
	readonly effectiveInput: { readonly symbolic: Formula; readonly numeric: Formula };
}

/**
 * H_o = ⌊(H_i + 2P − F)/S⌋ + 1, and ⌊(H_i + 2P − D(F − 1) − 1)/S⌋ + 1 with dilation
 * (Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", relationships 6 and 15).
 */
export function outputSizeFormula(geometry: AxisGeometry, letter: AxisLetter): OutputSizeFormula {
	if (geometry.transposed) return transposedSizeFormula(geometry, geometry.transposed.outputPadding, letter);
	const padding = paddingTerms(geometry);
	const output = subscript(letter, 'o', 'output');
	const effective = {
		symbolic: between('+', [subscript(letter, 'i', 'input'), padding.symbols]),
		numeric: between('+', [number(geometry.input, 'input'), padding.numbers]),
	};
	const kernel = geometry.dilation === 1
		? { symbolic: symbol('F', 'kernel'), numeric: number(geometry.kernel, 'kernel') }
		: {
			symbolic: row(symbol('D', 'dilation'), operator('('), symbol('F', 'kernel'), operator('−'), number(1, 'gaps'), operator(')'), operator('−'), number(1, 'last-cell')),
			numeric: row(number(geometry.dilation, 'dilation'), operator('('), number(geometry.kernel, 'kernel'), operator('−'), number(1, 'gaps'), operator(')'), operator('−'), number(1, 'last-cell')),
		};
	return {
		symbolic: outputSize(output, effective.symbolic, kernel.symbolic, symbol('S', 'stride')),
		numeric: row(outputSize(output, effective.numeric, kernel.numeric, number(geometry.stride, 'stride')), operator('='), number(geometry.output, 'output')),
		effectiveInput: {
			symbolic: effective.symbolic,
			numeric: row(effective.numeric, operator('='), number(geometry.paddedInput)),
		},
	};
}

/** H_o = (H_i − 1)·S − 2P + D(F − 1) + P_out + 1 (PyTorch, `torch.nn.ConvTranspose2d`); the window slides over the output, H_o + 2P. */
function transposedSizeFormula(geometry: AxisGeometry, outputPadding: number, letter: AxisLetter): OutputSizeFormula {
	const padding = paddingTerms(geometry);
	const terms = (input: Formula, stride: Formula, cropped: Formula, dilation: Formula, kernel: Formula, added: Formula): Formula => row(
		operator('('), input, operator('−'), number(1, 'gaps'), operator(')'), operator('·'), stride, operator('−'), geometry.padding.before === geometry.padding.after ? cropped : row(operator('('), cropped, operator(')')),
		operator('+'), dilation, operator('('), kernel, operator('−'), number(1, 'gaps'), operator(')'), operator('+'), added, operator('+'), number(1, 'last-cell'),
	);
	const output = subscript(letter, 'o', 'output');
	const symbols = terms(subscript(letter, 'i', 'input'), symbol('S', 'stride'), padding.symbols, symbol('D', 'dilation'), symbol('F', 'kernel'), subscript('P', 'out', 'output-padding'));
	const numbers = terms(number(geometry.input, 'input'), number(geometry.stride, 'stride'), padding.numbers, number(geometry.dilation, 'dilation'), number(geometry.kernel, 'kernel'), number(outputPadding, 'output-padding'));
	return {
		symbolic: row(output, operator('='), symbols),
		numeric: row(output, operator('='), numbers, operator('='), number(geometry.output, 'output')),
		effectiveInput: { symbolic: between('+', [output, padding.symbols]), numeric: row(between('+', [number(geometry.output), padding.numbers]), operator('='), number(geometry.paddedInput)) },
	};
}

/** Two sides with a sign between them: H_i + 2P = 4 + 2·0 = 4. */
export function equality({ symbolic, numeric }: { readonly symbolic: Formula; readonly numeric: Formula }): Formula {
	return row(symbolic, operator('='), numeric);
}

const SPACED = new Set(['=', '+', '−']);

/** A formula in one line of plain text: H_o = ⌊(4 + 2·0 − 2)/1⌋ + 1 = 3. */
export function formulaText(formula: Formula): string {
	switch (formula.kind) {
		case 'number': case 'symbol': return formula.text;
		case 'operator': return SPACED.has(formula.text) ? ` ${formula.text} ` : formula.text;
		case 'subscript': return `${formula.base}_${formula.index}`;
		case 'row': return formula.parts.map(formulaText).join('');
		case 'fraction': return `(${formulaText(formula.above)})/${formulaText(formula.below)}`;
		case 'floor': return `⌊${formulaText(formula.inside)}⌋`;
	}
}
