/** One analysis of one version of a file. */
import { siteGroups, mergeSites } from './layer-sites';
import type { ModuleUses, SiteGroup } from './layer-sites';
import { chunkStartsOf, NO_TRACES, statedPlaces } from './kept-models';
import type { BuildTraces, KeptModel, KeptModels } from './kept-models';
import { analyzeModel, certainProblems, ownInputs, statedInputs } from './model-analysis';
import type { ModelContext, ModelOutcome } from './model-analysis';
import { mergePlaces, observedPlaces } from './observed-places';
import type { ObservedPlace } from './observed-places';
import { Interpreter } from './python/interpreter';
import type { Budget, ModuleStore } from './python/interpreter';
import { newWork, trespassCount, working } from './python/ownership';
import type { ClassDefinition, ParsedModule } from './python/syntax';
import { topDefinitions } from './python/walk';
import type { Placed } from './python/walk';
import { Module } from './python/objects';
import { BudgetExceeded } from './python/values';
import type { NameReads } from './python/objects';
import type { FileReport, LayerGeometry, LayerSite, ParameterReport, PartReport, ProblemReport } from './report';
import type { LayerReading } from './report-model';
import { slipsInText } from './slips';
import { kerasGeometry, kerasParameters } from './keras/geometry';
import { isBuiltGraph } from './keras/graph-run';
import { KERAS_LAYER_BASE } from './keras/library';
import { constructorRange } from './torch/constructor-arguments';
import { reportedCounts } from './torch/costs';
import { findModels, markOf } from './torch/find-models';
import type { BuiltModel, FoundModel, FoundModels, RecorderMark } from './torch/find-models';
import { torchGeometry } from './torch/geometry';
import { MODULE_CLASS } from './torch/library';
import type { ModuleInstance } from './torch/module-instance';
import { torchParameters } from './torch/parameters';
import { Recorder } from './torch/recorder';
import { TORCH_METHODS } from './torch/run';
import { statedByData, statedInCalls } from './torch/stated-inputs';
import type { StatedInput } from './torch/stated-inputs';

/** What holds for all analyses of one analyzer. */
export interface AnalysisSettings {
	readonly store: ModuleStore;
	readonly budget: Budget;
	/** The height and width to assume where nothing tells. */
	readonly defaultSize: number;
}

/** Reads each layer once: its model's report and its constructor's place say the same of it. */
function readingOnce({ framework, ...reading }: LayerReading): LayerReading {
	const known = new WeakMap<ModuleInstance, { readonly trespasses: number; readonly geometry: LayerGeometry; readonly parameters: readonly ParameterReport[] }>();
	const read = (module: ModuleInstance): { readonly geometry: LayerGeometry; readonly parameters: readonly ParameterReport[] } => {
		// A layer that has been reported changes no more, unless another model's run reaches over to it.
		const found = known.get(module);
		if (found?.trespasses === trespassCount()) return found;
		const made = { trespasses: trespassCount(), geometry: reading.geometry(module), parameters: reading.parameters(module) };
		known.set(module, made);
		return made;
	};
	return { framework, geometry: (module) => read(module).geometry, parameters: (module) => read(module).parameters };
}

const TORCH = readingOnce({ framework: 'torch', geometry: torchGeometry, parameters: torchParameters });
const KERAS = readingOnce({ framework: 'keras', geometry: kerasGeometry, parameters: kerasParameters });

/** How a layer is to be read: by the framework that its class comes from. */
function readingOf(module: ModuleInstance): LayerReading {
	return module.type.isSubclassOf(KERAS_LAYER_BASE) ? KERAS : TORCH;
}

/** A model with what came of it, in this version or in an earlier one. */
interface AnalysedModel {
	readonly found: FoundModel;
	readonly outcome: ModelOutcome;
	readonly kept: KeptModel | undefined;
	readonly stated: readonly StatedInput[];
}

const START: RecorderMark = { modules: 0, calls: 0, failures: 0, observations: 0 };

