"""Records the shapes that PyTorch gives for random calls, as cases for the shape functions.

    python record_torch_shapes.py ../unit/models/torch/recorded-shapes.json

Each case is an expression and its result's shape (a list of shapes for several tensors), or "error" where PyTorch refuses.
"""
import json
import random
import sys

import torch
import torch.nn as nn
import torch.nn.functional as F

random.seed(20261122)
pick = random.choice
number = random.randint


def tensor(*shape):
    return f"torch.empty({', '.join(map(str, shape))})"


def convolution():
    axes = pick([1, 2, 2, 3])
    groups = pick([1, 1, 1, 2])
    inputs, filters = groups * number(1, 3), groups * number(1, 3)
    kernel = [number(1, 4) for _ in range(axes)]
    size = [number(2, 14) for _ in range(axes)]
    stride, padding, dilation = number(1, 3), pick([0, 0, 1, 2]), pick([1, 1, 2])
    channels = inputs if number(0, 9) else inputs + 1
    batch = pick([[2], [2], []])
    return f"F.conv{axes}d({tensor(*batch, channels, *size)}, {tensor(filters, inputs // groups, *kernel)}, None, {stride}, {padding}, {dilation}, {groups})"


def transposed():
    axes = pick([1, 2])
    inputs, filters = number(1, 3), number(1, 3)
    stride = number(1, 3)
    kernel = [number(1, 4) for _ in range(axes)]
    return f"F.conv_transpose{axes}d({tensor(2, inputs, *[number(2, 9) for _ in range(axes)])}, {tensor(inputs, filters, *kernel)}, None, {stride}, {pick([0, 0, 1])}, {number(0, stride - 1)}, 1, {pick([1, 1, 2])})"


def pooling():
    axes = pick([1, 2, 2, 3])
    kind = pick(['max', 'avg'])
    kernel, stride = number(1, 4), pick([None, 1, 2, 3])
    padding = pick([0, 0, 1, 2])
    size = [number(3, 15) for _ in range(axes)]
    return f"F.{kind}_pool{axes}d({tensor(2, 3, *size)}, {kernel}, {stride}, {padding}, ceil_mode={pick([True, False])})"


def adaptive():
    return f"F.adaptive_avg_pool2d({tensor(2, 3, number(1, 9), number(1, 9))}, {pick(['1', '(2, 3)', '(None, 2)', '7'])})"


def reshaping():
    shape = [number(1, 6) for _ in range(number(1, 4))]
    total = 1
    for size in shape:
        total *= size
    target = pick([[-1], [total], [-1, shape[-1]], [shape[0], -1], [number(1, 6), -1], [2, 3], [-1, 2, 2]])
    return f"{tensor(*shape)}.{pick(['view', 'reshape'])}({', '.join(map(str, target))})"


def rearranging():
    shape = [number(1, 4) for _ in range(number(2, 4))]
    axis = number(-len(shape) - 1, len(shape))
    order = list(range(len(shape)))
    random.shuffle(order)
    return pick([
        f"{tensor(*shape)}.permute({', '.join(map(str, order))})", f"{tensor(*shape)}.transpose(0, {axis})", f"{tensor(*shape)}.flatten({pick([0, 1])})", f"{tensor(*shape)}.unsqueeze({axis})",
        f"{tensor(*shape)}.squeeze({axis})", f"{tensor(*shape)}.squeeze()", f"{tensor(*shape)}.movedim(0, -1)", f"{tensor(*shape)}.mT", f"{tensor(*shape)}.repeat({', '.join(['2'] * len(shape))})",
        f"{tensor(*shape)}.expand(3, {', '.join(['-1'] * len(shape))})", f"{tensor(*shape)}.unflatten(-1, ({pick([1, 2])}, -1))", f"{tensor(*shape)}.repeat_interleave(2, dim=0)", f"{tensor(*shape)}.roll(1, 0)",
    ])


def indexing():
    shape = [number(1, 5) for _ in range(number(1, 4))]
    items = []
    for _ in range(number(1, len(shape))):
        items.append(pick(['0', '-1', ':', '1:', ':-1', '::2', 'None', '...', '[0, 0]', 'torch.zeros(2, 3).long()', '2', '5:9']))
    if items.count('...') > 1:
        items = [item for item in items if item != '...'] or [':']
    return f"{tensor(*shape)}[{', '.join(items)}]"


def joining():
    first = [number(1, 4) for _ in range(3)]
    second = list(first)
    axis = number(-3, 2)
    if number(0, 2):
        second[axis] = number(1, 4)
    else:
        second[number(0, 2)] = number(1, 4)
    return pick([
        f"torch.cat(({tensor(*first)}, {tensor(*second)}), {axis})", f"torch.stack([{tensor(*first)}, {tensor(*second)}], {axis})", f"{tensor(*first)}.chunk({number(1, 3)}, {axis})", f"{tensor(*first)}.split({number(1, 3)}, {axis})",
        f"torch.tensor_split({tensor(*first)}, {number(1, 3)}, {axis})", f"{tensor(*first)}.unbind({axis})", f"torch.meshgrid(torch.arange({first[0]}), torch.arange({first[1]}), indexing='{pick(['ij', 'xy'])}')",
    ])


