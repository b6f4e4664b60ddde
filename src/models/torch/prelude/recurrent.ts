/** Recurrent layers. A packed sequence remembers its batch and features; its length is that of the longest, which its data decides. */
export const RECURRENT_LAYERS = `
class RNNBase(Module):
    _gates = 1
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False, proj_size=0, nonlinearity='tanh', device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.batch_first = batch_first
        self.bidirectional = bidirectional
        self.proj_size = proj_size
        directions = 2 if bidirectional else 1
        size = proj_size if proj_size > 0 else hidden_size
        gates = self._gates * hidden_size
        for layer in range(num_layers):
            for direction in range(directions):
                inputs = input_size if layer == 0 else size * directions
                suffix = '_l%d' % layer + ('_reverse' if direction else '')
                setattr(self, 'weight_ih' + suffix, Parameter(_empty(gates, inputs)))
                setattr(self, 'weight_hh' + suffix, Parameter(_empty(gates, size)))
                if bias:
                    setattr(self, 'bias_ih' + suffix, Parameter(_empty(gates)))
                    setattr(self, 'bias_hh' + suffix, Parameter(_empty(gates)))
                if proj_size > 0:
                    setattr(self, 'weight_hr' + suffix, Parameter(_empty(proj_size, hidden_size)))
    def flatten_parameters(self):
        pass
    def forward(self, input, hx=None):
        if isinstance(input, PackedSequence):
            return self._forward_packed(input)
        if input.dim() not in (2, 3):
            _refuse('rank-mismatch', operation=self._get_name(), expected='2 or 3', shape=input.shape)
        _check_inputs(self.input_size, input.shape[-1], input.shape)
        directions = 2 if self.bidirectional else 1
        size = self.proj_size if self.proj_size > 0 else self.hidden_size
        _count_weights(self, input)
        output = _empty(*input.shape[:-1], directions * size)
        if input.dim() == 2:
            hidden = _empty(directions * self.num_layers, size)
            cell = _empty(directions * self.num_layers, self.hidden_size)
        else:
            batch = input.shape[0] if self.batch_first else input.shape[1]
            hidden = _empty(directions * self.num_layers, batch, size)
            cell = _empty(directions * self.num_layers, batch, self.hidden_size)
        return (output, (hidden, cell)) if self._gates == 4 else (output, hidden)
    def _forward_packed(self, input):
        padded = input._padded
        _check_inputs(self.input_size, padded.shape[-1], padded.shape)
        directions = 2 if self.bidirectional else 1
        size = self.proj_size if self.proj_size > 0 else self.hidden_size
        _count_weights(self, padded)
        output = _pack(_empty(*padded.shape[:2], directions * size))
        hidden = _empty(directions * self.num_layers, padded.shape[1], size)
        cell = _empty(directions * self.num_layers, padded.shape[1], self.hidden_size)
        return (output, (hidden, cell)) if self._gates == 4 else (output, hidden)

class PackedSequence:
    def __init__(self, data, padded):
        self.data = data
        self._padded = padded
    def to(self, *args, **kwargs):
        return self
    def cuda(self, *args, **kwargs):
        return self

def _pack(padded):
    return PackedSequence(_empty(None, *padded.shape[2:]), padded)

class RNN(RNNBase):
    _gates = 1
class GRU(RNNBase):
    _gates = 3
class LSTM(RNNBase):
    _gates = 4

class RNNCellBase(Module):
    _gates = 1
    def __init__(self, input_size, hidden_size, bias=True, nonlinearity='tanh', device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        gates = self._gates * hidden_size
        self.weight_ih = Parameter(_empty(gates, input_size))
        self.weight_hh = Parameter(_empty(gates, hidden_size))
        if bias:
            self.bias_ih = Parameter(_empty(gates))
            self.bias_hh = Parameter(_empty(gates))
        else:
            self.register_parameter('bias_ih', None)
            self.register_parameter('bias_hh', None)
    def forward(self, input, hx=None):
        _check_inputs(self.input_size, input.shape[-1], input.shape)
        _count_weights(self, input)
        hidden = _empty(*input.shape[:-1], self.hidden_size)
        return (hidden, _empty(*input.shape[:-1], self.hidden_size)) if self._gates == 4 else hidden

class RNNCell(RNNCellBase):
    _gates = 1
class GRUCell(RNNCellBase):
    _gates = 3
class LSTMCell(RNNCellBase):
    _gates = 4
`;

/** `torch.nn.utils.rnn`. https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.rnn.pack_padded_sequence.html */
export const SEQUENCES = `
def pack_padded_sequence(input, lengths, batch_first=False, enforce_sorted=True):
    batch = input.shape[0] if batch_first else input.shape[1]
    return _pack(_empty(None, batch, *input.shape[2:]))
def pack_sequence(sequences, enforce_sorted=True):
    return _pack(_empty(None, len(sequences), *sequences[0].shape[1:]))
def pad_packed_sequence(sequence, batch_first=False, padding_value=0.0, total_length=None):
    padded = sequence._padded
    batch = padded.shape[1]
    features = padded.shape[2:]
    output = _empty(batch, total_length, *features) if batch_first else _empty(total_length, batch, *features)
    return output, _empty(batch)
def pad_sequence(sequences, batch_first=False, padding_value=0.0, padding_side='right'):
    length = max([each.shape[0] for each in sequences])
    features = sequences[0].shape[1:]
    return _empty(len(sequences), length, *features) if batch_first else _empty(length, len(sequences), *features)
`;
