import type { ArgumentKind } from './problem';

/** One parameter of an operation, under PyTorch's name. */
export interface Parameter {
	readonly name: string;
	readonly kind: ArgumentKind;
	/** As it would be written; undefined where the argument must be given. */
	readonly default: string | undefined;
	readonly choices?: readonly string[];
	/** Takes all further arguments too. */
	readonly rest?: true;
}

/** What an operation is to a worksheet: it begins a chain, is a stage of one, puts matrices together, or counts. */
export type OperationRole = 'source' | 'stage' | 'stack' | 'count';

/** An operation: its parameters after the input, in one or two forms (with numbers, and sizes only). */
export interface Signature {
	readonly role: OperationRole;
	readonly forms: readonly (readonly Parameter[])[];
}

const required = (name: string, kind: ArgumentKind): Parameter => ({ name, kind, default: undefined });
const optional = (name: string, kind: ArgumentKind, value: string, choices?: readonly string[]): Parameter => ({
	name, kind, default: value, ...choices && { choices },
});

const WINDOW = [optional('stride', 'sizes', '1'), optional('padding', 'padding', '0'), optional('dilation', 'sizes', '1')];
const FILLS = ['zeros', 'reflect', 'replicate', 'circular'];
const CONVOLUTION = [
	...WINDOW, optional('groups', 'whole', '1'), optional('bias', 'bias', 'none'), optional('padding_mode', 'choice', 'zeros', FILLS),
	optional('flipped', 'flag', 'false'),
];
const TRANSPOSED = [
	...WINDOW, optional('output_padding', 'sizes', '0'), optional('groups', 'whole', '1'), optional('bias', 'bias', 'none'),
];
const withBias = (parameters: readonly Parameter[]): readonly Parameter[] => parameters.map((each) => (each.name === 'bias' ? { ...each, default: 'true' } : each));
const POOLING = [
	required('kernel_size', 'sizes'), optional('stride', 'sizes', 'kernel_size'), optional('padding', 'padding', '0'),
];
const CEIL = optional('ceil_mode', 'flag', 'false');
const INPUT = [required('input', 'matrix')];
const sized = (rest: readonly Parameter[]): readonly Parameter[] => [required('out_channels', 'whole'), required('kernel_size', 'sizes'), ...withBias(rest)];

const stage = (...forms: (readonly Parameter[])[]): Signature => ({ role: 'stage', forms });
const count: Signature = { role: 'count', forms: [INPUT] };
const stack: Signature = { role: 'stack', forms: [[{ name: 'matrices', kind: 'matrix', default: undefined, rest: true }]] };

/** Every operation of the language: the one table behind evaluation, completion, signature help and hovers. */
export const OPERATIONS = {
	input: { role: 'source', forms: [[{ name: 'sizes', kind: 'whole', default: undefined, rest: true }]] },
	conv: stage([required('kernel', 'matrix'), ...CONVOLUTION], sized(CONVOLUTION)),
	conv_transpose: stage([required('kernel', 'matrix'), ...TRANSPOSED], sized(TRANSPOSED)),
	maxpool: stage([...POOLING, optional('dilation', 'sizes', '1'), CEIL]),
	avgpool: stage([...POOLING, CEIL, optional('count_include_pad', 'flag', 'true'), optional('divisor_override', 'number', 'none')]),
	lppool: stage([required('norm_type', 'number'), required('kernel_size', 'sizes'), optional('stride', 'sizes', 'kernel_size'), CEIL]),
	adaptive_maxpool: stage([required('output_size', 'sizes')]),
	adaptive_avgpool: stage([required('output_size', 'sizes')]),
	global_maxpool: stage([]),
	global_avgpool: stage([]),
	relu: stage([]),
	leaky_relu: stage([optional('negative_slope', 'number', '0.01')]),
	elu: stage([optional('alpha', 'number', '1')]),
	selu: stage([]),
	gelu: stage([optional('approximate', 'choice', 'none', ['none', 'tanh'])]),
	sigmoid: stage([]),
	tanh: stage([]),
	softplus: stage([optional('beta', 'number', '1'), optional('threshold', 'number', '20')]),
	silu: stage([]),
	hardswish: stage([]),
	prelu: stage([required('weight', 'matrix')], [optional('num_parameters', 'whole', '1')]),
	softmax: stage([optional('dim', 'number', '-1')]),
	batchnorm: stage(
		[
			required('running_mean', 'matrix'), required('running_var', 'matrix'), optional('weight', 'matrix', 'none'), optional('bias', 'matrix', 'none'),
			optional('eps', 'number', '1e-5'),
		],
		[optional('num_features', 'whole', 'none'), optional('eps', 'number', '1e-5'), optional('affine', 'flag', 'true')],
	),
	dense: stage([required('weight', 'matrix'), optional('bias', 'bias', 'none')], [required('out_features', 'whole'), optional('bias', 'bias', 'true')]),
	flatten: stage([optional('start_dim', 'number', '1'), optional('end_dim', 'number', '-1')]),
	pad: stage([
		required('padding', 'sizes'), optional('mode', 'choice', 'constant', ['constant', 'reflect', 'replicate', 'circular', 'symmetric']),
		optional('value', 'number', '0'),
	]),
	upsample: stage([
		optional('scale_factor', 'number', 'none'), optional('size', 'sizes', 'none'),
		optional('mode', 'choice', 'nearest', ['nearest', 'nearest-exact', 'bilinear']), optional('align_corners', 'flag', 'false'),
	]),
	channels: stack,
	filters: stack,
	shape: count,
	parameters: count,
	multiply_adds: count,
	nodes: count,
	fully_connected: count,
	receptive_field: count,
} as const satisfies Readonly<Record<string, Signature>>;

/** The operations' own names. */
export type OperationName = keyof typeof OPERATIONS;

/** The names that PyTorch and Keras users may write instead. */
const ALIASES: ReadonlyMap<string, OperationName> = new Map<string, OperationName>([
	['conv1d', 'conv'], ['conv2d', 'conv'], ['conv3d', 'conv'], ['convolve', 'conv'],
	['conv_transpose1d', 'conv_transpose'], ['conv_transpose2d', 'conv_transpose'], ['conv_transpose3d', 'conv_transpose'],
	['max_pool2d', 'maxpool'], ['maxpool2d', 'maxpool'], ['avg_pool2d', 'avgpool'], ['avgpool2d', 'avgpool'],
	['adaptive_avg_pool2d', 'adaptive_avgpool'], ['adaptive_max_pool2d', 'adaptive_maxpool'],
	['linear', 'dense'], ['swish', 'silu'], ['batch_norm', 'batchnorm'],
]);

/** The operation that a word names, by its own name or another. */
export function operationNamed(word: string): OperationName | undefined {
	return word in OPERATIONS && Object.hasOwn(OPERATIONS, word) ? word as OperationName : ALIASES.get(word);
}

export function isOperation(word: string): boolean {
	return operationNamed(word) !== undefined;
}

export function signatureOf(name: OperationName): Signature {
	return OPERATIONS[name];
}

export const OPERATION_NAMES = Object.keys(OPERATIONS) as readonly OperationName[];
