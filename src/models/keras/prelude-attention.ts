/** Keras' attention layers beyond MultiHeadAttention, cells of recurrent layers and layers of named sums, in Python that the interpreter runs. */
export const ATTENTION_LAYERS = `
class Attention(Layer):
    def __init__(self, use_scale=False, score_mode='dot', dropout=0.0, seed=None, **kwargs):
        super().__init__(**kwargs)
        self.use_scale = use_scale
        self.score_mode = score_mode
    def build(self, input_shape):
        if self.use_scale:
            self.scale = self.add_weight((), name='scale')
        if self.score_mode == 'concat':
            self.concat_score_weight = self.add_weight((), name='concat_score_weight')
    def call(self, inputs, mask=None, return_attention_scores=False, **kwargs):
        query, value = inputs[0], inputs[1]
        key = inputs[2] if len(inputs) > 2 else value
        scores = _tensor(*query.shape[:-1], key.shape[-2])
        result = _F('matmul')(scores, value)
        if self.score_mode == 'dot':
            _F('matmul')(query, _F('transpose')(key, -1, -2))
        return (result, scores) if return_attention_scores else result

class AdditiveAttention(Attention):
    def __init__(self, use_scale=True, dropout=0.0, **kwargs):
        super().__init__(use_scale=use_scale, dropout=dropout, **kwargs)
        self.score_mode = 'additive'
    def build(self, input_shape):
        if self.use_scale:
            self.scale = self.add_weight((input_shape[0][-1],), name='scale')

class GroupQueryAttention(Layer):
    def __init__(self, head_dim, num_query_heads, num_key_value_heads, dropout=0.0, use_bias=True, *args, **kwargs):
        super().__init__(**{key: value for key, value in kwargs.items() if key in ('name',)})
        self.head_dim = head_dim
        self.num_query_heads = num_query_heads
        self.num_key_value_heads = num_key_value_heads
        self.use_bias = use_bias
        self._made = False
    def call(self, query, value, key=None, return_attention_scores=False, **kwargs):
        if key is None:
            key = value
        wide, narrow, size = self.num_query_heads * self.head_dim, self.num_key_value_heads * self.head_dim, query.shape[-1]
        if not self._made:
            self._made = True
            for name, rows, columns in (('query', size, wide), ('key', key.shape[-1], narrow), ('value', value.shape[-1], narrow), ('output', wide, size)):
                self.add_weight((rows, columns), name=name + '_kernel')
                if self.use_bias:
                    self.add_weight((columns,), name=name + '_bias')
        result = _tensor(*query.shape[:-1], size)
        _count(query.shape[0] * (query.shape[1] * size * wide * 2 + key.shape[1] * narrow * (key.shape[-1] + value.shape[-1]) + 2 * query.shape[1] * key.shape[1] * wide))
        if return_attention_scores:
            return result, _tensor(query.shape[0], self.num_query_heads, query.shape[1], key.shape[1])
        return result

class _Cell(Layer):
    _gates = 1
    def __init__(self, units, *args, use_bias=True, reset_after=True, **kwargs):
        super().__init__(**{key: value for key, value in kwargs.items() if key in ('name',)})
        self.units = units
        self.use_bias = use_bias
        self.reset_after = reset_after
    def build(self, input_shape):
        self.kernel = self.add_weight((input_shape[-1], self._gates * self.units), name='kernel')
        self.recurrent_kernel = self.add_weight((self.units, self._gates * self.units), name='recurrent_kernel')
        if self.use_bias:
            self.bias = self.add_weight((2, self._gates * self.units) if self._gates == 3 and self.reset_after else (self._gates * self.units,), name='bias')
    def call(self, inputs, states, **kwargs):
        state = _tensor(inputs.shape[0], self.units)
        return state, [state, state] if self._gates == 4 else [state]
class SimpleRNNCell(_Cell):
    _gates = 1
class LSTMCell(_Cell):
    _gates = 4
class GRUCell(_Cell):
    _gates = 3

class StackedRNNCells(Layer):
    def __init__(self, cells, **kwargs):
        super().__init__(**kwargs)
        self.cells = cells
        for index, cell in enumerate(cells):
            setattr(self, 'cell_%d' % index, cell)
    def call(self, inputs, states, **kwargs):
        all_states = []
        for cell in self.cells:
            inputs, own = cell(inputs, None)
            all_states = all_states + own
        return inputs, all_states

class RNN(Layer):
    def __init__(self, cell, return_sequences=False, return_state=False, go_backwards=False, stateful=False, unroll=False, **kwargs):
        super().__init__(**{key: value for key, value in kwargs.items() if key in ('name', 'input_shape', 'batch_input_shape', 'trainable')})
        self.cell = StackedRNNCells(cell) if isinstance(cell, (list, tuple)) else cell
        self.return_sequences = return_sequences
        self.return_state = return_state
    def call(self, inputs, *args, **kwargs):
        cells = self.cell.cells if isinstance(self.cell, StackedRNNCells) else [self.cell]
        for cell in cells:
            if not isinstance(cell, _Cell):
                return _outside('cell')
        _check_rank(inputs, 3, 'RNN')
        step, states = self.cell(_tensor(inputs.shape[0], *inputs.shape[2:]), None)
        for cell in cells:
            _count_weights(cell, inputs)
        output = _tensor(inputs.shape[0], inputs.shape[1], *step.shape[1:]) if self.return_sequences else step
        return [output] + list(states) if self.return_state else output
`;
