/** What is kept of a version's models for the next one. */
import { isBuiltGraph } from './keras/graph-run';
import { chunkStartsOf, NO_TRACES } from './kept-models';
import type { KeptModel } from './kept-models';
import { readingOf } from './layer-reading';
import { siteGroups } from './layer-sites';
import { certainProblems, ownInputs } from './model-analysis';
import { observedPlaces } from './observed-places';
import type { ClassDefinition } from './python/syntax';
import { exactCount, usesOf } from './report-file';
import type { AnalysedFile, AnalysedModel } from './report-file';
import { constructorRange } from './torch/constructor-arguments';
import type { BuiltModel, FoundModel } from './torch/find-models';
import type { ModuleInstance } from './torch/module-instance';

/** The models that can be taken as they are for as long as nothing that they hang on changes. */
export function keepModels(file: AnalysedFile): KeptModel[] {
	if (file.isIncomplete || file.analysed.some(({ outcome }) => outcome.isIncomplete)) return [];
	return file.analysed.flatMap(({ found, outcome, kept, stated }) => {
		if (kept !== undefined) return [kept];
		// How a slip is mended hangs on the file's imports.
		if (outcome.slips.length > 0) return [];
		return found.source.kind === 'built' ? keepModel(found, found.source, { outcome, stated }, file) : [];
	});
}

function keepModel(found: FoundModel, { instance, work, reads, part, steps, key }: BuiltModel, { outcome, stated }: Pick<AnalysedModel, 'outcome' | 'stated'>, analysedFile: AnalysedFile): KeptModel[] {
	const { recorder, file, hasOtherModels, parsed } = analysedFile;
	const base = { key, reads, steps, stated, hasOtherModels, own: ownInputs(instance), outcome, chunkStarts: chunkStartsOf(parsed), construction: found.construction };
	if (part === undefined) {
		// The calls of a graph that was built by statements are in the recorder only.
		const isGraph = readingOf(instance).framework === 'keras' && isBuiltGraph(instance);
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
	const uses = usesOf([{ found: undefined, instance }]);
	const parts = new Map<ClassDefinition, Array<number | undefined>>();
	for (const each of new Set([...walked])) {
		const definition = each.type.definition as ClassDefinition | undefined;
		if (definition !== undefined && isOfFile(each) && each !== instance) parts.set(definition, [...(parts.get(definition) ?? []), exactCount(each)]);
	}
	return [{
		...base, parts, classes: new Set(modules.flatMap(({ type }) => (type.definition === undefined ? [] : [type.definition as ClassDefinition]))),
		constructed: modules.flatMap((each) => constructorRange(each) ?? []), unrecorded: siteGroups(walked.filter((each) => !made.has(each)), uses, file, readingOf),
		traces: {
			problems: certainProblems(recorder.failures.slice(part.from.failures, part.to.failures), analysedFile), observed: observedPlaces(recorder.observations.slice(part.from.observations, part.to.observations)),
			sites: siteGroups(modules, uses, file, readingOf),
		},
	}];
}
