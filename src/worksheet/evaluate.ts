import { layerCost } from '../engine/cost';
import { EngineError, type EngineErrorCode, type EngineProblem, type NumberSetting } from '../engine/error';
import type { Layer, Stage } from '../engine/layer';
import { operatorOf } from '../engine/operators';
import { planPipeline, type StagePlan } from '../engine/pipeline';
import { elementCount, tensor } from '../engine/tensor';
import { workOf } from '../engine/work';
import type { TextRange } from '../literals/literal';
import { Arguments, numberOf, type ArgumentValue, type GivenArgument } from './arguments';
import { count } from './counts';
import { compareWithAnswer } from './expectation';
import { isRunnable, isStageOperation, layerOf } from './layers';
import { fail, WorksheetError, type LocatedProblem } from './problem';
import { operationNamed, OPERATION_NAMES, signatureOf, type OperationName, type Parameter } from './signatures';
import { stack } from './stack';
import { suggestionFor } from './suggestion';
import type { Call, Expression, Statement } from './syntax';
import { numbersValue, writtenValue, type Hidden, type NumbersValue, type RunStep, type SizesValue, type SizeStep, type Value } from './value';

/** More small steps than this in one operation are not run while typing: some 40 ms. */
const MOST_WORK = 10_000_000;
/** A chain has at most so many layers. */
const MOST_LAYERS = 1000;

/** What a name stands for at one place of a worksheet. */
export type Lookup = (name: string) => Value | 'broken' | 'later' | undefined;

/** What came of a statement. */
export interface StatementResult {
	/** Undefined where it has none: it is wrong, or builds on something that is. */
	readonly value: Value | undefined;
	/** Of an expectation whose two sides could be compared: whether they agree. */
	readonly isMet: boolean | undefined;
	readonly problems: readonly LocatedProblem[];
}

/** Thrown where a name's own statement failed: that one says what is wrong. */
class BuildsOnBroken extends Error {}

/** The parameters that the engine's refusals are about. */
const BLAMED: Partial<Record<EngineErrorCode, string>> = {
	'groups-do-not-divide': 'groups', 'bias-mismatch': 'bias', 'padding-too-large': 'padding', 'padding-beyond-input': 'padding',
	'padding-covers-window': 'padding', 'same-needs-stride-one': 'stride', 'output-padding-too-large': 'output_padding', 'kernel-too-large': 'kernel_size',
};
/** The engine's settings that have another name as parameters. */
const RENAMED: Partial<Record<NumberSetting, string>> = { kernel: 'kernel_size', filters: 'out_channels', features: 'out_features', exponent: 'norm_type' };

/** The setting that an engine's refusal is about, by the parameter's name. */
function settingOf(problem: EngineProblem): string | undefined {
	if (problem.code !== 'invalid-setting' && problem.code !== 'setting-count') return BLAMED[problem.code];
	const { setting } = problem.numbers;
	return RENAMED[setting] ?? setting.replace('-', '_');
}

/** Evaluates one statement in the light of those above it. */
class Evaluator {
	constructor(private readonly lookup: Lookup, private readonly knownNames: Iterable<string>) {}

	expression(expression: Expression): Value {
		switch (expression.kind) {
			case 'matrix': return writtenValue(expression.tensor);
			case 'number': return writtenValue(tensor([], [expression.value]));
			case 'name': return this.#named(expression.name, expression.range);
			case 'call': return this.#call(expression);
			case 'chain': return expression.stages.reduce(
				(input, stage) => this.#stage(stage, input, stage.arguments.map((each) => this.#given(each))), this.expression(expression.source),
			);
			case 'tuple': {
				const values = this.#tuple(expression.items);
				return writtenValue(tensor([values.length], values));
			}
			case 'constant': return fail({ code: 'unexpected', text: String(expression.value ?? 'none') }, expression.range);
		}
	}

