"""A small classifier of handwritten digits: hover a layer, read the ends of the lines."""
import torch
from torch import nn


class Block(nn.Module):
	"""Two convolutions and a way around them."""

	def __init__(self, channels):
		super().__init__()
		self.conv1 = nn.Conv2d(channels, channels, 3, padding=1)
		self.conv2 = nn.Conv2d(channels, channels, 3, padding=1)
		self.relu = nn.ReLU()

	def forward(self, x):
		out = self.relu(self.conv1(x))
		out = self.conv2(out)
		return self.relu(out + x)


class Digits(nn.Module):
	def __init__(self):
		super().__init__()
		self.conv = nn.Conv2d(1, 32, 3, stride=2)
		self.block = Block(32)
		self.pool = nn.MaxPool2d(2)
		self.fc = nn.Linear(32 * 6 * 6, 10)

	def forward(self, x):
		x = torch.relu(self.conv(x))
		x = self.block(x)
		x = self.pool(x)
		x = x.flatten(1)
		return self.fc(x)


if __name__ == '__main__':
	model = Digits()
	print(model(torch.randn(1, 1, 28, 28)).shape)
