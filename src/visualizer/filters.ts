import { elementCount, tensor, type Tensor } from '../engine/tensor';
import type { Pairing } from '../engine/pairing';

/** What a filter that was added on the panel is made of: the first filter's numbers turned, mirrored or negated, or a known kernel. */
export const TURNS = ['quarter-turn', 'half-turn', 'three-quarter-turn', 'mirrored', 'upside-down', 'negated', 'copy'] as const;
export type Turn = (typeof TURNS)[number];
export type AddedFilter = Turn | { readonly known: string };

/** The filters that a layer has: all that its kernel has, the first few of them, or all and some that were added. */
export type FilterChoice = 'all' | { readonly first: number } | { readonly added: readonly AddedFilter[] };

/** Kernels with their filters summed apart: (F, C / groups, …spatial), and the groups. */
type GroupedKernel = Pick<Pairing, 'kernel' | 'groups'>;

/** More filters of one's own are no comparison any more. */
export const MOST_FILTERS = 8;

/** Where a turned plane takes its numbers from. */
function sourceOf(turn: Turn, row: number, column: number, rows: number, columns: number): readonly [number, number] {
	switch (turn) {
		case 'quarter-turn': return [rows - 1 - column, row];
		case 'half-turn': return [rows - 1 - row, columns - 1 - column];
		case 'three-quarter-turn': return [column, columns - 1 - row];
		case 'mirrored': return [row, columns - 1 - column];
		case 'upside-down': return [rows - 1 - row, column];
		case 'negated': case 'copy': return [row, column];
	}
}

/** Whether turning changes a filter of this height and width and keeps them; a row or a column is only turned end to end. */
export function turnFits(turn: Turn, rows: number, columns: number): boolean {
	if (turn === 'quarter-turn' || turn === 'three-quarter-turn') return rows === columns && rows > 1;
	if (turn === 'mirrored' || turn === 'upside-down') return rows > 1 && columns > 1;
	return turn !== 'half-turn' || rows * columns > 1;
}

/** Planes of the same height and width, each turned: clockwise by quarters, mirrored left to right, upside down, or with every sign changed. */
export function turned(planes: Float64Array, rows: number, columns: number, turn: Turn): Float64Array {
	const cells = rows * columns;
	return planes.map((_, index) => {
		const within = index % cells;
		const [row, column] = sourceOf(turn, Math.floor(within / columns), within % columns, rows, columns);
		const value = planes[index - within + row * columns + column]!;
		return turn === 'negated' ? 0 - value : value;
	});
}

/** The added filters that go with a kernel of this shape: a known one only where it has the height and width, in a flat layer. */
export function fittingFilters(added: readonly AddedFilter[], { shape }: Tensor, known: (id: string) => Tensor | undefined): readonly AddedFilter[] {
	const [rows, columns] = [shape.at(-2)!, shape.at(-1)!];
	return added.filter((filter) => {
		if (typeof filter === 'string') return turnFits(filter, rows, columns);
		const sizes = known(filter.known)?.shape;
		return shape.length === 4 && sizes?.[0] === rows && sizes[1] === columns;
	}).slice(0, MOST_FILTERS);
}

/** The numbers of an added filter, of as many planes as the first filter has. */
function addedNumbers(filter: AddedFilter, first: Float64Array, [rows, columns]: readonly [number, number], known: (id: string) => Tensor | undefined): Float64Array {
	if (typeof filter === 'string') return turned(first, rows, columns, filter);
	const plane = known(filter.known)?.data ?? first;
	return first.map((_, index) => plane[index % plane.length]!);
}

/** The kernel with its choice of filters, the same for every group of channels: in each group the kernel's own come first. */
export function withFilters({ kernel, groups }: GroupedKernel, choice: FilterChoice, known: (id: string) => Tensor | undefined): GroupedKernel {
	if (choice === 'all') return { kernel, groups };
	const [filters, ...rest] = kernel.shape as [number, ...number[]];
	const own = filters / groups;
	const size = elementCount(rest);
	const kept = 'first' in choice ? Math.min(own, Math.max(1, choice.first)) : own;
	const added = 'added' in choice ? fittingFilters(choice.added, kernel, known) : [];
	const perGroup = kept + added.length;
	const data = new Float64Array(groups * perGroup * size);
	for (let group = 0; group < groups; group++) {
		const from = kernel.data.subarray(group * own * size, (group + 1) * own * size);
		const to = group * perGroup * size;
		data.set(from.subarray(0, kept * size), to);
		added.forEach((filter, index) => data.set(addedNumbers(filter, from.slice(0, size), [kernel.shape.at(-2)!, kernel.shape.at(-1)!], known), to + (kept + index) * size));
	}
	return { kernel: tensor([groups * perGroup, ...rest], data), groups };
}

/** The choice of so many filters of a kernel that has `own` itself: the first of them, or all and further ones. */
export function filterCount(choice: FilterChoice, own: number): number {
	if (choice === 'all') return own;
	return 'first' in choice ? Math.min(own, choice.first) : own + choice.added.length;
}

/**
 * The filters after their number was set: those that were added stay as they were, a new one is the first filter turned on by a quarter,
 * or, where it has not as many rows as columns, with its signs changed.
 */
export function countedFilters(choice: FilterChoice, own: number, wanted: number, rows: number, columns: number): FilterChoice {
	if (wanted === own) return 'all';
	if (wanted < own) return { first: wanted };
	const before = typeof choice === 'object' && 'added' in choice ? choice.added : [];
	const fresh = TURNS.filter((turn) => turn !== 'copy' && turnFits(turn, rows, columns) && !before.includes(turn));
	const added = Array.from({ length: wanted - own }, (_, index): AddedFilter => before[index] ?? fresh[index - before.length] ?? 'copy');
	return { added };
}
