import type { Shape } from '../engine/tensor';
import type { Literal, Notation, Reading, Refusal, TextRange } from './literal';
import type { NumberList } from './number-list';

/** The reading of a whole matrix. Its number ranges are made when they are first asked for: most readers want the tensor alone. */
export function literalReading(notation: Notation, range: TextRange, shape: Shape, numbers: NumberList): Reading {
	let ranges: readonly TextRange[] | undefined;
	const literal: Literal = {
		notation,
		tensor: numbers.tensor(shape),
		range,
		get numberRanges() {
			ranges ??= numbers.ranges();
			return ranges;
		},
	};
	return { kind: 'literal', literal };
}

export function refusedReading(notation: Notation, range: TextRange, refusal: Refusal, at: TextRange): Reading {
	return { kind: 'refused', refused: { notation, range, refusal, at } };
}

/** Where a reading stands, whatever came of it. */
export function rangeOf(reading: Reading): TextRange {
	return reading.kind === 'literal' ? reading.literal.range : reading.refused.range;
}

/** The same reading with the name that it is assigned to. */
export function named(reading: Reading, name: string | undefined): Reading {
	if (name === undefined) return reading;
	if (reading.kind === 'refused') return { kind: 'refused', refused: { ...reading.refused, name } };
	const { literal } = reading;
	return {
		kind: 'literal',
		literal: {
			notation: literal.notation, name, tensor: literal.tensor, range: literal.range,
			get numberRanges() {
				return literal.numberRanges;
			},
		},
	};
}
