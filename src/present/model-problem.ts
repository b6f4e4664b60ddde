/** What a framework would refuse in a model, and the classic slips, as sentences with the numbers. */
import type { ProblemReport, QuickFix, ReportedShape, TraceStep } from '../models/report';
import type { Localize } from './localize';
import { modelShapeText } from './model-quantity';

type Problem = ProblemReport['problem'];

/** What is wrong, in one sentence. */
export function modelProblemSentence(problem: Problem, localize: Localize): string {
	const shape = (sizes: ReportedShape): string => modelShapeText(sizes);
	switch (problem.code) {
		case 'channel-mismatch': return localize('The layer takes {expected} channels, but its input {shape} has {actual}.', { expected: problem.numbers.expected, actual: problem.numbers.actual, shape: shape(problem.numbers.shape) });
		case 'features-mismatch': return localize('The layer takes {expected} features, but its input {shape} has {actual}.', { expected: problem.numbers.expected, actual: problem.numbers.actual, shape: shape(problem.numbers.shape) });
		case 'normalization-mismatch': return localize('The normalization is for {expected} features, but its input is {shape}.', { expected: problem.numbers.expected.join('×'), shape: shape(problem.numbers.shape) });
		case 'kernel-too-large': return localize('The kernel spans {kernel} along axis {axis}, more than the padded input, which is {paddedInput} there; the input is {shape}.', { kernel: problem.numbers.kernel, axis: problem.numbers.axis + 2, paddedInput: problem.numbers.paddedInput, shape: shape(problem.numbers.shape) });
		case 'output-too-small': return localize('Nothing would be left along axis {axis}: a window of {kernel} with stride {stride} on an input {shape}.', { axis: problem.numbers.axis + 2, kernel: problem.numbers.kernel, stride: problem.numbers.stride, shape: shape(problem.numbers.shape) });
		case 'padding-too-large': return localize('A padding of {padding} is more than half of the pooling window, which is {kernel}.', problem.numbers);
		case 'same-padding-with-stride': return localize('Padding “same” needs stride 1; the stride is {stride}.', problem.numbers);
		case 'groups-do-not-divide': return localize('{groups} groups do not divide {count} {of}.', { groups: problem.numbers.groups, count: problem.numbers.count, of: problem.numbers.of });
		case 'heads-do-not-divide': return localize('{heads} heads do not divide an embedding of {embedding}.', problem.numbers);
		case 'size-not-divisible': return localize('Axis {axis} of {shape} is {size}, which is no multiple of {divisor}.', { axis: problem.numbers.axis, shape: shape(problem.numbers.shape), size: problem.numbers.size, divisor: problem.numbers.divisor });
		case 'invalid-reshape': return localize('{shape} can not become {requested}: it has {elements} elements.', { shape: shape(problem.numbers.shape), requested: shape(problem.numbers.requested), elements: problem.numbers.elements });
		case 'batch-swallowed': return localize('Each sample has {features} features, not {expected}: −1 takes from the batch and mixes samples. The input is {shape}.', { features: problem.numbers.features, expected: problem.numbers.expected, shape: shape(problem.numbers.shape) });
		case 'join-mismatch': return localize('{operation} along axis {joined}: {first} and {other} differ on axis {axis}.', { operation: problem.numbers.operation, joined: problem.numbers.joined, axis: problem.numbers.axis, first: shape(problem.numbers.first), other: shape(problem.numbers.other) });
		case 'broadcast-mismatch': return localize('{left} and {right} do not go together: they differ on axis {axis}, and neither is 1 there.', { left: shape(problem.numbers.left), right: shape(problem.numbers.right), axis: problem.numbers.axis });
		case 'matmul-mismatch': return localize('The matrices {left} and {right} can not be multiplied: {expected} rows are needed, {actual} are there.', { left: shape(problem.numbers.left), right: shape(problem.numbers.right), expected: problem.numbers.expected, actual: problem.numbers.actual });
		case 'einsum-mismatch': return localize('“{subscript}” in “{equation}” is {expected} and {actual} at once.', problem.numbers);
		case 'invalid-setting': return localize('{value} is not possible as {setting}.', problem.numbers);
		case 'tensor-expected': return problem.numbers.received === 'None'
			? localize('{operation} takes a tensor, but this is None.', { operation: problem.numbers.operation })
			: localize('{operation} takes one tensor, but these are {count} values in a {received}.', problem.numbers);
		case 'unpack-mismatch': return localize('There are {actual} values, but names for {expected}.', problem.numbers);
		case 'unexpected-argument': return localize('{layer} has no argument “{argument}”: “{meant}” is meant.', problem.numbers);
		case 'misspelled-method': return localize('“{name}” is never called by Python: “{meant}” is meant.', problem.numbers);
		case 'layers-in-plain-list': return localize('The {layers} layers in the plain list “{attribute}” are not registered: they are not trained, moved or saved with the model.', problem.numbers);
		case 'missing-comma': return localize('A comma is missing here.');
		case 'missing-super-call': return localize('{className} does not call super().__init__(): assigning layers fails.', problem.numbers);
		case 'rank-mismatch': case 'axis-out-of-range': case 'repeated-axis': case 'permutation-mismatch': case 'index-out-of-range': case 'expand-mismatch': case 'split-mismatch':
			return axisProblem(problem, localize);
	}
}

