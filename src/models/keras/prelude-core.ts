/** Keras' base classes and layers without a spatial kernel, in Python that the interpreter runs. Shapes are channels_last unless told. */
export const CORE_LAYERS = `
def _each(value, count):
    return tuple(value) if isinstance(value, (tuple, list)) else (value,) * count

class Layer(_Module):
    def __init__(self, *, activity_regularizer=None, trainable=True, dtype=None, autocast=True, name=None, **kwargs):
        super().__init__()
        self.name = name
        self.built = False
        self.trainable = trainable
        declared = kwargs.get('input_shape', None)
        if declared is None and kwargs.get('batch_input_shape', None) is not None:
            declared = tuple(kwargs['batch_input_shape'])[1:]
        if declared is None and kwargs.get('input_dim', None) is not None:
            declared = (kwargs['input_dim'],)
        self._declared = declared
        self._weights = 0
        _lazy(self)
    def build(self, input_shape=None):
        pass
    def add_weight(self, shape=None, initializer=None, dtype=None, trainable=True, *args, name=None, **kwargs):
        if isinstance(shape, str):
            shape, initializer = initializer, None
        weight = _weight(() if shape is None else _each(shape, 1), trainable)
        self._weights += 1
        _own(self, name or 'weight_%d' % self._weights, weight)
        return weight
    def call(self, *inputs, **kwargs):
        return _same(inputs[0])
    def get_config(self):
        return {}
    def compute_output_shape(self, input_shape):
        return input_shape
    def count_params(self):
        return _parameter_total(self)
    def get_layer(self, name=None, index=None):
        for layer in self.layers:
            if name is not None and layer.name == name:
                return layer
        return self.layers[index]
    @property
    def layers(self):
        return list(self.children())
    @property
    def weights(self):
        return list(self.parameters())

class Model(Layer):
    def __init__(self, *args, inputs=None, outputs=None, name=None, trainable=True, **kwargs):
        super().__init__(name=name, trainable=trainable)
        if inputs is None and len(args) > 0:
            inputs = args[0]
        if outputs is None and len(args) > 1:
            outputs = args[1]
        if name is None and len(args) > 2:
            self.name = args[2]
        self._inputs = inputs
        self._outputs = outputs
        _settled(self)
        if outputs is not None:
            _register_graph(self, inputs, outputs)
            self.built = True
    def call(self, inputs=None, *args, **kwargs):
        return _replay(self, inputs)
    @property
    def input(self):
        return self._inputs
    @property
    def output(self):
        return self._outputs
    @property
    def inputs(self):
        return self._inputs if isinstance(self._inputs, (list, tuple)) else [self._inputs]
    @property
    def outputs(self):
        return self._outputs if isinstance(self._outputs, (list, tuple)) else [self._outputs]
    @property
    def input_shape(self):
        return self._inputs.shape
    @property
    def output_shape(self):
        return self._outputs.shape
    def compile(self, *args, **kwargs):
        pass
    def summary(self, *args, **kwargs):
        pass
    def load_weights(self, *args, **kwargs):
        pass
    def save(self, *args, **kwargs):
        pass
    def fit(self, *args, **kwargs):
        return _outside('fit')
    def evaluate(self, *args, **kwargs):
        return _outside('evaluate')
    def predict(self, *args, **kwargs):
        return _outside('predict')
    def build(self, input_shape=None):
        if isinstance(input_shape, (list, tuple)) and self._declared is None and len(input_shape) > 1:
            self._declared = tuple(input_shape)[1:]

class Functional(Model):
    pass

class Sequential(Model):
    def __init__(self, layers=None, trainable=True, name=None):
        super().__init__(name=name)
        self._stack = []
        _settled(self)
        for layer in (layers or []):
            self.add(layer)
    def add(self, layer):
        if _is_tensor(layer):
            self._inputs = layer
            self._outputs = layer
            return
        if isinstance(layer, InputLayer):
            self._inputs = layer.output
            self._outputs = layer.output
            return
        if self._outputs is None and layer._declared is not None:
            self._inputs = Input(shape=layer._declared)
            self._outputs = self._inputs
        elif self._outputs is None and len(self._stack) == 0 and isinstance(layer, Model) and _is_tensor(layer._inputs):
            self._inputs = Input(shape=tuple(layer._inputs.shape)[1:])
            self._outputs = self._inputs
        self._stack.append(layer)
        _own_layer(self, layer)
        if self._outputs is not None:
            self._outputs = layer(self._outputs)
    def pop(self):
        layer = self._stack.pop()
        _disown(self, layer)
        return layer
    def build(self, input_shape=None):
        if input_shape is not None and self._outputs is None:
            self._inputs = Input(shape=tuple(input_shape)[1:])
            self._outputs = self._inputs
            for layer in self._stack:
                self._outputs = layer(self._outputs)
    def call(self, inputs=None, *args, **kwargs):
        for layer in self._stack:
            inputs = layer(inputs)
        return inputs

class InputLayer(Layer):
    def __init__(self, shape=None, batch_size=None, dtype=None, sparse=None, batch_shape=None, input_tensor=None, optional=False, name=None, input_shape=None, **kwargs):
        super().__init__(name=name)
        if batch_shape is not None:
            shape = tuple(batch_shape)[1:]
        self.output = _input(self, tuple(shape if shape is not None else input_shape), dtype)
        self.built = True
        _settled(self)

def Input(shape=None, batch_size=None, dtype=None, sparse=None, batch_shape=None, name=None, tensor=None, optional=False, ragged=None, **kwargs):
    if tensor is not None:
        return tensor
    return InputLayer(shape=shape, batch_size=batch_size, dtype=dtype, batch_shape=batch_shape, name=name).output

class Dense(Layer):
    def __init__(self, units, activation=None, use_bias=True, *args, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.use_bias = use_bias
        self._activation = _activation_name(activation)
    def build(self, input_shape):
        self.kernel = self.add_weight((input_shape[-1], self.units), name='kernel')
        if self.use_bias:
            self.bias = self.add_weight((self.units,), name='bias')
    def call(self, inputs, **kwargs):
        return _dense(inputs, self.kernel)

class EinsumDense(Layer):
    def __init__(self, equation, output_shape, activation=None, bias_axes=None, *args, **kwargs):
        super().__init__(**kwargs)
    def call(self, inputs, **kwargs):
        return _outside('EinsumDense')

class Embedding(Layer):
    def __init__(self, input_dim, output_dim, *args, **kwargs):
        super().__init__(**{key: value for key, value in kwargs.items() if key != 'input_length'})
        self.input_dim = input_dim
        self.output_dim = output_dim
    def build(self, input_shape=None):
        self.embeddings = self.add_weight((self.input_dim, self.output_dim), name='embeddings')
    def call(self, inputs, **kwargs):
        return _tensor(*inputs.shape, self.output_dim)

class Flatten(Layer):
    def __init__(self, data_format=None, **kwargs):
        super().__init__(**kwargs)
    def call(self, inputs, **kwargs):
        return _reshape(inputs, (-1,))

class Reshape(Layer):
    def __init__(self, target_shape, **kwargs):
        super().__init__(**kwargs)
        self.target_shape = tuple(target_shape)
    def call(self, inputs, **kwargs):
        return _reshape(inputs, self.target_shape)

class Permute(Layer):
    def __init__(self, dims, **kwargs):
        super().__init__(**kwargs)
        self.dims = tuple(dims)
    def call(self, inputs, **kwargs):
        return _F('permute')(inputs, (0,) + self.dims)

class RepeatVector(Layer):
    def __init__(self, n, **kwargs):
        super().__init__(**kwargs)
        self.n = n
    def call(self, inputs, **kwargs):
        return _tensor(inputs.shape[0], self.n, inputs.shape[1])

class Lambda(Layer):
    def __init__(self, function, output_shape=None, mask=None, arguments=None, **kwargs):
        super().__init__(**kwargs)
        self.function = function
        self.arguments = arguments or {}
    def call(self, inputs, **kwargs):
        return self.function(inputs, **self.arguments)

class Activation(Layer):
    def __init__(self, activation, **kwargs):
        super().__init__(**kwargs)
        self._activation = _activation_name(activation)

class _Plain(Layer):
    def __init__(self, *args, **kwargs):
        super().__init__(**{key: value for key, value in kwargs.items() if key in ('name', 'trainable', 'input_shape', 'dtype')})

` + ['ReLU', 'LeakyReLU', 'ELU', 'Softmax', 'ThresholdedReLU', 'Dropout', 'SpatialDropout1D', 'SpatialDropout2D', 'SpatialDropout3D', 'AlphaDropout', 'GaussianNoise', 'GaussianDropout', 'ActivityRegularization', 'Rescaling', 'Masking', 'Identity',
	'RandomFlip', 'RandomRotation', 'RandomZoom', 'RandomTranslation', 'RandomContrast', 'RandomBrightness', 'RandomHue', 'RandomSaturation', 'RandomColorJitter', 'UnitNormalization'].map((name) => `class ${name}(_Plain):\n    pass\n`).join('') + `
class Resizing(_Plain):
    def __init__(self, height, width, *args, **kwargs):
        super().__init__(**kwargs)
        self.height = height
        self.width = width
    def call(self, inputs, **kwargs):
        return _tensor(*inputs.shape[:-3], self.height, self.width, inputs.shape[-1])
class CenterCrop(Resizing):
    pass
class RandomCrop(Resizing):
    pass

class PReLU(Layer):
    def __init__(self, *args, shared_axes=None, **kwargs):
        super().__init__(**{key: value for key, value in kwargs.items() if key in ('name', 'input_shape')})
        self.shared_axes = shared_axes or ()
    def build(self, input_shape):
        self.alpha = self.add_weight([1 if axis + 1 in _each(self.shared_axes, 1) else size for axis, size in enumerate(input_shape[1:])], name='alpha')

class BatchNormalization(Layer):
    def __init__(self, axis=-1, momentum=0.99, epsilon=1e-3, center=True, scale=True, *args, **kwargs):
        super().__init__(**{key: value for key, value in kwargs.items() if key in ('name', 'trainable', 'input_shape')})
        self.axis = axis
        self.center = center
        self.scale = scale
    def build(self, input_shape):
        size = input_shape[self.axis]
        if self.scale:
            self.gamma = self.add_weight((size,), name='gamma')
        if self.center:
            self.beta = self.add_weight((size,), name='beta')
        self.moving_mean = self.add_weight((size,), trainable=False, name='moving_mean')
        self.moving_variance = self.add_weight((size,), trainable=False, name='moving_variance')

class LayerNormalization(Layer):
    def __init__(self, axis=-1, epsilon=1e-3, center=True, scale=True, *args, **kwargs):
        super().__init__(**{key: value for key, value in kwargs.items() if key in ('name', 'trainable', 'input_shape')})
        self.axis = axis
        self.center = center
        self.scale = scale
    def build(self, input_shape):
        shape = [input_shape[axis] for axis in _each(self.axis, 1)]
        if self.scale:
            self.gamma = self.add_weight(shape, name='gamma')
        if self.center:
            self.beta = self.add_weight(shape, name='beta')

class GroupNormalization(LayerNormalization):
    def __init__(self, groups=32, axis=-1, *args, **kwargs):
        super().__init__(axis, **kwargs)
        self.groups = groups

class RMSNormalization(Layer):
    def __init__(self, axis=-1, epsilon=1e-6, **kwargs):
        super().__init__(**kwargs)
        self.axis = axis
    def build(self, input_shape):
        self.scale = self.add_weight((input_shape[self.axis],), name='scale')

class Normalization(Layer):
    def __init__(self, axis=-1, mean=None, variance=None, invert=False, **kwargs):
        super().__init__(**kwargs)
        self.axis = axis
        self.mean = mean
    def build(self, input_shape):
        if self.mean is None:
            axes = () if self.axis is None else _each(self.axis, 1)
            shape = [input_shape[axis] for axis in axes]
            self.adapt_mean = self.add_weight(shape, trainable=False, name='mean')
            self.adapt_variance = self.add_weight(shape, trainable=False, name='variance')
            self.count = self.add_weight((), trainable=False, name='count')
    def adapt(self, data):
        pass

class EinsumDense(Layer):
    def __init__(self, equation, output_shape, activation=None, bias_axes=None, **kwargs):
        super().__init__(**{key: value for key, value in kwargs.items() if key in ('name', 'input_shape')})
        self.equation = equation
        self.output_sizes = _each(output_shape, 1)
        self.bias_axes = bias_axes
    def build(self, input_shape):
        operands, output = self.equation.split('->')
        left, right = operands.split(',')
        if '...' in self.equation:
            return
        sizes = {}
        for letter, size in zip(left, input_shape):
            sizes[letter] = size
        for letter, size in zip(output[1:], self.output_sizes):
            if size is not None:
                sizes[letter] = size
        self.kernel = self.add_weight(tuple([sizes[letter] for letter in right]), name='kernel')
        if self.bias_axes is not None:
            first = min([output.index(letter) for letter in self.bias_axes])
            self.bias = self.add_weight(tuple([sizes[letter] if letter in self.bias_axes else 1 for letter in output[first:]]), name='bias')
    def call(self, inputs, **kwargs):
        if '...' in self.equation:
            return _outside('EinsumDense with ...')
        return _F('einsum')(self.equation, inputs, self.kernel)

class CategoryEncoding(Layer):
    def __init__(self, num_tokens=None, output_mode='multi_hot', **kwargs):
        super().__init__(**kwargs)
        self.num_tokens = num_tokens
        self.output_mode = output_mode
    def call(self, inputs, **kwargs):
        if self.output_mode == 'one_hot':
            shape = inputs.shape[:-1] if len(inputs.shape) > 1 and inputs.shape[-1] == 1 else inputs.shape
            return _tensor(*shape, self.num_tokens)
        return _tensor(*inputs.shape[:-1], self.num_tokens)

class Discretization(Layer):
    def __init__(self, bin_boundaries=None, num_bins=None, epsilon=0.01, output_mode='int', **kwargs):
        super().__init__(**kwargs)
        self.output_mode = output_mode
    def call(self, inputs, **kwargs):
        return _same(inputs) if self.output_mode == 'int' else _outside('Discretization')
`;
