import type { AxisGeometry } from '../engine/geometry';
import type { AxisLetter, SizeTerm } from './formula';
import type { Localize } from './localize';

/** What is counted along an axis: rows down the height, columns along the width. */
function cells(letter: AxisLetter, localize: Localize): string {
	switch (letter) {
		case 'D': return localize('slices');
		case 'H': return localize('rows');
		case 'W': return localize('columns');
		case 'L': return localize('cells');
	}
}

/** Where a number of the output-size formula comes from, in a sentence with the number. */
export function sizeTermSentence(term: SizeTerm, axis: AxisGeometry, letter: AxisLetter, localize: Localize): string {
	const counted = cells(letter, localize);
	const { input, output, kernel, stride, dilation, padding, transposed } = axis;
	switch (term) {
		case 'input': return localize('{letter}_i = {input}: the {counted} of the input', { letter, input, counted });
		case 'output': return localize('{letter}_o = {output}: the {counted} of the map', { letter, output, counted });
		case 'kernel': return localize('F = {kernel}: the {counted} of the window, its receptive field', { kernel, counted });
		case 'stride': return transposed === undefined
			? localize('S = {stride}: the window moves on by so many {counted}', { stride, counted })
			: localize('S = {stride}: so many {counted} of the map lie between what two neighbours of the input add to', { stride, counted });
		case 'dilation': return localize('D = {dilation}: so many {counted} from one weight to the next', { dilation, counted });
		case 'padding': return transposed === undefined
			? localize('P = {padding}: {counted} of padding on each side', { padding: padding.before, counted })
			: localize('P = {padding}: {counted} that are cropped off each side of the map', { padding: padding.before, counted });
		case 'padding-before': return localize('P_before = {padding}: {counted} of padding before the first', { padding: padding.before, counted });
		case 'padding-after': return localize('P_after = {padding}: {counted} of padding after the last', { padding: padding.after, counted });
		case 'output-padding': return localize('P_out = {padding}: {counted} added at the end of the map', { padding: transposed?.outputPadding ?? 0, counted });
		case 'both-sides': return localize('2: the padding stands on both sides');
		case 'gaps': return localize('− 1: between so many there is one gap fewer');
		case 'first-window': return localize('+ 1: the window at the start, before its first step');
		case 'last-cell': return localize('1: the cell of the last weight itself');
	}
}
