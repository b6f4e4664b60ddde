import { elementCount } from '../engine/tensor';
import type { CellEditing } from './cell-editing';
import type { Focus } from './focus';
import type { PointedCell } from './links';
import type { Role } from './protocol';
import { typedNumber } from './quiz';
import type { StageSettings } from './stage-settings';
import type { ShownPair } from './view-state';

/** A number of a matrix as it is written in the document. */
export interface DocumentNumber {
	readonly role: Role;
	/** Counted through the matrix row by row. */
	readonly index: number;
}

/** Which number of the document stands at a place of the stage; undefined where none does. */
export function documentNumber(shown: ShownPair, settings: StageSettings, focus: Focus, { part, row, column }: PointedCell): DocumentNumber | undefined {
	if (part === 'input') {
		if (focus.index > 0 || shown.input.place === undefined) return undefined;
		const drawn = focus.lattice.cellAt(row, column);
		if (drawn.kind !== 'cell') return undefined;
		const { volume } = focus;
		const slice = volume === undefined ? 0 : volume.under[volume.shown]?.input;
		if (slice === undefined) return undefined;
		const plane = (focus.sample * focus.input.shape[1]! + focus.inputChannel) * (volume?.inputSlices ?? 1) + slice;
		return { role: 'input', index: plane * focus.inputPlane.values.length + drawn.row * focus.inputPlane.columns + drawn.column };
	}
	if (part === 'output' || focus.kernelPlane === undefined || shown.kernel.place === undefined) return undefined;
	if ((settings.kind !== 'convolution' && settings.kind !== 'transposed-convolution') || settings.kernel !== 'document') return undefined;
	const cell = row * focus.kernelPlane.columns + column;
	const cells = focus.kernelPlane.values.length;
	if (shown.kernel.shape.length <= 2) return { role: 'kernel', index: cell };
	if (focus.volume !== undefined) {
		// the document's kernel holds its planes in the stage's order; one of a single channel is repeated for every channel
		const planes = elementCount(shown.kernel.shape.slice(0, -2));
		return { role: 'kernel', index: (focus.kernelOffset / cells) % planes * cells + cell };
	}
	const perFilter = shown.kernel.shape.at(-3)!;
	return { role: 'kernel', index: (focus.outputChannel * perFilter + focus.inputChannel - focus.inputChannels[0]!) * cells + cell };
}

/** What can be typed into a part of the stage; it is written into the document. */
export function documentEditing(shown: ShownPair, settings: StageSettings, focus: Focus, part: 'input' | 'kernel', label: string, write: (number: DocumentNumber, value: number) => void): CellEditing | undefined {
	const matrix = shown[part];
	if (matrix.place === undefined || (part === 'input' && focus.index > 0)) return undefined;
	return {
		label,
		textAt(row, column) {
			const number = documentNumber(shown, settings, focus, { part, row, column });
			return number === undefined ? undefined : String(matrix.values[number.index]!);
		},
		commit(row, column, text) {
			const number = documentNumber(shown, settings, focus, { part, row, column });
			const value = typedNumber(text);
			if (number !== undefined && value !== undefined && value !== matrix.values[number.index]) write(number, value);
		},
	};
}
