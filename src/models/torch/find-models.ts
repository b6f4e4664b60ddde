/** Finds the models of a file and gets an instance of each. */
import { newWork, working } from '../python/ownership';
import type { Work } from '../python/ownership';
import { NO_KEYWORDS, PythonClass, PythonFunction } from '../python/objects';
import { BudgetExceeded, PythonError, siteOf, Unknown } from '../python/values';
import type { Keywords, Module, NameReads } from '../python/objects';
import type { CallSite, Value } from '../python/values';
import type { Interpreter } from '../python/interpreter';
import type { ClassDefinition, FunctionDefinition, Parameter, ParsedModule, Positioned } from '../python/syntax';
import { noteUnknownPartsOf } from '../python/unknown-parts';
import { topDefinitions, visitExpressions } from '../python/walk';
import type { Placed } from '../python/walk';
import { rangeOf } from '../quantities';
import type { FileRange, ModelReport } from '../report';
import { constructorRange } from './constructor-arguments';
import { ModuleInstance } from './module-instance';
import type { Recorder } from './recorder';

/** A model of the file, built. */
export interface FoundModel {
	readonly name: string;
	readonly nameRange: FileRange;
	readonly definitionRange: FileRange;
	/** The class statement, where the model has one. */
	readonly definition: Placed<ClassDefinition> | undefined;
	readonly construction: ModelReport['construction'];
	readonly type: PythonClass;
	readonly source: BuiltModel | RecalledModel;
}

/** How much a recorder had written down at one moment. */
export interface RecorderMark {
	readonly modules: number;
	readonly calls: number;
	readonly failures: number;
	readonly observations: number;
}

export function markOf({ modules, calls, failures, observations }: Recorder): RecorderMark {
	return { modules: modules.length, calls: calls.length, failures: failures.length, observations: observations.length };
}

/** What a build left in the recorder. */
export interface RecordedPart {
	readonly from: RecorderMark;
	readonly to: RecorderMark;
}

/** A model whose build was left out. */
export interface RecalledModel {
	readonly kind: 'recalled';
	readonly kept: KeptBuild;
	/** Where in the recorder the build would stand. */
	readonly at: RecorderMark;
}

/** A model that was built in this version of the file. */
export interface BuiltModel {
	readonly kind: 'built';
	readonly instance: ModuleInstance;
	readonly work: Work;
	/** The module-level names that the build has read; running the model adds to it. */
	readonly reads: Map<string, Value | undefined>;
	/** What the build left behind; undefined for an instance that the file's own statements made. */
	readonly part: RecordedPart | undefined;
	readonly steps: number;
	/** What its outcome is kept under, with the functions that might have built it. */
	readonly key: BuildKey;
}

/** A build that was not repeated, because it would come out as it did in an earlier version. */
export interface KeptBuild {
	/** The classes of the file whose instances are in the model. */
	readonly classes: ReadonlySet<ClassDefinition>;
	/** Where in the file its layers were made. */
	readonly constructed: readonly FileRange[];
	readonly construction: ModelReport['construction'];
}

export interface BuildKey {
	/** The definition; for a model in a variable, the call that made it. */
	readonly node: Positioned;
	readonly candidates: readonly FunctionDefinition[];
}

/** Knows which builds need not be repeated. */
export interface BuildMemory {
	/** @param type the class of the file that is to be built, if it is one */
	recall(key: BuildKey, type: PythonClass | undefined, definition: Placed<ClassDefinition> | undefined): { readonly kept: KeptBuild; readonly type: PythonClass } | undefined;
}

export interface FoundModels {
	/** In the order of their places. */
	readonly models: readonly FoundModel[];
	/** In the order in which they were built. */
	readonly built: readonly FoundModel[];
	/** Module classes of the file that are only used inside others. */
	readonly parts: ReadonlyArray<{ readonly type: PythonClass; readonly definition: Placed<ClassDefinition> }>;
}

