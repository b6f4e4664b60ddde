/**
 * What TensorFlow's and Keras' own functions do to shapes, in Python that the interpreter runs. Where a name and its arguments mean the same
 * as PyTorch's, PyTorch's function stands for it; what is not named here is unknown.
 * https://www.tensorflow.org/api_docs/python/tf · https://keras.io/api/ops/
 */
import { describeModule } from '../python/library/standard-library';
import { identity } from '../python/library/functional';
import { makePrelude } from '../python/prelude';
import { NativeFunction } from '../python/objects';
import { NONE } from '../python/values';
import type { Module } from '../python/objects';
import type { Value } from '../python/values';
import { OPERATIONS } from '../torch/functions/table';
import { SUPPORT } from '../torch/prelude/support';
import { Tensor } from '../torch/tensor';
import { FURTHER_OPERATIONS, IMAGE_OPERATIONS } from './operations';
import { KERAS_SUPPORT } from './support';

/** Functions of one tensor that keep its shape and are called alike everywhere. */
const ALIKE = ['relu', 'relu6', 'gelu', 'silu', 'swish', 'tanh', 'sigmoid', 'softplus', 'elu', 'selu', 'leaky_relu', 'exp', 'log', 'log1p', 'sqrt', 'rsqrt', 'square', 'abs', 'sign', 'sin', 'cos', 'floor', 'ceil', 'round', 'erf', 'negative', 'reciprocal', 'softsign', 'logical_not', 'isnan', 'isinf', 'isfinite', 'tan', 'tril', 'triu', 'zeros_like', 'ones_like', 'maximum', 'minimum'];

const alike: Readonly<Record<string, Value>> = Object.fromEntries(ALIKE.flatMap((name) => {
	const operation = OPERATIONS[name];
	return operation === undefined ? [] : [[name, operation] as const];
}));

/** Written once for both libraries. */
const SHARED = `
def _reduction(function):
    def reduce(x, axis=None, keepdims=False, name=None, **rest):
        if axis is None:
            return _F(function)(_F('flatten')(x), 0) if not keepdims else _outside('keepdims')
        return _F(function)(x, axis, keepdims)
    return reduce

def _joined(tensors, axis):
    return _F('cat')(tensors, axis)

def _parts(x, count, axis):
    return _F('split')(x, x.shape[axis] // count, axis)

def _padded_by(x, widths):
    flat = []
    for before, after in reversed(widths):
        flat = flat + [before, after]
    return _F('pad')(x, flat)

def _permuted(x, order):
    if order is None:
        order = list(reversed(range(len(x.shape))))
    return _F('permute')(x, order)

def softmax(x, axis=-1, name=None):
    return _F('softmax')(x, axis)

def log_softmax(x, axis=-1, name=None):
    return _F('log_softmax')(x, axis)

def expand_dims(x, axis=-1, name=None):
    return _F('unsqueeze')(x, axis)

def squeeze(x, axis=None, name=None):
    return _F('squeeze')(x, axis) if axis is not None else _F('squeeze')(x)

def stack(x, axis=0, name=None):
    return _F('stack')(x, axis)

def einsum(subscripts, *operands, **rest):
    return _F('einsum')(subscripts, *operands)

def cast(x, dtype, name=None):
    return x

def shape(x, **rest):
    return x.shape

def add(x, y, name=None):
    return x + y

def subtract(x, y, name=None):
    return x - y

def multiply(x, y, name=None):
    return x * y

def divide(x, y, name=None):
    return x / y

def zeros(shape, dtype=None, name=None):
    return _F('zeros')(shape)

def ones(shape, dtype=None, name=None):
    return _F('ones')(shape)
`;

const TENSORFLOW = `
${SHARED}
reduce_mean = _reduction('mean')
reduce_sum = _reduction('sum')
reduce_max = _reduction('amax')
reduce_min = _reduction('amin')
reduce_prod = _reduction('prod')
reduce_std = _reduction('std')
reduce_variance = _reduction('var')

def argmax(input, axis=0, name=None, **rest):
    return _F('argmax')(input, axis)

def reshape(tensor, shape, name=None):
    return _F('reshape')(tensor, shape)

def transpose(a, perm=None, conjugate=False, name=None):
    return _permuted(a, perm)

def concat(values, axis, name=None):
    return _joined(values, axis)

def split(value, num_or_size_splits, axis=0, num=None, name=None):
    if isinstance(num_or_size_splits, int):
        return _parts(value, num_or_size_splits, axis)
    return _F('split')(value, num_or_size_splits, axis)

def tile(input, multiples, name=None):
    return _F('tile')(input, multiples)

def repeat(input, repeats, axis=None, name=None):
    return _F('repeat_interleave')(input, repeats, axis)

def pad(tensor, paddings, mode='CONSTANT', constant_values=0, name=None):
    return _padded_by(tensor, paddings)

def matmul(a, b, transpose_a=False, transpose_b=False, **rest):
    if transpose_a:
        a = _F('transpose')(a, -2, -1)
    if transpose_b:
        b = _F('transpose')(b, -2, -1)
    return _F('matmul')(a, b)

def identity(input, name=None):
    return input

def broadcast_to(input, shape, name=None):
    return _F('broadcast_to')(input, shape)

def one_hot(indices, depth, on_value=None, off_value=None, axis=-1, dtype=None, name=None):
    return _F('one_hot')(indices, depth) if axis == -1 else _outside('one_hot')

def clip_by_value(t, clip_value_min, clip_value_max, name=None):
    return _same(t)

def stop_gradient(input, name=None):
    return input

def range(start, limit=None, delta=1, dtype=None, name=None):
    if limit is None:
        return _F('arange')(0, start, delta)
    return _F('arange')(start, limit, delta)
`;

