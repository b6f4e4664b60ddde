from torch import nn


class WrongLayers(nn.Module):
    # shape: x = B,3,8,8
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 6, 3)
        self.grouped = nn.Conv2d(6, 12, 3, groups=4)
        self.fc = nn.Linear(100, 10)

    def forward(self, x):
        x = self.grouped(self.conv(x))
        return self.fc(x.flatten(1))
