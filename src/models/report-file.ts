/** From the models of a file, run, to its report. */
import { siteGroups, mergeSites } from './layer-sites';
import type { ModuleUses, SiteGroup } from './layer-sites';
import type { BuildTraces, KeptModel } from './kept-models';
import { readingOf } from './layer-reading';
import { certainProblems } from './model-analysis';
import type { ModelOutcome } from './model-analysis';
import { mergePlaces, observedPlaces } from './observed-places';
import type { ObservedPlace } from './observed-places';
import type { ClassDefinition, ParsedModule } from './python/syntax';
import type { Placed } from './python/walk';
import type { FileRange, FileReport, LayerSite, PartReport, ProblemReport } from './report';
import { slipsInText } from './slips';
import { reportedCounts } from './torch/costs';
import { markOf } from './torch/find-models';
import type { FoundModel, FoundModels, RecorderMark } from './torch/find-models';
import type { ModuleInstance } from './torch/module-instance';
import type { Recorder } from './torch/recorder';
import type { StatedInput } from './torch/stated-inputs';

/** A model with what came of it, in this version or in an earlier one. */
export interface AnalysedModel {
	readonly found: FoundModel;
	readonly outcome: ModelOutcome;
	readonly kept: KeptModel | undefined;
	readonly stated: readonly StatedInput[];
	/** How many calls had been recorded by then: one of them may state its inputs. */
	readonly calls: number;
}

/** All that came of running a file and its models. */
export interface AnalysedFile {
	readonly file: string;
	readonly text: string;
	readonly parsed: ParsedModule;
	readonly definitions: ReadonlyArray<Placed<ClassDefinition>>;
	readonly recorder: Recorder;
	readonly found: FoundModels;
	/** In the order of their places. */
	readonly analysed: readonly AnalysedModel[];
	readonly hasOtherModels: boolean;
	/** The budget did not suffice for all. */
	readonly isIncomplete: boolean;
}

const START: RecorderMark = { modules: 0, calls: 0, failures: 0, observations: 0 };

interface Segment {
	readonly from: RecorderMark;
	readonly to: RecorderMark;
	readonly traces: BuildTraces | undefined;
	readonly found: FoundModel | undefined;
}

/** The report on the whole file. */
export function reportFile(analysedFile: AnalysedFile): FileReport {
	const { file, found, recorder, analysed, definitions, parsed } = analysedFile;
	const segments = segmentsOf(found, recorder);
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
	}
	for (const { from, to, traces } of segments) (traces?.problems ?? certainProblems(recorder.failures.slice(from.failures, to.failures), analysedFile)).forEach(add);
	const moduleClasses = definitions.filter(({ node }) => found.models.some(({ type }) => type.name === node.name) || found.parts.some(({ type }) => type.name === node.name));
	problems.push(...slipsInText(parsed, moduleClasses, file));
	const outside: ObservedPlace[] = segments.flatMap(({ from, to, traces }) => traces?.observed ?? observedPlaces(recorder.observations.slice(from.observations, to.observations)));
	return {
		file, models: analysed.map(({ outcome }) => outcome.report), parts: reportParts(analysedFile), observations: mergePlaces(analysed.flatMap(({ outcome }) => outcome.observed), outside),
		layers: reportSites(analysedFile, segments), problems: problems.sort((a, b) => a.range.start - b.range.start), isIncomplete: analysedFile.isIncomplete || analysed.some(({ outcome }) => outcome.isIncomplete),
	};
}

/**
 * The report on the models that have been run while others are still to be found: of the text, only what stands inside these definitions, where
 * the others can add nothing.
 */
