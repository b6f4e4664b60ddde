"""Records what PyTorch gives for one call of every layer, function and tensor method that is to be known, as cases for the unit tests.

    python record_torch_names.py ../unit/models/torch/recorded-names.json

Each case is an expression and its result: a tensor's shape, a list of results, a number, or null for anything else. Layers also have
their number of parameters: {"output": ..., "parameters": ...}.
"""
import json
import sys
import warnings

import torch
import torch.nn as nn
import torch.nn.functional as F

from expressions import split

warnings.filterwarnings('ignore')

# Layers, by the shape that they are called on. What is in parentheses are the constructor's arguments.
LAYERS = {
    'torch.rand(2, 4, 9)': 'Conv1d(4, 6, 3, 2, 1) ConvTranspose1d(4, 6, 3, 2) LazyConv1d(6, 3) LazyConvTranspose1d(6, 3, 2) MaxPool1d(2) AvgPool1d(3, 2, 1) LPPool1d(2, 3) AdaptiveAvgPool1d(5) AdaptiveMaxPool1d(5) BatchNorm1d(4) LazyBatchNorm1d() InstanceNorm1d(4, affine=True) LazyInstanceNorm1d(affine=True) ZeroPad1d(2) ConstantPad1d((1, 3), 0) ReflectionPad1d(2) ReplicationPad1d((2, 1)) CircularPad1d(3) Dropout1d() Softmin(1) LazyLinear(7) RNN(9, 5, 2) GRU(9, 5, batch_first=True) LSTM(9, 5, bidirectional=True, proj_size=3) Unflatten(1, (2, 2)) Flatten() GLU(1) LayerNorm(9) LayerNorm((4, 9), bias=False) RMSNorm(9) Linear(9, 5) Upsample(scale_factor=2)',
    'torch.rand(2, 4, 8, 10)': 'Conv2d(4, 6, 3, groups=2) Conv2d(4, 6, (3, 5), padding="same", dilation=2) ConvTranspose2d(4, 6, 3, 2, 1, 1, groups=2, bias=False) LazyConv2d(6, 3) LazyConvTranspose2d(6, 3, stride=2) MaxPool2d(3, 2, 1) MaxPool2d(3, 2, ceil_mode=True) AvgPool2d(2) LPPool2d(2, 3, stride=2) AdaptiveAvgPool2d((5, None)) AdaptiveMaxPool2d(3) FractionalMaxPool2d(2, output_size=(4, 5)) FractionalMaxPool2d(2, output_ratio=(0.5, 0.7)) BatchNorm2d(4) LazyBatchNorm2d() InstanceNorm2d(4) LazyInstanceNorm2d() GroupNorm(2, 4) LocalResponseNorm(2) Unfold(3, padding=1) PixelShuffle(2) PixelUnshuffle(2) ChannelShuffle(2) ZeroPad2d((1, 2, 3, 4)) ConstantPad2d(1, 0) ReflectionPad2d(2) ReplicationPad2d(1) CircularPad2d(2) Dropout2d() Softmax2d() UpsamplingNearest2d(scale_factor=3) UpsamplingBilinear2d(size=(5, 6)) Upsample((16, 20), mode="bilinear") PReLU() PReLU(4) Identity() CrossMapLRN2d(2)',
    'torch.rand(1, 2, 6, 7, 8)': 'Conv3d(2, 3, 3) ConvTranspose3d(2, 3, 2, 2) LazyConv3d(3, 2) LazyConvTranspose3d(3, 2) MaxPool3d(2) AvgPool3d((2, 3, 4)) LPPool3d(2, 2) AdaptiveAvgPool3d(2) AdaptiveMaxPool3d((2, None, 1)) FractionalMaxPool3d(2, output_size=(3, 4, 5)) BatchNorm3d(2) LazyBatchNorm3d() InstanceNorm3d(2, affine=True) LazyInstanceNorm3d() ZeroPad3d(1) ConstantPad3d(1, 0) ReflectionPad3d(1) ReplicationPad3d(1) CircularPad3d(1) Dropout3d() Upsample(scale_factor=(1, 2, 2))',
    'torch.rand(3, 4)': 'ReLU ReLU6 LeakyReLU ELU CELU SELU GELU SiLU Mish Sigmoid Tanh LogSigmoid Softplus Softsign Hardswish Hardsigmoid Hardtanh Hardshrink Softshrink Tanhshrink RReLU Dropout AlphaDropout FeatureAlphaDropout Threshold(0.1,0) Softmax(1) LogSoftmax(1) Sequential(nn.Linear(4,5),nn.ReLU(),nn.Linear(5,2)) RNNCell(4,5) GRUCell(4,5) LSTMCell(4,5)',
    'torch.zeros(3, 5, dtype=torch.long)': 'Embedding(7, 2) EmbeddingBag(7, 2)',
    'torch.rand(2, 4), torch.rand(2, 6)': 'Bilinear(4, 6, 5)',
    'torch.rand(5, 2, 8), torch.rand(7, 2, 8), torch.rand(7, 2, 8)': 'MultiheadAttention(8, 2) MultiheadAttention(8, 4, bias=False, add_bias_kv=True)',
    'torch.rand(5, 2, 8)': 'TransformerEncoderLayer(8, 2, 16) TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16), 3)',
    'torch.rand(5, 2, 8), torch.rand(6, 2, 8)': 'TransformerDecoderLayer(8, 2, 16) TransformerDecoder(nn.TransformerDecoderLayer(8, 2, 16), 2) Transformer(8, 2, 1, 2, 16)',
    'torch.rand(2, 4), torch.rand(2, 4)': 'CosineSimilarity() PairwiseDistance() MSELoss() L1Loss() BCELoss() BCEWithLogitsLoss(reduction="none") SmoothL1Loss() HuberLoss() KLDivLoss() PoissonNLLLoss() HingeEmbeddingLoss() MultiLabelSoftMarginLoss() SoftMarginLoss()',
    'torch.rand(2, 4), torch.zeros(2, dtype=torch.long)': 'CrossEntropyLoss() NLLLoss() NLLLoss(reduction="none") MultiMarginLoss() CrossEntropyLoss(reduction="none") AdaptiveLogSoftmaxWithLoss(4, 10, [3, 6])',
    'torch.rand(2, 4), torch.zeros(2, 4, dtype=torch.long)': 'MultiLabelMarginLoss()',
    'torch.rand(2, 4), torch.rand(2, 4), torch.rand(2, 4)': 'GaussianNLLLoss() TripletMarginLoss() TripletMarginWithDistanceLoss()',
    'torch.rand(2, 4), torch.rand(2, 4), torch.ones(2)': 'CosineEmbeddingLoss()',
    'torch.rand(2), torch.rand(2), torch.ones(2)': 'MarginRankingLoss()',
    'torch.rand(1, 8, 12)': 'Fold((4, 5), (2, 2))',
}

