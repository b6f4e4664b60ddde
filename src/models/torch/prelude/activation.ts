/** Layers that keep the shape: activations and dropout. */
export const ACTIVATION_LAYERS = `
class _SameShape(Module):
    def forward(self, input):
        return _same(input)

class _Dropout(_SameShape):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        self.p = p
        self.inplace = inplace

class ReLU(_SameShape):
    def __init__(self, inplace=False):
        super().__init__()
        self.inplace = inplace
class ReLU6(_SameShape):
    def __init__(self, inplace=False):
        super().__init__()
        self.inplace = inplace
class LeakyReLU(_SameShape):
    def __init__(self, negative_slope=0.01, inplace=False):
        super().__init__()
        self.negative_slope = negative_slope
        self.inplace = inplace
class ELU(_SameShape):
    def __init__(self, alpha=1.0, inplace=False):
        super().__init__()
        self.alpha = alpha
        self.inplace = inplace
class CELU(_SameShape):
    def __init__(self, alpha=1.0, inplace=False):
        super().__init__()
        self.alpha = alpha
        self.inplace = inplace
class SELU(_SameShape):
    def __init__(self, inplace=False):
        super().__init__()
        self.inplace = inplace
class GELU(_SameShape):
    def __init__(self, approximate='none'):
        super().__init__()
        self.approximate = approximate
class SiLU(_SameShape):
    def __init__(self, inplace=False):
        super().__init__()
        self.inplace = inplace
class Mish(_SameShape):
    def __init__(self, inplace=False):
        super().__init__()
        self.inplace = inplace
class Sigmoid(_SameShape):
    pass
class Tanh(_SameShape):
    pass
class LogSigmoid(_SameShape):
    pass
class Softplus(_SameShape):
    def __init__(self, beta=1.0, threshold=20.0):
        super().__init__()
        self.beta = beta
        self.threshold = threshold
class Softsign(_SameShape):
    pass
class Softmin(_SameShape):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim
class Softmax(_SameShape):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim
class Softmax2d(_SameShape):
    pass
class LogSoftmax(_SameShape):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim
class Hardswish(_SameShape):
    def __init__(self, inplace=False):
        super().__init__()
        self.inplace = inplace
class Hardsigmoid(_SameShape):
    def __init__(self, inplace=False):
        super().__init__()
        self.inplace = inplace
class Hardtanh(_SameShape):
    def __init__(self, min_val=-1.0, max_val=1.0, inplace=False, min_value=None, max_value=None):
        super().__init__()
        self.min_val = min_val
        self.max_val = max_val
        self.inplace = inplace
class Hardshrink(_SameShape):
    def __init__(self, lambd=0.5):
        super().__init__()
        self.lambd = lambd
class Softshrink(_SameShape):
    def __init__(self, lambd=0.5):
        super().__init__()
        self.lambd = lambd
class Tanhshrink(_SameShape):
    pass
class Threshold(_SameShape):
    def __init__(self, threshold, value, inplace=False):
        super().__init__()
        self.threshold = threshold
        self.value = value
        self.inplace = inplace
class RReLU(_SameShape):
    def __init__(self, lower=0.125, upper=0.333, inplace=False):
        super().__init__()
        self.lower = lower
        self.upper = upper
        self.inplace = inplace
class Dropout(_Dropout):
    pass
class Dropout1d(_Dropout):
    pass
class Dropout2d(_Dropout):
    pass
class Dropout3d(_Dropout):
    pass
class AlphaDropout(_Dropout):
    pass
class FeatureAlphaDropout(_Dropout):
    pass
class ChannelShuffle(_SameShape):
    def __init__(self, groups):
        super().__init__()
        self.groups = groups

class Identity(Module):
    def __init__(self, *args, **kwargs):
        super().__init__()
    def forward(self, input):
        return input

class PReLU(Module):
    def __init__(self, num_parameters=1, init=0.25, device=None, dtype=None):
        super().__init__()
        self.num_parameters = num_parameters
        self.weight = Parameter(_empty(num_parameters))
    def forward(self, input):
        if self.num_parameters != 1:
            _check_features(self.num_parameters, input.shape[1], input.shape)
        return _same(input)

class GLU(Module):
    def __init__(self, dim=-1):
        super().__init__()
        self.dim = dim
    def forward(self, input):
        return _F('glu')(input, self.dim)
`;
