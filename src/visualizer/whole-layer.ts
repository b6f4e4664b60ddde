import { EngineError } from '../engine/error';
import type { Layer, Stage } from '../engine/layer';
import { planPipeline, type StagePlan } from '../engine/pipeline';
import type { Shape } from '../engine/tensor';
import type { ShownLayer } from './protocol';
import { spatialPadding, type StageSettings } from './stage-settings';

/** The layer that a shown stage stands for, on the whole input. */
function wholeLayer(stage: Stage, settings: StageSettings, inputShape: Shape, kernel: Shape): Layer {
	const [channels, ...spatial] = inputShape.slice(1);
	const isOwn = 'kernel' in settings && settings.kernel === 'document';
	if (stage.kind === 'convolution') {
		const padding = settings.kind === 'convolution' ? spatialPadding(settings, stage.window.size, spatial) : stage.window.padding;
		const seen = isOwn ? kernel[1]! : stage.channels / stage.groups;
		return { ...stage, channels: channels!, filters: isOwn ? kernel[0]! : channels! / seen, groups: channels! / seen, window: { ...stage.window, padding } };
	}
	if (stage.kind === 'transposed-convolution') return { ...stage, channels: channels!, filters: isOwn ? kernel[0]! : channels!, groups: isOwn ? 1 : channels! };
	if (stage.kind === 'batch-normalization') return { ...stage, channels: channels! };
	return stage.kind === 'linear' ? { ...stage, features: inputShape.at(-1)! } : stage;
}

/** Sizes and costs of the stages for the whole layer that is shown only in part, as far as each can take what the one before gives. */
export function wholePlans(stages: readonly Stage[], settings: readonly StageSettings[], { whole }: ShownLayer): readonly StagePlan[] {
	const layers: Layer[] = [];
	let plans: readonly StagePlan[] = [];
	try {
		for (const [index, stage] of stages.entries()) {
			layers.push(wholeLayer(stage, settings[index]!, plans.at(-1)?.geometry.outputShape ?? whole.input, whole.kernel));
			plans = planPipeline(whole.input, layers);
		}
	} catch (error) {
		if (!(error instanceof EngineError)) throw error;
	}
	return plans;
}
