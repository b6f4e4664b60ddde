/** `keras.ops`, in Python that the interpreter runs. https://keras.io/api/ops/ */

/** What has no counterpart of the same arguments in PyTorch. */
export const FURTHER_OPERATIONS = `
def _each(value, count):
    return tuple(value) if isinstance(value, (tuple, list)) else (value,) * count

any = _reduction('any')
all = _reduction('all')
count_nonzero = _reduction('count_nonzero')

def argmin(x, axis=None, keepdims=False):
    return _F('argmin')(x, axis) if axis is not None and not keepdims else _outside('argmin')

def median(x, axis=None, keepdims=False):
    return _reduction('amax')(x, axis, keepdims)

def norm(x, ord=None, axis=None, keepdims=False):
    return _reduction('amax')(x, axis, keepdims)

def _kept(x, *rest, **options):
    return _same(x)
cumsum = cumprod = sort = argsort = normalize = flip = roll = layer_normalization = batch_normalization = full_like = hard_sigmoid = hard_silu = hard_swish = hard_tanh = log_sigmoid = _kept

def _between(operator):
    def combined(x1, x2, name=None):
        return _F(operator)(x1, x2) if _is_tensor(x1) else _F(operator)(x2, x1)
    return combined
power = _between('pow')
equal = _between('eq')
not_equal = _between('ne')
greater = _between('gt')
greater_equal = _between('ge')
less = _between('lt')
less_equal = _between('le')
logical_and = _between('logical_and')
logical_or = _between('logical_or')
logical_xor = _between('logical_xor')
mod = _between('remainder')
floor_divide = _between('floor_divide')
true_divide = _between('div')

def where(condition, x1=None, x2=None):
    return _F('where')(condition, x1, x2)

def tensordot(x1, x2, axes=2):
    return _F('tensordot')(x1, x2, axes)

def dot(x1, x2):
    if len(x1.shape) == 0 or len(x2.shape) == 0:
        return x1 * x2
    if len(x2.shape) == 1:
        return _F('tensordot')(x1, x2, ([-1], [0]))
    return _F('tensordot')(x1, x2, ([-1], [-2]))

def outer(x1, x2):
    return _F('outer')(_F('flatten')(x1), _F('flatten')(x2))

def identity(n, dtype=None):
    return _F('eye')(n)

def eye(N, M=None, k=0, dtype=None):
    return _F('eye')(N, M) if M is not None else _F('eye')(N)

def full(shape, fill_value, dtype=None):
    return _F('zeros')(shape)

def array(x, dtype=None):
    return x if _is_tensor(x) else _F('tensor')(x)

def linspace(start, stop, num=50, **rest):
    return _F('linspace')(start, stop, num)

def unstack(x, num=None, axis=0):
    return _F('unbind')(x, axis)

def take(x, indices, axis=None):
    if axis is None:
        return _outside('take')
    axis = axis % len(x.shape)
    inner = indices.shape if _is_tensor(indices) else array(indices).shape
    return _tensor(*x.shape[:axis], *inner, *x.shape[axis + 1:])

def take_along_axis(x, indices, axis=None):
    if axis is None:
        return _outside('take_along_axis')
    axis = axis % len(x.shape)
    return _tensor(*x.shape[:axis], indices.shape[axis], *x.shape[axis + 1:])

def slice(inputs, start_indices, shape):
    return _tensor(*shape)

def diagonal(x, offset=0, axis1=0, axis2=1):
    return _F('diagonal')(x, offset, axis1, axis2)

def meshgrid(*x, indexing='xy'):
    return _F('meshgrid')(*x, indexing=indexing)

def ravel(x):
    return _F('reshape')(x, (-1,))

def ndim(x):
    return len(x.shape)

def top_k(x, k, sorted=True):
    return _F('topk')(x, k)

def hstack(xs):
    return _F('hstack')(list(xs))

def vstack(xs):
    return _F('vstack')(list(xs))

def depthwise_conv(inputs, kernel, strides=1, padding='valid', data_format=None, dilation_rate=1):
    if data_format == 'channels_first':
        return _outside('channels_first')
    return _convolution(inputs, kernel, inputs.shape[-1] * kernel.shape[-1], strides, padding, dilation_rate, inputs.shape[-1], 'channels_last', len(inputs.shape) - 2)

def separable_conv(inputs, depthwise_kernel, pointwise_kernel, strides=1, padding='valid', data_format=None, dilation_rate=1):
    wide = depthwise_conv(inputs, depthwise_kernel, strides, padding, data_format, dilation_rate)
    return conv(wide, pointwise_kernel, 1, 'valid', data_format)

def _spread(size, kernel, stride, padding, output_padding, dilation):
    kernel = dilation * (kernel - 1) + 1
    if output_padding is None:
        return size * stride if padding == 'same' else size * stride + (kernel - stride if kernel > stride else 0)
    if padding == 'same':
        return (size - 1) * stride + kernel - 2 * (kernel // 2) + output_padding
    return (size - 1) * stride + kernel + output_padding

def conv_transpose(inputs, kernel, strides=1, padding='valid', output_padding=None, data_format=None, dilation_rate=1):
    if data_format == 'channels_first':
        return _outside('channels_first')
    axes = len(inputs.shape) - 2
    strides, dilations, extra = _each(strides, axes), _each(dilation_rate, axes), _each(output_padding, axes)
    sizes = [_spread(inputs.shape[1 + axis], kernel.shape[axis], strides[axis], padding, extra[axis], dilations[axis]) for axis in range(axes)]
    return _tensor(inputs.shape[0], *sizes, kernel.shape[-2])

def dot_product_attention(query, key, value, *rest, **options):
    return _tensor(*query.shape[:-1], value.shape[-1])
`;

