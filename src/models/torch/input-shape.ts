/** Finds the shape of a model's inputs: what is stated, else what its first layers ask for, the size solved from what follows. */
import type { Budget, ModuleStore } from '../python/interpreter';
import type { Integer } from '../python/integers';
import { asInteger } from '../python/operations';
import { Tuple } from '../python/containers';
import { NO_KEYWORDS, PythonFunction } from '../python/objects';
import { BudgetExceeded, Unknown } from '../python/values';
import type { CallSite, Value } from '../python/values';
import type { FileRange, InputProvenance } from '../report';
import { rangeOf } from '../quantities';
import { libraryClass } from './geometry';
import { argumentRange } from './constructor-arguments';
import { deepCopy } from '../python/library/copying';
import { copyTorchValue } from './module-class';
import { ModuleInstance } from './module-instance';
import type { Shape } from './problems';
import type { ShapeError } from './problems';
import { Recorder } from './recorder';
import { inputTensor, runForward } from './run';
import type { CallArguments, ForwardRun } from './run';
import { batchSymbol } from './stated-inputs';
import type { StatedInput } from './stated-inputs';
import { unknownSize } from './sizes';
import { tensorsIn } from './tensor';
import type { Tensor } from './tensor';

export interface ChosenInput {
	readonly name: string;
	readonly shape: Shape;
	readonly type: string;
	readonly provenance: InputProvenance;
	/** What is no tensor, or not known: it is passed on as it is. */
	readonly given?: Value;
	/** An argument that could be left out: it is passed by its name. */
	readonly isOptional: boolean;
	/** How far problems that follow from it can be believed: a stated shape, one whose rank and channels a convolution fixes, or a guess. */
	readonly trust: 'stated' | 'size-assumed' | 'guessed';
}

/** What the first layer that meets an input wants it to be. */
interface Demand {
	readonly shape: (size: number) => Shape;
	readonly type: string;
	readonly spatialAxes: number;
	readonly trust: 'size-assumed' | 'guessed';
	readonly layer: ModuleInstance;
}

export interface InputContext {
	readonly store: ModuleStore;
	readonly budget: Budget;
	readonly file: string;
	/** The size to assume where nothing tells. */
	readonly defaultSize: number;
	readonly method: string;
	/** Whether the file has other models: what it says of shapes may be about these. */
	readonly hasOtherModels: boolean;
}

interface SizeRange {
	readonly from: number;
	readonly to: number;
}

/** The parameters of `forward` that need a value. */
export function requiredInputs(model: ModuleInstance, method = 'forward'): string[] {
	const forward = model.type.find(method);
	if (!(forward instanceof PythonFunction) || forward.origin.isPrelude) return ['input'];
	const required = forward.parameters.slice(1).filter(({ kind, name }) => (kind === 'positional' || kind === 'positional-only') && !forward.defaults.has(name));
	return required.length > 0 ? required.map(({ name }) => name) : forward.parameters.slice(1).filter(({ kind }) => kind !== 'keywords').slice(0, 1).map(({ name }) => name);
}

/** The parameters of `forward` that the file's own call gives beyond those that need a value. */
function optionalInputs(model: ModuleInstance, required: readonly string[], stated: readonly StatedInput[], method: string): string[] {
	const forward = model.type.find(method);
	if (!(forward instanceof PythonFunction) || forward.origin.isPrelude) return [];
	const isGiven = (name: string): boolean => stated.some((each) => each.name === name && each.bearing === 'certain' && each.provenance.kind === 'call');
	return forward.parameters.slice(1).flatMap(({ name, kind }) => ((kind === 'positional' || kind === 'keyword-only') && !required.includes(name) && isGiven(name) ? [name] : []));
}

const SEQUENCE = 16;

/** Parameters beside the first that hold one number for each sample, by what they are called: a diffusion model's time, a class. */
const PER_SAMPLE = /^(?:t|ts|time|times|timestep|timesteps|time_steps?|sigma|noise_level|label|labels|class_labels?)$/;

/** Annotations of what is no tensor. */
const PLAIN = /^(?:int|float|bool|str)$/;

function sizeAttribute(layer: ModuleInstance, name: string): Integer {
	const value = layer.read(name);
	return (value === undefined ? undefined : asInteger(value)) ?? unknownSize();
}

