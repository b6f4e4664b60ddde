/** Models that were analysed in an earlier version of a file: which of them would come out the same, and what that was. */
import type { Interpreter } from './python/interpreter';
import { Comparison } from './python/sameness';
import type { Shift } from './python/shift';
import type { ClassDefinition, ParsedModule, Positioned } from './python/syntax';
import type { Placed } from './python/walk';
import { PythonClass } from './python/objects';
import { NONE } from './python/values';
import type { Instance, Module } from './python/objects';
import type { Extension, Value } from './python/values';
import type { SiteGroup } from './layer-sites';
import type { ModelOutcome, OwnInputs } from './model-analysis';
import { relocatePlaces } from './observed-places';
import type { ObservedPlace } from './observed-places';
import { LostPlace, Relocation } from './relocation';
import type { FileRange, ProblemReport } from './report';
import type { BuildKey, BuildMemory, BuiltModel, FoundModel, KeptBuild } from './torch/find-models';
import { ModuleInstance } from './torch/module-instance';
import type { StatedInput } from './torch/stated-inputs';
import { Tensor } from './torch/tensor';

/** What a build left behind, as far as the rest of the file's report needs it. */
export interface BuildTraces {
	readonly problems: readonly ProblemReport[];
	readonly observed: readonly ObservedPlace[];
	readonly sites: ReadonlyArray<SiteGroup<undefined>>;
}

export const NO_TRACES: BuildTraces = { problems: [], observed: [], sites: [] };

/** A model with all that its outcome hung on. */
export interface KeptModel extends KeptBuild {
	readonly key: BuildKey;
	/** The module-level names that its code read, with what they stood for; the instance itself under '' where the file's statements made it. */
	readonly reads: ReadonlyMap<string, Value | undefined>;
	readonly steps: number;
	readonly stated: readonly StatedInput[];
	readonly hasOtherModels: boolean;
	readonly own: OwnInputs;
	/** For the parts of the file that the model is made of: the exact parameter count of each instance, undefined where it is not exact. */
	readonly parts: ReadonlyMap<ClassDefinition, ReadonlyArray<number | undefined>>;
	readonly traces: BuildTraces;
	/** Constructor calls of layers in the model that no build has recorded: copies. */
	readonly unrecorded: ReadonlyArray<SiteGroup<undefined>>;
	readonly outcome: ModelOutcome;
	readonly chunkStarts: readonly number[];
}

/** Compares tensors and modules, beyond what all instances have. */
function compareTorchValues(before: Extension | Instance, after: Extension | Instance, comparison: Comparison): boolean {
	if (before instanceof ModuleInstance) {
		return after instanceof ModuleInstance && before.isInitialized === after.isInitialized && before.isPending === after.isPending && comparison.same(before.doubt, after.doubt)
			&& comparison.dicts(before.parameters, after.parameters) && comparison.dicts(before.buffers, after.buffers) && comparison.dicts(before.submodules, after.submodules);
	}
	return !(before instanceof Tensor) || (after instanceof Tensor && sameTensors(before, after, comparison));
}

function sameTensors(before: Tensor, after: Tensor, comparison: Comparison): boolean {
	return before.type === after.type && before.isParameter === after.isParameter && before.requiresGradient === after.requiresGradient && comparison.all(before.shape, after.shape)
		&& before.values?.join() === after.values?.join() && JSON.stringify(before.field) === JSON.stringify(after.field) && sameProducers(before, after, comparison);
}

/** Whether two tensors came about in the same way: it is told where a shape does not fit. */
function sameProducers({ producer: before }: Tensor, { producer: after }: Tensor, comparison: Comparison): boolean {
	if (before === undefined || after === undefined) return before === after;
	return before.operation === after.operation && comparison.calls(before.call, after.call) && comparison.all(before.inputs, after.inputs);
}

/** A version of the file, as far as it decides what can be kept. */
export interface Version {
	/** Steps that are left out are counted there. */
	readonly interpreter: Interpreter;
	readonly module: Module;
	readonly parsed: ParsedModule;
	/** What states a model's inputs. */
	readonly stated: (place: Pick<FoundModel, 'type' | 'definition'>, own: OwnInputs, instance?: ModuleInstance) => readonly StatedInput[];
}

/** The models of the version that was analysed last. */
export class KeptModels implements BuildMemory {
	private readonly byNode = new Map<Positioned, KeptModel>();
	private version: Version | undefined;
	private pending: (() => readonly KeptModel[]) | undefined;
	/** The text that the models were kept of. */
	private text: string | undefined;
	/** How positions have moved within chunks since; undefined where that can't be told. */
	private shifts: ReadonlyMap<number, Shift> | undefined;

	/** Begins a version of the file. */
	begin(version: Version): void {
		const { text, shifted } = version.parsed;
		this.version = version;
		this.shifts = this.text === text ? NO_SHIFTS : this.text === shifted.since ? shifted.shifts : undefined;
	}

	/** Forgets the last version for this one's, whose models are gathered once they are needed: no report waits for what only the next one asks for. */
	replace(models: () => readonly KeptModel[]): void {
		this.text = this.version?.parsed.text;
		this.byNode.clear();
		this.pending = models;
	}

	/** Gathers the models of the last version. To be called before the next one is read, which moves the trees that the two share. */
	settle(): void {
		const models = this.pending?.() ?? [];
		this.pending = undefined;
		for (const model of models) this.byNode.set(model.key.node, model);
	}

