/** Pooling layers. */
export const POOLING_LAYERS = `
class _MaxPoolNd(Module):
    def __init__(self, kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False):
        super().__init__()
        self.kernel_size = kernel_size
        self.stride = stride if stride is not None else kernel_size
        self.padding = padding
        self.dilation = dilation
        self.return_indices = return_indices
        self.ceil_mode = ceil_mode
    def forward(self, input):
        return _F('max_pool', self._axes)(input, self.kernel_size, self.stride, self.padding, self.dilation, self.ceil_mode, self.return_indices)

class MaxPool1d(_MaxPoolNd):
    _axes = 1
class MaxPool2d(_MaxPoolNd):
    _axes = 2
class MaxPool3d(_MaxPoolNd):
    _axes = 3

class _AvgPoolNd(Module):
    def __init__(self, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None):
        super().__init__()
        self.kernel_size = kernel_size
        self.stride = stride if stride is not None else kernel_size
        self.padding = padding
        self.ceil_mode = ceil_mode
        self.count_include_pad = count_include_pad
        self.divisor_override = divisor_override
    def forward(self, input):
        return _F('avg_pool', self._axes)(input, self.kernel_size, self.stride, self.padding, self.ceil_mode)

class AvgPool1d(_AvgPoolNd):
    _axes = 1
class AvgPool2d(_AvgPoolNd):
    _axes = 2
class AvgPool3d(_AvgPoolNd):
    _axes = 3

class _LPPoolNd(Module):
    def __init__(self, norm_type, kernel_size, stride=None, ceil_mode=False):
        super().__init__()
        self.norm_type = norm_type
        self.kernel_size = kernel_size
        self.stride = stride
        self.ceil_mode = ceil_mode
    def forward(self, input):
        return _F('lp_pool', self._axes)(input, self.norm_type, self.kernel_size, self.stride, self.ceil_mode)

class LPPool1d(_LPPoolNd):
    _axes = 1
class LPPool2d(_LPPoolNd):
    _axes = 2
class LPPool3d(_LPPoolNd):
    _axes = 3

class _AdaptivePoolNd(Module):
    def __init__(self, output_size, return_indices=False):
        super().__init__()
        self.output_size = output_size
        self.return_indices = return_indices
    def forward(self, input):
        if self._kind == 'max':
            return _F('adaptive_max_pool', self._axes)(input, self.output_size, self.return_indices)
        return _F('adaptive_avg_pool', self._axes)(input, self.output_size)

class AdaptiveAvgPool1d(_AdaptivePoolNd):
    _axes = 1
    _kind = 'avg'
class AdaptiveAvgPool2d(_AdaptivePoolNd):
    _axes = 2
    _kind = 'avg'
class AdaptiveAvgPool3d(_AdaptivePoolNd):
    _axes = 3
    _kind = 'avg'
class AdaptiveMaxPool1d(_AdaptivePoolNd):
    _axes = 1
    _kind = 'max'
class AdaptiveMaxPool2d(_AdaptivePoolNd):
    _axes = 2
    _kind = 'max'
class AdaptiveMaxPool3d(_AdaptivePoolNd):
    _axes = 3
    _kind = 'max'

class _MaxUnpoolNd(Module):
    def __init__(self, kernel_size, stride=None, padding=0):
        super().__init__()
        self.kernel_size = kernel_size
        self.stride = stride
        self.padding = padding
    def forward(self, input, indices, output_size=None):
        return _F('max_unpool', self._axes)(input, indices, self.kernel_size, self.stride, self.padding, output_size)

class MaxUnpool1d(_MaxUnpoolNd):
    _axes = 1
class MaxUnpool2d(_MaxUnpoolNd):
    _axes = 2
class MaxUnpool3d(_MaxUnpoolNd):
    _axes = 3

class _FractionalMaxPoolNd(Module):
    def __init__(self, kernel_size, output_size=None, output_ratio=None, return_indices=False):
        super().__init__()
        self.output_size = output_size
        self.output_ratio = output_ratio
        self.return_indices = return_indices
    def forward(self, input):
        size = self.output_size
        if size is None:
            ratio = _each(self.output_ratio, self._axes)
            size = tuple([int(input.shape[axis - self._axes] * ratio[axis]) for axis in range(self._axes)])
        return _F('adaptive_max_pool' + str(self._axes) + 'd')(input, size, self.return_indices)

class FractionalMaxPool2d(_FractionalMaxPoolNd):
    _axes = 2
class FractionalMaxPool3d(_FractionalMaxPoolNd):
    _axes = 3
`;