/** What a library layer wants its input to be, the batch a symbol. */
function demandOf(layer: ModuleInstance): Demand | undefined {
	const name = libraryClass(layer) ?? '';
	const batch = batchSymbol();
	const make = (shape: (size: number) => Shape, spatialAxes = 0, trust: Demand['trust'] = 'guessed', type = 'float32'): Demand => ({ shape, spatialAxes, trust, type, layer });
	const spatial = (channels: Integer, axes: number, trust: Demand['trust']): Demand => make((size) => [batch, channels, ...(axes === 3 ? [SEQUENCE] : []), ...Array.from({ length: Math.min(axes, 2) }, () => size)], Math.min(axes, 2), trust);
	const axes = Number(/(\d)d$/.exec(name)?.[1] ?? 0);
	if (/^Conv(?:Transpose)?\dd$/.test(name)) return spatial(sizeAttribute(layer, 'in_channels'), axes, 'size-assumed');
	if (/^(?:Batch|Instance)Norm[123]d$/.test(name) && axes > 1) return spatial(sizeAttribute(layer, 'num_features'), axes, 'guessed');
	if (/^LazyConv\dd$|^(?:Max|Avg)Pool\dd$|^Upsample/.test(name)) return spatial(3, axes === 0 ? 2 : axes, 'guessed');
	if (name.endsWith("Linear") && layer.read('in_features') !== undefined) return make(() => [batch, sizeAttribute(layer, 'in_features')]);
	if (/^Embedding(?:Bag)?$/.test(name)) return make(() => [batch, SEQUENCE], 0, 'guessed', 'int64');
	if (/^(?:RNN|LSTM|GRU)$/.test(name)) return make(() => (layer.read('batch_first') === true ? [batch, SEQUENCE, sizeAttribute(layer, 'input_size')] : [SEQUENCE, batch, sizeAttribute(layer, 'input_size')]));
	if (/^(?:RNN|LSTM|GRU)Cell$/.test(name)) return make(() => [batch, sizeAttribute(layer, 'input_size')]);
	if (/^(?:MultiheadAttention)$/.test(name)) return make(() => (layer.read('batch_first') === true ? [batch, SEQUENCE, sizeAttribute(layer, 'embed_dim')] : [SEQUENCE, batch, sizeAttribute(layer, 'embed_dim')]));
	if (name === 'LayerNorm') {
		const normalized = layer.read('normalized_shape');
		return make(() => [batch, SEQUENCE, ...(normalized instanceof Tuple ? normalized.items.map((item) => asInteger(item) ?? unknownSize()) : [])]);
	}
	if (/^(?:Depthwise|Separable)?Conv[123]D(?:Transpose)?$/.test(name)) {
		const count = Number(/(\d)D/.exec(name)![1]);
		return make((size) => [batch, ...Array.from({ length: count }, () => size), 3]);
	}
	if (name === 'Dense') return make(() => [batch, unknownSize()]);
	return undefined;
}

/** What a trial runs on: layers that take their sizes from the first input they see must not see those of a trial. */
function subjectOf(model: ModuleInstance): ModuleInstance {
	if (!model.walk().some(([, each]) => each.isPending)) return model;
	const copy = deepCopy(model, copyTorchValue);
	return copy instanceof ModuleInstance ? copy : model;
}

/** Runs forward with inputs that are only followed, and sees which layer meets each of them first. */
function demands(model: ModuleInstance, names: readonly string[], context: InputContext): Array<Demand | undefined> {
	const probes = names.map((name) => new Unknown('missing-argument', name));
	const recorder = new ProbeRecorder(probes);
	runForward(subjectOf(model), { positional: probes, keywords: NO_KEYWORDS }, undefined, context.store, context.budget, recorder);
	return probes.map((probe) => recorder.found.get(probe));
}

/** Watches which library layer meets each followed input first, and ends the run once all are known. */
class ProbeRecorder extends Recorder {
	readonly found = new Map<Unknown, Demand>();

	constructor(private readonly probes: readonly Unknown[]) {
		super(undefined);
	}

	override runCall(module: ModuleInstance, inputs: readonly Value[], site: CallSite | undefined, forward: () => Value): Value {
		for (const probe of this.probes) {
			const demand = inputs.includes(probe) && !this.found.has(probe) ? demandOf(module) : undefined;
			if (demand !== undefined) this.found.set(probe, demand);
		}
		if (this.found.size === this.probes.length) throw new BudgetExceeded('steps');
		return super.runCall(module, inputs, site, forward);
	}
}

