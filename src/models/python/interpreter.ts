import { findAttribute, getAttribute, setAttribute } from './attributes';
import { builtins } from './builtins';
import { callValue } from './calls';
import type { Environment } from './environment';
import { runTopLevel } from './execute';
import { METHODS } from './methods';
import type { Method, MethodTables } from './methods';
import { iterate, truthOf } from './operations';
import { LASTING, working } from './ownership';
import { parsePython } from './parse';
import type { ParsedModule, Positioned } from './syntax';
import { typeName } from './text';
import { Instance, Module, NO_KEYWORDS, PythonClass } from './objects';
import { BudgetExceeded, PythonError, raise, Unknown } from './values';
import type { Keywords } from './objects';
import type { CallSite, Origin, Site, UnknownReason, Value } from './values';

/** A module's source, found by the host: in the workspace or in an installed package. */
export interface ResolvedModule {
	readonly text: string;
	/** What sites in it are reported under. */
	readonly file: string;
	/** An `__init__.py`: relative imports start from the module itself. */
	readonly isPackage: boolean;
}

export type ModuleResolver = (name: string) => ResolvedModule | undefined;

/** How much work one run may take. */
export interface Budget {
	/** Statements and calls in total, and within one top-level statement. */
	readonly steps: number;
	readonly stepsPerStatement: number;
	/** Statements and calls of one imported module. */
	readonly stepsPerImport: number;
	/** Nested calls. */
	readonly depth: number;
	readonly milliseconds: number;
}

export const DEFAULT_BUDGET: Budget = { steps: 3_000_000, stepsPerStatement: 1_000_000, stepsPerImport: 3_000_000, depth: 150, milliseconds: 2_000 };

export type Occasion = 'assignment' | 'return' | 'expression' | 'call';

/** What a host learns while code runs. Code of the prelude is never reported. */
export interface Observer {
	/** A value has come up at a place: assigned there, returned, or the result of a call. */
	observe?(value: Value, occasion: Occasion, node: Positioned, origin: Origin): void;
	/** A statement raised and was left; what it would have assigned is unknown. */
	failed?(error: PythonError, site: Site): void;
	/** Something could not be decided: whatever is being built or run now may be more than what is seen. */
	uncertain?(why: Unknown): void;
	/** An instance has been made and its `__init__` is about to run. */
	beginInstance?(instance: Instance): void;
	/** Its `__init__` has ended, or was left. */
	endInstance?(instance: Instance): void;
}

/** Modules that were imported; they outlive a run, so that an edit does not interpret a library again. */
export class ModuleStore {
	readonly modules = new Map<string, Module | undefined>();
	private readonly parsed = new Map<string, ParsedModule>();
	/** The environment variables that code has asked for and not found, by the file that was being run. */
	private readonly unsetByFile = new Map<string, Set<string>>();
	private readonly plainRuns = new Set<string>();

	constructor(
		private readonly resolve: ModuleResolver,
		/** Modules that the host describes itself, made when they are first imported. */
		readonly library: ReadonlyMap<string, () => Module>,
		/** Packages that are found under another name, by the one they are imported under. */
		readonly aliases: ReadonlyMap<string, string> = new Map(),
		/** Packages whose own sources are never read: what the library does not describe of them stays unknown. */
		private readonly unread: ReadonlySet<string> = new Set(),
	) {}

	/** A module's source, unless its package is one that is not read. */
	source(name: string): ResolvedModule | undefined {
		return this.unread.has(name.split('.', 1)[0]!) ? undefined : this.resolve(name);
	}

	/** The name to look for where a module can't be found by its own. */
	otherName(name: string): string | undefined {
		for (const [from, to] of this.aliases) if (name.startsWith(`${from}.`)) return to + name.slice(from.length);
		return undefined;
	}

	/** Parses a file, keeping what did not change since it was last parsed. */
	parse(file: string, text: string, bodies: 'at-once' | 'when-asked-for'): ParsedModule {
		const previous = this.parsed.get(file);
		if (previous?.text === text) return previous;
		const parsed = parsePython(text, previous, bodies);
		this.parsed.set(file, parsed);
		return parsed;
	}

	/** The environment variables that a file's code takes as unset. */
	unsetVariables(file: string): ReadonlySet<string> {
		return this.unsetByFile.get(file) ?? new Set();
	}

	noteUnsetVariable(file: string, name: string): void {
		const names = this.unsetByFile.get(file) ?? new Set<string>();
		this.unsetByFile.set(file, names.add(name));
	}

	/** Whether a file's code reads the command line: it is taken as run without arguments. */
	readsCommandLine(file: string): boolean {
		return this.plainRuns.has(file);
	}

