import numpy as np

from tests.checks.solutions import right, wrong


@right("dropout_forward")
def compares_uniforms(X, p_drop, rng, train=True):
    if not train:
        return X.copy(), np.ones_like(X)
    mask = (rng.random(X.shape) >= p_drop) / (1 - p_drop)
    return X * mask, mask


@right("dropout_forward")
def draws_coins(X, p_drop, rng, train=True):
    mask = rng.binomial(1, 1 - p_drop, size=X.shape) / (1 - p_drop) if train else np.ones(X.shape)
    return X * mask, mask


@right("dropout_forward")
def draws_row_by_row(X, p_drop, rng, train=True):
    mask = np.ones(X.shape)
    if train:
        for row in mask:
            row[:] = rng.choice([0.0, 1 / (1 - p_drop)], size=len(row), p=[p_drop, 1 - p_drop])
    return mask * X, mask


@wrong("dropout_forward", "not-inverted")
def unscaled(X, p_drop, rng, train=True):
    mask = (rng.random(X.shape) >= p_drop) * 1.0 if train else np.ones(X.shape)
    return X * mask, mask


@wrong("dropout_forward", "keep-for-drop")
def keeps_with_p(X, p_drop, rng, train=True):
    return compares_uniforms(X, 1 - p_drop, rng, train)


@wrong("dropout_forward", "one-mask-for-the-batch")
def one_row(X, p_drop, rng, train=True):
    _, mask = compares_uniforms(X[:1], p_drop, rng, train)
    mask = np.repeat(mask, len(X), 0)
    return X * mask, mask


@wrong("dropout_forward", "exact-count")
def exactly_so_many(X, p_drop, rng, train=True):
    flat = np.ones(X.size)
    if train:
        flat = flat / (1 - p_drop)
        flat[rng.permutation(X.size)[: round(p_drop * X.size)]] = 0
    return X * flat.reshape(X.shape), flat.reshape(X.shape)


@wrong("dropout_forward", "same-mask")
def own_seed(X, p_drop, rng, train=True):
    return compares_uniforms(X, p_drop, np.random.default_rng(7), train)


@wrong("dropout_forward", "wrong-share")
def a_little_off(X, p_drop, rng, train=True):
    mask = (rng.random(X.shape) >= p_drop + 0.06) / (1 - p_drop) if train else np.ones(X.shape)
    return X * mask, mask


@wrong("dropout_forward", "whole-examples")
def drops_rows(X, p_drop, rng, train=True):
    if not train:
        return X, np.ones_like(X)
    _, column = compares_uniforms(X[:, :1], p_drop, rng)
    mask = np.repeat(column, X.shape[1], 1)
    return X * mask, mask


@wrong("dropout_forward", "")
def drops_at_test(X, p_drop, rng, train=True):
    return compares_uniforms(X, p_drop, rng)


@wrong("dropout_forward", "global-state")
def global_generator(X, p_drop, rng, train=True):
    mask = (np.random.rand(*X.shape) >= p_drop) / (1 - p_drop) if train else np.ones(X.shape)
    return X * mask, mask