type Verdict = 'too-small' | 'too-large' | 'fits' | 'other';

/** Whether a size is too small or too large for what follows, as far as the first error tells. */
function verdictOf(run: ForwardRun): Verdict {
	const { failure } = run;
	if (failure === undefined) return run.recorder.failures.length === 0 && !run.isIncomplete ? 'fits' : 'other';
	const numbers = failure.problem;
	switch (numbers.code) {
		case 'kernel-too-large': case 'output-too-small': return 'too-small';
		case 'features-mismatch': return order(numbers.numbers.actual, numbers.numbers.expected);
		case 'batch-swallowed': return order(numbers.numbers.features, numbers.numbers.expected);
		case 'matmul-mismatch': return order(numbers.numbers.expected, numbers.numbers.actual);
		case 'normalization-mismatch': return 'other';
		case 'axis-out-of-range': case 'broadcast-mismatch': case 'channel-mismatch': case 'einsum-mismatch': case 'expand-mismatch':
		case 'groups-do-not-divide': case 'heads-do-not-divide': case 'index-out-of-range': case 'invalid-reshape': case 'invalid-setting':
		case 'join-mismatch': case 'padding-too-large': case 'permutation-mismatch': case 'repeated-axis': case 'rank-mismatch': case 'same-padding-with-stride':
		case 'size-not-divisible': case 'split-mismatch': case 'tensor-expected': case 'unexpected-argument': case 'unpack-mismatch':
		default: return 'other';
	}
}

function order(actual: Integer, expected: Integer): Verdict {
	if (typeof actual !== 'number' || typeof expected !== 'number') return 'other';
	return actual < expected ? 'too-small' : 'too-large';
}

const STANDARD_SIZES = [224, 28, 32, 227, 64, 128, 256, 299, 96, 48, 84, 100, 112, 150, 160, 192, 300, 320, 384, 448, 512];
const LARGEST_SIZE = 1024;

/** The sizes that fit: bigger inputs never make smaller maps. `tried` is what is known already, and grows. */
function solve(estimate: number, tried: ReadonlyMap<number, Verdict>, attempt: (size: number) => Verdict): SizeRange | undefined {
	/** The least size that is not below, found by growing steps from a guess until it is known to lie between two sizes, then by halves. */
	const boundary = (guess: number, isBelow: (verdict: Verdict) => boolean): number => {
		let [low, high] = [1, LARGEST_SIZE + 1];
		for (const [size, verdict] of tried) {
			if (isBelow(verdict)) low = Math.max(low, size + 1);
			else high = Math.min(high, size);
		}
		for (let [at, step] = [guess, 1]; low < high; step *= 4) {
			const isBetween = low > 1 && high <= LARGEST_SIZE;
			const isGuess = step === 1 && low <= guess && guess < high;
			const size = isBetween && !isGuess ? (low + high) >> 1 : Math.max(low, Math.min(at, high - 1));
			if (isBelow(attempt(size))) {
				low = size + 1;
				at = size + step;
			} else {
				high = size;
				at = size - step;
			}
		}
		return low;
	};
	const from = boundary(estimate, (verdict) => verdict === 'too-small');
	if (from > LARGEST_SIZE || attempt(from) !== 'fits') return undefined;
	const to = boundary(0, (verdict) => verdict === 'too-small' || verdict === 'fits') - 1;
	return { from, to };
}

/** Where the fitting size should be about: the features grow with the area. */
function estimateSize(failure: ShapeError | undefined, size: number): number {
	const numbers = failure?.problem.numbers as { expected?: unknown; actual?: unknown; features?: unknown } | undefined;
	const actual = numbers?.actual ?? numbers?.features;
	if (typeof actual !== 'number' || typeof numbers?.expected !== 'number' || actual <= 0) return size;
	return Math.max(1, Math.min(LARGEST_SIZE, Math.round(size * Math.sqrt(numbers.expected / actual))));
}

/** The first error's fixed number of features, where it is. */
function decider(failure: ShapeError | undefined, context: InputContext): { features: number; range: FileRange | undefined } {
	const numbers = failure?.problem.numbers as { expected?: unknown } | undefined;
	const features = typeof numbers?.expected === 'number' ? numbers.expected : 0;
	const module = failure?.module instanceof ModuleInstance ? failure.module : undefined;
	const own = module === undefined ? undefined : argumentRange(module, 'in_features')?.range;
	return { features, range: own?.file === context.file ? own : failure?.site === undefined ? undefined : rangeOf(failure.site) };
}