# Functions and methods; x is (2, 3, 4), y is (2, 3, 4), m is (4, 4), v is (4), i is a whole-numbered (2, 3, 1), image is (2, 4, 8, 10).
PRELUDE = 'x = torch.rand(2, 3, 4); y = torch.rand(2, 3, 4); m = torch.rand(4, 4); v = torch.rand(4); i = torch.zeros(2, 3, 1, dtype=torch.long); image = torch.rand(2, 4, 8, 10)'
UNARY = 'relu relu6 leaky_relu elu celu selu gelu silu mish sigmoid tanh logsigmoid softplus softsign hardswish hardsigmoid hardtanh hardshrink softshrink tanhshrink rrelu dropout alpha_dropout feature_alpha_dropout normalize relu_ elu_ selu_ celu_ leaky_relu_ rrelu_ hardtanh_'
BOTH = {  # of torch and of tensors, by what comes behind the tensor
    '': 'abs exp log sqrt rsqrt sigmoid tanh relu erf floor ceil round sign sin cos tan square reciprocal neg clone isnan isinf isfinite nan_to_num logical_not sum mean prod std var amax amin all any argmax argmin median max min norm numel flatten ravel squeeze count_nonzero triu tril trunc frac sgn',
    'y': 'add sub mul div eq ne lt le gt ge maximum minimum fmod remainder atan2 logical_and logical_or isclose',
    '1': 'unsqueeze softmax log_softmax cumsum cumprod unbind argsort sort topk kthvalue mode logcumsumexp cummax cummin logsumexp diff',
    '2, 1': 'split chunk topk transpose swapaxes swapdims movedim moveaxis tensor_split select kthvalue',
    '1, 0, 2': 'narrow',
    '0, 1': 'flatten transpose diagonal roll',
    '(2, 0, 1)': 'permute',
    '(4, 6)': 'reshape',
    '2': 'pow tensor_split flip repeat_interleave unbind',
    '(2, 1, 3)': 'tile',
    '2, i': 'gather',
    'i, 2': 'take_along_dim',
    '1, torch.tensor([0, 2])': 'index_select',
    '1, (3, 1)': 'unflatten',
    '(1, 2)': 'sum mean amax std var all any flip',
    '0.1, 0.9': 'clamp clip',
    'y, 0.5': 'lerp',
    'y, y': 'addcmul addcdiv',
    '(5, 2, 3, 4)': 'broadcast_to',
    'x > 0.5, 0.0': 'masked_fill',
    'torch.rand(2, 4, 5)': 'matmul bmm',
    'torch.rand(2, 6, 4)': 'cdist inner',
    '1, 2': 'swapaxes',
}
TORCH = '''
torch.t(m) torch.cat([x,y],1) torch.concat((x,y),dim=-1) torch.concatenate([x,y]) torch.stack([x,y],1) torch.hstack([x,y]) torch.vstack([x,y]) torch.dstack([x,y]) torch.vstack([v,v]) torch.hstack([v,v]) torch.dstack([m,m]) torch.column_stack([v,v,m]) torch.row_stack([v,m])
torch.hsplit(x,3) torch.vsplit(x,2) torch.dsplit(x,2) torch.mm(m,m) torch.addmm(m,m,m) torch.baddbmm(x,torch.rand(2,3,5),torch.rand(2,5,4)) torch.addbmm(torch.rand(3,4),torch.rand(2,3,5),torch.rand(2,5,4)) torch.mv(m,v) torch.dot(v,v) torch.vdot(v,v) torch.inner(v,v) torch.outer(v,v) torch.ger(v,v) torch.einsum("bij,bkj->bik",x,y) torch.tensordot(x,y,2) torch.tensordot(x,y,dims=([1],[1])) torch.kron(m,torch.rand(2,3)) torch.chain_matmul(m,m,m) torch.trace(m) torch.cross(torch.rand(2,3),torch.rand(2,3),dim=1)
torch.std_mean(x,dim=1) torch.var_mean(x,dim=1) torch.aminmax(x) torch.quantile(x,0.5) torch.quantile(x,0.5,dim=1) torch.nanmean(x) torch.nansum(x,dim=1) torch.max(x,1) torch.min(x,dim=1,keepdim=True) torch.median(x,1) torch.max(x,y) torch.where(x>0.5,x,y) torch.where(x>0.5,x,0.0)
torch.zeros(2,3) torch.ones((2,3)) torch.empty(2,3) torch.full((2,3),1.5) torch.rand(2,3) torch.randn(2,3) torch.randint(5,(2,3)) torch.randint(0,5,(2,3)) torch.randperm(5) torch.zeros_like(x) torch.ones_like(x) torch.empty_like(x) torch.full_like(x,1.0) torch.rand_like(x) torch.randn_like(x) torch.eye(3) torch.eye(3,4) torch.arange(5) torch.arange(1,10,3) torch.arange(0,1,0.3) torch.linspace(0,1,7) torch.logspace(0,1,7) torch.tensor([[1,2],[3,4]]) torch.as_tensor([1,2,3]) torch.meshgrid(torch.arange(3),torch.arange(4),indexing="ij") torch.meshgrid(torch.arange(3),torch.arange(4),indexing="xy") torch.cartesian_prod(torch.arange(3),torch.arange(4)) torch.combinations(torch.arange(4),2)
torch.diag(v) torch.diag(m) torch.diag(v,1) torch.diag_embed(x) torch.diagflat(v) torch.diagonal(x,0,1,2) torch.diagonal(m,1) torch.tril_indices(3,4) torch.triu_indices(3,4) torch.bernoulli(x) torch.multinomial(v,2) torch.multinomial(m,2,True) torch.normal(x,y) torch.normal(0.0,1.0,(2,3)) torch.poisson(x) torch.complex(x,y) torch.polar(x,y) torch.view_as_real(torch.complex(x,y)) torch.view_as_complex(torch.rand(3,2)) torch.real(x) torch.angle(x) torch.histc(v,5) torch.bucketize(x,v) torch.searchsorted(v,x) torch.heaviside(x,y) torch.isclose(x,y)
torch.atleast_2d(v) torch.atleast_3d(v) torch.atleast_3d(m) torch.block_diag(m,torch.rand(2,3)) torch.broadcast_tensors(x,v) torch.broadcast_shapes((2,1,4),(3,1)) torch.trapezoid(x) torch.cov(m) torch.corrcoef(m) torch.stft(torch.rand(2,100),16,return_complex=True) torch.hann_window(9) torch.hamming_window(9) torch.scatter(x,2,i,0.0) torch.index_select(x,0,torch.tensor([1])) torch.is_tensor(x) torch.is_floating_point(x) torch.rot90(x) torch.fliplr(x) torch.flipud(x) torch.spmm(m,m) torch.bilinear(v,v,torch.rand(2,4,4)) torch.conv2d(image,torch.rand(3,4,3,3)) torch.max_pool2d(image,2) torch.avg_pool1d(x,2) torch.adaptive_avg_pool1d(x,2) torch.layer_norm(x,(4,)) torch.pixel_shuffle(image,2) torch.channel_shuffle(image,2) torch.prelu(x,torch.rand(3)) torch.celu(x) torch.selu(x) torch.cosine_similarity(x,y) torch.embedding(torch.rand(7,2),i) torch.Tensor(2,3) torch.FloatTensor(2,3) torch.LongTensor([1,2]) torch.det(m) torch.inverse(m) torch.take(x,i)
x.view(6,4) x.view(-1) x.view(2,-1) x.view_as(y) x.reshape(6,-1) x.reshape_as(y) x.permute(0,2,1) m.t() x.expand(5,2,3,4) x.expand(-1,-1,4) torch.rand(1,3).expand(5,-1) x.expand_as(y) x.repeat(2,1,1) x.repeat(2,1,1,1) x.unfold(2,2,1) x.size() x.size(1) x.dim() x.ndimension() x.numel() x.nelement() x.element_size() x.double().element_size() x.new_zeros(2,3) x.new_ones((2,3)) x.new_empty(2) x.new_full((2,3),1.0) x.contiguous() x.detach() x.to("cpu") x.float() x.half() x.long() x.int() x.bool() x.type(torch.float64) x.type_as(y) x.fill_(1.0) x.zero_() x.normal_() x.uniform_() x.copy_(y) x.add_(1) x.clamp_(0,1) x.scatter_(2,i,0.0) x.index_fill_(1,torch.tensor([0]),0.0) x.masked_fill_(x>0.5,0.0) x.requires_grad_() x.squeeze_(0) x.unsqueeze_(1) m.t_() x.transpose_(0,1) x.swapaxes_(0,2) x.is_floating_point() x.is_contiguous() x.diag_embed() m.diag() m.trace() x.as_strided((2,2),(1,2)) x.shape x.ndim m.T x.mT m.H x.data m.mm(m) m.mv(v) v.dot(v) v.outer(v) x.baddbmm(torch.rand(2,3,5),torch.rand(2,5,4)) m.addmm(m,m) x.hsplit(3) x.vsplit(2) m.det() m.inverse() m.inner(v) m.kron(m) torch.rand(2,3).cross(torch.rand(2,3),dim=1) v.multinomial(2) x.to_dense() len(x) x[0] x[:,1:] x[...,0] x[:,None]
F.conv1d(x,torch.rand(5,3,2)) F.conv2d(image,torch.rand(3,4,3,3),padding=1) F.conv3d(torch.rand(1,2,5,6,7),torch.rand(3,2,2,2,2)) F.conv_transpose1d(x,torch.rand(3,5,2)) F.conv_transpose2d(image,torch.rand(4,3,3,3),stride=2) F.conv_transpose3d(torch.rand(1,2,5,6,7),torch.rand(2,3,2,2,2)) F.unfold(image,3) F.fold(torch.rand(1,8,12),(4,5),(2,2)) F.max_pool1d(x,2) F.max_pool2d(image,2) F.max_pool3d(torch.rand(1,2,5,6,7),2) F.avg_pool1d(x,2) F.avg_pool2d(image,3,1) F.avg_pool3d(torch.rand(1,2,5,6,7),2) F.lp_pool1d(x,2,2) F.lp_pool2d(image,2,2) F.lp_pool3d(torch.rand(1,2,5,6,7),2,2) F.adaptive_avg_pool1d(x,2) F.adaptive_avg_pool2d(image,(3,None)) F.adaptive_avg_pool3d(torch.rand(1,2,5,6,7),2) F.adaptive_max_pool1d(x,2) F.adaptive_max_pool2d(image,3) F.adaptive_max_pool3d(torch.rand(1,2,5,6,7),2) F.max_pool2d(image,2,return_indices=True) F.max_unpool1d(*F.max_pool1d(x,2,return_indices=True),2) F.max_unpool2d(*F.max_pool2d(image,2,return_indices=True),2) F.max_unpool3d(*F.max_pool3d(torch.rand(1,2,4,6,8),2,return_indices=True),2) F.fractional_max_pool2d(image,2,output_size=(4,5)) F.fractional_max_pool3d(torch.rand(1,2,5,6,7),2,output_size=(2,3,4))
F.batch_norm(x,torch.zeros(3),torch.ones(3)) F.instance_norm(x) F.group_norm(image,2) F.layer_norm(x,(4,)) F.rms_norm(x,(4,)) F.local_response_norm(image,2) F.linear(x,torch.rand(5,4)) F.bilinear(v,v,torch.rand(2,4,4)) F.embedding(i,torch.rand(7,2)) F.embedding_bag(torch.zeros(3,5,dtype=torch.long),torch.rand(7,2)) F.embedding_bag(torch.zeros(6,dtype=torch.long),torch.rand(7,2),torch.tensor([0,2])) F.scaled_dot_product_attention(x,torch.rand(2,5,4),torch.rand(2,5,6)) F.softmin(x,dim=1) F.softmax(x,dim=1) F.log_softmax(x,dim=1) F.gumbel_softmax(x) F.threshold(x,0.1,0.0) F.threshold_(x,0.1,0.0) F.prelu(x,torch.rand(3)) F.glu(x,2) F.dropout1d(x) F.dropout2d(image) F.dropout3d(torch.rand(1,2,5,6,7)) F.interpolate(image,scale_factor=2) F.interpolate(image,(5,6),mode="bilinear") F.upsample(image,scale_factor=2) F.upsample_nearest(image,scale_factor=2) F.upsample_bilinear(image,(5,6)) F.pixel_shuffle(image,2) F.pixel_unshuffle(image,2) F.channel_shuffle(image,2) F.pad(image,(1,2,3,4)) F.pad(x,(1,1),"reflect") F.grid_sample(image,torch.rand(2,5,6,2)) F.affine_grid(torch.rand(2,2,3),(2,4,5,6)) F.one_hot(i,5) F.cosine_similarity(x,y) F.pairwise_distance(x,y) F.pdist(m)
F.cross_entropy(m,torch.zeros(4,dtype=torch.long)) F.nll_loss(m,torch.zeros(4,dtype=torch.long)) F.mse_loss(x,y) F.mse_loss(x,y,reduction="none") F.l1_loss(x,y) F.binary_cross_entropy(x,y) F.binary_cross_entropy_with_logits(x,y) F.smooth_l1_loss(x,y) F.huber_loss(x,y) F.kl_div(x,y) F.gaussian_nll_loss(x,y,y) F.poisson_nll_loss(x,y) F.hinge_embedding_loss(x,y) F.margin_ranking_loss(v,v,v) F.cosine_embedding_loss(m,m,v) F.triplet_margin_loss(m,m,m) F.triplet_margin_with_distance_loss(m,m,m) F.multi_margin_loss(m,torch.zeros(4,dtype=torch.long)) F.multilabel_margin_loss(m,torch.zeros(4,4,dtype=torch.long)) F.multilabel_soft_margin_loss(m,m) F.soft_margin_loss(x,y)
'''


