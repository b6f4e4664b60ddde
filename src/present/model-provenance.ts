import type { FileRange, InputProvenance } from '../models/report';
import type { Localize } from './localize';

/** Where a range stands, for the reader; undefined for what is not in the text (set by the person for this session). */
export interface PlaceText {
	/** `line 41`; in a notebook, the cell as well. */
	readonly where: string;
	readonly text: string;
}

export type DescribePlace = (range: FileRange) => PlaceText | undefined;

const LONGEST_QUOTE = 40;

function quote(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length <= LONGEST_QUOTE ? line : `${line.slice(0, LONGEST_QUOTE - 1)}…`;
}

/** Where an input's shape was taken from: `from torch.randn(1, 3, 28, 28), line 41`. */
export function provenanceText(provenance: InputProvenance, describe: DescribePlace, localize: Localize): string {
	const range = 'range' in provenance ? provenance.range : undefined;
	const place = range === undefined ? undefined : describe(range);
	switch (provenance.kind) {
		case 'assumed': return localize('assumed: nothing in the file states it');
		case 'solved': {
			const { features, from, to } = provenance;
			const sizes = from === to ? String(from) : localize('{from} to {to}', { from, to });
			return place === undefined
				? localize('solved: only {sizes} gives the {features} features', { sizes, features })
				: localize('solved: only {sizes} gives the {features} features of {where}', { sizes, features, where: place.where });
		}
		case 'layer': return place === undefined ? localize('from the layers themselves') : localize('from {text}, {where}', { text: quote(place.text), where: place.where });
		case 'dataset': return place === undefined ? localize('from the data set {name}', { name: provenance.name }) : localize('from the data set {name}, {where}', { name: provenance.name, where: place.where });
		case 'pragma': case 'annotation': case 'call': case 'text': case 'attribute':
			return place === undefined ? localize('as you set it for this session') : localize('from {text}, {where}', { text: quote(place.text), where: place.where });
	}
}
