import type { Shape } from '../engine/tensor';
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
	const plane = documentPlane(shown.kernel.shape, focus);
	return plane === undefined ? undefined : { role: 'kernel', index: (plane * focus.kernelPlane.rows + row) * focus.kernelPlane.columns + column };
}

/** Which plane of the document's kernel is shown, counted through it; undefined for a filter that was added on the panel. */
function documentPlane(shape: Shape, { result: { stage }, outputChannel, inputChannel, inputChannels, volume }: Focus): number | undefined {
	if (stage.kind !== 'convolution' && stage.kind !== 'transposed-convolution') return undefined;
	const perGroup = stage.filters / stage.groups;
	const [group, filter] = [Math.floor(outputChannel / perGroup), outputChannel % perGroup];
	const slice = volume?.under[volume.shown]?.kernel ?? 0;
	const isRepeated = shape.length <= (volume === undefined ? 2 : 3); // for every channel
	const holdsFilters = shape.length === 4 && (volume === undefined || stage.channels === 1);
	const own = holdsFilters ? shape[0]! / stage.groups : 1;
	if (filter >= own) return undefined;
	if (isRepeated) return slice;
	const slices = volume === undefined ? 1 : shape.at(-3)!;
	return ((group * own + filter) * inputChannels.length + inputChannel - inputChannels[0]!) * slices + slice;
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
