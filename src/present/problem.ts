import type { EngineProblem, NumberSetting } from '../engine/error';
import { shapeText } from '../engine/tensor';
import { axisLetters } from './formula';
import type { Localize } from './localize';

function axisName(axis: number, localize: Localize): string {
	// problems arise on images nearly always; the engine counts spatial axes from the outermost
	return axisLetters(2)[axis] === 'W' ? localize('wide') : localize('high');
}

/** What the engine refused, as one sentence with the numbers. */
export function problemSentence(problem: EngineProblem, localize: Localize): string {
	switch (problem.code) {
		case 'kernel-too-large': {
			const { axis, effectiveKernel, input, paddingBefore, paddingAfter } = problem.numbers;
			const padded = input + paddingBefore + paddingAfter;
			return padded === input
				? localize('The kernel is {kernel} {direction}, larger than the input, which is {input} {direction}.', { kernel: effectiveKernel, input, direction: axisName(axis, localize) })
				: localize('The kernel is {kernel} {direction}, larger than the padded input, which is {padded} {direction} ({before} + {input} + {after}).', { kernel: effectiveKernel, padded, before: paddingBefore, input, after: paddingAfter, direction: axisName(axis, localize) });
		}
		case 'channel-mismatch': {
			const { inputChannels, kernelChannels } = problem.numbers;
			return localize('The kernel has {kernelChannels} channels, but the input has {inputChannels}.', { kernelChannels, inputChannels });
		}
		case 'groups-do-not-divide': {
			const { groups, count, of } = problem.numbers;
			return of === 'channels'
				? localize('{groups} groups do not divide {count} channels.', { groups, count })
				: localize('{groups} groups do not divide {count} filters.', { groups, count });
		}
		case 'bias-mismatch': return localize('There are {biases} biases for {filters} filters.', problem.numbers);
		case 'rank-mismatch': return localize('A tensor of shape {shape} does not fit here: {expected} is expected.', { shape: shapeText(problem.numbers.shape), expected: problem.numbers.expected });
		case 'padding-too-large': return localize('A padding of {padding} is more than half of the pooling window, which is {kernel}.', { padding: problem.numbers.padding, kernel: problem.numbers.kernel });
		case 'empty-tensor': return localize('The matrix of shape {shape} has no numbers.', { shape: shapeText(problem.numbers.shape) });
		case 'setting-count': return localize('{given} values are given for {axes} axes.', { given: problem.numbers.given, axes: problem.numbers.axes });
		case 'invalid-setting': return localize('{value} is not possible as the {setting}.', { value: problem.numbers.value, setting: settingName(problem.numbers.setting, localize) });
		case 'nothing-left': case 'parameter-count': case 'feature-mismatch': case 'no-such-axis': case 'no-such-cell': case 'padding-covers-window':
		case 'padding-beyond-input': case 'same-needs-stride-one': case 'output-padding-too-large': case 'impossible-shape':
			return operatorProblem(problem, localize);
	}
}

type OperatorProblem = Extract<EngineProblem, {
	code: 'nothing-left' | 'parameter-count' | 'feature-mismatch' | 'no-such-axis' | 'no-such-cell' | 'padding-covers-window' | 'padding-beyond-input'
		| 'same-needs-stride-one' | 'output-padding-too-large' | 'impossible-shape';
}>;

/** What only some operators refuse. */
function operatorProblem(problem: OperatorProblem, localize: Localize): string {
	switch (problem.code) {
		case 'nothing-left': return localize('Nothing is left of the {input} cells of the input: the output size comes out as {output}.', { input: problem.numbers.input, output: problem.numbers.output });
		case 'parameter-count': return localize('{given} values are given where {expected} are needed.', { given: problem.numbers.given, expected: problem.numbers.expected });
		case 'feature-mismatch': return problem.numbers.of === 'features'
			? localize('The layer takes {features} features, but its input has {inputFeatures}.', { features: problem.numbers.features, inputFeatures: problem.numbers.inputFeatures })
			: localize('The layer takes {features} channels, but its input has {inputFeatures}.', { features: problem.numbers.features, inputFeatures: problem.numbers.inputFeatures });
		case 'no-such-axis': return localize('There is no axis {axis} in a tensor of {rank} axes.', problem.numbers);
		case 'no-such-cell': return localize('There is no cell {cell} in a tensor of shape {shape}.', { cell: shapeText(problem.numbers.cell), shape: shapeText(problem.numbers.shape) });
		case 'padding-covers-window': return localize('With a padding of {padding} a window of {kernel} would see nothing but padding.', { padding: problem.numbers.padding, kernel: problem.numbers.kernel });
		case 'padding-beyond-input': return localize('A padding of {padding} repeats more than the {input} cells that the input has.', { padding: problem.numbers.padding, input: problem.numbers.input });
		case 'same-needs-stride-one': return localize('Padding “same” needs stride 1; the stride is {stride}.', { stride: problem.numbers.stride });
		case 'output-padding-too-large': return localize('An output padding of {outputPadding} is not below the stride, {stride}, or the dilation, {dilation}.', { outputPadding: problem.numbers.outputPadding, stride: problem.numbers.stride, dilation: problem.numbers.dilation });
		case 'impossible-shape': return localize('A tensor of shape {shape} is not possible.', { shape: shapeText(problem.numbers.shape) });
	}
}

function settingName(setting: NumberSetting, localize: Localize): string {
	switch (setting) {
		case 'kernel': return localize('kernel size');
		case 'stride': return localize('stride');
		case 'padding': return localize('padding');
		case 'dilation': return localize('dilation');
		case 'groups': return localize('number of groups');
		case 'output-padding': return localize('output padding');
		case 'channels': return localize('number of channels');
		case 'filters': return localize('number of filters');
		case 'features': return localize('number of features');
		case 'exponent': return localize('exponent');
		case 'divisor': return localize('divisor');
		case 'epsilon': return localize('epsilon');
		case 'output-size': return localize('output size');
		case 'scale': return localize('scale');
		case 'beta': return localize('beta');
		case 'axis': return localize('axis');
	}
}
