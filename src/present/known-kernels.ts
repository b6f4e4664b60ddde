import { tensor, type Tensor } from '../engine/tensor';
import { kernelTable } from './kernel-table';
import type { Localize } from './localize';

/** A kernel of the textbooks that is offered to convolve with. */
export interface KnownKernel {
	/** Stable across languages and versions. */
	readonly id: string;
	readonly name: string;
	/** What it does to an image, in a few words. */
	readonly effect: string;
	readonly kernel: Tensor;
}

/** The kernels that are offered, (h, w) each; one whose rows and columns may be exchanged comes both ways. */
export function knownKernels(localize: Localize): readonly KnownKernel[] {
	return kernelTable(localize).flatMap(({ name, transposedName, description, rows, offered }): readonly KnownKernel[] => {
		if (offered === undefined) return [];
		const [id, transposedId] = offered.as;
		const known = (as: string, called: string, numbers: TableRows): KnownKernel => (
			{ id: as, name: called, effect: description, kernel: tensor([numbers.length, numbers[0]!.length], numbers.flat().map((value) => value / offered.divisor)) }
		);
		const written = known(id, name, rows);
		return transposedId === undefined ? [written] : [written, known(transposedId, transposedName ?? name, rows[0]!.map((_, column) => rows.map((row) => row[column]!)))];
	});
}

type TableRows = ReadonlyArray<readonly number[]>;
