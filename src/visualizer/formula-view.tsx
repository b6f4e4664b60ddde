import type { VNode } from 'preact';
import { formulaText, type Formula, type SizeTerm } from '../present/formula';
import { explains, type FigureMark, type MarkSide } from './explained';

interface FormulaViewProps {
	readonly formula: Formula;
	/** Where a number of it comes from. */
	readonly provenance: (term: SizeTerm) => string;
	readonly side: MarkSide | undefined;
}

/** What a term of the formula is about in the figure. */
function markOf(term: SizeTerm): FigureMark {
	switch (term) {
		case 'input': return 'input';
		case 'output': case 'output-padding': return 'output';
		case 'kernel': case 'dilation': case 'gaps': case 'last-cell': return 'kernel';
		case 'padding': case 'padding-before': case 'padding-after': case 'both-sides': return 'padding';
		case 'stride': case 'first-window': return 'stride';
	}
}

/** Brackets stay as high as the line: MathML's would grow with a subscript beside them. (Preact takes a `false` for an attribute to leave out.) */
function unstretched(element: Element | null): void {
	element?.setAttribute('stretchy', 'false');
}

/** A formula, typeset; its plain text is there for copying and for screen readers. */
export function FormulaView({ formula, provenance, side }: FormulaViewProps): VNode {
	const text = formulaText(formula);
	return <math display="block" aria-label={text} style={{ '--length': String(text.length) }}>{part(formula)}</math>;

	function told(term: SizeTerm | undefined): Partial<ReturnType<typeof explains>> {
		return term === undefined ? {} : explains(provenance(term), markOf(term), side);
	}

	function part(of: Formula): VNode {
		switch (of.kind) {
			case 'number': return <mn {...told(of.of)}>{of.text}</mn>;
			case 'symbol': return <mi {...told(of.of)}>{of.text}</mi>;
			case 'operator': return of.text === '(' || of.text === ')' ? <mo ref={unstretched}>{of.text}</mo> : <mo>{of.text}</mo>;
			case 'subscript': return <msub {...told(of.of)}><mi>{of.base}</mi><mi>{of.index}</mi></msub>;
			case 'row': return <mrow>{of.parts.map(part)}</mrow>;
			case 'fraction': return <mfrac>{part(of.above)}{part(of.below)}</mfrac>;
			case 'floor': return <mrow><mo>⌊</mo>{part(of.inside)}<mo>⌋</mo></mrow>;
		}
	}
}
