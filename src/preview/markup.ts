import { planeOf } from '../present/matrix-summary';
import { escapeHtml } from '../present/escape-html';
import { planeFigure, type FigureOptions } from '../present/plane-figure';
import { shapeText, type Tensor } from '../engine/tensor';
import type { Localize } from '../present/localize';

/** A matrix with its name and shape below it. */
export function matrixMarkup(name: string, tensor: Tensor, localize: Localize, options: Omit<FigureOptions, 'label'> = {}): string {
	const planes = tensor.shape.slice(0, -2).reduce((product, size) => product * size, 1);
	const more = planes > 1 ? ` · ${localize('first of {count} planes', { count: planes })}` : '';
	const caption = `${name === '' ? '' : `<b>${escapeHtml(name)}</b> `}${escapeHtml(shapeText(tensor.shape) + more)}`;
	return `<span class="convlens-matrix">${planeFigure(planeOf(tensor), { label: name === '' ? shapeText(tensor.shape) : name, ...options })}<span class="convlens-caption">${caption}</span></span>`;
}

/** A sign between two matrices. */
export function signMarkup(sign: string): string {
	return `<span class="convlens-sign">${escapeHtml(sign)}</span>`;
}

/** A line of a formula or of arithmetic. */
export function formulaMarkup(text: string): string {
	return `<code class="convlens-formula">${escapeHtml(text)}</code>`;
}
