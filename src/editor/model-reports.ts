import * as vscode from 'vscode';
import { AnalysisTurns } from '../models/analysis-turns';
import { ModelAnalyzer } from '../models/analyze';
import type { FileReport } from '../models/report';
import { Disposable } from './disposable';
import { ModuleFiles, moduleNameOf, NAMES_OF_MODELS } from './model-imports';
import type { ImportedModule } from './model-imports';
import { affectsModels, modelSettings } from './model-settings';
import { PythonEnvironments } from './python-environments';
import { isModelDocument, ModelSource, sourceUri, sourceVersion } from './model-source';

/** A report and the text it is about. */
export interface AnalysedModels {
	readonly source: ModelSource;
	readonly report: FileReport;
}

/** Typing waits for nothing: the analysis begins when it has paused for this long. */
const PAUSE_MILLISECONDS = 150;

/** How often an analysis is done again for modules that it turned out to need. */
const MOST_ROUNDS = 4;
const MOST_WANTED = 300;

/** How often a request waits for the next version while a person goes on typing. */
const MOST_ATTEMPTS = 20;

/** What is kept for one source: a file, or a notebook. */
interface Kept {
	analysed: AnalysedModels | undefined;
	/** What is known while the first analysis is under way. */
	beginning: AnalysedModels | undefined;
	timer: ReturnType<typeof setTimeout> | undefined;
	waiting: Array<() => void>;
	/** The imports that the analyzer answers from. */
	imports: Map<string, ImportedModule>;
	/** Modules that the analysis asked for without the text naming them: `keras.applications` as an attribute. */
	readonly wanted: Set<string>;
	readonly missed: Set<string>;
	readonly analyzer: ModelAnalyzer;
	/** Input shapes that the person set for this session: a `# shape:` line by the class's name. */
	readonly insertedLines: Map<string, string>;
}

/** The reports on the models in open documents: one for each version, computed when typing pauses, shared by everything that shows them. */
export class ModelReports extends Disposable {
	readonly #kept = new Map<string, Kept>();
	readonly #environments = this.own(new PythonEnvironments());
	readonly #modules = new ModuleFiles(this.#environments);
	readonly #turns = new AnalysisTurns();
	readonly #changed = this.own(new vscode.EventEmitter<AnalysedModels>());
	/** A new report is there. */
	readonly onDidChange = this.#changed.event;
	readonly #closed = this.own(new vscode.EventEmitter<vscode.Uri>());
	/** A source was closed: what is shown of it is to be taken away. */
	readonly onDidClose = this.#closed.event;