/** Containers that a function puts models together with. */
const ASSEMBLERS = /^(?:Sequential|Model|Functional)$/;

/** The names that the body of a definition mentions, and the attributes that are containers. */
function mentioned({ node }: Placed<ClassDefinition | FunctionDefinition>): ReadonlySet<string> {
	const known = mentions.get(node);
	if (known !== undefined) return known;
	const names = new Set<string>();
	visitExpressions(node.body, (expression) => {
		if (expression.kind === 'name' || (expression.kind === 'attribute' && ASSEMBLERS.test(expression.name))) names.add(expression.name);
	});
	mentions.set(node, names);
	return names;
}

/** Kept with the tree: an edit elsewhere leaves it as it is. */
const mentions = new WeakMap<ClassDefinition | FunctionDefinition, ReadonlySet<string>>();

type Place = Omit<FoundModel, 'type' | 'source'>;

/** These names, and what the definitions that they stand for mention. */
function reachable(names: Iterable<string>, definitions: ReadonlyArray<{ readonly definition: Placed<ClassDefinition | FunctionDefinition>; readonly mentions: Iterable<string> }>): Set<string> {
	const reached = new Set(names);
	for (let grown = true; grown;) {
		grown = false;
		for (const { definition, mentions } of definitions) {
			if (!reached.has(definition.node.name)) continue;
			for (const name of mentions) {
				if (reached.has(name)) continue;
				reached.add(name);
				grown = true;
			}
		}
	}
	return reached;
}

function basesOf(node: ClassDefinition): string[] {
	return node.arguments.flatMap(({ value }) => (value.kind === 'name' ? [value.name] : []));
}

/** Whether a function puts a model together of the library's parts. */
function isBuilder(node: FunctionDefinition, mentions: ReadonlySet<string>): boolean {
	return !needsArguments(node) && [...mentions].some((name) => ASSEMBLERS.test(name));
}

function needsArguments({ parameters }: FunctionDefinition): boolean {
	return parameters.some(({ kind, fallback }) => kind !== 'variadic' && kind !== 'keywords' && fallback === undefined);
}

/** The parameters of a class's constructor without a default. */
function missingArguments(type: PythonClass): readonly Parameter[] {
	const initialize = type.find('__init__');
	if (!(initialize instanceof PythonFunction)) return [];
	return initialize.parameters.slice(1).filter(({ name, kind }) => kind !== 'variadic' && kind !== 'keywords' && !initialize.defaults.has(name));
}

/** Finds the models of a parsed and interpreted file, and builds what a class, a factory or a call in it describes. */
export class ModelFinder {
	/** In the order in which they were built. */
	private readonly models: FoundModel[] = [];
	/** Classes that models may still be built of. */
	private readonly waiting: Set<PythonClass>;
	/** What the file's own statements have made. */
	private readonly before: number;
	private readonly classes: ReadonlyArray<{ type: PythonClass; definition: Placed<ClassDefinition>; mentions: ReadonlySet<string> }>;
	/** What other modules hold, as of so many modules. */
	private held: { readonly count: number; readonly modules: ReadonlySet<ModuleInstance> } = { count: -1, modules: new Set() };
	private readonly functions: ReadonlyArray<{ definition: Placed<FunctionDefinition>; mentions: ReadonlySet<string> }>;
	/** The names that classes use, and the functions that these use. */
	private readonly reached: ReadonlySet<string>;

	private readonly kept: KeptBuild[] = [];

	constructor(parsed: ParsedModule, private readonly module: Module, private readonly reads: NameReads, private readonly file: string, private readonly recorder: Recorder, private readonly interpreter: Interpreter, private readonly base: PythonClass, private readonly memory: BuildMemory) {
		const top = topDefinitions(parsed);
		this.classes = top.classes.flatMap((definition) => {
			const type = this.module.namespace.get(definition.node.name);
			return type instanceof PythonClass && type.definition === definition.node && type.isSubclassOf(this.base) ? [{ type, definition, mentions: mentioned(definition) }] : [];
		});
		this.functions = top.functions.map((definition) => ({ definition, mentions: mentioned(definition) }));
		this.waiting = new Set(this.classes.map(({ type }) => type));
		this.before = recorder.modules.length;
		const used = this.classes.flatMap(({ type, mentions }) => [...mentions].filter((name) => name !== type.name));
		this.reached = reachable(used, this.functions);
	}