export class FileAnalysis {
	/** A model of an earlier version has been taken as it was. */
	usedKept = false;
	private readonly recorder: Recorder;
	private readonly reads: NameReads = { names: undefined, isOpen: false };
	private readonly analysed: AnalysedModel[] = [];
	private parsed: ParsedModule = { text: '', chunks: [], shifted: { since: '', shifts: new Map() } };
	private found: FoundModels = { models: [], built: [], parts: [] };
	private isIncomplete = false;

	constructor(readonly text: string, readonly file: string, private readonly moduleName: string, private readonly settings: AnalysisSettings, private readonly memory: KeptModels) {
		this.recorder = new Recorder(file);
	}

	/** @returns undefined where a model was taken from an earlier version although, as became clear later, it can't be */
	run(): FileReport | undefined {
		return working(newWork(), () => this.runFile());
	}

	private runFile(): FileReport | undefined {
		const { store, budget, defaultSize } = this.settings;
		const { text, file, recorder } = this;
		this.parsed = store.parse(file, text, 'at-once');
		const module = new Module(this.moduleName);
		module.reads = this.reads;
		const interpreter = new Interpreter(store, TORCH_METHODS, recorder, budget);
		const definitions = topDefinitions(this.parsed).classes;
		const literal = statedInCalls(this.parsed, file);
		const data = statedByData(text, file);
		const base = { text, file, store, budget, defaultSize, recorder, literal, data, classes: new Map(definitions.map((each) => [each.node.name, each])), readingOf };
		this.memory.begin({
			interpreter, module, parsed: this.parsed,
			stated: (place, own, instance) => statedInputs({ ...place, source: instance === undefined ? { kind: 'recalled' } : { kind: 'built', instance } }, own, base),
		});
		this.withinBudget(() => {
			module.set('__name__', '__main__');
			interpreter.runModule(module, this.parsed, file);
		});
		this.withinBudget(() => (this.found = findModels(this.parsed, module, this.reads, file, recorder, interpreter, MODULE_CLASS, this.memory)));
		const context: ModelContext = { ...base, hasOtherModels: this.found.models.length > 1 };
		for (const found of this.found.models) {
			const { source } = found;
			if (source.kind === 'built') {
				this.withinBudget(() => this.analyzeBuilt(found, source, context));
				continue;
			}
			const kept = source.kept as KeptModel;
			this.usedKept = true;
			// A model that was built later may have called this one.
			if (kept.hasOtherModels !== context.hasOtherModels || statedPlaces(kept.stated, statedInputs({ ...found, source: { kind: 'recalled' } }, kept.own, context)) === undefined) return undefined;
			this.analysed.push({ found, outcome: kept.outcome, kept, stated: kept.stated });
		}
		return this.report(definitions);
	}

	private withinBudget(run: () => void): void {
		try {
			run();
		} catch (error) {
			if (!(error instanceof BudgetExceeded)) throw error;
			this.isIncomplete = true;
		}
	}

	private analyzeBuilt(found: FoundModel, source: BuiltModel, context: ModelContext): void {
		const { instance, work, reads, part } = source;
		const kept = part === undefined ? this.memory.recallExisting(found, source) : undefined;
		if (kept?.hasOtherModels === context.hasOtherModels) {
			this.usedKept = true;
			this.analysed.push({ found, outcome: kept.outcome, kept, stated: kept.stated });
			return;
		}
		const stated = statedInputs({ ...found, source }, ownInputs(instance), context);
		this.reads.names = reads;
		try {
			this.analysed.push({ found, outcome: working(work, () => analyzeModel(found, instance, stated, context)), kept: undefined, stated });
		} finally {
			this.reads.names = undefined;
		}
	}