const NEURAL = `
${SHARED}
def _format(data_format):
    return 'channels_first' if data_format is not None and data_format.startswith('NC') else 'channels_last'

def _space(value, axes, data_format):
    if value is None or isinstance(value, int):
        return value
    value = list(value)
    if len(value) == axes + 2:
        return value[2:] if _format(data_format) == 'channels_first' else value[1:-1]
    return value if len(value) > 1 else value[0]

def _pool(input, ksize, strides, padding, data_format, axes):
    if not isinstance(padding, str):
        return _outside('explicit padding')
    strides = ksize if strides is None else strides
    return _pooling(input, _space(ksize, axes, data_format), _space(strides, axes, data_format), padding, _format(data_format), axes)

def _pool_like(axes):
    def pool(input, ksize, strides=None, padding='VALID', data_format=None, name=None):
        return _pool(input, ksize, strides, padding, data_format, axes)
    return pool

max_pool1d = _pool_like(1)
max_pool2d = _pool_like(2)
max_pool3d = _pool_like(3)
avg_pool1d = _pool_like(1)
avg_pool2d = _pool_like(2)
avg_pool3d = _pool_like(3)

def max_pool(input, ksize, strides, padding, data_format=None, name=None):
    return _pool(input, ksize, strides, padding, data_format, len(input.shape) - 2)

def avg_pool(input, ksize, strides, padding, data_format=None, name=None):
    return _pool(input, ksize, strides, padding, data_format, len(input.shape) - 2)

def _convolve(input, filters, strides, padding, data_format, dilations, axes):
    if not isinstance(padding, str):
        return _outside('explicit padding')
    dilations = 1 if dilations is None else dilations
    return _convolution(input, filters, filters.shape[-1], _space(strides, axes, data_format), padding, _space(dilations, axes, data_format), 1, _format(data_format), axes)

def conv1d(input, filters, stride, padding, data_format=None, dilations=None, name=None):
    return _convolve(input, filters, stride, padding, data_format, dilations, 1)

def conv2d(input, filters, strides, padding, data_format=None, dilations=None, name=None):
    return _convolve(input, filters, strides, padding, data_format, dilations, 2)

def bias_add(value, bias, data_format=None, name=None):
    return value

def dropout(x, rate=0.5, **rest):
    return x

def batch_normalization(x, mean, variance, offset=None, scale=None, variance_epsilon=None, name=None):
    return x

def l2_normalize(x, axis=None, epsilon=None, name=None):
    return x

def depth_to_space(input, block_size, data_format=None, name=None):
    if _format(data_format) == 'channels_first':
        return _outside('depth_to_space')
    batch, height, width, channels = input.shape
    return _tensor(batch, height * block_size, width * block_size, channels // (block_size * block_size))

def space_to_depth(input, block_size, data_format=None, name=None):
    if _format(data_format) == 'channels_first':
        return _outside('space_to_depth')
    batch, height, width, channels = input.shape
    return _tensor(batch, height // block_size, width // block_size, channels * block_size * block_size)
`;