	/** Whether the file is known to have several models, before all are built: several classes that no other uses. */
	get hasSeveral(): boolean {
		return this.models.length > 1 || this.classes.filter(({ type }) => !this.reached.has(type.name)).length > 1;
	}

	/** Builds the models, one after another. */
	*find(): Generator<FoundModel, void> {
		for (const each of this.classes) {
			this.waiting.delete(each.type);
			if (this.reached.has(each.type.name) && this.instancesOf(each.type).every((instance) => this.isInside(instance))) continue;
			yield* this.add(this.build(each.type, each.definition));
		}
		// A part that none of the models uses after all stands for itself.
		for (const { type, definition } of this.classes) {
			if (this.models.some((model) => model.type === type) || this.recorder.modules.some((each) => each.type === type) || this.kept.some(({ classes }) => classes.has(definition.node)) || missingArguments(type).length > 0) continue;
			yield* this.add(this.build(type, definition));
		}
		for (const found of this.variables()) yield* this.add(found);
		yield* this.builders();
	}

	private *add(found: FoundModel | undefined): Generator<FoundModel, void> {
		if (found === undefined) return;
		this.models.push(found);
		yield found;
	}

	/** What has been found so far. */
	found(): FoundModels {
		const { models } = this;
		const parts = this.classes.filter(({ type }) => !models.some((model) => model.type === type));
		return { models: [...models].sort((a, b) => a.nameRange.start - b.nameRange.start), built: models, parts };
	}

	/** The classes that models still to be found can't be made of, as far as names tell. */
	settled(): Array<Placed<ClassDefinition>> {
		const { recorder, classes, functions, waiting } = this;
		const within = new Set(this.models.flatMap(({ source }) => (source.kind === 'built' ? source.instance.walk().map(([, each]) => each) : [])));
		const made = new Set(recorder.modules.map(({ type }) => type));
		const open = reachable([
			...classes.flatMap(({ type }) => (waiting.has(type) || !made.has(type) ? [type.name, ...this.factoriesOf(type).map(({ name }) => name)] : [])),
			...recorder.modules.slice(0, this.before).flatMap((each) => (within.has(each) ? [] : [each.type.name])),
			...functions.flatMap(({ definition: { node }, mentions }) => (isBuilder(node, mentions) ? [node.name] : [])),
		], [...functions, ...classes.map(({ definition, mentions }) => ({ definition, mentions: [...mentions, ...basesOf(definition.node)] }))]);
		return classes.flatMap(({ type, definition }) => (open.has(type.name) ? [] : [definition]));
	}

	private instancesOf(type: PythonClass): ModuleInstance[] {
		return this.recorder.modules.filter((each) => each.type === type);
	}

	/** Whether another module holds the instance. */
	private isInside(instance: ModuleInstance): boolean {
		if (this.held.count !== this.recorder.modules.length) {
			const children = this.recorder.modules.flatMap((each) => each.parts);
			this.held = { count: this.recorder.modules.length, modules: new Set(children) };
		}
		return this.held.modules.has(instance);
	}

