import type { VNode } from 'preact';
import type { Tensor } from '../engine/tensor';
import { knownKernels } from '../present/known-kernels';
import type { Localize } from '../present/localize';
import { countedFilters, filterCount, fittingFilters, MOST_FILTERS, turnFits, TURNS, type AddedFilter, type FilterChoice, type Turn } from './filters';
import { Knob, NamedChoice } from './knob';
import { useLocalize } from './localization';

/** What the filters of a stage can be chosen from. */
export interface FilterRoom {
	/** Filters that its kernel has itself, in every group. */
	readonly own: number;
	readonly groups: number;
	/** (F, C / groups, …spatial) */
	readonly kernel: Tensor;
}

interface FilterKnobsProps {
	readonly room: FilterRoom;
	readonly value: FilterChoice;
	readonly onChange: (value: FilterChoice) => void;
}

/** What a turn of the first filter is called, in the few letters that a narrow panel shows. */
function turnName(turn: Turn, localize: Localize): string {
	switch (turn) {
		case 'quarter-turn': return localize('turned 90° ↻');
		case 'half-turn': return localize('turned 180° ↻');
		case 'three-quarter-turn': return localize('turned 270° ↻');
		case 'mirrored': return localize('mirrored ↔');
		case 'upside-down': return localize('mirrored ↕');
		case 'negated': return localize('signs changed');
		case 'copy': return localize('a copy');
	}
}

/** How many filters the stage has, and what those are that its kernel does not have itself. */
export function FilterKnobs({ room: { own, groups, kernel }, value, onChange }: FilterKnobsProps): VNode {
	const localize = useLocalize();
	const { shape } = kernel;
	const [rows, columns] = [shape.at(-2)!, shape.at(-1)!];
	const kernels = knownKernels(localize).filter((known) => shape.length === 4 && known.kernel.shape[0] === rows && known.kernel.shape[1] === columns);
	const known = (id: string): Tensor | undefined => kernels.find((each) => each.id === id)?.kernel;
	const added = typeof value === 'object' && 'added' in value ? fittingFilters(value.added, kernel, known) : [];
	const choice: FilterChoice = typeof value === 'object' && 'added' in value ? { added } : value;
	const most = Math.max(own, MOST_FILTERS);
	const options = [...TURNS.filter((turn) => turnFits(turn, rows, columns)).map((turn) => [turn, turnName(turn, localize)] as const), ...kernels.map(({ id, name }) => [`known ${id}`, name] as const)];
	const replaced = (at: number, name: string): FilterChoice => ({
		added: added.map((each, index): AddedFilter => (index !== at ? each : TURNS.find((turn) => turn === name) ?? { known: name.replace('known ', '') })),
	});
	return (
		<>
			<Knob
				name={groups > 1 ? localize('Filters a group') : localize('Filters')} value={filterCount(choice, own)} limit={{ least: 1, most, reason: own >= MOST_FILTERS ? 'no-more-filters' : 'enough-filters' }}
				onChange={(wanted) => onChange(countedFilters(choice, own, wanted, rows, columns))}
			/>
			{added.map((each, index) => (
				<NamedChoice key={index} name={localize('Filter {number}', { number: own + index + 1 })} value={typeof each === 'string' ? each : `known ${each.known}`} options={options} onChange={(name) => onChange(replaced(index, name))} />
			))}
		</>
	);
}
