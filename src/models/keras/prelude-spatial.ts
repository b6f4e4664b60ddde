/** Keras' layers with a spatial kernel, in Python that the interpreter runs. */
export const SPATIAL_LAYERS = `
class _Spatial(Layer):
    def _channels(self, shape):
        return shape[1] if self.data_format == 'channels_first' else shape[-1]

class _ConvND(_Spatial):
    _axes = 2
    def __init__(self, filters, kernel_size, strides=1, padding='valid', data_format=None, dilation_rate=1, groups=1, activation=None, use_bias=True, *args, **kwargs):
        super().__init__(**{key: value for key, value in kwargs.items() if key in ('name', 'trainable', 'input_shape', 'batch_input_shape')})
        self.filters = filters
        self.kernel_size = _each(kernel_size, self._axes)
        self.strides = _each(strides, self._axes)
        self.padding = padding
        self.data_format = data_format
        self.dilation_rate = _each(dilation_rate, self._axes)
        self.groups = groups
        self.use_bias = use_bias
        self._activation = _activation_name(activation)
    def build(self, input_shape):
        channels = self._channels(input_shape)
        if channels % self.groups != 0:
            _refuse('groups-do-not-divide', groups=self.groups, count=channels, of='in_channels')
        self.kernel = self.add_weight(self.kernel_size + (channels // self.groups, self.filters), name='kernel')
        if self.use_bias:
            self.bias = self.add_weight((self.filters,), name='bias')
    def call(self, inputs, **kwargs):
        return _convolution(inputs, self.kernel, self.filters, self.strides, self.padding, self.dilation_rate, self.groups, self.data_format, self._axes)

class Conv1D(_ConvND):
    _axes = 1
class Conv2D(_ConvND):
    _axes = 2
class Conv3D(_ConvND):
    _axes = 3
Convolution1D = Conv1D
Convolution2D = Conv2D
Convolution3D = Conv3D

class _DepthwiseConvND(_Spatial):
    def __init__(self, kernel_size, strides=1, padding='valid', depth_multiplier=1, data_format=None, dilation_rate=1, activation=None, use_bias=True, *args, **kwargs):
        super().__init__(**{key: value for key, value in kwargs.items() if key in ('name', 'trainable', 'input_shape')})
        self.kernel_size = _each(kernel_size, self._axes)
        self.strides = _each(strides, self._axes)
        self.padding = padding
        self.depth_multiplier = depth_multiplier
        self.data_format = data_format
        self.dilation_rate = _each(dilation_rate, self._axes)
        self.use_bias = use_bias
        self._activation = _activation_name(activation)
    def build(self, input_shape):
        self.channels = self._channels(input_shape)
        self.kernel = self.add_weight(self.kernel_size + (self.channels, self.depth_multiplier), name='kernel')
        if self.use_bias:
            self.bias = self.add_weight((self.channels * self.depth_multiplier,), name='bias')
    def call(self, inputs, **kwargs):
        return _convolution(inputs, self.kernel, self.channels * self.depth_multiplier, self.strides, self.padding, self.dilation_rate, self.channels, self.data_format, self._axes)
class DepthwiseConv1D(_DepthwiseConvND):
    _axes = 1
class DepthwiseConv2D(_DepthwiseConvND):
    _axes = 2

class _SeparableConvND(_Spatial):
    def __init__(self, filters, kernel_size, strides=1, padding='valid', data_format=None, dilation_rate=1, depth_multiplier=1, activation=None, use_bias=True, *args, **kwargs):
        super().__init__(**{key: value for key, value in kwargs.items() if key in ('name', 'trainable', 'input_shape')})
        self.filters = filters
        self.kernel_size = _each(kernel_size, self._axes)
        self.strides = _each(strides, self._axes)
        self.padding = padding
        self.data_format = data_format
        self.dilation_rate = _each(dilation_rate, self._axes)
        self.depth_multiplier = depth_multiplier
        self.use_bias = use_bias
        self._activation = _activation_name(activation)
    def build(self, input_shape):
        self.channels = self._channels(input_shape)
        self.depthwise_kernel = self.add_weight(self.kernel_size + (self.channels, self.depth_multiplier), name='depthwise_kernel')
        self.pointwise_kernel = self.add_weight((1,) * self._axes + (self.channels * self.depth_multiplier, self.filters), name='pointwise_kernel')
        if self.use_bias:
            self.bias = self.add_weight((self.filters,), name='bias')
    def call(self, inputs, **kwargs):
        inputs = _convolution(inputs, self.depthwise_kernel, self.channels * self.depth_multiplier, self.strides, self.padding, self.dilation_rate, self.channels, self.data_format, self._axes)
        return _convolution(inputs, self.pointwise_kernel, self.filters, (1,) * self._axes, 'valid', (1,) * self._axes, 1, self.data_format, self._axes)
class SeparableConv1D(_SeparableConvND):
    _axes = 1
class SeparableConv2D(_SeparableConvND):
    _axes = 2

class _ConvNDTranspose(_Spatial):
    def __init__(self, filters, kernel_size, strides=1, padding='valid', data_format=None, output_padding=None, dilation_rate=1, activation=None, use_bias=True, *args, **kwargs):
        super().__init__(**{key: value for key, value in kwargs.items() if key in ('name', 'trainable', 'input_shape')})
        if isinstance(data_format, int):
            data_format = None
        self.filters = filters
        self.kernel_size = _each(kernel_size, self._axes)
        self.strides = _each(strides, self._axes)
        self.padding = padding
        self.data_format = data_format
        self.output_padding = output_padding
        self.dilation_rate = _each(dilation_rate, self._axes)
        self.use_bias = use_bias
        self._activation = _activation_name(activation)
    def build(self, input_shape):
        self.kernel = self.add_weight(self.kernel_size + (self.filters, self._channels(input_shape)), name='kernel')
        if self.use_bias:
            self.bias = self.add_weight((self.filters,), name='bias')
    def call(self, inputs, **kwargs):
        return _transposed(inputs, self.kernel, self.filters, self.strides, self.padding, self.dilation_rate, self.output_padding, self.data_format, self._axes)
class Conv1DTranspose(_ConvNDTranspose):
    _axes = 1
class Conv2DTranspose(_ConvNDTranspose):
    _axes = 2
class Conv3DTranspose(_ConvNDTranspose):
    _axes = 3

class _PoolingND(_Spatial):
    def __init__(self, pool_size=2, strides=None, padding='valid', data_format=None, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.pool_size = _each(pool_size, self._axes)
        self.strides = self.pool_size if strides is None else _each(strides, self._axes)
        self.padding = padding
        self.data_format = data_format
    def call(self, inputs, **kwargs):
        return _pooling(inputs, self.pool_size, self.strides, self.padding, self.data_format, self._axes)
` + ['Max', 'Average'].flatMap((kind) => [1, 2, 3].map((axes) => `class ${kind}Pooling${axes}D(_PoolingND):\n    _axes = ${axes}\n${kind === 'Max' ? 'MaxPool' : 'AvgPool'}${axes}D = ${kind}Pooling${axes}D\n`)).join('') + `
class _GlobalPooling(_Spatial):
    def __init__(self, data_format=None, keepdims=False, **kwargs):
        super().__init__(**kwargs)
        self.data_format = data_format
        self.keepdims = keepdims
    def call(self, inputs, **kwargs):
        axes = list(range(2, len(inputs.shape))) if self.data_format == 'channels_first' else list(range(1, len(inputs.shape) - 1))
        return _F('mean')(inputs, axes, self.keepdims)
` + ['Average', 'Max'].flatMap((kind) => [1, 2, 3].map((axes) => `class Global${kind}Pooling${axes}D(_GlobalPooling):\n    pass\nGlobal${kind === 'Max' ? 'MaxPool' : 'AvgPool'}${axes}D = Global${kind}Pooling${axes}D\n`)).join('') + `
def _on_space(shape, data_format, change):
    first = 2 if data_format == 'channels_first' else 1
    last = len(shape) if data_format == 'channels_first' else len(shape) - 1
    return [change(size, axis - first) if first <= axis < last else size for axis, size in enumerate(shape)]

class _UpSamplingND(_Spatial):
    def __init__(self, size=2, data_format=None, interpolation='nearest', **kwargs):
        super().__init__(**kwargs)
        self.size = _each(size, self._axes)
        self.data_format = data_format
    def call(self, inputs, **kwargs):
        return _tensor(*_on_space(inputs.shape, self.data_format, lambda size, axis: size * self.size[axis]))
class UpSampling1D(_UpSamplingND):
    _axes = 1
class UpSampling2D(_UpSamplingND):
    _axes = 2
class UpSampling3D(_UpSamplingND):
    _axes = 3

def _sides(value, axes):
    if isinstance(value, int):
        return [(value, value)] * axes
    if axes == 1 and not isinstance(value[0], (tuple, list)):
        return [tuple(value)]
    return [(each, each) if isinstance(each, int) else tuple(each) for each in value]

class _ZeroPaddingND(_Spatial):
    def __init__(self, padding=1, data_format=None, **kwargs):
        super().__init__(**kwargs)
        self.padding = _sides(padding, self._axes)
        self.data_format = data_format
    def call(self, inputs, **kwargs):
        return _padded(inputs, self.padding, self.data_format)
class ZeroPadding1D(_ZeroPaddingND):
    _axes = 1
class ZeroPadding2D(_ZeroPaddingND):
    _axes = 2
class ZeroPadding3D(_ZeroPaddingND):
    _axes = 3

class _CroppingND(_Spatial):
    def __init__(self, cropping=1, data_format=None, **kwargs):
        super().__init__(**kwargs)
        self.cropping = _sides(cropping, self._axes)
        self.data_format = data_format
    def call(self, inputs, **kwargs):
        return _padded(inputs, [(-before, -after) for before, after in self.cropping], self.data_format)
class Cropping1D(_CroppingND):
    _axes = 1
class Cropping2D(_CroppingND):
    _axes = 2
class Cropping3D(_CroppingND):
    _axes = 3

class _ConvLSTM(_Spatial):
    _axes = 2
    def __init__(self, filters, kernel_size, strides=1, padding='valid', data_format=None, dilation_rate=1, activation='tanh', recurrent_activation='sigmoid', use_bias=True, *args, return_sequences=False, **kwargs):
        super().__init__(**{key: value for key, value in kwargs.items() if key in ('name', 'input_shape')})
        self.filters = filters
        self.kernel_size = _each(kernel_size, self._axes)
        self.strides = _each(strides, self._axes)
        self.padding = padding
        self.data_format = data_format
        self.dilation_rate = _each(dilation_rate, self._axes)
        self.use_bias = use_bias
        self._activation = _activation_name(activation)
        self.return_sequences = return_sequences
    def build(self, input_shape):
        channels = input_shape[2] if self.data_format == 'channels_first' else input_shape[-1]
        self.kernel = self.add_weight(self.kernel_size + (channels, 4 * self.filters), name='kernel')
        self.recurrent_kernel = self.add_weight(self.kernel_size + (self.filters, 4 * self.filters), name='recurrent_kernel')
        if self.use_bias:
            self.bias = self.add_weight((4 * self.filters,), name='bias')
    def call(self, inputs, **kwargs):
        step = _convolution(_tensor(inputs.shape[0], *inputs.shape[2:]), self.kernel, self.filters, self.strides, self.padding, self.dilation_rate, 1, self.data_format, self._axes)
        return _tensor(inputs.shape[0], inputs.shape[1], *step.shape[1:]) if self.return_sequences else step
class ConvLSTM1D(_ConvLSTM):
    _axes = 1
class ConvLSTM2D(_ConvLSTM):
    _axes = 2
class ConvLSTM3D(_ConvLSTM):
    _axes = 3

class _AdaptivePool(_Spatial):
    _axes = 2
    def __init__(self, output_size, data_format=None, **kwargs):
        super().__init__(**kwargs)
        self.output_size = _each(output_size, self._axes)
        self.data_format = data_format
    def call(self, inputs, **kwargs):
        if self.data_format == 'channels_first':
            return _tensor(*inputs.shape[:2], *self.output_size)
        return _tensor(inputs.shape[0], *self.output_size, inputs.shape[-1])
class AdaptiveAveragePooling1D(_AdaptivePool):
    _axes = 1
class AdaptiveAveragePooling2D(_AdaptivePool):
    _axes = 2
class AdaptiveAveragePooling3D(_AdaptivePool):
    _axes = 3
class AdaptiveMaxPooling1D(_AdaptivePool):
    _axes = 1
class AdaptiveMaxPooling2D(_AdaptivePool):
    _axes = 2
class AdaptiveMaxPooling3D(_AdaptivePool):
    _axes = 3
`;