	notePlainRun(file: string): void {
		this.plainRuns.add(file);
	}

	/** Starts a file anew: what it asked for before may be gone. */
	forgetAssumptions(file: string): void {
		this.unsetByFile.delete(file);
		this.plainRuns.delete(file);
	}

	/** Forgets every imported module that came from source text: call it when a file other than the analysed one changes. */
	forget(): void {
		for (const name of [...this.modules.keys()]) if (!this.library.has(name)) this.modules.delete(name);
	}
}

/**
 * Runs Python over abstract values. Nothing real is executed: no file, network or process is reachable from here.
 * A statement that raises is left and poisons what it would have assigned; the next statement runs.
 */
export class Interpreter {
	readonly builtins = builtins();
	/** The call in the person's code that is under way. */
	callSite: CallSite | undefined;
	/** Where the last call was written: what a native function that asks for its caller's names sees. */
	caller: Environment | undefined;
	/** How many `try` (or `hasattr`) are waiting for an exception: while any is, a statement does not recover. */
	waitingHandlers = 0;
	/** The exception that the innermost running handler has caught. */
	handledError: PythonError | undefined;
	depth = 0;
	/** The module that is run first: the analysed file. */
	private main: Module | undefined;
	/** The file whose top level is being run, or was last: the analysed one while no import is under way. */
	runningFile = '';
	private steps = 0;
	private stepLimit: number;
	private isImporting = false;
	private deadline: number;
	private idleSince: number;

	constructor(
		readonly store: ModuleStore,
		readonly methods: MethodTables = METHODS,
		readonly observer?: Observer,
		private readonly budget: Budget = DEFAULT_BUDGET,
		private readonly now: () => number = () => performance.now(),
	) {
		this.stepLimit = budget.steps;
		this.idleSince = now();
		this.deadline = this.idleSince + budget.milliseconds;
	}

	/** Does something in the time of the budget, which stands still from one such call to the next. */
	inTime<Result>(run: () => Result): Result {
		this.deadline += this.now() - this.idleSince;
		try {
			return run();
		} finally {
			this.idleSince = this.now();
		}
	}

	/** Runs a parsed module from top to bottom. */
	runModule(module: Module, parsed: ParsedModule, file: string, isPrelude = false): Module {
		if (this.main === undefined) {
			this.main = module;
			this.store.forgetAssumptions(file);
		}
		this.runningFile = file;
		if (!module.namespace.has('__name__')) module.set('__name__', module.name);
		module.set('__file__', file);
		for (const chunk of parsed.chunks) {
			const environment = module.environment(this.builtins, { file, offset: chunk.offset, isPrelude });
			runTopLevel(chunk.body, environment, this);
		}
		return module;
	}

	/** Runs something with its own share of the steps; what is left of the total is the rest's. */
	withShare<Result>(run: () => Result): Result {
		const outer = this.stepLimit;
		this.stepLimit = Math.min(this.budget.steps, this.steps + this.budget.stepsPerStatement);
		try {
			return run();
		} finally {
			this.stepLimit = outer;
		}
	}

	/** The steps taken so far. */
	get stepsTaken(): number {
		return this.steps;
	}

	/** Counts the steps of work that need not be done because its outcome is known. @returns whether the budget had room for them */
	skipSteps(count: number): boolean {
		if (this.steps + count > Math.min(this.stepLimit, this.steps + this.budget.stepsPerStatement)) return false;
		this.steps += count;
		return true;
	}

	/** Whether so many calls could be nested further. */
	hasDepth(calls: number): boolean {
		return this.depth + calls <= this.budget.depth;
	}

	/** Counts one step of work. @throws BudgetExceeded */
	step(): void {
		if (++this.steps > this.stepLimit) throw new BudgetExceeded('steps');
		if ((this.steps & 0x3ff) === 0 && this.now() > this.deadline) throw new BudgetExceeded('time');
	}

	enterCall(): void {
		if (++this.depth > this.budget.depth) {
			this.depth--;
			throw new BudgetExceeded('depth');
		}
	}

	/** Reports that something could not be decided, and gives the unknown value that stands for it. */
	unknown(reason: UnknownReason | Unknown, detail = ''): Unknown {
		const why = reason instanceof Unknown ? reason : new Unknown(reason, detail);
		this.observer?.uncertain?.(why);
		return why;
	}

	/** A module by the name that its code sees as `__name__`, if it has begun to run. */
	findRunning(name: string): Module | undefined {
		if (this.main?.namespace.get('__name__') !== name) return this.store.modules.get(name);
		// Whoever gets hold of it can read any of its names unseen.
		if (this.main.reads !== undefined) this.main.reads.isOpen = true;
		return this.main;
	}

