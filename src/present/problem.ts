import type { EngineProblem } from '../engine/error';
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
		case 'invalid-setting': return invalidSetting(problem.numbers.setting, problem.numbers.value, localize);
	}
}

function invalidSetting(setting: 'kernel' | 'stride' | 'padding' | 'dilation' | 'groups', value: number, localize: Localize): string {
	switch (setting) {
		case 'kernel': return localize('A kernel size of {value} is not possible: it is a whole number from 1.', { value });
		case 'stride': return localize('A stride of {value} is not possible: it is a whole number from 1.', { value });
		case 'padding': return localize('A padding of {value} is not possible: it is a whole number from 0.', { value });
		case 'dilation': return localize('A dilation of {value} is not possible: it is a whole number from 1.', { value });
		case 'groups': return localize('{value} groups are not possible: it is a whole number from 1.', { value });
	}
}
