"""Records the parameter counts of timm's models as timm itself builds them.

    python record_timm_counts.py DIR/timm-counts.json

The weights stay on the meta device. Models that can't be built there are left out. Needs torch, torchvision and timm.
"""
import json
import sys
import warnings

import torch

warnings.filterwarnings('ignore')
library = torch.library.Library('torchvision', 'DEF')
library.define('nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor')
library.define('qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor')

import timm  # noqa: E402  (the operators above must exist first)

counts = {}
for name in timm.list_models():
    try:
        with torch.device('meta'):
            model = timm.create_model(name, pretrained=False)
    except Exception as error:
        print(f'{name}: {error!r}'[:200], file=sys.stderr)
        continue
    counts[name] = {'module': timm.models.model_entrypoint(name).__module__, 'parameters': sum(each.numel() for each in model.parameters())}
with open(sys.argv[1], 'w') as file:
    json.dump(counts, file, indent=0)
print(f'{len(counts)} of {len(timm.list_models())} models')