type AxisProblem = Extract<Problem, { readonly code: 'rank-mismatch' | 'axis-out-of-range' | 'repeated-axis' | 'permutation-mismatch' | 'index-out-of-range' | 'expand-mismatch' | 'split-mismatch' }>;

function axisProblem(problem: AxisProblem, localize: Localize): string {
	const shape = modelShapeText(problem.numbers.shape);
	switch (problem.code) {
		case 'rank-mismatch': return localize('{operation} takes {expected}, not {shape}.', { operation: problem.numbers.operation, expected: problem.numbers.expected, shape });
		case 'axis-out-of-range': return localize('{operation}: {shape} has no axis {axis}.', { operation: problem.numbers.operation, axis: problem.numbers.axis, shape });
		case 'repeated-axis': return localize('{operation} names axis {axis} of {shape} twice.', { operation: problem.numbers.operation, axis: problem.numbers.axis, shape });
		case 'permutation-mismatch': return localize('The order {order} does not name every axis of {shape} once.', { order: problem.numbers.order.join(', '), shape });
		case 'index-out-of-range': return localize('Index {index} is beyond axis {axis} of {shape}.', { index: problem.numbers.index, axis: problem.numbers.axis, shape });
		case 'expand-mismatch': return localize('{shape} can not be expanded to {requested}.', { shape, requested: modelShapeText(problem.numbers.requested) });
		case 'split-mismatch': return localize('The pieces {sizes} do not add up to axis {axis} of {shape}.', { sizes: problem.numbers.sizes.join(' + '), axis: problem.numbers.axis, shape });
	}
}

/** One step back from the number: `2048 = 8·16·16 comes from conv2d`. */
export function traceSentence({ operation, shape }: TraceStep, localize: Localize): string {
	return operation === 'input' ? localize('The input is {shape}.', { shape: modelShapeText(shape) }) : localize('{operation} gives {shape}.', { operation, shape: modelShapeText(shape) });
}

/** Where a flattened number comes from: `2048 = 8·16·16` and the step that gave these sizes; undefined where no step multiplies to it. */
export function productOf(actual: unknown, trace: readonly TraceStep[]): { readonly text: string; readonly step: TraceStep } | undefined {
	if (typeof actual !== 'number') return undefined;
	for (const step of trace) {
		const sizes = step.shape.slice(1);
		if (sizes.length > 1 && sizes.every((size) => typeof size === 'number') && sizes.reduce<number>((product, size) => product * size, 1) === actual) return { text: `${actual} = ${sizes.join('·')}`, step };
	}
	return undefined;
}

/** What a quick fix does. */
export function fixTitle(fix: QuickFix, localize: Localize): string {
	switch (fix.kind) {
		case 'set-argument': return localize('Set {argument} to {value}', { argument: fix.argument ?? '', value: fix.text });
		case 'add-argument': return localize('Add {argument}', { argument: fix.text.replace(/^,?\s*/, '') });
		case 'crop': return localize('Crop the larger one: {text}', { text: fix.text });
		case 'rename': return localize('Rename to {name}', { name: fix.text });
		case 'insert-comma': return localize('Insert the comma');
		case 'wrap-in-module-list': return localize('Wrap in {name}', { name: fix.text });
		case 'keep-batch': return localize('Keep the batch: {text}', { text: fix.text });
		case 'call-super': return localize('Call super().__init__()');
	}
}