def products():
    a = [number(1, 3) for _ in range(number(1, 4))]
    b = [number(1, 3) for _ in range(number(1, 4))]
    if number(0, 2) and len(b) > 1:
        b[-2] = a[-1]
    return pick([
        f"torch.matmul({tensor(*a)}, {tensor(*b)})", f"{tensor(*a)} + {tensor(*b)}", f"{tensor(*a)} * {tensor(*b)}", f"torch.bmm({tensor(2, 3, number(3, 4))}, {tensor(2, 4, 5)})", f"torch.einsum('bij,bjk->bik', {tensor(2, 3, 4)}, {tensor(2, number(3, 4), 5)})",
        f"torch.einsum('...ij,jk', {tensor(2, 3, 4)}, {tensor(4, 5)})", f"F.linear({tensor(*a)}, {tensor(7, number(1, 3))})", f"F.scaled_dot_product_attention({tensor(2, 4, 3, 8)}, {tensor(2, 4, 5, 8)}, {tensor(2, 4, 5, 6)})",
    ])


def reductions():
    shape = [number(1, 4) for _ in range(3)]
    axis = number(-3, 3)
    return pick([
        f"{tensor(*shape)}.mean({axis})", f"{tensor(*shape)}.sum(({axis}, 0), keepdim=True)", f"{tensor(*shape)}.max(dim={axis})", f"{tensor(*shape)}.argmax({axis}, keepdim={pick([True, False])})", f"torch.std({tensor(*shape)})",
        f"{tensor(*shape)}.topk(1, dim={axis})", f"torch.norm({tensor(*shape)}, dim={axis})", f"{tensor(*shape)}.amax(dim=(0, 1))", f"{tensor(*shape)}.cumsum({axis})", f"{tensor(*shape)}.softmax({axis})",
    ])


def resizing():
    size = [number(2, 9), number(2, 9)]
    return pick([
        f"F.interpolate({tensor(2, 4, *size)}, scale_factor={pick([2, 0.5, 1.5, '(2, 3)'])})", f"F.interpolate({tensor(2, 4, *size)}, size={pick([7, '(5, 6)'])})", f"F.pad({tensor(2, 4, *size)}, ({number(0, 2)}, {number(-1, 2)}, {number(0, 2)}, {number(0, 2)}))",
        f"F.pixel_shuffle({tensor(2, pick([4, 8, 6]), *size)}, 2)", f"F.pixel_unshuffle({tensor(2, 4, *size)}, 2)", f"F.unfold({tensor(2, 4, 6, 7)}, {number(1, 3)}, padding={number(0, 1)}, stride={number(1, 2)})", f"F.glu({tensor(2, *size)}, 1)",
    ])


def layers():
    size = number(4, 12)
    return pick([
        f"nn.LSTM({size}, 5, {number(1, 2)}, batch_first={pick([True, False])}, bidirectional={pick([True, False])})({tensor(3, 4, size)})[0]", f"nn.GRU({size}, 5)({tensor(3, 4, pick([size, size, 3]))})[1]",
        f"nn.BatchNorm2d({pick([3, 3, 4])})({tensor(2, 3, size, size)})", f"nn.LayerNorm({pick([size, size, 3])})({tensor(2, size)})", f"nn.GroupNorm({pick([1, 2, 3])}, 6)({tensor(2, 6, size)})", f"nn.MultiheadAttention(8, {pick([2, 4, 3])})({tensor(5, 2, 8)}, {tensor(6, 2, 8)}, {tensor(6, 2, 8)})",
        f"nn.Embedding(10, {size})(torch.zeros(2, 3).long())", f"nn.Conv2d(3, 4, 3, padding='same', dilation={number(1, 2)})({tensor(2, 3, size, size)})", f"nn.Conv2d(3, 4, {number(1, 5)}, {number(1, 2)}, {number(0, 2)})({tensor(2, 3, size, size)})",
        f"nn.AdaptiveMaxPool2d((None, 3))({tensor(2, 3, size, size)})", f"nn.Unflatten(1, (2, -1))({tensor(3, size)})", f"nn.ZeroPad2d({pick([1, '(1, 2, 0, 3)'])})({tensor(2, 3, size, size)})", f"nn.Upsample(scale_factor=2)({tensor(2, 3, size, size)})",
        f"nn.ConvTranspose2d(3, 4, 3, stride=2, padding=1)({tensor(2, 3, size, size)}, output_size=({2 * size}, {2 * size}))", f"nn.TransformerEncoderLayer(8, 2, batch_first=True)({tensor(2, 5, 8)})", f"nn.Linear({size}, 3)({tensor(2, 5, pick([size, size, 3]))})",
    ])


def shapes(result):
    if isinstance(result, torch.Tensor):
        return list(result.shape)
    return [shapes(each) for each in result if each is not None]


def main():
    cases = {}
    makers = [convolution] * 8 + [pooling] * 8 + [transposed] * 3 + [adaptive, resizing, resizing] + [reshaping] * 4 + [rearranging] * 5 + [indexing] * 7 + [joining] * 4 + [products] * 5 + [reductions] * 4 + [layers] * 6
    while len(cases) < 900:
        expression = pick(makers)()
        try:
            cases[expression] = shapes(eval(expression))
        except (RuntimeError, ValueError, IndexError, AssertionError, TypeError):
            cases[expression] = 'error'
    with open(sys.argv[1], 'w') as file:
        file.write('{\n' + ',\n'.join(f'{json.dumps(key)}: {json.dumps(value)}' for key, value in cases.items()) + '\n}\n')
    print(len(cases), sum(value == 'error' for value in cases.values()))


if __name__ == '__main__':
    main()
