from torch import nn


class Stem(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 3, 2, 1)

    def forward(self, x):
        return self.conv(x)
