import { convolution } from '../engine/convolution';
import type { Stage } from '../engine/layer';
import { maxPooling } from '../engine/pooling';
import type { Pairing } from '../engine/pairing';

/** What a person can set of one stage. Square, as the lecture has it: one number for height and width. */
export type StageSettings =
	| { readonly kind: 'convolution'; readonly stride: number; readonly padding: number; readonly dilation: number }
	| { readonly kind: 'relu' }
	| { readonly kind: 'max-pooling'; readonly size: number; readonly stride: number };

/** The settings with which a new stage begins. */
export const INITIAL_SETTINGS = {
	convolution: { kind: 'convolution', stride: 1, padding: 0, dilation: 1 },
	relu: { kind: 'relu' },
	'max-pooling': { kind: 'max-pooling', size: 2, stride: 2 },
} as const satisfies { readonly [Kind in StageSettings['kind']]: Extract<StageSettings, { kind: Kind }> };

/** The stage that these settings describe, with the kernel of the pairing. */
export function stageOf(settings: StageSettings, { kernel, groups }: Pairing): Stage {
	switch (settings.kind) {
		case 'convolution': return convolution(kernel, { stride: settings.stride, padding: settings.padding, dilation: settings.dilation, groups });
		case 'relu': return { kind: 'relu' };
		case 'max-pooling': return maxPooling([settings.size, settings.size], { stride: settings.stride });
	}
}
