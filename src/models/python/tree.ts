import type { SyntaxNode } from '@lezer/common';
import type { Positioned } from './syntax';

/** The text that a tree was parsed from, and how its positions map back to the chunk that the person wrote. */
export class Source {
	/** Set by a `yield` that has been read; a function definition resets it before its body and asks afterwards. */
	yields = false;

	constructor(readonly text: string, private readonly original: (offset: number) => number) {}

	textOf(node: SyntaxNode): string {
		return this.text.slice(node.from, node.to);
	}

	/** Where a node stands in the chunk, without the blank lines that the parser counts to a block. */
	range(from: SyntaxNode, to: SyntaxNode = from): Positioned {
		let end = to.to;
		while (end > from.from && /\s/.test(this.text[end - 1]!)) end--;
		return { start: this.original(from.from), end: this.original(end) };
	}
}

/** A node's children, in order. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
	const children: SyntaxNode[] = [];
	for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
	return children.filter((child) => child.name !== 'Comment');
}

/** Splits nodes at every separator of this name; an empty last part is dropped. */
export function splitAt(nodes: readonly SyntaxNode[], separator: string): SyntaxNode[][] {
	const parts: SyntaxNode[][] = [[]];
	for (const node of nodes) {
		if (node.name === separator) parts.push([]);
		else parts[parts.length - 1]!.push(node);
	}
	if (parts[parts.length - 1]!.length === 0) parts.pop();
	return parts;
}
