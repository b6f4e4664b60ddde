/** One model: its inputs, its runs, its report and its problems. */
import type { Budget, ModuleStore } from './python/interpreter';
import type { Argument, ClassDefinition } from './python/syntax';
import { LASTING } from './python/ownership';
import { Tuple } from './python/containers';
import { PythonFunction } from './python/objects';
import { Unknown } from './python/values';
import type { Value } from './python/values';
import type { Placed } from './python/walk';
import { observedPlaces } from './observed-places';
import type { ObservedPlace } from './observed-places';
import type { ModelReport, ProblemReport } from './report';
import { reportModel } from './report-model';
import type { LayerReading } from './report-model';
import { fingerprint, reportProblem } from './report-problems';
import { slipsInModel } from './slips';
import { isBuiltGraph, runGraph } from './keras/graph-run';
import { constructorRange } from './torch/constructor-arguments';
import type { FoundModel } from './torch/find-models';
import { argumentsOf, chooseInputs } from './torch/input-shape';
import type { ChosenInput } from './torch/input-shape';
import type { ModuleInstance } from './torch/module-instance';
import { sizeOf } from './torch/operation';
import { ShapeError } from './torch/problems';
import type { Recorder } from './torch/recorder';
import { runForward } from './torch/run';
import type { ForwardRun } from './torch/run';
import { batchSymbol, statedInDefinition } from './torch/stated-inputs';
import type { StatedInput } from './torch/stated-inputs';
import { Tensor, tensorsIn } from './torch/tensor';

/** What the analysis of one model needs to know of its file. */
export interface ModelContext {
	readonly text: string;
	readonly file: string;
	readonly store: ModuleStore;
	readonly budget: Budget;
	readonly defaultSize: number;
	/** What happened while the file ran and its models were built. */
	readonly recorder: Recorder;
	/** Shapes in calls anywhere in the file, and that of its data. */
	readonly literal: readonly StatedInput[];
	readonly data: StatedInput | undefined;
	readonly classes: ReadonlyMap<string, Placed<ClassDefinition>>;
	/** What the file says of shapes may be about another model. */
	readonly hasOtherModels: boolean;
	readonly readingOf: (module: ModuleInstance) => LayerReading;
}

/** All that came of one model. */
export interface ModelOutcome {
	readonly report: ModelReport;
	readonly observed: readonly ObservedPlace[];
	readonly problems: readonly ProblemReport[];
	readonly slips: readonly ProblemReport[];
	readonly isIncomplete: boolean;
}

/** The inputs that an instance states itself: those that a Keras model declares before all, an example where there is no call. */
export interface OwnInputs {
	readonly declared: readonly StatedInput[];
	readonly example: readonly StatedInput[];
}

export function ownInputs(instance: ModuleInstance): OwnInputs {
	const range = constructorRange(instance);
	if (range === undefined) return { declared: [], example: [] };
	const declared = instance.read('_declared');
	const example = instance.read('example_input_array');
	return {
		declared: declared instanceof Tuple ? [{ name: undefined, shape: [batchSymbol(), ...declared.items.map(sizeOf)], provenance: { kind: 'call', range }, bearing: 'certain' }] : [],
		example: example instanceof Tensor ? [{ name: undefined, shape: [batchSymbol(), ...example.shape.slice(1)], provenance: { kind: 'attribute', range }, bearing: 'certain' }] : [],
	};
}

type Stating = Pick<FoundModel, 'type' | 'definition'> & { readonly source: { readonly kind: 'built'; readonly instance: ModuleInstance } | { readonly kind: 'recalled' } };

/** What a call's arguments are to the function that it calls; undefined for those where that can't be told. */
function namesOfInputs(forward: Value | undefined, args: readonly Argument[]): Array<string | undefined> {
	if (!(forward instanceof PythonFunction) || forward.origin.isPrelude || args.some(({ kind }) => kind === 'unpack' || kind === 'unpack-mapping')) return [];
	const parameters = forward.parameters.slice(1);
	return args.map(({ kind, name }, index) => (kind === 'keyword' ? name : parameters[index]?.kind === 'positional' || parameters[index]?.kind === 'positional-only' ? parameters[index].name : undefined));
}

/**
 * Whether all that a model is called with has the batch in front, so that another batch would do as well. Inputs whose first sizes differ do not, nor
 * does a matrix of all to all beside other inputs (a graph's neighbours); what is held in a tuple beside them is of one batch.
 */
function sharesBatch(inputs: readonly Value[]): boolean {
	const tensors = inputs.filter((input): input is Tensor => input instanceof Tensor);
	if (inputs.some((input) => !(input instanceof Tensor) && tensorsIn(input).length > 0)) return false;
	if (tensors.length > 1 && tensors.some(({ shape }) => shape.length === 2 && String(shape[0]) === String(shape[1]))) return false;
	return tensors.some(({ rank }) => rank > 1) && new Set(tensors.map(({ shape: [first] }) => String(first))).size === 1;
}