	constructor() {
		super();
		this.own(vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
			if (contentChanges.length > 0 && isModelDocument(document) && this.#kept.has(sourceUri(document).toString())) this.#schedule(document, PAUSE_MILLISECONDS);
		}));
		this.own(vscode.workspace.onDidChangeNotebookDocument(({ notebook, contentChanges }) => {
			const document = notebook.getCells().map((cell) => cell.document).find(isModelDocument);
			if (contentChanges.length > 0 && document !== undefined && this.#kept.has(notebook.uri.toString())) this.#schedule(document, PAUSE_MILLISECONDS);
		}));
		this.own(vscode.workspace.onDidCloseTextDocument((document) => { if (isModelDocument(document)) this.#drop(document.uri); }));
		this.own(vscode.workspace.onDidCloseNotebookDocument((notebook) => this.#drop(notebook.uri)));
		this.own(vscode.workspace.onDidSaveTextDocument((document) => { if (isModelDocument(document)) this.#modulesChanged(document.uri); }));
		const watcher = this.own(vscode.workspace.createFileSystemWatcher('**/*.py'));
		this.own(watcher.onDidChange((uri) => this.#modulesChanged(uri)));
		this.own(watcher.onDidCreate((uri) => this.#modulesChanged(uri)));
		this.own(watcher.onDidDelete((uri) => this.#modulesChanged(uri)));
		this.own(this.#environments.onDidChange(() => this.#modulesChanged(undefined)));
		this.own(vscode.workspace.onDidChangeConfiguration((event) => { if (affectsModels(event)) this.#restart(); }));
		this.own(vscode.window.onDidChangeVisibleTextEditors((editors) => this.#watch(editors)));
		this.own({ dispose: () => { for (const key of [...this.#kept.keys()]) this.#drop(vscode.Uri.parse(key)); } });
		this.#watch(vscode.window.visibleTextEditors);
	}

	/** The report on the present version of a document; undefined where there is none, or when it is no longer wanted. */
	get(document: vscode.TextDocument, token?: vscode.CancellationToken): Promise<AnalysedModels | undefined> {
		return this.#wait(document, token, ({ analysed }) => analysed);
	}

	/** The same, or what is known of it by now: a change is told once the whole is there. */
	soonest(document: vscode.TextDocument, token?: vscode.CancellationToken): Promise<AnalysedModels | undefined> {
		return this.#wait(document, token, ({ analysed, beginning }) => analysed ?? beginning);
	}

	async #wait(document: vscode.TextDocument, token: vscode.CancellationToken | undefined, of: (kept: Kept) => AnalysedModels | undefined): Promise<AnalysedModels | undefined> {
		if (!isWanted(document, token) || !modelSettings(document).enabled) return undefined;
		let kept = this.#keep(document);
		for (let attempt = 0; of(kept)?.source.version !== sourceVersion(document); attempt++) {
			if (attempt === MOST_ATTEMPTS || !isWanted(document, token)) return undefined;
			if (kept.timer === undefined) this.#schedule(document, 0);
			await this.#settled(kept, token);
			kept = this.#keep(document); // another one where settings have changed
		}
		return of(kept);
	}

	/** Takes an input's shape as given for this session, as a `# shape:` line would state it; without one, takes that back. */
	async assume(document: vscode.TextDocument, className: string, line: string | undefined): Promise<void> {
		const { insertedLines } = this.#keep(document);
		if (line === undefined) insertedLines.delete(className);
		else insertedLines.set(className, line);
		this.#invalidate(document, 0);
		await this.get(document);
	}

	#keep(document: vscode.TextDocument): Kept {
		const key = sourceUri(document).toString();
		const known = this.#kept.get(key);
		if (known !== undefined) return known;
		const kept: Kept = {
			analysed: undefined, beginning: undefined, timer: undefined, waiting: [], imports: new Map(), wanted: new Set(), missed: new Set(), insertedLines: new Map(),
			analyzer: new ModelAnalyzer({ resolveModule: (name) => moduleOf(kept, name), defaultSize: modelSettings(document).defaultInputSize }),
		};
		this.#kept.set(key, kept);
		return kept;
	}

	#settled(kept: Kept, token: vscode.CancellationToken | undefined): Promise<void> {
		return new Promise((resolve) => {
			const cancelled = token?.onCancellationRequested(() => resolve());
			kept.waiting.push(() => {
				cancelled?.dispose();
				resolve();
			});
		});
	}

	#schedule(document: vscode.TextDocument, delay: number): void {
		const kept = this.#keep(document);
		clearTimeout(kept.timer);
		const timer = setTimeout(() => void this.#analyse(document, kept, () => kept.timer === timer).finally(() => {
			if (kept.timer === timer) kept.timer = undefined;
			this.#wake(kept);
		}), delay);
		kept.timer = timer;
	}

	/** @param isLatest whether no later analysis is to take its place */
	async #analyse(document: vscode.TextDocument, kept: Kept, isLatest: () => boolean): Promise<void> {
		const source = new ModelSource(document, kept.insertedLines);
		const file = source.uri.toString();
		const isWanted = (): boolean => isLatest() && source.version === sourceVersion(document);
		let report: FileReport | undefined;
		for (let round = 0; round < MOST_ROUNDS; round++) {
			const imports = await this.#modules.importsOf(source.text, source.uri, kept.wanted);
			if (!isWanted()) return; // typing has gone on
			if (!NAMES_OF_MODELS.test(source.text) && !this.#modules.haveToDoWithModels(imports)) {
				this.#publish(kept, { source, report: { file, models: [], parts: [], observations: [], layers: [], problems: [], isIncomplete: false } });
				return;
			}
			if (report !== undefined && sameModules(imports, kept.imports)) break;
			report = await this.#turns.after(() => this.#run(kept, source, imports, isWanted));
			if (report === undefined) return;
			if (kept.wanted.size > MOST_WANTED) kept.wanted.clear(); // names that were only typed through
			const unknown = [...kept.missed].filter((name) => !kept.wanted.has(name));
			kept.missed.clear();
			for (const name of unknown) kept.wanted.add(name);
			if (unknown.length === 0) break;
		}
		if (report === undefined) return;
		this.#publish(kept, { source, report });
		setTimeout(() => void this.#turns.after(() => kept.analyzer.settle())); // behind what shows the report
	}

	/** One analysis. @returns undefined where it is no longer wanted */
	async #run(kept: Kept, source: ModelSource, imports: Map<string, ImportedModule>, isWanted: () => boolean): Promise<FileReport | undefined> {
		if (!isWanted()) return undefined;
		if (!sameModules(imports, kept.imports)) kept.analyzer.forgetImports();
		kept.imports = imports;
		return this.#turns.through(kept.analyzer.steps(source.text, source.uri.toString(), moduleNameOf(source.uri)), {
			isWanted,
			onBeginning: (beginning) => {
				// Where a module is still to be looked for, more than this may change.
				if (kept.analysed !== undefined || [...kept.missed].some((name) => !kept.wanted.has(name))) return;
				kept.beginning = { source, report: beginning() };
				this.#wake(kept);
			},
		});
	}

	#wake(kept: Kept): void {
		for (const resolve of kept.waiting.splice(0)) resolve();
	}

	#publish(kept: Kept, analysed: AnalysedModels): void {
		if (this.#kept.get(analysed.source.uri.toString()) !== kept) return;
		kept.analysed = analysed;
		kept.beginning = undefined;
		this.#changed.fire(analysed);
	}

	#invalidate(document: vscode.TextDocument, delay: number): void {
		const kept = this.#kept.get(sourceUri(document).toString());
		if (kept === undefined) return;
		kept.analysed = undefined;
		this.#schedule(document, delay);
	}

	/** Computes what is in view before anyone asks, since the problems of a file have to show by themselves. */
	#watch(editors: readonly vscode.TextEditor[]): void {
		for (const { document } of editors) if (isModelDocument(document)) void this.get(document);
	}

	#modulesChanged(uri: vscode.Uri | undefined): void {
		this.#modules.forget(uri);
		for (const { document } of vscode.window.visibleTextEditors) {
			if (isModelDocument(document) && document.uri.toString() !== uri?.toString()) this.#invalidate(document, PAUSE_MILLISECONDS);
		}
	}

	#restart(): void {
		for (const key of [...this.#kept.keys()]) this.#drop(vscode.Uri.parse(key));
		this.#watch(vscode.window.visibleTextEditors);
	}

	#drop(uri: vscode.Uri): void {
		const kept = this.#kept.get(uri.toString());
		if (kept === undefined) return;
		clearTimeout(kept.timer);
		this.#kept.delete(uri.toString());
		this.#wake(kept);
		this.#closed.fire(uri);
	}
}

/** A module as it was read beforehand; one that was not is noted, to be looked for. */
function moduleOf({ imports, missed }: Kept, name: string): ImportedModule | undefined {
	const found = imports.get(name);
	if (found === undefined) missed.add(name);
	return found;
}

function isWanted(document: vscode.TextDocument, token: vscode.CancellationToken | undefined): boolean {
	return isModelDocument(document) && !document.isClosed && token?.isCancellationRequested !== true;
}

function sameModules(one: ReadonlyMap<string, ImportedModule>, other: ReadonlyMap<string, ImportedModule>): boolean {
	return one.size === other.size && [...one].every(([name, { text, file }]) => other.get(name)?.text === text && other.get(name)?.file === file);
}