interface InputsAndRun {
	readonly inputs: readonly ChosenInput[];
	readonly run: ForwardRun;
}

/**
 * Chooses the shapes of a model's inputs and runs it on them. `stated` are what the text says, the strongest first. What a file of several
 * models says without naming one is dropped where it makes this one fail: it was said of another.
 */
export function chooseInputs(model: ModuleInstance, stated: readonly StatedInput[], data: StatedInput | undefined, context: InputContext): InputsAndRun {
	const certain = stated.filter(({ bearing }) => bearing !== 'in-file');
	if (!context.hasOtherModels || (certain.length === stated.length && data === undefined)) return chooseFrom(model, stated, data, context);
	const before = model.walk().some(([, each]) => each.isPending) ? subjectOf(model) : model;
	const attempt = chooseFrom(before, stated, data, context);
	if (attempt.run.failure !== undefined) return chooseFrom(model, certain, undefined, context);
	return before === model ? attempt : chooseFrom(model, stated, data, context);
}

function chooseFrom(model: ModuleInstance, stated: readonly StatedInput[], data: StatedInput | undefined, context: InputContext): InputsAndRun {
	const required = requiredInputs(model, context.method);
	const names = [...required, ...optionalInputs(model, required, stated, context.method)];
	const wanted = demands(model, required, context);
	const choice = chooseBy(model, names, wanted, stated, data, context);
	const corrected = wanted.map((demand, index) => (choice.inputs[index]!.provenance.kind === 'assumed' ? rescaled(demand, choice.run.failure) : demand));
	return corrected.every((demand, index) => demand === wanted[index]) ? choice : chooseBy(model, names, corrected, stated, data, context);
}

/**
 * What a demand would be of the input itself, where the layer that makes it stands behind something that multiplies the channels (pixels
 * moved into them, say): the layer met a multiple of what it wants when the input had what it wants.
 */
function rescaled(demand: Demand | undefined, failure: ShapeError | undefined): Demand | undefined {
	if (demand === undefined || demand.spatialAxes === 0 || failure?.module !== demand.layer || failure.problem.code !== 'channel-mismatch') return demand;
	const { expected, actual } = failure.problem.numbers;
	const channels = typeof expected === 'number' && typeof actual === 'number' ? (expected * expected) / actual : NaN;
	const guessed: Demand = { ...demand, trust: 'guessed' };
	return Number.isInteger(channels) && channels > 0 ? { ...guessed, shape: (size) => demand.shape(size).map((each, axis) => (axis === 1 ? channels : each)) } : guessed;
}

function chooseBy(model: ModuleInstance, names: readonly string[], wanted: ReadonlyArray<Demand | undefined>, stated: readonly StatedInput[], data: StatedInput | undefined, context: InputContext): InputsAndRun {
	const forward = model.type.find(context.method);
	const chosen = names.map((name, index): ChosenInput => {
		const isOptional = index >= wanted.length;
		const statement = stated.find((each) => each.name === name || (each.name === undefined && index === 0 && suits(each, wanted[index], context)));
		if (statement !== undefined) return { name, isOptional, shape: statement.shape, type: statement.type ?? wanted[index]?.type ?? 'float32', provenance: statement.provenance, trust: 'stated', ...(statement.given === undefined ? {} : { given: statement.given }) };
		const unstated = { name, isOptional, type: 'float32', provenance: { kind: 'assumed' }, trust: 'guessed' } as const;
		const annotation = forward instanceof PythonFunction ? forward.parameters[index + 1]?.annotation : undefined;
		if (index > 0 && PER_SAMPLE.test(name)) return { ...unstated, shape: [batchSymbol()], type: 'int64' };
		const demand = annotation?.kind === 'name' && PLAIN.test(annotation.name) ? undefined : wanted[index];
		// A picture is assumed where nothing tells, but not beside another input: a mask, a state or a length is none.
		if (demand === undefined && index > 0) return { ...unstated, shape: [], given: new Unknown('missing-argument', name) };
		if (demand === undefined) return { ...unstated, shape: [batchSymbol(), 3, context.defaultSize, context.defaultSize] };
		const assumed = demand.shape(context.defaultSize);
		if (data !== undefined && demand.spatialAxes === 2 && assumed.length === 4 && (data.shape[1] === 0 || data.shape[1] === assumed[1])) {
			return { name, isOptional, shape: [assumed[0]!, assumed[1]!, ...data.shape.slice(2)], type: demand.type, provenance: data.provenance, trust: 'stated' };
		}
		const layerRange = demand.layer.createdAt === undefined ? undefined : { file: demand.layer.createdAt.origin.file, start: demand.layer.createdAt.origin.offset + demand.layer.createdAt.node.start, end: demand.layer.createdAt.origin.offset + demand.layer.createdAt.node.end };
		return { name, isOptional, shape: assumed, type: demand.type, provenance: demand.spatialAxes > 0 ? { kind: 'assumed' } : { kind: 'layer', range: layerRange }, trust: demand.trust };
	});
	return solveSizes(model, chosen, wanted, context);
}