export function reportSettled({ file, analysed }: Pick<AnalysedFile, 'file' | 'analysed'>, settled: ReadonlyArray<Placed<ClassDefinition>>): FileReport {
	const places = settled.map(({ node, offset }) => ({ start: offset + node.start, end: offset + node.end }));
	const isSettled = ({ range }: { readonly range: FileRange }): boolean => range.file === file && places.some(({ start, end }) => start <= range.start && range.end <= end);
	const built = builtModels(analysed);
	const modules = new Set(built.flatMap(({ instance }) => instance.walk().map(([, each]) => each)));
	return {
		file, models: analysed.map(({ outcome }) => outcome.report), parts: [], observations: mergePlaces(analysed.flatMap(({ outcome }) => outcome.observed), []).filter(isSettled),
		layers: mergeSites(siteGroups(modules, usesOf(built), file, readingOf), indexIn(analysed)).filter(isSettled), problems: analysed.flatMap(({ outcome }) => outcome.problems), isIncomplete: false,
	};
}

function indexIn(analysed: readonly AnalysedModel[]): (model: FoundModel) => number {
	return (model) => analysed.findIndex(({ found }) => found === model);
}

/** What was written down while the file ran and its models were built, cut into pieces: what is kept of a build stands where it would have run. */
function segmentsOf({ built }: FoundModels, recorder: Recorder): Segment[] {
	const segments: Segment[] = [];
	let from = START;
	for (const found of built) {
		const { source } = found;
		if (source.kind !== 'recalled') continue;
		segments.push({ from, to: source.at, traces: undefined, found: undefined }, { from: source.at, to: source.at, traces: (source.kept as KeptModel).traces, found });
		from = source.at;
	}
	return [...segments, { from, to: markOf(recorder), traces: undefined, found: undefined }];
}

/** The models that were built in this version, as far as they were run. */
function builtModels(analysed: readonly AnalysedModel[]): Array<{ readonly found: FoundModel; readonly instance: ModuleInstance }> {
	return analysed.flatMap(({ found }) => (found.source.kind === 'built' ? [{ found, instance: found.source.instance }] : []));
}

function reportParts({ file, found, analysed }: AnalysedFile): PartReport[] {
	const modules = [...new Set(builtModels(analysed).flatMap(({ instance }) => instance.walk().map(([, each]) => each)))];
	const recalled = analysed.flatMap(({ found, kept }) => (found.source.kind === 'recalled' && kept !== undefined ? [kept] : []));
	return found.parts.map(({ type, definition }) => {
		const counts = [...modules.filter((each) => each.type === type).map(exactCount), ...recalled.flatMap(({ parts }) => parts.get(definition.node) ?? [])];
		const nameRange = { file, start: definition.offset + definition.node.nameRange.start, end: definition.offset + definition.node.nameRange.end };
		return { name: type.name, nameRange, instances: counts.length, parameterCounts: [...new Set(counts.filter((count) => count !== undefined))].sort((a, b) => a - b) };
	});
}

function reportSites({ file, recorder, analysed }: AnalysedFile, segments: readonly Segment[]): LayerSite[] {
	const uses = usesOf(builtModels(analysed));
	const recorded = new Set(recorder.modules);
	const of = (found: FoundModel, groups: ReadonlyArray<SiteGroup<undefined>>): Array<SiteGroup<FoundModel>> => groups.map((group) => ({ ...group, uses: group.uses.map(({ path }) => ({ model: found, path })) }));
	const groups = segments.flatMap(({ from, to, traces, found }) => (traces !== undefined && found !== undefined ? of(found, traces.sites) : siteGroups(recorder.modules.slice(from.modules, to.modules), uses, file, readingOf)));
	const rest = analysed.flatMap(({ found, kept }) => {
		if (found.source.kind === 'recalled') return of(found, kept!.unrecorded);
		return siteGroups(found.source.instance.walk().flatMap(([, each]) => (recorded.has(each) ? [] : (recorded.add(each), [each]))), uses, file, readingOf);
	});
	return mergeSites([...groups, ...rest], indexIn(analysed));
}

/** Where each module is used. */
export function usesOf<Model>(models: ReadonlyArray<{ readonly found: Model; readonly instance: ModuleInstance }>): ModuleUses<Model> {
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

/** An instance's parameter count, where it is exact. */
export function exactCount(module: ModuleInstance): number | undefined {
	const { all } = reportedCounts(module);
	return all.status === 'exact' ? all.value : undefined;
}