	private report(definitions: ReadonlyArray<Placed<ClassDefinition>>): FileReport {
		const { file, found, recorder, analysed } = this;
		const segments = this.segments();
		const known = new Set<string>();
		const problems: ProblemReport[] = [];
		const add = (reported: ProblemReport): void => {
			const key = `${reported.range.start}:${reported.problem.code}`;
			if (known.has(key)) return;
			known.add(key);
			problems.push(reported);
		};
		for (const { outcome } of analysed) {
			outcome.problems.forEach(add);
			problems.push(...outcome.slips);
			this.isIncomplete ||= outcome.isIncomplete;
		}
		for (const { from, to, traces } of segments) (traces?.problems ?? certainProblems(recorder.failures.slice(from.failures, to.failures), this)).forEach(add);
		const moduleClasses = definitions.filter(({ node }) => found.models.some(({ type }) => type.name === node.name) || found.parts.some(({ type }) => type.name === node.name));
		problems.push(...slipsInText(this.parsed, moduleClasses, file));
		const outside: ObservedPlace[] = segments.flatMap(({ from, to, traces }) => traces?.observed ?? observedPlaces(recorder.observations.slice(from.observations, to.observations)));
		return {
			file, models: analysed.map(({ outcome }) => outcome.report), parts: this.reportParts(), observations: mergePlaces(analysed.flatMap(({ outcome }) => outcome.observed), outside),
			layers: this.reportSites(segments), problems: problems.sort((a, b) => a.range.start - b.range.start), isIncomplete: this.isIncomplete,
		};
	}

	/** What was written down while the file ran and its models were built, cut into pieces: what is kept of a build stands where it would have run. */
	private segments(): Segment[] {
		const segments: Segment[] = [];
		let from = START;
		for (const found of this.found.built) {
			const { source } = found;
			if (source.kind !== 'recalled') continue;
			segments.push({ from, to: source.at, traces: undefined, found: undefined }, { from: source.at, to: source.at, traces: (source.kept as KeptModel).traces, found });
			from = source.at;
		}
		return [...segments, { from, to: markOf(this.recorder), traces: undefined, found: undefined }];
	}

	private builtModels(): Array<{ readonly found: FoundModel; readonly instance: ModuleInstance }> {
		return this.found.models.flatMap((found) => (found.source.kind === 'built' ? [{ found, instance: found.source.instance }] : []));
	}

	private reportParts(): PartReport[] {
		const modules = [...new Set(this.builtModels().flatMap(({ instance }) => instance.walk().map(([, each]) => each)))];
		const recalled = this.analysed.flatMap(({ found, kept }) => (found.source.kind === 'recalled' && kept !== undefined ? [kept] : []));
		return this.found.parts.map(({ type, definition }) => {
			const counts = [...modules.filter((each) => each.type === type).map(exactCount), ...recalled.flatMap(({ parts }) => parts.get(definition.node) ?? [])];
			const nameRange = { file: this.file, start: definition.offset + definition.node.nameRange.start, end: definition.offset + definition.node.nameRange.end };
			return { name: type.name, nameRange, instances: counts.length, parameterCounts: [...new Set(counts.filter((count) => count !== undefined))].sort((a, b) => a - b) };
		});
	}

	private reportSites(segments: readonly Segment[]): LayerSite[] {
		const { file, recorder } = this;
		const uses = this.uses(this.builtModels());
		const recorded = new Set(recorder.modules);
		const of = (found: FoundModel, groups: ReadonlyArray<SiteGroup<undefined>>): Array<SiteGroup<FoundModel>> => groups.map((group) => ({ ...group, uses: group.uses.map(({ path }) => ({ model: found, path })) }));
		const groups = segments.flatMap(({ from, to, traces, found }) => (traces !== undefined && found !== undefined ? of(found, traces.sites) : siteGroups(recorder.modules.slice(from.modules, to.modules), uses, file, readingOf)));
		const rest = this.analysed.flatMap(({ found, kept }) => {
			if (found.source.kind === 'recalled') return of(found, kept!.unrecorded);
			return siteGroups(found.source.instance.walk().flatMap(([, each]) => (recorded.has(each) ? [] : (recorded.add(each), [each]))), uses, file, readingOf);
		});
		return mergeSites([...groups, ...rest], (found) => this.found.models.indexOf(found));
	}

