/** Linear layers, embeddings, and layers that rearrange. */
export const LINEAR_LAYERS = `
class Linear(Module):
    def __init__(self, in_features, out_features, bias=True, device=None, dtype=None):
        super().__init__()
        self.in_features = in_features
        self.out_features = out_features
        self._prepare(bias)
    def _prepare(self, bias):
        self.weight = Parameter(_empty(self.out_features, self.in_features))
        if bias:
            self.bias = Parameter(_empty(self.out_features))
        else:
            self.register_parameter('bias', None)
    def forward(self, input):
        return _F('linear')(input, self.weight, self.bias)

class NonDynamicallyQuantizableLinear(Linear):
    pass

class LazyLinear(Linear):
    def __init__(self, out_features, bias=True, device=None, dtype=None):
        Module.__init__(self)
        self.out_features = out_features
        self.in_features = None
        self._bias = bias
        _lazy(self)
    def forward(self, input):
        if self.in_features is None:
            self.in_features = input.shape[-1]
            self._prepare(self._bias)
            _settled(self)
        return _F('linear')(input, self.weight, self.bias)

class Bilinear(Module):
    def __init__(self, in1_features, in2_features, out_features, bias=True, device=None, dtype=None):
        super().__init__()
        self.in1_features = in1_features
        self.in2_features = in2_features
        self.out_features = out_features
        self.weight = Parameter(_empty(out_features, in1_features, in2_features))
        if bias:
            self.bias = Parameter(_empty(out_features))
        else:
            self.register_parameter('bias', None)
    def forward(self, input1, input2):
        return _F('bilinear')(input1, input2, self.weight, self.bias)

class Embedding(Module):
    def __init__(self, num_embeddings, embedding_dim, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False, _weight=None, _freeze=False, device=None, dtype=None):
        super().__init__()
        self.num_embeddings = num_embeddings
        self.embedding_dim = embedding_dim
        self.padding_idx = padding_idx
        self.weight = Parameter(_empty(num_embeddings, embedding_dim), not _freeze)
    @classmethod
    def from_pretrained(cls, embeddings, freeze=True, **kwargs):
        return cls(embeddings.shape[0], embeddings.shape[1], _freeze=freeze)
    def forward(self, input):
        return _F('embedding')(input, self.weight)

class EmbeddingBag(Module):
    def __init__(self, num_embeddings, embedding_dim, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, mode='mean', sparse=False, _weight=None, include_last_offset=False, padding_idx=None, device=None, dtype=None):
        super().__init__()
        self.num_embeddings = num_embeddings
        self.embedding_dim = embedding_dim
        self.include_last_offset = include_last_offset
        self.weight = Parameter(_empty(num_embeddings, embedding_dim))
    def forward(self, input, offsets=None, per_sample_weights=None):
        bags = input.shape[0] if offsets is None else offsets.shape[0]
        if offsets is not None and self.include_last_offset:
            bags = bags - 1
        return _empty(bags, self.embedding_dim)

class Flatten(Module):
    def __init__(self, start_dim=1, end_dim=-1):
        super().__init__()
        self.start_dim = start_dim
        self.end_dim = end_dim
    def forward(self, input):
        return _F('flatten')(input, self.start_dim, self.end_dim)

class Unflatten(Module):
    def __init__(self, dim, unflattened_size):
        super().__init__()
        self.dim = dim
        self.unflattened_size = unflattened_size
    def forward(self, input):
        return _F('unflatten')(input, self.dim, self.unflattened_size)

class Upsample(Module):
    def __init__(self, size=None, scale_factor=None, mode='nearest', align_corners=None, recompute_scale_factor=None):
        super().__init__()
        self.size = size
        self.scale_factor = scale_factor
        self.mode = mode
    def forward(self, input):
        return _F('interpolate')(input, self.size, self.scale_factor)

class UpsamplingBilinear2d(Upsample):
    pass
class UpsamplingNearest2d(Upsample):
    pass

class PixelShuffle(Module):
    def __init__(self, upscale_factor):
        super().__init__()
        self.upscale_factor = upscale_factor
    def forward(self, input):
        return _F('pixel_shuffle')(input, self.upscale_factor)

class PixelUnshuffle(Module):
    def __init__(self, downscale_factor):
        super().__init__()
        self.downscale_factor = downscale_factor
    def forward(self, input):
        return _F('pixel_unshuffle')(input, self.downscale_factor)

class _PadNd(Module):
    def __init__(self, padding, value=0.0):
        super().__init__()
        self.padding = _each(padding, 2 * self._axes)
        self.value = value
    def forward(self, input):
        return _F('pad')(input, self.padding)

`+['Zero','Constant','Reflection','Replication','Circular'].flatMap((kind) => [1, 2, 3].map((axes) => `class ${kind}Pad${axes}d(_PadNd):
    _axes = ${axes}
`)).join('')+`
class CosineSimilarity(Module):
    def __init__(self, dim=1, eps=1e-8):
        super().__init__()
        self.dim = dim
    def forward(self, x1, x2):
        return _F('cosine_similarity')(x1, x2, self.dim)

class PairwiseDistance(Module):
    def __init__(self, p=2.0, eps=1e-6, keepdim=False):
        super().__init__()
    def forward(self, x1, x2):
        return _F('pairwise_distance')(x1, x2)
`;
