/** Containers, and losses as layers. */
export const CONTAINERS = `
def _renumber(container, modules):
    container._modules.clear()
    for index, module in enumerate(modules):
        container._modules[str(index)] = module

class _Numbered(Module):
    def __len__(self):
        return len(self._modules)
    def __iter__(self):
        return iter(self._modules.values())
    def __setitem__(self, index, module):
        self._modules[list(self._modules.keys())[index]] = module
    def __delitem__(self, index):
        modules = list(self._modules.values())
        del modules[index]
        _renumber(self, modules)
    def append(self, module):
        self.add_module(str(len(self._modules)), module)
        return self
    def extend(self, modules):
        for module in modules:
            self.append(module)
        return self
    def insert(self, index, module):
        modules = list(self._modules.values())
        modules.insert(index, module)
        _renumber(self, modules)
        return self
    def pop(self, index=-1):
        module = self[index]
        del self[index]
        return module

class Sequential(_Numbered):
    def __init__(self, *args):
        super().__init__()
        if len(args) == 1 and _is_known(args[0]) and isinstance(args[0], dict):
            for name, module in args[0].items():
                self.add_module(name, module)
        else:
            for index, module in enumerate(args):
                self.add_module(str(index), module)
    def __getitem__(self, index):
        if isinstance(index, slice):
            return self.__class__(dict(list(self._modules.items())[index]))
        return list(self._modules.values())[index]
    def forward(self, input):
        for module in self:
            input = module(input)
        return input

class ModuleList(_Numbered):
    def __init__(self, modules=None):
        super().__init__()
        if modules is not None:
            for module in modules:
                self.append(module)
    def __getitem__(self, index):
        if isinstance(index, slice):
            return self.__class__(list(self._modules.values())[index])
        return list(self._modules.values())[index]
    def __add__(self, other):
        return ModuleList(list(self) + list(other))
    def __iadd__(self, other):
        return self.extend(other)

class ModuleDict(Module):
    def __init__(self, modules=None):
        super().__init__()
        if modules is not None:
            self.update(modules)
    def __len__(self):
        return len(self._modules)
    def __iter__(self):
        return iter(self._modules.keys())
    def __getitem__(self, key):
        return self._modules[key]
    def __setitem__(self, key, module):
        self.add_module(key, module)
    def __delitem__(self, key):
        del self._modules[key]
    def __contains__(self, key):
        return key in self._modules
    def keys(self):
        return self._modules.keys()
    def values(self):
        return self._modules.values()
    def items(self):
        return self._modules.items()
    def update(self, modules):
        for key, module in (modules.items() if hasattr(modules, 'items') else modules):
            self.add_module(key, module)
    def pop(self, key):
        return self._modules.pop(key)

class ParameterList(Module):
    def __init__(self, values=None):
        super().__init__()
        self._count = 0
        if values is not None:
            self.extend(values)
    def __len__(self):
        return self._count
    def __getitem__(self, index):
        if index < 0:
            index = index + self._count
        return getattr(self, str(index))
    def __setitem__(self, index, value):
        setattr(self, str(index), value)
    def __iter__(self):
        return iter([getattr(self, str(index)) for index in range(self._count)])
    def append(self, value):
        setattr(self, str(self._count), value)
        self._count += 1
        return self
    def extend(self, values):
        for value in values:
            self.append(value)
        return self

class ParameterDict(Module):
    def __init__(self, parameters=None):
        super().__init__()
        if parameters is not None:
            self.update(parameters)
    def __getitem__(self, key):
        return getattr(self, key)
    def __setitem__(self, key, value):
        setattr(self, key, value)
    def __contains__(self, key):
        return key in self._parameters
    def __len__(self):
        return len(self._parameters)
    def __iter__(self):
        return iter(self._parameters.keys())
    def keys(self):
        return self._parameters.keys()
    def values(self):
        return self._parameters.values()
    def items(self):
        return self._parameters.items()
    def update(self, parameters):
        for key, value in (parameters.items() if hasattr(parameters, 'items') else parameters):
            setattr(self, key, value)

class DataParallel(Module):
    def __init__(self, module, *args, **kwargs):
        super().__init__()
        self.module = module
    def forward(self, *args, **kwargs):
        return self.module(*args, **kwargs)

class AdaptiveLogSoftmaxWithLoss(Module):
    def __init__(self, in_features, n_classes, cutoffs, div_value=4.0, head_bias=False, device=None, dtype=None):
        super().__init__()
        cutoffs = list(cutoffs)
        self.n_classes = n_classes
        self.cutoffs = cutoffs + [n_classes]
        self.head = Linear(in_features, cutoffs[0] + len(cutoffs), bias=head_bias)
        self.tail = ModuleList()
        for i in range(len(cutoffs)):
            inner = int(in_features // (div_value ** (i + 1)))
            self.tail.append(Sequential(Linear(in_features, inner, bias=False), Linear(inner, self.cutoffs[i + 1] - self.cutoffs[i], bias=False)))
    def forward(self, input, target):
        return _empty(*target.shape), _empty()

class _Loss(Module):
    def __init__(self, *args, reduction='mean', **kwargs):
        super().__init__()
        self.reduction = reduction
    def forward(self, *args):
        return _F(self._function)(*args, reduction=self.reduction)
` + Object.entries({
	CrossEntropyLoss: 'cross_entropy', NLLLoss: 'nll_loss', MSELoss: 'mse_loss', L1Loss: 'l1_loss', SmoothL1Loss: 'smooth_l1_loss', HuberLoss: 'huber_loss', BCELoss: 'binary_cross_entropy',
	BCEWithLogitsLoss: 'binary_cross_entropy_with_logits', KLDivLoss: 'kl_div', TripletMarginLoss: 'triplet_margin_loss', CosineEmbeddingLoss: 'cosine_embedding_loss', MarginRankingLoss: 'margin_ranking_loss', CTCLoss: 'ctc_loss',
	PoissonNLLLoss: 'poisson_nll_loss', HingeEmbeddingLoss: 'hinge_embedding_loss', MultiLabelSoftMarginLoss: 'multilabel_soft_margin_loss', SoftMarginLoss: 'soft_margin_loss', MultiMarginLoss: 'multi_margin_loss',
	MultiLabelMarginLoss: 'multilabel_margin_loss', GaussianNLLLoss: 'gaussian_nll_loss', TripletMarginWithDistanceLoss: 'triplet_margin_with_distance_loss', NLLLoss2d: 'nll_loss',
}).map(([name, loss]) => `
class ${name}(_Loss):
    _function = '${loss}'
`).join('');