/** A shape that is stated without a name belongs to the input only if its rank and channels suit the first layer, or if it is said of just this model. */
function suits({ shape, bearing }: StatedInput, demand: Demand | undefined, { hasOtherModels }: InputContext): boolean {
	if (bearing === 'certain') return true;
	if (demand === undefined) return bearing === 'likely' || !hasOtherModels;
	const wanted = demand.shape(1);
	if (demand.spatialAxes === 0) return demand.trust === 'guessed';
	return shape.length === wanted.length && (typeof wanted[1] !== 'number' || shape[1] === wanted[1]);
}

/** Where a size is open, looks for one with which nothing fails. */
function solveSizes(model: ModuleInstance, chosen: readonly ChosenInput[], wanted: ReadonlyArray<Demand | undefined>, context: InputContext): InputsAndRun {
	const open = chosen.map((each, index) => each.provenance.kind === 'assumed' && (wanted[index]?.spatialAxes ?? 0) > 0);
	const at = (size: number): ChosenInput[] => chosen.map((each, index) => (open[index] === true ? { ...each, shape: wanted[index]!.shape(size) } : each));
	const runOn = (subject: ModuleInstance, inputs: readonly ChosenInput[]): ForwardRun => runForward(subject, argumentsOf(inputs), context.file, context.store, context.budget);
	const settle = (inputs: readonly ChosenInput[]): InputsAndRun => ({ inputs, run: runOn(model, inputs) });
	if (!open.includes(true)) return settle(chosen);
	const subject = subjectOf(model);
	const first = runOn(subject, at(context.defaultSize));
	const verdict = verdictOf(first);
	const asAssumed = (): InputsAndRun => (subject === model ? { inputs: at(context.defaultSize), run: first } : settle(at(context.defaultSize)));
	if (verdict === 'fits' || first.isIncomplete) return asAssumed();
	const tried = new Map<number, Verdict>([[context.defaultSize, verdict]]);
	const attempt = (size: number): Verdict => {
		// Only how it ends counts: nothing of a trial is observed.
		const known = tried.get(size) ?? verdictOf(runForward(subjectOf(model), argumentsOf(at(size)), undefined, context.store, context.budget));
		tried.set(size, known);
		return known;
	};
	if (verdict !== 'other') {
		const range = solve(estimateSize(first.failure, context.defaultSize), tried, attempt);
		if (range !== undefined) {
			const size = STANDARD_SIZES.find((each) => each >= range.from && each <= range.to) ?? range.from;
			const { features, range: place } = decider(first.failure, context);
			return settle(at(size).map((each, index) => (open[index] === true ? { ...each, provenance: { kind: 'solved', range: place, features, ...range } } : each)));
		}
	}
	const standard = STANDARD_SIZES.slice(0, 8).find((size) => attempt(size) === 'fits');
	return standard === undefined ? asAssumed() : settle(at(standard));
}

/** What the model is called with. */
export function argumentsOf(chosen: readonly ChosenInput[]): CallArguments {
	const value = ({ shape, type, given }: ChosenInput): Value => given ?? inputTensor(shape, type);
	return { positional: chosen.filter(({ isOptional }) => !isOptional).map(value), keywords: new Map(chosen.flatMap((each) => (each.isOptional ? [[each.name, value(each)] as const] : []))) };
}

/** The tensors among them. */
export function tensorsOf(chosen: readonly ChosenInput[]): Tensor[] {
	return chosen.flatMap(({ shape, type, given }) => (given === undefined ? [inputTensor(shape, type)] : tensorsIn(given)));
}
