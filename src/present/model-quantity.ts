/** Sizes, shapes and counts of a model's report as text: exact as they stand, lower bounds with `≥`, what is not known as `?`. */
import type { Quantity, ReportedShape, ReportedSize, ReportedValue } from '../models/report';
import { showCount } from './number';

/** The symbol that a report has for the batch, and the letter that the field writes. */
const BATCH = /\bB\b/g;
const OTHER_N = /\bN\b/;

/** A shape as it is shown: `(N, 3, 28, 28)`. The batch is written N, unless a person gave that name to another axis. */
export function modelShapeText(shape: ReportedShape): string {
	const isTaken = shape.some((size) => typeof size === 'string' && OTHER_N.test(size));
	const size = (each: ReportedSize): string => (typeof each === 'number' ? String(each) : isTaken ? each : each.replace(BATCH, 'N'));
	return `(${shape.map(size).join(', ')}${shape.length === 1 ? ',' : ''})`;
}

const MOST_ITEMS = 4;

/** A value as it is shown: a shape, several in brackets, `?` where it is not known; empty for what is no tensor. */
export function modelValueText(value: ReportedValue): string {
	switch (value.kind) {
		case 'tensor': return modelShapeText(value.shape);
		case 'unknown': return '?';
		case 'other': return '';
		case 'sequence': return listed(value.items.map((item) => modelValueText(item) || '·'), '[', ']');
		case 'mapping': return listed(value.entries.map(([key, item]) => `${key}: ${modelValueText(item) || '·'}`), '{', '}');
	}
}

function listed(items: readonly string[], open: string, close: string): string {
	const shown = items.slice(0, MOST_ITEMS);
	return `${open}${[...shown, ...(items.length > shown.length ? ['…'] : [])].join(', ')}${close}`;
}

/** A count with how far it can be trusted: `896`, `≥ 896`, `?`; at least nothing is `?` too. */
export function quantityText(quantity: Quantity, show: (value: number) => string = showCount): string {
	switch (quantity.status) {
		case 'exact': return show(quantity.value);
		case 'at-least': return quantity.value === 0 ? '?' : `≥ ${show(quantity.value)}`;
		case 'unknown': return '?';
	}
}

/** A count in few characters: 11.7 M; all digits below ten thousand. */
export function shortCount(value: number): string {
	if (value < 10_000) return showCount(value);
	const [unit, letter] = value >= 1e9 ? [1e9, 'G'] : value >= 1e6 ? [1e6, 'M'] : [1e3, 'k'];
	return `${(value / unit).toFixed(value / unit < 100 ? 2 : 1)} ${letter}`;
}

/** Bytes in powers of 1024. */
export function bytesText(bytes: number): string {
	if (bytes < 1024) return `${bytes} B`;
	const [unit, name] = bytes >= 1024 ** 3 ? [1024 ** 3, 'GiB'] : bytes >= 1024 ** 2 ? [1024 ** 2, 'MiB'] : [1024, 'KiB'];
	return `${(bytes / unit).toFixed(1)} ${name}`;
}
