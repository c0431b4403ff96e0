import torch
from torch import nn

from tests.checks.solutions import right, wrong


def _layers(act=nn.Tanh, pool=nn.AvgPool2d, pad=2, bias=True, flat=400):
    return [
        nn.Conv2d(1, 6, 5, padding=pad, bias=bias), act(), pool(2), nn.Conv2d(6, 16, 5, bias=bias), act(), pool(2), nn.Flatten(),
        nn.Linear(flat, 120, bias=bias), act(), nn.Linear(120, 84, bias=bias), act(), nn.Linear(84, 10, bias=bias),
    ]  # fmt: skip


class _Net(nn.Module):
    def __init__(self, **options):
        super().__init__()
        self.net = nn.Sequential(*_layers(**options))

    def forward(self, x):
        return self.net(x)


@right("LeNet5")
class Tanh(_Net):
    pass


@right("LeNet5")
class ReluAndMax(_Net):
    def __init__(self):
        super().__init__(act=nn.ReLU, pool=nn.MaxPool2d)


@right("LeNet5")
class Functional(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1, self.c2 = nn.Conv2d(1, 6, 5, padding="same"), nn.Conv2d(6, 16, 5)
        self.f1, self.f2, self.out = nn.Linear(400, 120), nn.Linear(120, 84), nn.Linear(84, 10)

    def forward(self, x):
        x = torch.max_pool2d(torch.relu(self.c1(x)), 2)
        x = torch.max_pool2d(torch.relu(self.c2(x)), 2).reshape(len(x), -1)
        return self.out(torch.relu(self.f2(torch.relu(self.f1(x)))))


@wrong("LeNet5", "padding-missing")
class NoPadding(_Net):
    def __init__(self):
        super().__init__(pad=0, flat=256)


@wrong("LeNet5", "softmax-at-the-end")
class Softmax(_Net):
    def forward(self, x):
        return self.net(x).softmax(1)


@wrong("LeNet5", "layers-not-registered")
class PythonList(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = _layers()

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


@wrong("LeNet5", "no-bias")
class NoBias(_Net):
    def __init__(self):
        super().__init__(bias=False)


@wrong("LeNet5", "batch-mixed")
class BatchStatistics(_Net):
    def forward(self, x):
        return self.net(x - x.mean(0))


@wrong("LeNet5", "hidden-layer-missing")
class NoLayerOf84(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(*_layers()[:9], nn.Linear(120, 10))

    def forward(self, x):
        return self.net(x)


@wrong("LeNet5", "crash")
class FlattensAll(_Net):
    def forward(self, x):
        return self.net[7:](self.net[:6](x).view(-1))
