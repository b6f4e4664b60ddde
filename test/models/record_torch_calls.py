"""Records what PyTorch does with torchvision's models: every module call's class and output shape.

    python record_torch_calls.py DIR/torch-calls.json

The weights stay on the meta device, so that nothing large is computed; models that read numbers while they are built are built on
the CPU first. Needs torch and torchvision.
"""
import json
import sys
import warnings

import torch

warnings.filterwarnings('ignore')
library = torch.library.Library('torchvision', 'DEF')
library.define('nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor')
library.define('qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor')

import torchvision.models as models  # noqa: E402  (the operators above must exist first)

DETECTION = ('rcnn', 'retinanet', 'fcos', 'ssd', 'raft')
SEGMENTATION = ('fcn', 'deeplab', 'lraspp')


def arguments(name):
    if name in ('googlenet', 'inception_v3'):
        return {'init_weights': False, 'aux_logits': name == 'inception_v3'}
    if any(part in name for part in ('fcn', 'deeplab')):
        return {'weights_backbone': None, 'aux_loss': True, 'num_classes': 21}
    if 'lraspp' in name:
        return {'weights_backbone': None, 'num_classes': 21}
    return {}


def input_size(name):
    if any(part in name for part in SEGMENTATION):
        return [1, 3, 520, 520]
    if name in ('r3d_18', 'mc3_18', 'r2plus1d_18'):
        return [1, 3, 16, 112, 112]
    if name in ('s3d', 'mvit_v1_b', 'mvit_v2_s') or name.startswith('swin3d'):
        return [1, 3, 16, 224, 224]
    weights = list(models.get_model_weights(name))
    crop = getattr(weights[1 if name == 'vit_h_14' else 0].transforms(), 'crop_size', [224])
    size = crop[0] if isinstance(crop, (list, tuple)) else crop
    return [1, 3, size, size]


def build(name):
    try:
        with torch.device('meta'):
            return models.get_model(name, weights=None, **arguments(name))
    except NotImplementedError:
        return models.get_model(name, weights=None, **arguments(name)).to('meta')


def record(name):
    model = build(name).eval()
    calls = []

    def hook(module, _inputs, output):
        calls.append([type(module).__name__, list(output.shape) if isinstance(output, torch.Tensor) else None])

    for module in model.modules():
        module.register_forward_hook(hook)
    size = input_size(name)
    model(torch.empty(size, device='meta'))
    return {'size': size, 'arguments': arguments(name), 'calls': calls, 'parameters': sum(each.numel() for each in model.parameters())}


def main():
    recordings = {}
    for name in models.list_models():
        if name.startswith('quantized') or any(part in name for part in DETECTION):
            continue
        recordings[name] = record(name)
    with open(sys.argv[1], 'w') as file:
        json.dump(recordings, file)
    print(len(recordings), 'models,', sum(len(each['calls']) for each in recordings.values()), 'calls')


if __name__ == '__main__':
    main()