def result(value):
    if isinstance(value, torch.Tensor):
        return list(value.shape)
    if isinstance(value, (tuple, list)):
        return [result(each) for each in value]
    return value if isinstance(value, (bool, int, float)) else None


cases = {}
for inputs, layers in LAYERS.items():
    for layer in split(layers):
        expression = f"nn.{layer if '(' in layer else layer + '()'}"
        module = eval(expression)
        arguments = eval(f'({inputs},)')
        output = module.train()(*arguments)
        cases[f'{expression} of {inputs}'] = {'output': result(output), 'parameters': sum(each.numel() for each in module.parameters())}
expressions = [f'F.{name}(x)' for name in UNARY.split()]
for arguments, names in BOTH.items():
    for name in names.split():
        behind = f', {arguments}' if arguments else ''
        for expression in (f'torch.{name}(x{behind})', f'x.{name}({arguments})'):
            expressions.append(expression)
expressions += split(TORCH)
for expression in expressions:
    environment = {'torch': torch, 'F': F, 'nn': nn}
    exec(PRELUDE, environment)
    try:
        cases[expression] = result(eval(expression, environment))
    except (AttributeError, TypeError, RuntimeError, NotImplementedError, ValueError, IndexError) as error:
        print(f'left out: {expression}: {error}'[:160], file=sys.stderr)
with open(sys.argv[1], 'w') as file:
    file.write('{\n' + ',\n'.join(f'{json.dumps(key)}: {json.dumps(value)}' for key, value in cases.items()) + '\n}\n')
print(len(cases), 'cases')
