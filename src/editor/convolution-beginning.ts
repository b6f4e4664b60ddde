import type { ConvolutionStage, PaddingFill } from '../engine/layer';
import type { ConvolutionBeginning } from '../visualizer/protocol';

function pairOf(values: readonly number[]): readonly [number, number] | undefined {
	const [first, second] = values;
	if (first === undefined) return undefined;
	return second === undefined ? [1, first] : [first, second];
}

/** The way the panel fills its padding; undefined for a constant other than 0, which it does not offer. */
function fillOf(fill: PaddingFill | undefined): ConvolutionBeginning['fill'] | undefined {
	return fill?.mode === 'constant' && fill.value !== 0 ? undefined : fill?.mode ?? 'constant';
}

/** One bias for all filters; undefined where they differ, which the panel does not offer. */
function commonBias({ bias }: ConvolutionStage): { readonly value: number | undefined } | undefined {
	if (bias === undefined) return { value: undefined };
	const [first] = bias.data;
	return bias.data.every((each) => each === first) ? { value: first === 0 ? undefined : first } : undefined;
}

/**
 * The settings of a convolution over one or two spatial axes as the panel takes them.
 * @returns undefined where the panel has no such setting: biases that differ, groups of several channels, other axes
 */
export function beginningOf(stage: ConvolutionStage): ConvolutionBeginning | undefined {
	const { window, groups, kernel } = stage;
	const [stride, dilation, fill, bias] = [pairOf(window.stride), pairOf(window.dilation), fillOf(stage.paddingFill), commonBias(stage)];
	if (window.size.length > 2 || (groups > 1 && kernel.shape[1] !== 1) || stride === undefined || dilation === undefined || fill === undefined || bias === undefined) return undefined;
	const none = { before: 0, after: 0 };
	const [vertical = none, horizontal = none] = window.padding.length === 1 ? [none, ...window.padding] : window.padding;
	return {
		stride,
		dilation,
		fill,
		bias: bias.value,
		flipped: stage.flipped === true,
		padding: { top: vertical.before, bottom: vertical.after, left: horizontal.before, right: horizontal.after },
	};
}
