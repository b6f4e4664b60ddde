import { h, type VNode } from 'preact';
import type { Mark } from '../present/figure/drawing';
import { PANEL } from '../present/figure/palette';
import { markElement } from '../present/figure/svg';

/** A mark of a drawing as an element of the page; the text in a corner and outlines go by names that the page can be asked for. */
export function markNode(mark: Mark, name?: string): VNode {
	const { tag, attributes, text } = markElement(mark, PANEL);
	return h(tag, name === undefined ? attributes : { ...attributes, class: name }, text === '' ? null : text);
}
