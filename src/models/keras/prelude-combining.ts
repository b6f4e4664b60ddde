/** Keras' layers that combine tensors or run over sequences, in Python that the interpreter runs. */
export const COMBINING_LAYERS = `
class _Merge(Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
    def call(self, inputs, **kwargs):
        result = inputs[0]
        for other in inputs[1:]:
            result = result + other
        return result
` + ['Add', 'Subtract', 'Multiply', 'Average', 'Maximum', 'Minimum'].map((name) => `class ${name}(_Merge):\n    pass\ndef ${name.toLowerCase()}(inputs, **kwargs):\n    return ${name}(**kwargs)(inputs)\n`).join('') + `
class Concatenate(Layer):
    def __init__(self, axis=-1, **kwargs):
        super().__init__(**kwargs)
        self.axis = axis
    def call(self, inputs, **kwargs):
        return _F('cat')(list(inputs), self.axis)
def concatenate(inputs, axis=-1, **kwargs):
    return Concatenate(axis=axis, **kwargs)(inputs)

class Dot(Layer):
    def __init__(self, axes, normalize=False, **kwargs):
        super().__init__(**kwargs)
        self.axes = _each(axes, 2)
    def call(self, inputs, **kwargs):
        a, b = inputs
        left = [size for axis, size in enumerate(a.shape) if axis != self.axes[0] % len(a.shape)]
        right = [size for axis, size in enumerate(b.shape) if axis != self.axes[1] % len(b.shape)]
        shape = left + right[1:]
        return _tensor(*shape) if len(shape) > 1 else _tensor(*shape, 1)

class MultiHeadAttention(Layer):
    def __init__(self, num_heads, key_dim, value_dim=None, dropout=0.0, use_bias=True, output_shape=None, attention_axes=None, **kwargs):
        super().__init__(**{key: value for key, value in kwargs.items() if key in ('name',)})
        self.num_heads = num_heads
        self.key_dim = key_dim
        self.value_dim = value_dim or key_dim
        self.use_bias = use_bias
        self.output_size = output_shape
        self._made = False
    def call(self, query, value=None, key=None, return_attention_scores=False, **kwargs):
        if value is None:
            value = query
        if key is None:
            key = value
        size = self.output_size if self.output_size is not None else query.shape[-1]
        if not self._made:
            self._made = True
            keys = self.num_heads * self.key_dim
            values = self.num_heads * self.value_dim
            for name, rows, columns in (('query', query.shape[-1], keys), ('key', key.shape[-1], keys), ('value', value.shape[-1], values), ('output', values, size)):
                self.add_weight((rows, columns), name=name + '_kernel')
                if self.use_bias:
                    self.add_weight((columns,), name=name + '_bias')
        result = _tensor(*query.shape[:-1], size)
        _count_attention(query, key, self.num_heads * self.key_dim, self.num_heads * self.value_dim, size)
        if return_attention_scores:
            return result, _tensor(query.shape[0], self.num_heads, query.shape[1], key.shape[1])
        return result

class _Recurrent(Layer):
    _gates = 1
    def __init__(self, units, activation='tanh', recurrent_activation='sigmoid', use_bias=True, *args, return_sequences=False, return_state=False, go_backwards=False, reset_after=True, **kwargs):
        super().__init__(**{key: value for key, value in kwargs.items() if key in ('name', 'input_shape', 'batch_input_shape', 'trainable')})
        self.units = units
        self.use_bias = use_bias
        self.return_sequences = return_sequences
        self.return_state = return_state
        self.reset_after = reset_after
    def build(self, input_shape):
        self.kernel = self.add_weight((input_shape[-1], self._gates * self.units), name='kernel')
        self.recurrent_kernel = self.add_weight((self.units, self._gates * self.units), name='recurrent_kernel')
        if self.use_bias:
            self.bias = self.add_weight((2, self._gates * self.units) if self._gates == 3 and self.reset_after else (self._gates * self.units,), name='bias')
    def call(self, inputs, *args, **kwargs):
        _check_rank(inputs, 3, type(self).__name__)
        _count_weights(self, inputs)
        output = _tensor(*inputs.shape[:2], self.units) if self.return_sequences else _tensor(inputs.shape[0], self.units)
        if self.return_state:
            states = [_tensor(inputs.shape[0], self.units) for _ in range(2 if self._gates == 4 else 1)]
            return [output] + states
        return output
class SimpleRNN(_Recurrent):
    _gates = 1
    def __init__(self, units, activation='tanh', use_bias=True, *args, **kwargs):
        super().__init__(units, use_bias=use_bias, **kwargs)
class LSTM(_Recurrent):
    _gates = 4
class GRU(_Recurrent):
    _gates = 3

class Bidirectional(Layer):
    def __init__(self, layer, merge_mode='concat', weights=None, backward_layer=None, **kwargs):
        super().__init__(**kwargs)
        self.forward_layer = layer
        self.backward_layer = backward_layer if backward_layer is not None else _deepcopy(layer)
        self.merge_mode = merge_mode
    def call(self, inputs, *args, **kwargs):
        a = self.forward_layer(inputs)
        b = self.backward_layer(inputs)
        if isinstance(a, list):
            return [_F('cat')([a[0], b[0]], -1)] + a[1:] + b[1:]
        if self.merge_mode == 'concat':
            return _F('cat')([a, b], -1)
        if self.merge_mode is None:
            return [a, b]
        return a + b

class TimeDistributed(Layer):
    def __init__(self, layer, **kwargs):
        super().__init__(**kwargs)
        self.layer = layer
    def call(self, inputs, **kwargs):
        inner = self.layer(_tensor(inputs.shape[0], *inputs.shape[2:]))
        return _tensor(inputs.shape[0], inputs.shape[1], *inner.shape[1:])

class SpectralNormalization(Layer):
    def __init__(self, layer, power_iterations=1, **kwargs):
        super().__init__(**kwargs)
        self.layer = layer
    def call(self, inputs, **kwargs):
        result = self.layer(inputs)
        if self._weights == 0:
            self.add_weight((1, self.layer.kernel.shape[-1]), trainable=False, name='vector_u')
        return result
`;
