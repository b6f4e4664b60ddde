/** Convolution layers. `_refuse` raises a problem by its code; `_F` gives a function by name, or by the name's beginning and the number of axes; `_empty` makes a tensor; `_each` gives one value for each axis. */
export const CONVOLUTION_LAYERS = `
class _Convolution(Module):
    _axes = 2
    _transposed = False

    def _prepare(self, in_channels, out_channels, kernel_size, stride, padding, dilation, groups, bias, padding_mode):
        self.in_channels = in_channels
        self.out_channels = out_channels
        if in_channels % groups != 0:
            _refuse('groups-do-not-divide', groups=groups, count=in_channels, of='in_channels')
        if out_channels % groups != 0:
            _refuse('groups-do-not-divide', groups=groups, count=out_channels, of='out_channels')
        self.kernel_size = _each(kernel_size, self._axes)
        self.stride = _each(stride, self._axes)
        self.padding = padding if isinstance(padding, str) else _each(padding, self._axes)
        self.dilation = _each(dilation, self._axes)
        self.groups = groups
        self.padding_mode = padding_mode
        if padding == 'same':
            for each in self.stride:
                if each != 1:
                    _refuse('same-padding-with-stride', stride=each)
        if self._transposed:
            self.weight = Parameter(_empty(in_channels, out_channels // groups, *self.kernel_size))
        else:
            self.weight = Parameter(_empty(out_channels, in_channels // groups, *self.kernel_size))
        if bias:
            self.bias = Parameter(_empty(out_channels))
        else:
            self.register_parameter('bias', None)

class _ConvNd(_Convolution):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, padding_mode='zeros', device=None, dtype=None):
        super().__init__()
        self._prepare(in_channels, out_channels, kernel_size, stride, padding, dilation, groups, bias, padding_mode)
    def forward(self, input):
        return self._conv_forward(input, self.weight, self.bias)
    def _conv_forward(self, input, weight, bias):
        return _F('conv', self._axes)(input, weight, bias, self.stride, self.padding, self.dilation, self.groups)

class Conv1d(_ConvNd):
    _axes = 1
class Conv2d(_ConvNd):
    _axes = 2
class Conv3d(_ConvNd):
    _axes = 3

class _ConvTransposeNd(_Convolution):
    _transposed = True
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1, padding_mode='zeros', device=None, dtype=None):
        super().__init__()
        self.output_padding = _each(output_padding, self._axes)
        self._prepare(in_channels, out_channels, kernel_size, stride, padding, dilation, groups, bias, padding_mode)
    def forward(self, input, output_size=None):
        extra = self.output_padding
        if output_size is not None:
            wanted = tuple(output_size)[-self._axes:]
            least = _F('conv_transpose', self._axes)(input, self.weight, None, self.stride, self.padding, 0, self.groups, self.dilation).shape[-self._axes:]
            extra = tuple([a - b for a, b in zip(wanted, least)])
        return _F('conv_transpose', self._axes)(input, self.weight, self.bias, self.stride, self.padding, extra, self.groups, self.dilation)

class ConvTranspose1d(_ConvTransposeNd):
    _axes = 1
class ConvTranspose2d(_ConvTransposeNd):
    _axes = 2
class ConvTranspose3d(_ConvTransposeNd):
    _axes = 3

class _LazyConvNd(_ConvNd):
    def __init__(self, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, padding_mode='zeros', device=None, dtype=None):
        Module.__init__(self)
        self._pending = (out_channels, kernel_size, stride, padding, dilation, groups, bias, padding_mode)
        self.weight = None
        _lazy(self)
    def forward(self, input):
        if self.weight is None:
            self._prepare(input.shape[-self._axes - 1], *self._pending)
            _settled(self)
        return self._conv_forward(input, self.weight, self.bias)

class LazyConv1d(_LazyConvNd):
    _axes = 1
class LazyConv2d(_LazyConvNd):
    _axes = 2
class LazyConv3d(_LazyConvNd):
    _axes = 3

class _LazyConvTransposeNd(_ConvTransposeNd):
    def __init__(self, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1, padding_mode='zeros', device=None, dtype=None):
        Module.__init__(self)
        self.output_padding = _each(output_padding, self._axes)
        self._pending = (out_channels, kernel_size, stride, padding, dilation, groups, bias, padding_mode)
        self.weight = None
        _lazy(self)
    def forward(self, input, output_size=None):
        if self.weight is None:
            self._prepare(input.shape[-self._axes - 1], *self._pending)
            _settled(self)
        return _ConvTransposeNd.forward(self, input, output_size)

class LazyConvTranspose1d(_LazyConvTransposeNd):
    _axes = 1
class LazyConvTranspose2d(_LazyConvTransposeNd):
    _axes = 2
class LazyConvTranspose3d(_LazyConvTransposeNd):
    _axes = 3

class Unfold(Module):
    def __init__(self, kernel_size, dilation=1, padding=0, stride=1):
        super().__init__()
        self.kernel_size = kernel_size
        self.dilation = dilation
        self.padding = padding
        self.stride = stride
    def forward(self, input):
        return _F('unfold')(input, self.kernel_size, self.dilation, self.padding, self.stride)

class Fold(Module):
    def __init__(self, output_size, kernel_size, dilation=1, padding=0, stride=1):
        super().__init__()
        self.output_size = output_size
        self.kernel_size = kernel_size
    def forward(self, input):
        return _F('fold')(input, self.output_size, self.kernel_size)
`;
