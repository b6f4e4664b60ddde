import { refuse, requireWhole } from '../error';
import { windowGeometry } from '../geometry';
import type { ConvolutionLayer } from '../layer';
import type { Sizes } from '../operator';
import { requireFill, ZEROS } from '../padding';
import type { Shape } from '../tensor';

/** A layer planned without numbers has not been through a constructor: its groups must divide channels and filters too. */
export function requireGroups({ groups, channels, filters }: Pick<ConvolutionLayer, 'groups' | 'channels' | 'filters'>): void {
	requireWhole('groups', groups, 1);
	requireWhole('channels', channels, 1);
	requireWhole('filters', filters, 1);
	if (channels % groups !== 0) refuse('groups-do-not-divide', { groups, count: channels, of: 'channels' });
	if (filters % groups !== 0) refuse('groups-do-not-divide', { groups, count: filters, of: 'filters' });
}

/**
 * The output shape of a convolution over (N, C, …spatial): (N, filters, …).
 * @throws EngineError 'channel-mismatch', 'groups-do-not-divide', 'padding-beyond-input' or what {@link windowGeometry} throws
 */
export function convolutionShape(layer: ConvolutionLayer, inputShape: Shape): Sizes {
	requireGroups(layer);
	const axes = windowGeometry(inputShape, { ...layer.window, ceilMode: false });
	if (inputShape[1] !== layer.channels) {
		refuse('channel-mismatch', { inputChannels: inputShape[1]!, kernelChannels: layer.channels / layer.groups, groups: layer.groups });
	}
	axes.forEach(({ padding, input }, axis) => requireFill(layer.paddingFill ?? ZEROS, axis, padding, input));
	return { axes, outputShape: [inputShape[0]!, layer.filters, ...axes.map((axis) => axis.output)] };
}
