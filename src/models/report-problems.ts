/** Turns what a framework would raise into problems with a place, a trace and a fix. */
import { SymbolicInteger } from './python/integers';
import { Tuple } from './python/containers';
import { siteOf } from './python/values';
import type { PythonError } from './python/values';
import { rangeOf, reportShape, reportSize } from './quantities';
import type { FileRange, ProblemReport, QuickFix, ReportedSize, TraceStep } from './report';
import { argumentRange, constructorRange } from './torch/constructor-arguments';
import { ModuleInstance } from './torch/module-instance';
import { ShapeError } from './torch/problems';
import type { ShapeProblem, ShapeProblemCode, ShapeProblems } from './torch/problems';
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

/** The divisor of all these counts that is nearest to a number of groups, the smaller of two alike. */
function nearestDivisor(groups: number, counts: readonly number[]): number | undefined {
	const divisors = Array.from({ length: Math.min(...counts) }, (_, index) => index + 1).filter((each) => counts.every((count) => count % each === 0));
	return divisors.reduce<number | undefined>((best, each) => (best === undefined || Math.abs(each - groups) < Math.abs(best - groups) ? each : best), undefined);
}

const MOST_CHANNELS = 1e6;

/** Groups that divide what a layer has: its channels in and out, or those that it normalizes. */
function dividingGroups(module: ModuleInstance, groups: unknown, count: unknown, file: string): QuickFix | undefined {
	const counts = ['in_channels', 'out_channels'].map((name) => module.read(name)).filter((each) => each !== undefined);
	const all = counts.length === 0 ? [count] : counts;
	if (typeof groups !== 'number' || groups < 1 || !all.every((each): each is number => typeof each === 'number' && each > 0 && each <= MOST_CHANNELS)) return undefined;
	const text = nearestDivisor(groups, all);
	for (const argument of ['groups', 'num_groups']) {
		const written = argumentRange(module, argument);
		if (text !== undefined && written?.isLiteral === true && written.range.file === file) return { kind: 'set-argument', range: written.range, text: String(text), argument };
	}
	return undefined;
}

/**
 * Padding of half the kernel, with which it fits into any input and an odd one keeps its size. Only for a convolution with the same kernel on
 * every axis; a window of a pooling that does not fit has nothing left to pool, and no padding makes sense of it.
 */
function fittingPadding(module: ModuleInstance, kernel: number, file: string, text: string): QuickFix | undefined {
	const sizes = module.read('kernel_size');
	const constructor = constructorRange(module);
	if (!/^(?:Lazy)?Conv\dd$/.test(module.type.name) || !(sizes instanceof Tuple) || new Set(sizes.items).size !== 1 || constructor?.file !== file) return undefined;
	const padding = String(Math.floor(kernel / 2));
	const written = argumentRange(module, 'padding');
	if (written !== undefined) return written.isLiteral && written.range.file === file ? { kind: 'set-argument', range: written.range, text: padding, argument: 'padding' } : undefined;
	const call = text.slice(constructor.start, constructor.end);
	if (!call.endsWith(')') || call.includes('*')) return undefined;
	const at = constructor.end - 1;
	const separator = /,\s*$/.test(call.slice(0, -1)) ? '' : ', ';
	return { kind: 'add-argument', range: { file, start: at, end: at }, text: `${separator}padding=${padding}`, argument: 'padding' };
}

/** `torch.cat([skip, x], 1)` of maps that differ in their sizes alone, one of them larger: the larger is cut to the smaller one's size. */
function cropLarger({ first, other, joined, index }: ShapeProblems['join-mismatch'], range: FileRange, text: string): QuickFix | undefined {
	const call = /^torch\.(?:cat|concat|concatenate)\(\s*[[(]\s*([A-Za-z_][\w.]*)\s*,\s*([A-Za-z_][\w.]*)\s*[\])]/.exec(text.slice(range.start, range.end));
	if (call === null || joined !== 1 || index !== 1 || first.length !== other.length || first.length < 3) return undefined;
	const larger = first.map((size, axis) => (typeof size === 'number' && typeof other[axis] === 'number' ? Math.sign(size - other[axis]) : size === other[axis] ? 0 : NaN));
	const space = new Set(larger.slice(2).filter((each) => each !== 0));
	if (larger[0] !== 0 || space.size !== 1 || space.has(NaN)) return undefined;
	const [cut, kept] = space.has(1) ? [call[1]!, call[2]!] : [call[2]!, call[1]!];
	const at = range.start + (space.has(1) ? call[0].indexOf(cut) : call[0].lastIndexOf(cut));
	const slices = Array.from({ length: first.length - 2 }, (_, axis) => `:${kept}.shape[${axis + 2 - first.length}]`);
	return { kind: 'crop', range: { file: range.file, start: at, end: at + cut.length }, text: `${cut}[..., ${slices.join(', ')}]` };
}

/** Another name for the argument of a call. */
function renamedArgument({ calls }: ShapeError, { argument, meant }: ShapeProblems['unexpected-argument'], file: string, text: string): QuickFix | undefined {
	const written = calls?.node.arguments.find(({ name }) => name === argument);
	if (calls === undefined || written === undefined || calls.origin.file !== file) return undefined;
	const start = calls.origin.offset + written.start;
	const range = { file, start, end: start + argument.length };
	return text.slice(range.start, range.end) === argument ? { kind: 'rename', range, text: meant } : undefined;
}

function fixOf(error: ShapeError, file: string, range: FileRange, text: string, certainty: ProblemReport['certainty']): QuickFix | undefined {
	const { problem, module } = error;
	if (problem.code === 'batch-swallowed') return keepBatch(range, text);
	if (problem.code === 'join-mismatch') return certainty === 'certain' ? cropLarger(problem.numbers, range, text) : undefined;
	if (problem.code === 'unexpected-argument') return renamedArgument(error, problem.numbers, file, text);
	if (!(module instanceof ModuleInstance)) return undefined;
	if (problem.code === 'groups-do-not-divide') return dividingGroups(module, problem.numbers.groups, problem.numbers.count, file);
	if (problem.code === 'kernel-too-large') return certainty === 'certain' ? fittingPadding(module, problem.numbers.kernel, file, text) : undefined;
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
	return { problem: plainProblem(error.problem), range, constructor: constructor?.file === file && (constructor.start !== range.start || constructor.end !== range.end) ? constructor : undefined, certainty, trace: traceOf(error, file), fix: fixOf(error, file, range, text, certainty) };
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
