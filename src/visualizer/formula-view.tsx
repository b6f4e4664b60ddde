import type { VNode } from 'preact';
import { formulaText, type Formula } from '../present/formula';

function Part({ formula }: { readonly formula: Formula }): VNode {
	switch (formula.kind) {
		case 'number': return <mn>{formula.text}</mn>;
		case 'symbol': return <mi>{formula.text}</mi>;
		case 'operator': return <mo>{formula.text}</mo>;
		case 'subscript': return <msub><mi>{formula.base}</mi><mi>{formula.index}</mi></msub>;
		case 'row': return <mrow>{formula.parts.map((part, index) => <Part formula={part} key={index} />)}</mrow>;
		case 'fraction': return <mfrac><Part formula={formula.above} /><Part formula={formula.below} /></mfrac>;
		case 'floor': return <mrow><mo>⌊</mo><Part formula={formula.inside} /><mo>⌋</mo></mrow>;
	}
}

/** Longer formulas are set smaller, so that they fit into their card. */
const MOST_IN_LARGE = 44;

/** A formula, typeset; its plain text is there for copying and for screen readers. */
export function FormulaView({ formula }: { readonly formula: Formula }): VNode {
	const text = formulaText(formula);
	return <math display="block" class={text.length > MOST_IN_LARGE ? 'long' : ''} aria-label={text}><Part formula={formula} /></math>;
}
