from plainnumbers import Plain
from tinynets import Widen
from torch import nn


# shape: x = B,3,32,32
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.widen = Widen(3, 8)

    def forward(self, x):
        return self.widen(x)


# shape: x = B,3,32,32
class Other(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)
        self.plain = Plain()

    def forward(self, x):
        return self.plain(self.conv(x))
