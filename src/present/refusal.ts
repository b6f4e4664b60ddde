import { shapeText } from '../engine/tensor';
import type { Refusal } from '../literals/literal';
import type { Localize } from './localize';

/** Why a text is read as no matrix, as a part of a sentence that names the place. */
export function refusalReason(refusal: Refusal, localize: Localize): string {
	switch (refusal.reason) {
		case 'ragged': {
			const { row, count, firstRow, lastRow, expected } = refusal;
			const odd = count === 1 ? localize('row {row} has 1 value', { row }) : localize('row {row} has {count} values', { row, count });
			return firstRow === lastRow
				? localize('{odd}, row {firstRow} has {expected}', { odd, firstRow, expected })
				: localize('{odd}, rows {firstRow}–{lastRow} have {expected}', { odd, firstRow, lastRow, expected });
		}
		case 'empty': return localize('the matrix has no numbers');
		case 'elided': return localize('part of the matrix is left out (“...”), so its numbers are not known');
		case 'symbolic': return localize('“{text}” is a name, not a number', { text: refusal.text });
		case 'not-a-number': return localize('“{text}” is not a number', { text: refusal.text });
		case 'complex': return localize('“{text}” is a complex number', { text: refusal.text });
		case 'random': return refusal.shape === undefined
			? localize('its values are drawn when the program runs')
			: localize('its shape is {shape}, but its values are drawn when the program runs', { shape: shapeText(refusal.shape) });
		case 'masked': return localize('some of its entries are masked');
		case 'sparse': return localize('it is a sparse matrix, which is not read');
		case 'shape-mismatch': return localize('{count} numbers do not fill the shape {shape}', { count: refusal.count, shape: shapeText(refusal.shape) });
		case 'too-large': return localize('{shape} is too large to be made here', { shape: shapeText(refusal.shape) });
		case 'rank': return localize('the matrix has {rank} axes; at most 4 are read', { rank: refusal.rank });
		case 'unbalanced': return localize('“{text}” is never closed', { text: refusal.text });
	}
}