const KERAS_OPERATIONS = `
${SHARED}
mean = _reduction('mean')
sum = _reduction('sum')
max = _reduction('amax')
min = _reduction('amin')
prod = _reduction('prod')
std = _reduction('std')
var = _reduction('var')
logsumexp = _reduction('logsumexp')

def argmax(x, axis=None, keepdims=False):
    return _F('argmax')(x, axis) if axis is not None and not keepdims else _outside('argmax')

def reshape(x, newshape):
    return _F('reshape')(x, newshape)

def transpose(x, axes=None):
    return _permuted(x, axes)

def concatenate(xs, axis=-1):
    return _joined(xs, axis)

def split(x, indices_or_sections, axis=0):
    if isinstance(indices_or_sections, int):
        return _parts(x, indices_or_sections, axis)
    sizes = []
    last = 0
    for index in indices_or_sections:
        sizes.append(index - last)
        last = index
    sizes.append(x.shape[axis] - last)
    return _F('split')(x, sizes, axis)

def tile(x, repeats):
    return _F('tile')(x, repeats)

def repeat(x, repeats, axis=None):
    return _F('repeat_interleave')(x, repeats, axis)

def pad(x, pad_width, mode='constant', constant_values=None):
    if isinstance(pad_width, int):
        pad_width = [[pad_width, pad_width] for size in x.shape]
    return _padded_by(x, pad_width)

def matmul(x1, x2):
    return _F('matmul')(x1, x2)

def swapaxes(x, axis1, axis2):
    return _F('transpose')(x, axis1, axis2)

def moveaxis(x, source, destination):
    return _F('movedim')(x, source, destination)

def broadcast_to(x, shape):
    return _F('broadcast_to')(x, shape)

def clip(x, x_min, x_max):
    return _same(x)

def stop_gradient(variable):
    return variable

def convert_to_tensor(x, dtype=None, sparse=None):
    return x if _is_tensor(x) else _F('tensor')(x)

def one_hot(x, num_classes, axis=-1, dtype=None, sparse=False):
    return _F('one_hot')(x, num_classes) if axis == -1 else _outside('one_hot')

def arange(start, stop=None, step=1, dtype=None):
    if stop is None:
        return _F('arange')(0, start, step)
    return _F('arange')(start, stop, step)

def _window(inputs, pool_size, strides, padding, data_format):
    return _pooling(inputs, pool_size, pool_size if strides is None else strides, padding, data_format or 'channels_last', len(inputs.shape) - 2)

def max_pool(inputs, pool_size, strides=None, padding='valid', data_format=None, name=None):
    return _window(inputs, pool_size, strides, padding, data_format)

def average_pool(inputs, pool_size, strides=None, padding='valid', data_format=None, name=None):
    return _window(inputs, pool_size, strides, padding, data_format)

def conv(inputs, kernel, strides=1, padding='valid', data_format=None, dilation_rate=1):
    return _convolution(inputs, kernel, kernel.shape[-1], strides, padding, dilation_rate, 1, data_format or 'channels_last', len(inputs.shape) - 2)
${FURTHER_OPERATIONS}`;

const IMAGE = `
def resize(images, size, *rest, data_format=None, **options):
    if data_format == 'channels_first':
        return _outside('channels_first')
    if options.get('preserve_aspect_ratio', False) or options.get('crop_to_aspect_ratio', False):
        return _outside('aspect ratio')
    height, width = size
    if len(images.shape) == 3:
        return _tensor(height, width, images.shape[-1])
    return _tensor(images.shape[0], height, width, images.shape[-1])
`;

function run(name: string, source: string): Module {
	const module = makePrelude(name, source, { ...SUPPORT, ...KERAS_SUPPORT, ...alike });
	module.isOpen = true;
	return module;
}

/** `keras.ops`, with `keras.ops.image` and `keras.ops.nn`. */
export function kerasOperations(): Module {
	const module = run('keras.ops', KERAS_OPERATIONS);
	module.set('image', run('keras.ops.image', IMAGE + IMAGE_OPERATIONS));
	module.set('nn', module);
	module.set('numpy', module);
	return module;
}

/** `keras.activations`: the functions that layers take by name. */
export function kerasActivations(): Module {
	return describeModule('keras.activations', {
		...Object.fromEntries(['elu', 'exponential', 'gelu', 'hard_sigmoid', 'hard_silu', 'hard_swish', 'leaky_relu', 'linear', 'log_sigmoid', 'log_softmax', 'mish', 'relu', 'relu6', 'selu', 'sigmoid', 'silu', 'softmax', 'softplus', 'softsign', 'swish', 'tanh']
			.map((name) => [name, new NativeFunction(name, ([input = NONE]) => (input instanceof Tensor ? input.same() : input))] as const)),
		get: identity, serialize: identity, deserialize: identity,
	});
}

/** The functions of `tf`, `tf.nn`, `tf.math` and `tf.image`. */
export function tensorflowFunctions(): { readonly top: ReadonlyMap<string, Value>; readonly nn: Module; readonly math: Module; readonly image: Module; readonly random: Module } {
	const top = run('tensorflow', TENSORFLOW);
	const shaped = OPERATIONS.zeros!;
	return { top: top.namespace, nn: run('tensorflow.nn', NEURAL), math: top, image: run('tensorflow.image', IMAGE), random: describeModule('tensorflow.random', { normal: shaped, uniform: shaped, truncated_normal: shaped }) };
}
