import type { AveragePoolingLayer, ConvolutionStage, MaxPoolingLayer, SlidingWindow, Stage } from './layer';
import { padLastAxes, ZEROS } from './padding';
import { weightsInOrder } from './convolution/run';
import { tensor, type Shape, type Tensor } from './tensor';

/** What every fast job works on. */
interface FastInput {
	readonly input: Float32Array;
	readonly inputShape: Shape;
}

type FastWindow = Omit<SlidingWindow, 'ceilMode'>;

/** A convolution as a fast engine takes it; its padding is zeros. */
export interface FastConvolutionJob extends FastInput, Omit<FastWindow, 'size'> {
	readonly weights: Float32Array;
	readonly weightsShape: Shape;
	readonly bias?: Float32Array;
	readonly groups: number;
	/** Whether Winograd's algorithm may be used, which costs about one decimal digit. */
	readonly winograd: 'allowed' | 'avoided';
}

/** A max pooling as a fast engine takes it. */
export interface FastPoolingJob extends FastInput, FastWindow {
	readonly ceilMode: boolean;
}

/** An average pooling as a fast engine takes it. */
export interface FastAveragePoolingJob extends FastPoolingJob {
	readonly countsPadding: boolean;
	readonly divisor?: number;
}

interface FastResult {
	readonly shape: Shape;
	readonly data: Float32Array;
}

/** A job's work, step by step: the share that is done after each, from 0 to 1, and in the end the result. Ended early it frees what it holds. */
export type FastSteps = Generator<number, FastResult>;

/** A float32 engine. What it computes may differ from the exact path by 2e-5 of the largest output. */
export interface FastEngine {
	convolutionSteps(job: FastConvolutionJob): FastSteps;
	maxPoolingSteps(job: FastPoolingJob): FastSteps;
	averagePoolingSteps(job: FastAveragePoolingJob): FastSteps;
}

/** Loads a fast engine: called only for the first job that is worth it. */
export type FastEngineLoader = () => Promise<FastEngine>;

/** A stage that a fast engine can run. */
export type FastStage = ConvolutionStage | MaxPoolingLayer | AveragePoolingLayer;

/** Windows that may see nothing but padding, and paddings beyond PyTorch's rule, are left to the exact path. */
function isPlainPooling({ size, padding, dilation }: SlidingWindow): boolean {
	return size.every((cells, axis) => Math.max(padding[axis]!.before, padding[axis]!.after) <= cells / 2 && dilation[axis] === 1);
}

/** Whether a fast engine can run a stage. */
export function suitsFast(stage: Stage): stage is FastStage {
	if (stage.kind === 'max-pooling') return isPlainPooling(stage.window) && !stage.ignoresNaN;
	if (stage.kind === 'average-pooling') return isPlainPooling(stage.window);
	return stage.kind === 'convolution';
}

function convolutionJob(stage: ConvolutionStage, input: Tensor): FastConvolutionJob {
	const { kernel, bias, groups, window: { stride, dilation, padding } } = stage;
	const fill = stage.paddingFill ?? ZEROS;
	const zeros = fill.mode === 'constant' && fill.value === 0;
	const source = zeros ? input : padLastAxes(input, padding, fill);
	return {
		input: Float32Array.from(source.data),
		inputShape: source.shape,
		weights: Float32Array.from(weightsInOrder(stage)),
		weightsShape: kernel.shape,
		...bias && { bias: Float32Array.from(bias.data) },
		stride,
		dilation,
		padding: zeros ? padding : padding.map(() => ({ before: 0, after: 0 })),
		groups,
		winograd: 'allowed',
	};
}

function stepsOf(engine: FastEngine, stage: FastStage, input: Tensor): FastSteps {
	if (stage.kind === 'convolution') return engine.convolutionSteps(convolutionJob(stage, input));
	const job = { input: Float32Array.from(input.data), inputShape: input.shape, ...stage.window, ceilMode: stage.window.ceilMode ?? false };
	if (stage.kind === 'max-pooling') return engine.maxPoolingSteps(job);
	const { countIncludePad: countsPadding, divisorOverride: divisor } = stage;
	return engine.averagePoolingSteps({ ...job, countsPadding, ...divisor !== undefined && { divisor } });
}

/** Runs a stage on a fast engine, in steps. */
export function* fastSteps(engine: FastEngine, stage: FastStage, input: Tensor): Generator<number, Tensor> {
	const { shape, data } = yield* stepsOf(engine, stage, input);
	return tensor(shape, data);
}
