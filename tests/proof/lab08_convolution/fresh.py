"""Probes of shapes that no plan of lab 08 holds; a name is wrong when it does not hold on them."""
import numpy as np

from course.checks import Case, Public
from course.exercises.lab08_convolution.cnn_gradients import _case
from course.exercises.lab08_convolution.equivariance_gap import _image
from course.exercises.lab08_convolution.layers import conv
from course.exercises.lab08_convolution.maxpool_backward import given


def _size(rng, low, high):
    return int(rng.integers(low, high))


def _image_and_kernel(rng):
    """Half of the kernels are square, on images of which half are square."""
    h, k = _size(rng, 1, 5), _size(rng, 1, 5)
    k = h if rng.random() < 0.7 else k
    H, W = h + _size(rng, 0, 6), k + _size(rng, 0, 6)
    X = rng.integers(-9, 10, size=(H, W)) if rng.random() < 0.3 else rng.normal(size=(H, W))
    return Case({"X": X, "K": rng.normal(size=(h, k))})


corr2d = conv2d_true = _image_and_kernel


def edge_filter(rng):
    shape = _size(rng, 1, 8), _size(rng, 2, 9)
    if rng.random() < 0.3:
        return Case({"img": rng.integers(0, 256, size=shape).astype(np.uint8)})
    return Case({"img": rng.normal(size=shape)})


def conv1d(rng):
    n, k = _size(rng, 1, 12), _size(rng, 1, 9)
    x = rng.integers(-5, 6, size=n) if rng.random() < 0.3 else rng.normal(size=n)
    return Case({"x": x, "w": rng.normal(size=k), "mode": "full" if rng.random() < 0.7 else "valid"})


def out_size(rng):
    stride, k, pad = _size(rng, 1, 6), _size(rng, 1, 9), _size(rng, 0, 5)
    n = _size(rng, 1, 40)
    if rng.random() < 0.3:
        stride, k, pad = _size(rng, -1, 3), _size(rng, -1, 5), _size(rng, -2, 3)
    return Case({"n": n, "k": k, "pad": pad, "stride": stride}, scenario="outcome")


def n_params(rng):
    kind = "dense" if rng.random() < 0.5 else "conv"
    return Case({"kind": kind, "n_in": _size(rng, 1, 99), "n_out": _size(rng, 1, 99), "k": _size(rng, 1, 8), "bias": bool(rng.random() < 0.5)})


def receptive_field(rng):
    return Case({"layers": [(_size(rng, 1, 8), _size(rng, 1, 5)) for _ in range(_size(rng, 0, 7))]})


def _layer(rng):
    h = _size(rng, 1, 5)
    k = h if rng.random() < 0.7 else _size(rng, 1, 5)
    c = _size(rng, 1, 5)
    f = c if rng.random() < 0.6 else _size(rng, 1, 5)
    stride, pad = _size(rng, 1, 4), _size(rng, 0, 3)
    H, W = (max(w - 2 * pad, 3) + _size(rng, 0, 5) for w in (h, k))
    X = rng.integers(-4, 5, size=(_size(rng, 1, 4), c, H, W)) if rng.random() < 0.2 else rng.normal(size=(_size(rng, 1, 4), c, H, W))
    return X, rng.normal(size=(f, c, h, k)), rng.normal(size=f), stride, pad


def conv_forward(rng):
    X, W, b, stride, pad = _layer(rng)
    return Case({"X": X, "W": W, "b": b, "stride": stride, "pad": pad})


def conv_backward(rng):
    X, W, b, stride, pad = _layer(rng)
    return Case({"dY": rng.normal(size=conv(X, W, b, stride, pad).shape), "X": X, "W": W, "stride": stride, "pad": pad})


def _pooling(rng, ties=False):
    h, k, N, C = _size(rng, 1, 5), _size(rng, 1, 5), _size(rng, 1, 4), _size(rng, 1, 4)
    H, W = h + _size(rng, 0, 7), k + _size(rng, 0, 7)
    X = rng.permutation(N * C * H * W).reshape(N, C, H, W) / 7.0 - _size(rng, 0, 20)
    stride = [None, _size(rng, 1, 5), (_size(rng, 1, 5), _size(rng, 1, 5))][_size(rng, 0, 3)]
    return X, (h, k), stride


def maxpool_forward(rng):
    X, size, stride = _pooling(rng)
    return Case({"X": X, "size": size, "stride": stride})


avgpool_forward = minpool_forward = maxpool_forward


def maxpool_backward(rng):
    X, size, stride = _pooling(rng)
    if rng.random() < 0.2:
        X = np.round(X / 4)
    return Case(given(rng, X, size, stride=stride))


def avgpool_backward(rng):
    X, size, stride = _pooling(rng)
    return Case(given(rng, X, size, stride=stride))


def equivariance_gap(rng):
    f = ("blurred", "every_second", "squared", "upright", "faded")[_size(rng, 0, 5)]
    side = _size(rng, 2, 8)
    return Case({"f": Public(f), "x": _image(rng, side, side if f == "upright" else _size(rng, 2, 8)), "dy": _size(rng, -3, 4), "dx": _size(rng, -3, 4)})


def cnn_gradients(rng):
    return _case(rng, _size(rng, 1, 5), _size(rng, 1, 3), _size(rng, 4, 8), _size(rng, 1, 4), _size(rng, 2, 6))
