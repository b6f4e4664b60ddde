/** Moves what was reported for an earlier version of a file to where its text stands now. */
import type { Shift } from './python/shift';
import type { FileRange, InputProvenance, LayerReport, ModelReport, ProblemReport } from './report';

/** Thrown where it is not known what a place has become. */
export class LostPlace extends Error {}

/** Where the places of an earlier version are now. */
export class Relocation {
	constructor(
		private readonly file: string,
		/** Where the earlier version's chunks began, ascending. */
		private readonly chunkStarts: readonly number[],
		/** Where chunks that are still there begin now, by where they began. */
		private readonly offsets: ReadonlyMap<number, number>,
		/** Where single ranges begin now, by where they began. */
		private readonly places: ReadonlyMap<number, number>,
		/** How positions have moved within chunks, by where these began. */
		private readonly shifts: ReadonlyMap<number, Shift>,
	) {}

	/** Nothing has moved. */
	get isIdle(): boolean {
		return this.shifts.size === 0 && [this.offsets, this.places].every((moves) => [...moves].every(([before, now]) => before === now));
	}

	/** @throws LostPlace */
	range(range: FileRange): FileRange;
	range(range: FileRange | undefined): FileRange | undefined;
	range(range: FileRange | undefined): FileRange | undefined {
		if (range?.file !== this.file) return range;
		const chunk = this.chunkOf(range.start);
		const [moved, shift, place] = [this.offsets.get(chunk), this.shifts.get(chunk), this.places.get(range.start)];
		if (moved === undefined || shift === undefined) {
			if (moved === undefined && place === undefined) throw new LostPlace();
			const start = place ?? range.start + moved! - chunk;
			return start === range.start ? range : { file: range.file, start, end: start + range.end - range.start };
		}
		const now = shift.range({ start: range.start - chunk, end: range.end - chunk });
		if (now === undefined) throw new LostPlace();
		return { file: range.file, start: place ?? moved + now.start, end: moved + now.end };
	}

	/** A range whose text is part of what was reported, which must not have changed. @throws LostPlace */
	private verbatim(range: FileRange): FileRange {
		const moved = this.range(range);
		if (moved.end - moved.start !== range.end - range.start) throw new LostPlace();
		return moved;
	}

	model(model: ModelReport): ModelReport {
		return {
			...model, nameRange: this.range(model.nameRange), definitionRange: this.range(model.definitionRange), construction: this.construction(model.construction),
			inputs: model.inputs.map((input) => ({ ...input, provenance: this.provenance(input.provenance) })), layers: model.layers.map((layer) => this.layer(layer)), stoppedAt: this.range(model.stoppedAt),
		};
	}

	construction(construction: ModelReport['construction']): ModelReport['construction'] {
		return construction.range === undefined ? construction : { ...construction, range: this.range(construction.range) };
	}

	problem(problem: ProblemReport): ProblemReport {
		return {
			...problem, range: this.range(problem.range), constructor: this.range(problem.constructor), trace: problem.trace.map((step) => ({ ...step, range: this.range(step.range) })),
			fix: problem.fix === undefined ? undefined : { ...problem.fix, range: this.verbatim(problem.fix.range) },
		};
	}

	private layer(layer: LayerReport): LayerReport {
		return { ...layer, constructor: this.range(layer.constructor), calls: layer.calls.map((call) => (call.site === undefined ? call : { ...call, site: this.range(call.site) })) };
	}

	private provenance(provenance: InputProvenance): InputProvenance {
		return 'range' in provenance ? { ...provenance, range: this.range(provenance.range) } as InputProvenance : provenance;
	}

	/** Where the chunk of a place began. */
	private chunkOf(start: number): number {
		let [low, high] = [0, this.chunkStarts.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if (this.chunkStarts[middle]! <= start) low = middle + 1;
			else high = middle;
		}
		return this.chunkStarts[low - 1] ?? 0;
	}
}
