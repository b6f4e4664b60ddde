/** One analysis of one version of a file. */
import type { AnalysisStep } from './analyze';
import { keepModels } from './keep-models';
import { statedPlaces } from './kept-models';
import type { KeptModel, KeptModels } from './kept-models';
import { readingOf } from './layer-reading';
import { analyzeModel, ownInputs, statedInputs } from './model-analysis';
import type { ModelContext } from './model-analysis';
import { Interpreter } from './python/interpreter';
import type { Budget, ModuleStore } from './python/interpreter';
import { newWork, working } from './python/ownership';
import { topDefinitions } from './python/walk';
import { Module } from './python/objects';
import { BudgetExceeded } from './python/values';
import type { NameReads } from './python/objects';
import type { FileReport } from './report';
import { reportFile, reportSettled } from './report-file';
import type { AnalysedFile, AnalysedModel } from './report-file';
import { ModelFinder } from './torch/find-models';
import type { FoundModel } from './torch/find-models';
import { MODULE_CLASS } from './torch/library';
import { Recorder } from './torch/recorder';
import { TORCH_METHODS } from './torch/run';
import { statedByData, statedInCalls } from './torch/stated-inputs';

/** What holds for all analyses of one analyzer. */
export interface AnalysisSettings {
	readonly store: ModuleStore;
	readonly budget: Budget;
	/** The height and width to assume where nothing tells. */
	readonly defaultSize: number;
}

export class FileAnalysis {
	/** A model of an earlier version has been taken as it was. */
	usedKept = false;
	private readonly recorder: Recorder;
	private readonly reads: NameReads = { names: undefined, isOpen: false };
	private readonly analysed = new Map<FoundModel, AnalysedModel>();
	private whole: AnalysedFile | undefined;
	private isIncomplete = false;

	constructor(readonly text: string, readonly file: string, private readonly moduleName: string, private readonly settings: AnalysisSettings, private readonly memory: KeptModels) {
		this.recorder = new Recorder(file);
	}

	/**
	 * Runs the file, then builds and runs its models one after another. Behind each it can be asked for what is known so far, and be left for good.
	 * @returns undefined where a model was taken from an earlier version although, as became clear later, it can't be
	 */
	*run(): Generator<AnalysisStep, FileReport | undefined> {
		const work = newWork();
		const within = <Result>(step: () => Result): Result => working(work, step);
		const { base, finder, parsed, definitions, interpreter } = within(() => this.begin());
		const models = finder.find();
		const next = (): FoundModel | undefined => within(() => this.withinBudget(() => interpreter.inTime(() => models.next().value))) ?? undefined;
		let waiting: FoundModel[] = [];
		for (let found = next(); found !== undefined; found = next()) {
			waiting.push(found);
			// What the file says of shapes without a name is read otherwise where it has several models.
			if (!finder.hasSeveral) continue;
			for (const each of waiting) within(() => this.analyzeBuilt(each, { ...base, hasOtherModels: true }));
			waiting = [];
			yield { kind: 'beginning', report: () => within(() => reportSettled({ file: this.file, analysed: this.analysedOf(finder.found().models) }, finder.settled())) };
		}
		return within(() => {
			const [found, hasOtherModels] = [finder.found(), finder.hasSeveral];
			if (!this.analyzeRest(found.models, { ...base, hasOtherModels })) return undefined;
			const { text, file, recorder, isIncomplete } = this;
			this.whole = { text, file, recorder, parsed, definitions, found, analysed: this.analysedOf(found.models), hasOtherModels, isIncomplete };
			return reportFile(this.whole);
		});
	}

	/** The models that can be taken as they are for as long as nothing that they hang on changes. */
	keep(): KeptModel[] {
		return this.whole === undefined || this.reads.isOpen ? [] : keepModels(this.whole);
	}

	/** Reads and runs the file. */
	private begin(): { readonly base: Omit<ModelContext, 'hasOtherModels'>; readonly finder: ModelFinder; readonly interpreter: Interpreter } & Pick<AnalysedFile, 'parsed' | 'definitions'> {
		const { store, budget, defaultSize } = this.settings;
		const { text, file, recorder } = this;
		const parsed = store.parse(file, text, 'at-once');
		const module = new Module(this.moduleName);
		module.reads = this.reads;
		const interpreter = new Interpreter(store, TORCH_METHODS, recorder, budget);
		const definitions = topDefinitions(parsed).classes;
		const literal = statedInCalls(parsed, file);
		const data = statedByData(text, file);
		const base = { text, file, store, budget, defaultSize, recorder, literal, data, classes: new Map(definitions.map((each) => [each.node.name, each])), readingOf };
		this.memory.begin({
			interpreter, module, parsed,
			stated: (place, own, instance) => statedInputs({ ...place, source: instance === undefined ? { kind: 'recalled' } : { kind: 'built', instance } }, own, base),
		});
		this.withinBudget(() => interpreter.inTime(() => {
			module.set('__name__', '__main__');
			interpreter.runModule(module, parsed, file);
		}));
		return { base, parsed, definitions, interpreter, finder: new ModelFinder(parsed, module, this.reads, file, recorder, interpreter, MODULE_CLASS, this.memory) };
	}

	/** @returns whether all models that were taken from an earlier version could be */
	private analyzeRest(models: readonly FoundModel[], context: ModelContext): boolean {
		for (const found of models) {
			const { source } = found;
			if (source.kind === 'built') {
				this.analyzeBuilt(found, context);
				continue;
			}
			const kept = source.kept as KeptModel;
			this.usedKept = true;
			// A model that was built later may have called this one.
			if (kept.hasOtherModels !== context.hasOtherModels || statedPlaces(kept.stated, statedInputs({ ...found, source: { kind: 'recalled' } }, kept.own, context)) === undefined) return false;
			this.analysed.set(found, { found, outcome: kept.outcome, kept, stated: kept.stated, calls: 0 });
		}
		return true;
	}

	private analysedOf(models: readonly FoundModel[]): AnalysedModel[] {
		return models.flatMap((found) => this.analysed.get(found) ?? []);
	}

	/** @returns undefined where the budget did not suffice */
	private withinBudget<Result>(run: () => Result): Result | undefined {
		try {
			return run();
		} catch (error) {
			if (!(error instanceof BudgetExceeded)) throw error;
			this.isIncomplete = true;
			return undefined;
		}
	}

	/** Runs a model that was built in this version, unless it has been run on just these inputs. */
	private analyzeBuilt(found: FoundModel, context: ModelContext): void {
		const { source } = found;
		if (source.kind !== 'built') return;
		const { instance, work, reads, part } = source;
		const calls = context.recorder.calls.length;
		const known = this.analysed.get(found);
		// A model that was built later may have called this one.
		if (known?.calls === calls) return;
		const kept = part === undefined ? this.memory.recallExisting(found, source) : undefined;
		if (kept?.hasOtherModels === context.hasOtherModels) {
			this.usedKept = true;
			this.analysed.set(found, { found, outcome: kept.outcome, kept, stated: kept.stated, calls });
			return;
		}
		const stated = statedInputs({ ...found, source }, ownInputs(instance), context);
		if (known !== undefined && statedPlaces(known.stated, stated) !== undefined) return;
		this.reads.names = reads;
		try {
			const outcome = this.withinBudget(() => working(work, () => analyzeModel(found, instance, stated, context)));
			if (outcome !== undefined) this.analysed.set(found, { found, outcome, kept: undefined, stated, calls });
		} finally {
			this.reads.names = undefined;
		}
	}
}
