/** Turns what a framework would raise into problems with a place, a trace and a fix. */
import { SymbolicInteger } from './python/integers';
import { siteOf } from './python/values';
import type { PythonError } from './python/values';
import { rangeOf, reportShape, reportSize } from './quantities';
import type { FileRange, ProblemReport, QuickFix, ReportedSize, TraceStep } from './report';
import { argumentRange, constructorRange } from './torch/constructor-arguments';
import { ModuleInstance } from './torch/module-instance';
import { ShapeError } from './torch/problems';
import type { ShapeProblem, ShapeProblemCode } from './torch/problems';
import { Tensor } from './torch/tensor';

const LONGEST_TRACE = 6;

/** The steps that led to the tensors that do not fit, the nearest first. */
function traceOf(error: ShapeError, file: string): TraceStep[] {
	const steps: TraceStep[] = [];
	let tensor = error.inputs.find((each): each is Tensor => each instanceof Tensor);
	while (tensor !== undefined && steps.length < LONGEST_TRACE) {
		const { producer } = tensor;
		let call = producer?.call;
		while (call !== undefined && call.origin.file !== file) call = call.parent;
		if (producer?.operation !== '_same') steps.push({ operation: producer?.operation ?? 'input', shape: reportShape(tensor.shape), range: call === undefined ? undefined : rangeOf(siteOf(call.node, call.origin)) });
		tensor = producer?.inputs[0];
	}
	return steps;
}

/** The argument of the layer's constructor that would have to be another, by problem. */
const ARGUMENTS: Partial<Record<ShapeProblemCode, readonly string[]>> = {
	'channel-mismatch': ['in_channels'], 'features-mismatch': ['in_features', 'input_size', 'embed_dim'], 'normalization-mismatch': ['num_features', 'num_channels', 'normalized_shape'],
};

/** `x.view(-1, 1000)` as `x.flatten(1)`: whatever the features are, the batch stays. */
function keepBatch(range: FileRange, text: string): QuickFix | undefined {
	const receiver = /^([\s\S]+)\.(?:view|reshape)\(\s*-1\s*,[^()]*\)$/.exec(text.slice(range.start, range.end))?.[1];
	return receiver === undefined ? undefined : { kind: 'keep-batch', range, text: `${receiver}.flatten(1)` };
}

function fixOf(error: ShapeError, file: string, range: FileRange, text: string): QuickFix | undefined {
	const { problem, module } = error;
	if (problem.code === 'batch-swallowed') return keepBatch(range, text);
	if (!(module instanceof ModuleInstance)) return undefined;
	if (problem.code === 'padding-too-large') {
		const written = argumentRange(module, 'padding');
		return written?.isLiteral === true && written.range.file === file ? { kind: 'set-argument', range: written.range, text: String(Math.floor(problem.numbers.kernel / 2)), argument: 'padding' } : undefined;
	}
	const actual = problem.code === 'normalization-mismatch' ? problem.numbers.shape[problem.numbers.expected.length === 1 && problem.numbers.shape.length > 1 && module.read('num_features') !== undefined ? 1 : problem.numbers.shape.length - 1]
		: problem.code === 'channel-mismatch' || problem.code === 'features-mismatch' ? problem.numbers.actual : undefined;
	if (typeof actual !== 'number') return undefined;
	for (const argument of ARGUMENTS[problem.code] ?? []) {
		const written = argumentRange(module, argument);
		if (written?.isLiteral === true && written.range.file === file) return { kind: 'set-argument', range: written.range, text: String(actual), argument };
	}
	return undefined;
}

/** The innermost place of the file that an error belongs to. */
function placeOf(error: PythonError, file: string): FileRange | undefined {
	if (error.site?.file === file) return rangeOf(error.site);
	for (let call = error.calls; call !== undefined; call = call.parent) if (call.origin.file === file) return rangeOf(siteOf(call.node, call.origin));
	return undefined;
}

/** The same problem with sizes as a report has them. */
function plainProblem(problem: ShapeProblem): ShapeProblem<ReportedSize> {
	const plain = (value: unknown): unknown => (value instanceof SymbolicInteger ? reportSize(value) : Array.isArray(value) ? value.map(plain) : value);
	return { code: problem.code, numbers: Object.fromEntries(Object.entries(problem.numbers).map(([name, value]) => [name, plain(value)])) } as unknown as ShapeProblem<ReportedSize>;
}

/** Reports an error in a file of this text; undefined where it happened outside of the file, or is no shape problem. */
export function reportProblem(error: PythonError, file: string, text: string, certainty: ProblemReport['certainty']): ProblemReport | undefined {
	if (!(error instanceof ShapeError)) return undefined;
	const constructor = error.module instanceof ModuleInstance ? constructorRange(error.module) : undefined;
	const range = placeOf(error, file) ?? (constructor?.file === file ? constructor : undefined);
	if (range === undefined) return undefined;
	return { problem: plainProblem(error.problem), range, constructor: constructor?.file === file ? constructor : undefined, certainty, trace: traceOf(error, file), fix: fixOf(error, file, range, text) };
}

/** What makes two errors the same, whatever the input's size: place, code and the sizes that do not agree. */
export function fingerprint(error: ShapeError): string {
	const { problem } = error;
	const sizes: unknown[] = Object.values(problem.numbers).filter((value) => !Array.isArray(value));
	if (problem.code === 'join-mismatch') sizes.push(problem.numbers.first.at(problem.numbers.axis), problem.numbers.other.at(problem.numbers.axis));
	else if (problem.code === 'broadcast-mismatch') sizes.push(problem.numbers.left.at(problem.numbers.axis), problem.numbers.right.at(problem.numbers.axis));
	else if (problem.code !== 'channel-mismatch' && problem.code !== 'features-mismatch') sizes.push(problem.numbers);
	return JSON.stringify([error.site, problem.code, sizes], (_, value: unknown) => (value instanceof SymbolicInteger ? value.toString() : value));
}