/** `keras.ops.image`, beyond what TensorFlow has alike. */
export const IMAGE_OPERATIONS = `
def _each(value, count):
    return tuple(value) if isinstance(value, (tuple, list)) else (value,) * count

def extract_patches(images, size, strides=None, dilation_rate=1, padding='valid', data_format=None, **rest):
    if data_format == 'channels_first' or len(images.shape) not in (3, 4):
        return _outside('extract_patches')
    size = _each(size, 2)
    strides = size if strides is None else strides
    batched = images if len(images.shape) == 4 else _tensor(1, *images.shape)
    height, width, channels = size[0], size[1], images.shape[-1]
    spread = _pooled_sizes(batched, size, strides, padding, dilation_rate)
    return _tensor(*images.shape[:-3], *spread, height * width * channels)

def _pooled_sizes(images, size, strides, padding, dilation_rate):
    dilations = _each(dilation_rate, 2)
    reach = tuple([dilations[axis] * (size[axis] - 1) + 1 for axis in range(2)])
    return _pooling(images, reach, strides, padding, 'channels_last', 2).shape[1:3]

def pad_images(images, top_padding=None, left_padding=None, bottom_padding=None, right_padding=None, target_height=None, target_width=None, data_format=None, **rest):
    if data_format == 'channels_first':
        return _outside('channels_first')
    height = target_height if target_height is not None else images.shape[-3] + top_padding + bottom_padding
    width = target_width if target_width is not None else images.shape[-2] + left_padding + right_padding
    return _tensor(*images.shape[:-3], height, width, images.shape[-1])

def crop_images(images, top_cropping=None, left_cropping=None, bottom_cropping=None, right_cropping=None, target_height=None, target_width=None, data_format=None, **rest):
    if data_format == 'channels_first':
        return _outside('channels_first')
    height = target_height if target_height is not None else images.shape[-3] - top_cropping - bottom_cropping
    width = target_width if target_width is not None else images.shape[-2] - left_cropping - right_cropping
    return _tensor(*images.shape[:-3], height, width, images.shape[-1])

def rgb_to_grayscale(images, data_format=None):
    if data_format == 'channels_first':
        return _outside('channels_first')
    return _tensor(*images.shape[:-1], 1)
`;