	recall(key: BuildKey, type: PythonClass | undefined, definition: Placed<ClassDefinition> | undefined): { readonly kept: KeptModel; readonly type: PythonClass } | undefined {
		const model = this.byNode.get(key.node);
		if (this.version === undefined || model === undefined || model.reads.has('') || model.key.candidates.length !== key.candidates.length || model.key.candidates.some((each, index) => each !== key.candidates[index])) return undefined;
		const place = { type: type ?? LIBRARY_TYPE, definition };
		const kept = this.renew(model, this.version, place);
		return kept === undefined || !this.version.interpreter.skipSteps(model.steps) ? undefined : { kept, type: place.type };
	}

	/** The same for an instance that the file's own statements have made. */
	recallExisting({ type, definition, name, construction }: FoundModel, { key, instance }: BuiltModel): KeptModel | undefined {
		const model = this.byNode.get(key.node);
		if (this.version === undefined || model?.reads.has('') !== true || model.outcome.report.name !== name || model.construction.kind !== construction.kind) return undefined;
		return this.renew(model, this.version, { type, definition }, instance);
	}

	/** The model as it is in this version, if it would come out the same. */
	private renew(model: KeptModel, { module, stated, parsed }: Version, place: Pick<FoundModel, 'type' | 'definition'>, instance?: ModuleInstance): KeptModel | undefined {
		const { shifts } = this;
		if (shifts === undefined) return undefined;
		const { file } = model.outcome.report.nameRange;
		const comparison = new Comparison(file, compareTorchValues);
		const reads = new Map<string, Value | undefined>();
		for (const [name, before] of model.reads) {
			const value = name === '' ? instance : module.namespace.get(name);
			if (!comparison.same(before, value)) return undefined;
			reads.set(name, value);
		}
		try {
			const moved = new Relocation(file, model.chunkStarts, comparison.offsets, new Map(), shifts);
			const own = { declared: model.own.declared.map((each) => relocateStated(each, moved)), example: model.own.example.map((each) => relocateStated(each, moved)) };
			const now = stated(place, own, instance);
			const places = statedPlaces(model.stated, now);
			return places === undefined ? undefined : relocated({ ...model, reads, own, stated: now, chunkStarts: chunkStartsOf(parsed) }, new Relocation(file, model.chunkStarts, comparison.offsets, places, shifts));
		} catch (error) {
			if (error instanceof LostPlace) return undefined;
			throw error;
		}
	}
}

const NO_SHIFTS: ReadonlyMap<number, Shift> = new Map();

/** Where the chunks of a file begin. */
export function chunkStartsOf({ chunks }: ParsedModule): number[] {
	return chunks.map(({ offset }) => offset);
}

const LIBRARY_TYPE = new PythonClass('Model', [], new Map());

function relocateStated(stated: StatedInput, relocation: Relocation): StatedInput {
	return 'range' in stated.provenance ? { ...stated, provenance: { ...stated.provenance, range: relocation.range(stated.provenance.range) } as StatedInput['provenance'] } : stated;
}

/** A model's outcome at the places where its text stands now. @throws LostPlace */
function relocated(model: KeptModel, relocation: Relocation): KeptModel {
	if (relocation.isIdle) return model;
	const range = <Each extends { readonly range: FileRange }>(each: Each): Each => ({ ...each, range: relocation.range(each.range) });
	const { outcome, traces } = model;
	return {
		...model, constructed: model.constructed.map((each) => relocation.range(each)), construction: relocation.construction(model.construction), unrecorded: model.unrecorded.map(range),
		traces: { problems: traces.problems.map((each) => relocation.problem(each)), observed: relocatePlaces(traces.observed, relocation), sites: traces.sites.map(range) },
		outcome: {
			...outcome, report: relocation.model(outcome.report), observed: relocatePlaces(outcome.observed, relocation), problems: outcome.problems.map((each) => relocation.problem(each)),
			slips: outcome.slips.map((each) => relocation.problem(each)),
		},
	};
}

/** Where what states a model's inputs stands now; undefined where something else is stated. */
export function statedPlaces(before: readonly StatedInput[], now: readonly StatedInput[]): Map<number, number> | undefined {
	const places = new Map<number, number>();
	return before.length === now.length && before.every((each, index) => sameStatement(each, now[index]!, places)) ? places : undefined;
}

function sameStatement(before: StatedInput, now: StatedInput, places: Map<number, number>): boolean {
	const [a, b] = [before.provenance, now.provenance];
	if (before.name !== now.name || before.bearing !== now.bearing || a.kind !== b.kind || before.shape.join() !== now.shape.join() || before.type !== now.type) return false;
	// A number or a name is the same one; what can change is not compared.
	if (before.given !== now.given || typeof before.given === 'object') return before.given === NONE && now.given === NONE;
	if (a.kind === 'dataset' && (b.kind !== 'dataset' || a.name !== b.name)) return false;
	if (!('range' in a) || !('range' in b) || a.range === undefined || b.range === undefined) return true;
	if (a.range.end - a.range.start !== b.range.end - b.range.start || a.range.file !== b.range.file) return false;
	const known = places.get(a.range.start);
	places.set(a.range.start, b.range.start);
	return known === undefined || known === b.range.start;
}
