/** The layers' constructor calls in the text, with every use of them. */
import type { FileRange, LayerGeometry, LayerSite, ParameterReport, Quantity } from './report';
import type { LayerReading } from './report-model';
import { constructorRange } from './torch/constructor-arguments';
import { reportedCounts } from './torch/costs';
import type { ModuleInstance } from './torch/module-instance';

/** One constructor call, with the paths of what it made, by the model that holds it. */
export interface SiteGroup<Model> {
	readonly range: FileRange;
	readonly className: string;
	readonly geometry: LayerGeometry;
	readonly parameters: readonly ParameterReport[];
	readonly parameterCount: Quantity;
	readonly uses: ReadonlyArray<{ readonly model: Model; readonly path: string }>;
}

/** Where every module is used. */
export type ModuleUses<Model> = ReadonlyMap<ModuleInstance, ReadonlyArray<{ readonly model: Model; readonly path: string }>>;

/** Gathers modules by the constructor call that made them. */
export function siteGroups<Model>(modules: Iterable<ModuleInstance>, uses: ModuleUses<Model>, file: string, readingOf: (module: ModuleInstance) => LayerReading): SiteGroup<Model>[] {
	const groups = new Map<number, { className: string; readonly first: ModuleInstance; range: FileRange; readonly uses: Array<{ readonly model: Model; readonly path: string }> }>();
	for (const module of modules) {
		const { origin } = module.type;
		if (module.createdAt?.origin.file !== file || (origin?.isPrelude !== true && origin?.file !== file)) continue;
		const range = constructorRange(module)!;
		let group = groups.get(range.start);
		if (group === undefined) groups.set(range.start, group = { className: '', first: module, range, uses: [] });
		group.range = range;
		group.className = module.type.name;
		for (const use of uses.get(module) ?? []) group.uses.push(use);
	}
	return [...groups.values()].map(({ first, ...group }) => ({ ...group, geometry: readingOf(first).geometry(first), parameters: readingOf(first).parameters(first), parameterCount: reportedCounts(first).all }));
}

/** Puts groups together by place; of one place the first tells the sizes. */
export function mergeSites<Model>(groups: ReadonlyArray<SiteGroup<Model>>, indexOf: (model: Model) => number): LayerSite[] {
	const sites = new Map<number, LayerSite>();
	for (const { uses, ...group } of groups) {
		const known = sites.get(group.range.start);
		const indexed = uses.map(({ model, path }) => ({ model: indexOf(model), path }));
		sites.set(group.range.start, known === undefined ? { ...group, uses: indexed } : { ...known, range: group.range, className: group.className, uses: [...known.uses, ...indexed] });
	}
	return [...sites.values()].sort((a, b) => a.range.start - b.range.start);
}