/** The shapes that the file itself calls a class's models with, the batch made a symbol. */
function statedByCalls({ type, source }: Stating, own: OwnInputs, recorder: Recorder): readonly StatedInput[] {
	if (own.declared.length > 0) return own.declared;
	// A class of the library is many models' class: only calls of this very one count.
	const isMeant = (module: ModuleInstance): boolean => (type.maker === LASTING ? source.kind === 'built' && module === source.instance : module.type === type);
	const call = recorder.calls.find((each) => isMeant(each.module) && each.depth === 0 && each.inputs[0] instanceof Tensor && each.inputs[0].rank > 0 && !each.inputs.some((input) => input instanceof Unknown));
	if (call?.site === undefined) return own.example;
	const { node, origin } = call.site;
	const range = { file: origin.file, start: origin.offset + node.start, end: origin.offset + node.end };
	const names = namesOfInputs(type.find('forward') ?? type.find('call'), node.arguments);
	const isBatched = sharesBatch(call.inputs);
	return call.inputs.flatMap((input, index): StatedInput[] => {
		const name = names[index];
		const stated = { name, provenance: { kind: 'call', range } as const, bearing: 'certain' as const };
		if (input instanceof Tensor) return [{ ...stated, shape: isBatched ? [batchSymbol(), ...input.shape.slice(1)] : input.shape, type: input.type }];
		return name === undefined ? [] : [{ ...stated, shape: [], given: input }];
	});
}

/** Everything that states shapes of a model's inputs, the strongest first; the data's last. */
export function statedInputs(found: Stating, own: OwnInputs, { text, file, literal, data, recorder }: Pick<ModelContext, 'text' | 'file' | 'literal' | 'data' | 'recorder'>): StatedInput[] {
	const { definition } = found;
	const written = definition === undefined ? [] : statedInDefinition(text, definition, file);
	const strongest = written.filter(({ provenance }) => provenance.kind === 'pragma' || provenance.kind === 'annotation');
	return [...strongest, ...statedByCalls(found, own, recorder), ...literal, ...written, ...(data === undefined ? [] : [data])];
}

/** Runs a model and reports on it. */
export function analyzeModel(found: FoundModel, instance: ModuleInstance, stated: readonly StatedInput[], context: ModelContext): ModelOutcome {
	const { file, store, budget, defaultSize } = context;
	const reading = context.readingOf(instance);
	const isKeras = reading.framework === 'keras';
	const doubtOfBuild = instance.anyDoubt;
	const pending = instance.walk().flatMap(([, each]) => (each.isPending ? [each] : []));
	const { inputs, run } = isKeras && isBuiltGraph(instance) ? runGraph(instance, context.recorder) : chooseInputs(instance, stated.filter((each) => each !== context.data), context.data, { store, budget, file, defaultSize, method: isKeras ? 'call' : 'forward', hasOtherModels: context.hasOtherModels });
	// Weights that took their sizes from a guessed input are as uncertain as it is.
	if (inputs.some(({ trust }) => trust !== 'stated')) for (const each of pending) each.addDoubt(new Unknown('missing-argument', 'input shape'));
	return {
		observed: observedPlaces(run.recorder.observations), problems: doubtOfBuild === undefined ? forwardProblems(instance, inputs, run, context) : [],
		report: reportModel(found, instance, inputs, run, file, reading, store), slips: slipsInModel(instance, context.classes, file, context.text, reading.framework), isIncomplete: run.isIncomplete,
	};
}

function problemsOf(errors: ReadonlyArray<readonly [unknown, ProblemReport['certainty']]>, { file, text }: Pick<ModelContext, 'file' | 'text'>): ProblemReport[] {
	return errors.flatMap(([error, certainty]) => (error instanceof ShapeError ? reportProblem(error, file, text, certainty) ?? [] : []));
}

/** What failed while the file ran or models were built, as far as it is certain. */
export function certainProblems(failures: Recorder['failures'], place: Pick<ModelContext, 'file' | 'text'>): ProblemReport[] {
	return problemsOf(failures.flatMap(({ error, isDoubtful }) => (isDoubtful ? [] : [[error, 'certain'] as const])), place);
}

/** What fails in the forward pass of a model that was built without doubt, as far as it does not hang on a guess. */
function forwardProblems(instance: ModuleInstance, inputs: readonly ChosenInput[], run: ForwardRun, context: ModelContext): ProblemReport[] {
	if (inputs.some(({ trust }) => trust === 'guessed')) return [];
	const errors = run.recorder.failures.flatMap(({ error, isDoubtful }) => (!isDoubtful && error instanceof ShapeError ? [error] : []));
	if (inputs.every(({ trust, provenance }) => trust === 'stated' || provenance.kind === 'solved')) return problemsOf(errors.map((error) => [error, 'certain']), context);
	if (run.failure === undefined) return [];
	const prints = otherSizes(instance, inputs, context);
	return problemsOf(errors.map((error) => [error, prints.every((each) => each.has(fingerprint(error))) ? 'certain' : 'if-input-as-assumed']), context);
}

/** The failures at other sizes: what fails alike at all of them does not hang on the size. */
function otherSizes(instance: ModuleInstance, inputs: readonly ChosenInput[], { defaultSize, store, budget }: ModelContext): Array<Set<string>> {
	return [defaultSize + 32, 2 * defaultSize].map((size) => {
		const resized = inputs.map((each) => (each.provenance.kind === 'assumed' ? { ...each, shape: [...each.shape.slice(0, 2), ...each.shape.slice(2).map(() => size)] } : each));
		const run = runForward(instance, argumentsOf(resized), undefined, store, budget);
		return new Set(run.recorder.failures.flatMap(({ error }) => (error instanceof ShapeError ? [fingerprint(error)] : [])));
	});
}