	private uses<Model>(models: ReadonlyArray<{ readonly found: Model; readonly instance: ModuleInstance }>): ModuleUses<Model> {
		const uses = new Map<ModuleInstance, Array<{ readonly model: Model; readonly path: string }>>();
		for (const { found, instance } of models) {
			for (const [path, module] of instance.walk()) {
				const known = uses.get(module);
				if (known === undefined) uses.set(module, [{ model: found, path }]);
				else known.push({ model: found, path });
			}
		}
		return uses;
	}

	/** The models that can be taken as they are for as long as nothing that they hang on changes. */
	keep(): KeptModel[] {
		if (this.isIncomplete || this.reads.isOpen) return [];
		const chunkStarts = chunkStartsOf(this.parsed);
		return this.analysed.flatMap(({ found, outcome, kept, stated }) => {
			if (kept !== undefined) return [kept];
			// How a slip is mended hangs on the file's imports.
			if (outcome.slips.length > 0) return [];
			return found.source.kind === 'built' ? this.keepOne(found, found.source, outcome, stated, chunkStarts) : [];
		});
	}

	private keepOne(found: FoundModel, { instance, work, reads, part, steps, key }: BuiltModel, outcome: ModelOutcome, stated: readonly StatedInput[], chunkStarts: readonly number[]): KeptModel[] {
		const { recorder, file } = this;
		const base = { key, reads, steps, stated, hasOtherModels: this.found.models.length > 1, own: ownInputs(instance), outcome, chunkStarts, construction: found.construction };
		if (part === undefined) {
			// The calls of a graph that was built by statements are in the recorder only.
			const isGraph = readingOf(instance) === KERAS && isBuiltGraph(instance);
			return isGraph ? [] : [{ ...base, classes: new Set(), constructed: [], parts: new Map(), traces: NO_TRACES, unrecorded: [] }];
		}
		const modules = recorder.modules.slice(part.from.modules, part.to.modules);
		const inside = new Set(modules.flatMap((each) => each.parts));
		const isOfFile = (module: ModuleInstance): boolean => module.type.origin?.file === file;
		// What another model could find, or a call that could tell its input, must not be left out.
		if (modules.some((each) => each !== instance && isOfFile(each) && !inside.has(each))) return [];
		if (recorder.calls.slice(part.from.calls, part.to.calls).some(({ module, depth }) => depth === 0 && isOfFile(module))) return [];
		const walked = instance.walk().map(([, each]) => each);
		if (walked.some((each) => each.maker !== work)) return [];
		const made = new Set(modules);
		const uses = this.uses([{ found: undefined, instance }]);
		const parts = new Map<ClassDefinition, Array<number | undefined>>();
		for (const each of new Set([...walked])) {
			const definition = each.type.definition as ClassDefinition | undefined;
			if (definition !== undefined && isOfFile(each) && each !== instance) parts.set(definition, [...(parts.get(definition) ?? []), exactCount(each)]);
		}
		return [{
			...base, parts, classes: new Set(modules.flatMap(({ type }) => (type.definition === undefined ? [] : [type.definition as ClassDefinition]))),
			constructed: modules.flatMap((each) => constructorRange(each) ?? []), unrecorded: siteGroups(walked.filter((each) => !made.has(each)), uses, file, readingOf),
			traces: {
				problems: certainProblems(recorder.failures.slice(part.from.failures, part.to.failures), this), observed: observedPlaces(recorder.observations.slice(part.from.observations, part.to.observations)),
				sites: siteGroups(modules, uses, file, readingOf),
			},
		}];
	}
}

interface Segment {
	readonly from: RecorderMark;
	readonly to: RecorderMark;
	readonly traces: BuildTraces | undefined;
	readonly found: FoundModel | undefined;
}

function exactCount(module: ModuleInstance): number | undefined {
	const { all } = reportedCounts(module);
	return all.status === 'exact' ? all.value : undefined;
}