	private build(type: PythonClass, definition: Placed<ClassDefinition>): FoundModel | undefined {
		const place = {
			name: type.name, definition,
			nameRange: rangeOf(siteOf(definition.node.nameRange, { file: this.file, offset: definition.offset, isPrelude: false })),
			definitionRange: { file: this.file, start: definition.offset + definition.node.start, end: definition.offset + definition.node.end },
		};
		const existing = this.instancesOf(type).find((instance) => !this.isInside(instance) && instance.anyDoubt === undefined) ?? this.instancesOf(type).find((instance) => !this.isInside(instance));
		if (existing !== undefined) {
			const range = constructorRange(existing);
			return { ...place, type, construction: { kind: 'call', ...(range === undefined ? {} : { range }) }, source: this.existing(existing, definition.node) };
		}
		const missing = missingArguments(type);
		const candidates = missing.length === 0 ? [] : this.factoriesOf(type);
		return this.remember({ node: definition.node, candidates }, type, definition, () => {
			if (missing.length === 0) {
				const made = this.make(type);
				return made === undefined ? undefined : { ...place, instance: made, construction: { kind: 'defaults' } };
			}
			const factory = this.fromFactory(type, candidates);
			if (factory !== undefined) return { ...place, ...factory };
			const [named, placed] = [missing.filter(({ kind }) => kind === 'keyword-only'), missing.filter(({ kind }) => kind !== 'keyword-only')];
			const unknown = (): Unknown => new Unknown('missing-argument', type.name);
			const made = this.make(type, placed.map(unknown), new Map(named.map(({ name }) => [name, unknown()])));
			if (made === undefined) return undefined;
			noteUnknownPartsOf(made, definition.node);
			return { ...place, instance: made, construction: { kind: 'unknown-arguments' } };
		}, (kept) => ({ ...place, construction: kept.construction }));
	}

	/** An instance that the file's own statements made. */
	private existing(instance: ModuleInstance, node: Positioned): BuiltModel {
		return { kind: 'built', instance, work: newWork(), reads: new Map<string, Value | undefined>([['', instance]]), part: undefined, steps: 0, key: { node, candidates: [] } };
	}

	/** Builds a model, or leaves that out where its outcome is known. */
	private remember(key: BuildKey, type: PythonClass | undefined, definition: Placed<ClassDefinition> | undefined, build: () => (Place & { readonly instance: ModuleInstance }) | undefined, place: (kept: KeptBuild) => Place): FoundModel | undefined {
		const recalled = this.memory.recall(key, type, definition);
		if (recalled !== undefined) {
			this.kept.push(recalled.kept);
			return { ...place(recalled.kept), type: recalled.type, source: { kind: 'recalled', kept: recalled.kept, at: markOf(this.recorder) } };
		}
		const { recorder, interpreter } = this;
		const [work, reads, steps] = [newWork(), new Map<string, Value | undefined>(), interpreter.stepsTaken];
		const from = markOf(recorder);
		if (type !== undefined) reads.set(type.name, this.module.namespace.get(type.name));
		for (const { name } of key.candidates) reads.set(name, this.module.namespace.get(name));
		this.reads.names = reads;
		try {
			const made = working(work, build);
			if (made === undefined) return undefined;
			const { instance, ...rest } = made;
			return { ...rest, type: instance.type, source: { kind: 'built', instance, work, reads, part: { from, to: markOf(recorder) }, steps: interpreter.stepsTaken - steps, key } };
		} finally {
			this.reads.names = undefined;
		}
	}

	/** Calls a value; undefined where that fails or gives no module. */
	private make(callee: Value, args: readonly Value[] = [], keywords: Keywords = NO_KEYWORDS): ModuleInstance | undefined {
		const before = this.recorder.modules.length;
		try {
			const value = this.interpreter.withShare(() => this.interpreter.call(callee, args, keywords));
			return value instanceof ModuleInstance ? value : undefined;
		} catch (error) {
			if (error instanceof PythonError) {
				this.recorder.failed(error, error.site ?? { file: this.file, start: 0, end: 0 });
				// The constructor got as far as this.
				const begun = callee instanceof PythonClass ? this.recorder.modules.slice(before).find((each) => each.type === callee) : undefined;
				begun?.addDoubt(new Unknown('failed-statement', error.message));
				return begun;
			}
			if (error instanceof BudgetExceeded && error.resource !== 'time') return undefined;
			throw error;
		}
	}

