import numpy as np

from tests.checks.solutions import right, wrong


@right("batchnorm_fwd")
def plain(X, gamma, beta, state, train, eps=1e-5):
    if not train:
        return gamma * (X - state["mean"]) / np.sqrt(state["var"] + eps) + beta, state
    mean, var, n = X.mean(0), X.var(0), len(X)
    state = {"mean": 0.9 * state["mean"] + 0.1 * mean, "var": 0.9 * state["var"] + 0.1 * var * n / (n - 1)}
    return gamma * (X - mean) / np.sqrt(var + eps) + beta, state


@right("batchnorm_fwd")
def updates_a_copy(X, gamma, beta, state, train, eps=1e-5):
    state = dict(state)
    mean, var = (
        (X.mean(axis=0), ((X - X.mean(axis=0)) ** 2).mean(axis=0)) if train else (state["mean"], state["var"])
    )
    if train:
        state["mean"] = state["mean"] + 0.1 * (mean - state["mean"])
        state["var"] = state["var"] + 0.1 * (X.var(axis=0, ddof=1) - state["var"])
    return (X - mean) * (gamma * (var + eps) ** -0.5) + beta, state


@wrong("batchnorm_fwd", "batch-statistics-at-test")
def no_test_mode(X, gamma, beta, state, train, eps=1e-5):
    Y, new = plain(X, gamma, beta, state, True, eps)
    return Y, new if train else state


@wrong("batchnorm_fwd", "momentum-swapped")
def swapped(X, gamma, beta, state, train, eps=1e-5):
    Y, new = plain(X, gamma, beta, state, train, eps)
    if train:
        new = {
            "mean": 0.1 * state["mean"] + 0.9 * X.mean(0),
            "var": 0.1 * state["var"] + 0.9 * X.var(0, ddof=1),
        }
    return Y, new


@wrong("batchnorm_fwd", "biased-running")
def biased(X, gamma, beta, state, train, eps=1e-5):
    Y, new = plain(X, gamma, beta, state, train, eps)
    return Y, {**new, "var": 0.9 * state["var"] + 0.1 * X.var(0)} if train else new


@wrong("batchnorm_fwd", "unbiased-in-forward")
def unbiased(X, gamma, beta, state, train, eps=1e-5):
    Y, new = plain(X, gamma, beta, state, train, eps)
    return (gamma * (X - X.mean(0)) / np.sqrt(X.var(0, ddof=1) + eps) + beta if train else Y), new


@wrong("batchnorm_fwd", "scale-missing-at-test")
def bare_at_test(X, gamma, beta, state, train, eps=1e-5):
    if train:
        return plain(X, gamma, beta, state, True, eps)
    return (X - state["mean"]) / np.sqrt(state["var"] + eps), state


@wrong("batchnorm_fwd", "state-moves-at-test")
def always_moves(X, gamma, beta, state, train, eps=1e-5):
    _, new = plain(X, gamma, beta, state, True, eps)
    return plain(X, gamma, beta, state, train, eps)[0], new


@wrong("batchnorm_fwd", "eps-outside-root")
def outside(X, gamma, beta, state, train, eps=1e-5):
    _, new = plain(X, gamma, beta, state, train, eps)
    mean, var = (X.mean(0), X.var(0)) if train else (state["mean"], state["var"])
    return gamma * (X - mean) / (np.sqrt(var) + eps) + beta, new


@wrong("batchnorm_fwd", "")
def over_the_wrong_axis(X, gamma, beta, state, train, eps=1e-5):
    _, new = plain(X, gamma, beta, state, train, eps)
    mean, var = X.mean(1, keepdims=True), X.var(1, keepdims=True)
    return gamma * (X - mean) / np.sqrt(var + eps) + beta, new