	#named(name: string, range: TextRange): Value {
		const value = this.lookup(name);
		if (value === 'broken') throw new BuildsOnBroken();
		if (value === 'later') return fail({ code: 'defined-later', name }, range);
		return value ?? fail({ code: 'unknown-name', name, suggestion: suggestionFor(name, this.knownNames) }, range);
	}

	#tuple(items: readonly Expression[]): number[] {
		return items.map((item) => numberOf(this.expression(item)) ?? fail({ code: 'unexpected', text: '(' }, item.range));
	}

	#given({ name, value, range }: Call['arguments'][number]): GivenArgument {
		const evaluated: ArgumentValue = value.kind === 'constant' ? value
			: value.kind === 'tuple' ? { kind: 'tuple', values: this.#tuple(value.items) }
				: this.expression(value);
		return { name, value: evaluated, range };
	}

	#operation({ operation, operationRange }: Call): OperationName {
		return operationNamed(operation)
			?? fail({ code: 'unknown-operation', name: operation, suggestion: suggestionFor(operation, OPERATION_NAMES) }, operationRange);
	}

	#call(call: Call): Value {
		const operation = this.#operation(call);
		const given = call.arguments.map((each) => this.#given(each));
		const { role, forms } = signatureOf(operation);
		if (role === 'source') return sourceValue(call, given);
		if (role === 'stack') return stack(operation, call, given);
		const input = given.find(({ name }) => name?.text === 'input') ?? given.find(({ name }) => name === undefined);
		if (input === undefined) fail({ code: 'missing-argument', operation: call.operation, parameter: 'input' }, call.range);
		const { value } = input;
		if (value.kind === 'tuple' || value.kind === 'constant') {
			fail({ code: 'wrong-argument', operation: call.operation, parameter: 'input', expected: 'matrix', choices: [] }, input.range);
		}
		const rest = given.filter((each) => each !== input);
		if (role === 'stage') return this.#stage(call, value, rest);
		if (rest[0] !== undefined) fail({ code: 'too-many-arguments', operation: call.operation, given: given.length, most: forms[0]!.length }, rest[0].range);
		return count(operation, value, call);
	}

	/** Applies an operation to what comes before it: runs it where all numbers are there, else works out its sizes. */
	#stage(call: Call, input: Value, given: readonly GivenArgument[]): Value {
		const operation = this.#operation(call);
		if (!isStageOperation(operation)) fail({ code: 'no-stage', name: call.operation }, call.operationRange);
		const bound = new Arguments(call, formFor(signatureOf(operation).forms, given), given);
		const inputShape = input.kind === 'numbers' ? input.batch.shape : input.outputShape;
		try {
			const layer = layerOf(operation, bound, inputShape);
			return input.kind === 'numbers' && isRunnable(layer)
				? runStage(call, operation, layer, input, hiddenAfter(layer, input, bound))
				: extendSizes(call, operation, layer, sizesOf(input));
		} catch (error) {
			if (!(error instanceof EngineError)) throw error;
			const setting = settingOf(error.problem);
			return fail({ code: 'engine', problem: error.problem }, setting === undefined ? call.operationRange : bound.rangeOf(setting));
		}
	}
}

/** The form of an operation that these arguments belong to: with a matrix first, or with sizes only. */
function formFor(forms: readonly (readonly Parameter[])[], given: readonly GivenArgument[]): readonly Parameter[] {
	const [first = [], second] = forms;
	if (second === undefined) return first;
	const names = given.flatMap(({ name }) => (name === undefined ? [] : [name.text]));
	const onlyIn = (form: readonly Parameter[], other: readonly Parameter[]): boolean => names.some((name) => form.some((each) => each.name === name) && !other.some((each) => each.name === name));
	const positional = given.find(({ name }) => name === undefined);
	if (positional === undefined) return onlyIn(first, second) ? first : second;
	return numberOf(positional.value) === undefined && positional.value.kind !== 'tuple' ? first : second;
}