	/** The functions of the file without required arguments that lead to the class. */
	private factoriesOf(type: PythonClass): FunctionDefinition[] {
		const makers = new Set([type.name]);
		for (let grown = true; grown;) {
			grown = false;
			for (const { definition, mentions } of this.functions) {
				if (makers.has(definition.node.name) || ![...mentions].some((name) => makers.has(name))) continue;
				makers.add(definition.node.name);
				grown = true;
			}
		}
		return this.functions.map(({ definition: { node } }) => node).filter((node) => makers.has(node.name) && !needsArguments(node));
	}

	/** The first of these functions that gives a model of this class. */
	private fromFactory(type: PythonClass, candidates: readonly FunctionDefinition[]): { readonly instance: ModuleInstance; readonly construction: ModelReport['construction'] } | undefined {
		for (const { definition } of this.functions) {
			if (!candidates.includes(definition.node)) continue;
			const factory = this.module.namespace.get(definition.node.name);
			const made = factory === undefined || factory instanceof Unknown ? undefined : this.make(factory);
			if (made?.type !== type) continue;
			const range = { file: this.file, start: definition.offset + definition.node.nameRange.start, end: definition.offset + definition.node.nameRange.end };
			return { instance: made, construction: { kind: 'factory', range, name: definition.node.name } };
		}
		return undefined;
	}

	/** Functions without required arguments that put a model together, where nothing in the file calls them. */
	private *builders(): Generator<FoundModel, void> {
		const found = [...this.models];
		for (const { definition, mentions: names } of this.functions) {
			const { node, offset } = definition;
			if (!isBuilder(node, names)) continue;
			const within = (range: FileRange | undefined): boolean => range?.file === this.file && range.start >= offset + node.start && range.end <= offset + node.end;
			if (this.recorder.modules.some((module) => within(constructorRange(module))) || this.kept.some(({ constructed }) => constructed.some(within)) || found.some(({ construction }) => construction.name === node.name)) continue;
			const nameRange = { file: this.file, start: offset + node.nameRange.start, end: offset + node.nameRange.end };
			const place = { name: node.name, nameRange, definitionRange: { file: this.file, start: offset + node.start, end: offset + node.end }, definition: undefined, construction: { kind: 'factory' as const, range: nameRange, name: node.name } };
			yield* this.add(this.remember({ node, candidates: [node] }, undefined, undefined, () => {
				const factory = this.module.namespace.get(node.name);
				const made = factory instanceof PythonFunction ? this.make(factory) : undefined;
				return made === undefined || made.children.length === 0 || made.type.origin?.file === this.file ? undefined : { ...place, instance: made };
			}, () => place));
		}
	}

	/** The call in the file that led to an instance: its constructor's, or that of a library's function which made it. */
	private callOf(instance: ModuleInstance): CallSite | undefined {
		let call = instance.createdAt;
		while (call !== undefined && call.origin.file !== this.file) call = call.parent;
		return call;
	}

	/** Module-level variables that hold a model made of library parts: `model = nn.Sequential(…)`, `model = keras.applications.ResNet50()`. */
	private variables(): FoundModel[] {
		const seen = new Set<ModuleInstance>();
		return [...this.module.namespace].flatMap(([name, value]) => {
			if (!(value instanceof ModuleInstance) || value.children.length === 0 || seen.has(value)) return [];
			seen.add(value);
			const call = this.callOf(value);
			if (call === undefined) return [];
			if (value.type.definition !== undefined && value.type.origin?.file === this.file) return [];
			if (this.isInside(value) || this.models.some(({ source }) => source.kind === 'built' && source.instance.walk().some(([, module]) => module === value))) return [];
			const range = rangeOf(siteOf(call.node, call.origin));
			return [{ name, nameRange: range, definitionRange: range, definition: undefined, type: value.type, construction: { kind: 'call' as const, range }, source: this.existing(value, call.node) }];
		});
	}
}
