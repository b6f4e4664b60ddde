/** From a file's text to its report: the door of this room. */
import { FileAnalysis } from './file-analysis';
import type { AnalysisSettings } from './file-analysis';
import { KeptModels } from './kept-models';
import { DEFAULT_BUDGET, ModuleStore } from './python/interpreter';
import type { Budget, ModuleResolver } from './python/interpreter';
import { restoreLasting, trespassCount } from './python/ownership';
import type { FileReport } from './report';
import { KERAS_ALIASES, kerasLibrary } from './keras/library';
import { torchLibrary } from './torch/library';

export interface AnalysisOptions {
	/** Finds imported modules as source text, in the workspace and in installed packages. */
	readonly resolveModule?: ModuleResolver;
	/** The height and width to assume where nothing tells (default 224). */
	readonly defaultSize?: number;
	readonly budget?: Budget;
}

/** Described here, or too large to be read for a model's sake. */
const UNREAD_PACKAGES: ReadonlySet<string> = new Set(['torch', 'torchgen', 'functorch', 'numpy', 'tensorflow', 'scipy', 'pandas', 'matplotlib', 'sklearn', 'cv2', 'PIL', 'jax', 'sympy', 'lightning', 'pytorch_lightning', 'einops']);

/** Whether a module's own source is never asked for: it is described here, or its package is not read. */
export function isDescribed(name: string): boolean {
	return UNREAD_PACKAGES.has(name.split('.', 1)[0]!) || torchLibrary().has(name) || kerasLibrary().has(name);
}

/** What is known behind a step of an analysis. */
export type AnalysisStep =
	/** Some models have been run: these, and of the rest of the text only what the others can't change. */
	| { readonly kind: 'beginning'; readonly report: () => FileReport }
	| { readonly kind: 'whole'; readonly report: FileReport };

let isUnderWay = false;

/**
 * Analyses versions of files. Keep one for as long as the resolver's answers hold: imported modules are not read again, nor are models
 * run again of which nothing has changed. What comes out is what a new analyzer would give.
 */
export class ModelAnalyzer {
	private readonly settings: AnalysisSettings;
	private readonly kept = new Map<string, KeptModels>();

	constructor({ resolveModule = () => undefined, defaultSize = 224, budget = DEFAULT_BUDGET }: AnalysisOptions = {}) {
		this.settings = { store: new ModuleStore(resolveModule, new Map([...torchLibrary(), ...kerasLibrary()]), KERAS_ALIASES, UNREAD_PACKAGES), budget, defaultSize };
	}

	/** Forgets imported modules: call it when a file other than the analysed ones changes. */
	forgetImports(): void {
		this.settings.store.forget();
		this.kept.clear();
	}

	/** Does what the next analyses would begin with, as soon as there is time for it. */
	settle(): void {
		for (const each of this.kept.values()) each.settle();
	}

	/**
	 * Analyses a file's text. Never throws for any text.
	 * @param file the name that ranges are given under
	 * @param moduleName the file's dotted name, from which relative imports are resolved
	 */
	analyze(text: string, file: string, moduleName = '__main__'): FileReport {
		let report: FileReport | undefined;
		for (const step of this.steps(text, file, moduleName)) if (step.kind === 'whole') ({ report } = step);
		return report!;
	}

	/**
	 * The same in steps, of which the last is the whole. Between them the thread is free for others, but for other analyses: these share what they know
	 * of libraries.
	 * @throws Error where another analysis has not been gone through, or left by `return()`
	 */
	*steps(text: string, file: string, moduleName = '__main__'): Generator<AnalysisStep, void> {
		if (isUnderWay) throw new Error('Another analysis is under way.');
		isUnderWay = true;
		try {
			const key = `${moduleName}\n${file}`;
			const known = this.kept.get(key) ?? new KeptModels();
			this.kept.set(key, known);
			known.settle();
			const before = trespassCount();
			let analysis = new FileAnalysis(text, file, moduleName, this.settings, known);
			let report = yield* analysis.run();
			// Models that change what they did not make can't be told apart from each other: all are run, in their order.
			if ((trespassCount() > before || report === undefined) && analysis.usedKept) {
				restoreLasting();
				analysis = new FileAnalysis(text, file, moduleName, this.settings, new KeptModels());
				report = yield* analysis.run();
			}
			const last = analysis;
			known.replace(trespassCount() > before ? () => [] : () => last.keep());
			restoreLasting();
			yield { kind: 'whole', report: report! };
		} finally {
			restoreLasting();
			isUnderWay = false;
		}
	}
}