function sourceValue(call: Call, given: readonly GivenArgument[]): SizesValue {
	const sizes = given.flatMap(({ value, range, name }) => {
		if (name !== undefined) fail({ code: 'unknown-parameter', operation: call.operation, parameter: name.text, suggestion: undefined }, name.range);
		const list = value.kind === 'tuple' ? value.values : value.kind === 'numbers' && value.tensor.shape.length <= 1 ? Array.from(value.tensor.data) : undefined;
		return list ?? fail({ code: 'wrong-argument', operation: call.operation, parameter: 'sizes', expected: 'whole', choices: [] }, range);
	});
	if (sizes.length === 0) fail({ code: 'missing-argument', operation: call.operation, parameter: 'sizes' }, call.range);
	const hasBatch = sizes.length >= 4;
	const inputShape = hasBatch ? sizes : [1, ...new Array<number>(Math.max(0, 2 - sizes.length)).fill(1), ...sizes];
	try {
		planPipeline(inputShape, []);
	} catch (error) {
		if (error instanceof EngineError) fail({ code: 'engine', problem: error.problem }, call.range);
		throw error;
	}
	return { kind: 'sizes', inputShape, hasBatch, steps: [], outputShape: inputShape };
}

function sizesOf(value: Value): SizesValue {
	if (value.kind === 'sizes') return value;
	const { shape } = value.batch;
	return { kind: 'sizes', inputShape: shape, hasBatch: value.hidden === 0, steps: [], outputShape: shape };
}

/** A kernel without a filter axis gives one map, which is shown as a matrix. */
function hiddenAfter(layer: Layer, input: NumbersValue, given: Arguments): Hidden {
	if (layer.kind !== 'convolution' || input.hidden !== 1) return input.hidden;
	return (given.matrix('kernel')?.shape.length ?? 4) <= 3 ? 2 : 1;
}

function runStage(call: Call, operation: OperationName, stage: Stage, input: NumbersValue, hidden: Hidden): NumbersValue {
	const inputShape = input.batch.shape;
	const operator = operatorOf(stage);
	const { axes, outputShape } = operator.sizes(stage, inputShape);
	const cost = layerCost(stage, inputShape, outputShape);
	const plan: StagePlan = { layer: stage, geometry: { inputShape, outputShape, axes, receptiveField: [] }, cost };
	const padded = elementCount(inputShape.slice(0, 2)) * axes.reduce((cells, { paddedInput }) => cells * paddedInput, 1);
	const work = Math.max(workOf(plan), padded, elementCount(outputShape));
	if (!(work <= MOST_WORK)) fail({ code: 'too-much-work', work, most: MOST_WORK }, call.operationRange);
	const output = operator.run(stage, input.batch);
	const step: RunStep = { operation, range: call.operationRange, stage, input: input.batch, output, plan };
	return numbersValue(output, hidden, [...input.steps, step]);
}

function extendSizes(call: Call, operation: OperationName, layer: Layer, input: SizesValue): SizesValue {
	if (input.steps.length >= MOST_LAYERS) fail({ code: 'too-much-work', work: input.steps.length + 1, most: MOST_LAYERS }, call.operationRange);
	const layers = [...input.steps.map((each) => each.layer), layer];
	const plans = planPipeline(input.inputShape, layers);
	const steps: SizeStep[] = plans.map((plan, index) => {
		const known = input.steps[index];
		return { operation: known?.operation ?? operation, range: known?.range ?? call.operationRange, layer: plan.layer, plan };
	});
	return { ...input, steps, outputShape: plans.at(-1)!.geometry.outputShape };
}

/**
 * Evaluates a statement. Never throws: what is wrong is in `problems`; a statement that builds on a broken one has neither value nor
 * problems of its own.
 * @param knownNames the names above it, for suggestions
 */
export function evaluateStatement(statement: Statement, lookup: Lookup, knownNames: Iterable<string>): StatementResult {
	const evaluator = new Evaluator(lookup, knownNames);
	if (statement.value === undefined) return { value: undefined, isMet: undefined, problems: statement.problems };
	try {
		const subject = statement.subject && evaluator.expression(statement.subject);
		const value = evaluator.expression(statement.value);
		if (subject === undefined) return { value, isMet: undefined, problems: statement.problems };
		const problem = compareWithAnswer(statement, subject, value);
		return { value: subject, isMet: problem === undefined, problems: problem === undefined ? statement.problems : [problem] };
	} catch (error) {
		if (error instanceof BuildsOnBroken) return { value: undefined, isMet: undefined, problems: [] };
		if (error instanceof WorksheetError) return { value: undefined, isMet: undefined, problems: [{ problem: error.problem, range: error.range }] };
		throw error;
	}
}
