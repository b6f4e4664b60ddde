import torch
from torch import nn


class Video(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv3d(1, 4, 3, stride=(1, 2, 2))
        self.norm = nn.BatchNorm3d(4)
        self.pool = nn.MaxPool3d((2, 2, 2))

    def forward(self, x):
        return self.pool(self.norm(self.conv(x)))


Video()(torch.randn(1, 1, 6, 9, 9))
