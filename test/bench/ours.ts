import { elementCount } from '../../src/engine/tensor';
import { loadFastEngine, type ConvolutionSettings, type FastEngine, type KernelBuild } from '../../src/engine/fast/fast-engine';
import type { Layer, LayerData } from './layers';
import type { Contestant, Trial } from './session';

/** How the engine is used: tensors kept in its memory, the same without Winograd, or copied in and out on every call, out to a new array or always the same. */
export type Usage = 'resident' | 'resident, no Winograd' | 'copying' | 'copying, kept array' | 'two threads';

/** All that need no thread beside the calling one. */
export const SINGLE_THREADED = ['resident', 'resident, no Winograd', 'copying', 'copying, kept array'] as const satisfies readonly Usage[];

const pair = (value: number) => [value, value];

function prepare(engine: FastEngine, usage: Usage, layer: Layer, data: LayerData): Trial | undefined {
	const inputShape = [1, layer.channels, layer.height, layer.width];
	const padding = [{ before: layer.padding, after: layer.padding }, { before: layer.padding, after: layer.padding }];
	const convolution: ConvolutionSettings = {
		weights: data.weights, weightsShape: [layer.filters, layer.channels / layer.groups, layer.kernel, layer.kernel], bias: data.bias,
		stride: pair(layer.stride), dilation: pair(1), padding, groups: layer.groups,
		winograd: usage === 'resident, no Winograd' ? 'avoided' : 'allowed',
	};
	if (layer.kind === 'max-pooling' && usage === 'resident, no Winograd') return undefined;
	const copies = usage === 'copying' || usage === 'copying, kept array';
	const striped = copies && layer.kind !== 'max-pooling' ? engine.prepareStripedConvolution(inputShape, convolution) : undefined;
	if (striped !== undefined) {
		const kept = usage === 'copying, kept array' ? new Float32Array(elementCount(striped.outputShape)) : undefined;
		const run = () => {
			const result = kept ?? new Float32Array(elementCount(striped.outputShape));
			striped.run(data.input, result);
			return result;
		};
		return { algorithm: 'direct, in stripes', run, output: run, release: () => striped.release() };
	}
	const operator = layer.kind === 'max-pooling' ? engine.prepareMaxPooling(inputShape, {
		size: pair(layer.kernel), stride: pair(layer.stride), padding, dilation: pair(1), ceilMode: false,
	}) : engine.prepareConvolution(inputShape, convolution);
	const input = engine.place(inputShape, data.input), output = engine.allocate(operator.outputShape);
	const kept = usage === 'copying, kept array' ? output.read() : undefined;
	const run = copies
		? () => { input.write(data.input); operator.run(input, output); return output.read(kept); }
		: () => operator.run(input, output);
	return {
		...('algorithm' in operator ? { algorithm: operator.algorithm } : {}),
		run,
		output: () => { run(); return output.read(); },
		release: () => { for (const each of [operator, input, output]) each.release(); },
	};
}

/** Our engine as a contestant, on an engine of its own unless one is given. */
export async function ours(usage: Usage, build?: KernelBuild, given?: FastEngine): Promise<Contestant> {
	const engine = given ?? await loadFastEngine(build ? { build } : {});
	return { name: `ConvLens ${usage}${build ? ` (${build})` : ''}`, prepare: (layer, data) => prepare(engine, usage, layer, data) };
}
