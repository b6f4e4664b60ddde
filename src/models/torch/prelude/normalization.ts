/** Normalization layers. */
export const NORMALIZATION_LAYERS = `
class _BatchNorm(Module):
    _ranks = None
    _has_bias = True
    def __init__(self, num_features, eps=1e-5, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None, process_group=None, *, bias=True):
        super().__init__()
        self._has_bias = bias
        self.num_features = num_features
        self.eps = eps
        self.momentum = momentum
        self.affine = affine
        self.track_running_stats = track_running_stats
        self._prepare()
    def _prepare(self):
        if self.affine:
            self.weight = Parameter(_empty(self.num_features))
            self.register_parameter('bias', Parameter(_empty(self.num_features)) if self._has_bias else None)
        else:
            self.register_parameter('weight', None)
            self.register_parameter('bias', None)
        if self.track_running_stats:
            self.register_buffer('running_mean', _empty(self.num_features))
            self.register_buffer('running_var', _empty(self.num_features))
            self.register_buffer('num_batches_tracked', _empty())
    def forward(self, input):
        _check_channels(input, self.num_features, self._ranks)
        return _same(input)

class BatchNorm1d(_BatchNorm):
    _ranks = (2, 3)
class BatchNorm2d(_BatchNorm):
    _ranks = (4,)
class BatchNorm3d(_BatchNorm):
    _ranks = (5,)
class SyncBatchNorm(_BatchNorm):
    @classmethod
    def convert_sync_batchnorm(cls, module, process_group=None):
        return module

class _LazyBatchNorm(_BatchNorm):
    def __init__(self, eps=1e-5, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None, *, bias=True):
        Module.__init__(self)
        self._has_bias = bias
        self.affine = affine
        self.track_running_stats = track_running_stats
        self.num_features = None
        _lazy(self)
    def forward(self, input):
        if self.num_features is None:
            self.num_features = input.shape[1]
            self._prepare()
            _settled(self)
        return _BatchNorm.forward(self, input)

class LazyBatchNorm1d(_LazyBatchNorm):
    _ranks = (2, 3)
class LazyBatchNorm2d(_LazyBatchNorm):
    _ranks = (4,)
class LazyBatchNorm3d(_LazyBatchNorm):
    _ranks = (5,)

class _InstanceNorm(_BatchNorm):
    def __init__(self, num_features, eps=1e-5, momentum=0.1, affine=False, track_running_stats=False, device=None, dtype=None, *, bias=True):
        super().__init__(num_features, eps, momentum, affine, track_running_stats, bias=bias)
    def forward(self, input):
        if input.dim() not in self._ranks:
            _refuse('rank-mismatch', operation=self._get_name(), expected=' or '.join([str(rank) for rank in self._ranks]), shape=input.shape)
        if self.affine or self.track_running_stats:
            _check_features(self.num_features, input.shape[1 if input.dim() == self._ranks[1] else 0], input.shape)
        return _same(input)

class InstanceNorm1d(_InstanceNorm):
    _ranks = (2, 3)
class InstanceNorm2d(_InstanceNorm):
    _ranks = (3, 4)
class InstanceNorm3d(_InstanceNorm):
    _ranks = (4, 5)

class _LazyInstanceNorm(_InstanceNorm):
    def __init__(self, eps=1e-5, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None, *, bias=True):
        Module.__init__(self)
        self._has_bias = bias
        self.affine = affine
        self.track_running_stats = track_running_stats
        self.num_features = None
        _lazy(self)
    def forward(self, input):
        if self.num_features is None:
            self.num_features = input.shape[1 if input.dim() == self._ranks[1] else 0]
            self._prepare()
            _settled(self)
        return _InstanceNorm.forward(self, input)

class LazyInstanceNorm1d(_LazyInstanceNorm):
    _ranks = (2, 3)
class LazyInstanceNorm2d(_LazyInstanceNorm):
    _ranks = (3, 4)
class LazyInstanceNorm3d(_LazyInstanceNorm):
    _ranks = (4, 5)

class GroupNorm(Module):
    def __init__(self, num_groups, num_channels, eps=1e-5, affine=True, device=None, dtype=None, *, bias=True):
        super().__init__()
        if num_channels % num_groups != 0:
            _refuse('groups-do-not-divide', groups=num_groups, count=num_channels, of='num_channels')
        self.num_groups = num_groups
        self.num_channels = num_channels
        self.eps = eps
        self.affine = affine
        if affine:
            self.weight = Parameter(_empty(num_channels))
            self.register_parameter('bias', Parameter(_empty(num_channels)) if bias else None)
        else:
            self.register_parameter('weight', None)
            self.register_parameter('bias', None)
    def forward(self, input):
        _check_features(self.num_channels, input.shape[1], input.shape)
        return _same(input)

class LayerNorm(Module):
    def __init__(self, normalized_shape, eps=1e-5, elementwise_affine=True, bias=True, device=None, dtype=None):
        super().__init__()
        self.normalized_shape = _each(normalized_shape, 1)
        self.eps = eps
        self.elementwise_affine = elementwise_affine
        if elementwise_affine:
            self.weight = Parameter(_empty(*self.normalized_shape))
            if bias:
                self.bias = Parameter(_empty(*self.normalized_shape))
            else:
                self.register_parameter('bias', None)
        else:
            self.register_parameter('weight', None)
            self.register_parameter('bias', None)
    def forward(self, input):
        _check_trailing(self.normalized_shape, input.shape)
        return _same(input)

class RMSNorm(Module):
    def __init__(self, normalized_shape, eps=None, elementwise_affine=True, device=None, dtype=None):
        super().__init__()
        self.normalized_shape = _each(normalized_shape, 1)
        self.eps = eps
        self.elementwise_affine = elementwise_affine
        if elementwise_affine:
            self.weight = Parameter(_empty(*self.normalized_shape))
        else:
            self.register_parameter('weight', None)
    def forward(self, input):
        _check_trailing(self.normalized_shape, input.shape)
        return _same(input)

class LocalResponseNorm(Module):
    def __init__(self, size, alpha=1e-4, beta=0.75, k=1.0):
        super().__init__()
        self.size = size
    def forward(self, input):
        return _same(input)

class CrossMapLRN2d(LocalResponseNorm):
    pass
`;