	/** Imports a module. @returns an unknown value where it can't be found */
	importModule(name: string): Module | Unknown {
		return this.tryImport(name) ?? new Unknown('unresolved-import', name);
	}

	tryImport(name: string): Module | undefined {
		const { modules, library } = this.store;
		if (modules.has(name)) return modules.get(name);
		const described = library.get(name);
		if (described !== undefined) {
			const module = working(LASTING, described);
			modules.set(name, module);
			return module;
		}
		const dot = name.lastIndexOf('.');
		if (dot > 0) this.tryImport(name.slice(0, dot)); // a package is run before what it holds
		if (modules.has(name)) return modules.get(name);
		const resolved = this.store.source(name);
		if (resolved === undefined) {
			const other = this.store.otherName(name);
			const found = other === undefined ? undefined : this.tryImport(other);
			modules.set(name, found);
			return found;
		}
		const module = working(LASTING, () => new Module(name));
		module.isPackage = resolved.isPackage;
		modules.set(name, module);
		if (!this.runImport(module, resolved)) return undefined;
		if (dot > 0) {
			const parent = modules.get(name.slice(0, dot));
			if (parent?.isShared === false && !parent.namespace.has(name.slice(dot + 1))) working(LASTING, () => parent.set(name.slice(dot + 1), module));
		}
		return module;
	}

	/**
	 * Runs an imported module on a budget of its own: it is kept, and the statement that imports it first should not pay for it.
	 * @returns false where it takes too long: it counts as not found from then on, so that no later run tries again
	 */
	private runImport(module: Module, resolved: ResolvedModule): boolean {
		const { callSite, waitingHandlers, steps, stepLimit, depth, runningFile } = this;
		const started = this.now();
		const outermost = !this.isImporting;
		this.isImporting = true;
		this.waitingHandlers = 0;
		this.stepLimit = steps + this.budget.stepsPerImport;
		try {
			working(LASTING, () => this.runModule(module, this.store.parse(resolved.file, resolved.text, 'when-asked-for'), resolved.file));
			return true;
		} catch (error) {
			// Half a module must not be taken for a whole one later.
			this.store.modules.delete(module.name);
			if (!outermost || !(error instanceof BudgetExceeded)) throw error;
			this.store.modules.set(module.name, undefined);
			this.depth = depth;
			return false;
		} finally {
			this.callSite = callSite;
			this.runningFile = runningFile;
			this.waitingHandlers = waitingHandlers;
			this.stepLimit = stepLimit;
			this.steps = steps;
			if (outermost) this.deadline += this.now() - started;
			this.isImporting = !outermost;
		}
	}

	call(callee: Value, positional: readonly Value[], keywords: Keywords = NO_KEYWORDS): Value {
		return callValue(callee, positional, keywords, this);
	}

	callMethod(object: Value, name: string, positional: readonly Value[], keywords: Keywords = NO_KEYWORDS): Value {
		return callValue(getAttribute(object, name, this), positional, keywords, this);
	}

	getAttribute(object: Value, name: string): Value {
		return getAttribute(object, name, this);
	}

	/** Like {@link getAttribute}, but undefined where there is none, whatever was raised on the way. */
	findAttribute(object: Value, name: string): Value | undefined {
		this.waitingHandlers++;
		try {
			return findAttribute(object, name, this);
		} catch (error) {
			if (error instanceof PythonError) return undefined;
			throw error;
		} finally {
			this.waitingHandlers--;
		}
	}

	setAttribute(object: Value, name: string, value: Value): void {
		setAttribute(object, name, value, this);
	}

	/** The items that a `for` over the value would see. */
	iterate(value: Value): readonly Value[] | Unknown {
		return iterate(value, this);
	}

	truth(value: Value): boolean | Unknown {
		return truthOf(value, this);
	}

	/** A bare instance of a class, `__init__` not run. */
	createInstance(type: PythonClass): Instance {
		const create = type.order.find((each) => each.traits.create !== undefined)?.traits.create;
		const instance = create === undefined ? new Instance(type) : create(type);
		instance.createdAt = this.callSite;
		return instance;
	}

	/** A built-in method of a value's type. */
	methodOf(object: Value, name: string): Method | undefined {
		return this.methods[typeName(object)]?.[name];
	}

	typeOf(value: Value): Value {
		if (value instanceof Instance) return value.type;
		const named = this.builtins.get(typeName(value));
		return named instanceof PythonClass ? named : this.builtins.get('object') ?? raise('TypeError', 'no type');
	}
}
