"""`softmax_xent`: right in other styles, and wrong as students write it."""
import numpy as np

from tests.proof.corpus import mutant, variant


@variant("softmax_xent", "reference")
def softmax_xent(Z, y):
    N, rows = len(Z), np.arange(len(Z))
    S = Z - Z.max(axis=1, keepdims=True)
    log_p = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    dZ = np.exp(log_p)
    dZ[rows, y] -= 1
    return -log_p[rows, y].mean(), dZ / N


@variant("softmax_xent", "plain loops")
def _(Z, y):
    N, C = Z.shape
    loss, dZ = 0.0, np.zeros((N, C))
    for n in range(N):
        m = max(float(v) for v in Z[n])
        total = sum(np.exp(float(v) - m) for v in Z[n])
        loss += (m + np.log(total) - float(Z[n, y[n]])) / N
        for c in range(C):
            dZ[n, c] = (np.exp(float(Z[n, c]) - m) / total - (c == y[n])) / N
    return loss, dZ


@variant("softmax_xent", "logaddexp and one-hot rows")
def _(Z, y):
    Y = np.eye(Z.shape[1])[y]
    log_sum = np.logaddexp.reduce(np.asarray(Z, float), axis=1)
    return float(np.mean(log_sum - (Z * Y).sum(1))), (np.exp(Z - log_sum[:, None]) - Y) / len(Y)


@variant("softmax_xent", "transposed throughout")
def _(Z, y):
    T = np.array(Z, float).T
    T -= T.max(0)
    E = np.exp(T)
    P = E / E.sum(0)
    loss = np.mean(np.log(E.sum(0)) - T[y, range(len(y))])
    P[y, range(len(y))] -= 1
    return loss, P.T / len(y)


@variant("softmax_xent", "float32")
def _(Z, y):
    return softmax_xent(Z.astype(np.float32), y)


# ------------------------------------------------------------------ wrong

def pieces(Z, y):
    S = Z - Z.max(axis=1, keepdims=True)
    log_p = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    Y = np.zeros(Z.shape)
    Y[np.arange(len(y)), y] = 1
    return log_p, np.exp(log_p), Y, len(y), np.arange(len(y))


def right(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return -log_p[rows, y].mean(), (P - Y) / N


@mutant("softmax_xent", "average-missing-in-dZ")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return -log_p[rows, y].mean(), P - Y


@mutant("softmax_xent", "average-missing-in-loss")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return -log_p[rows, y].sum(), (P - Y) / N


@mutant("softmax_xent", "averages-missing")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return -np.sum(log_p * Y), P - Y


@mutant("softmax_xent", "averaged-over-classes")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return -np.mean(log_p * Y), (P - Y) / Z.size


@mutant("softmax_xent", "averaged-over-classes-in-dZ")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return -log_p[rows, y].mean(), (P - Y) / Z.size


@mutant("softmax_xent", "averaged-over-classes-in-loss")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return -np.mean(log_p * Y), (P - Y) / N


@mutant("softmax_xent", "averages-twice-in-dZ")
def _(Z, y):
    loss, dZ = right(Z, y)
    return loss, dZ / len(Z)


@mutant("softmax_xent", "sign-of-loss")
def _(Z, y):
    loss, dZ = right(Z, y)
    return -loss, dZ


@mutant("softmax_xent", "sign-of-dZ")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return -log_p[rows, y].mean(), (Y - P) / N


@mutant("softmax_xent", "signs")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return log_p[rows, y].mean(), (Y - P) / N


@mutant("softmax_xent", "one-hot-missing")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return -log_p[rows, y].mean(), P / N


@mutant("softmax_xent", "only-true-class")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return -log_p[rows, y].mean(), (P * Y - Y) / N


@mutant("softmax_xent", "one-taken-everywhere")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return -log_p[rows, y].mean(), (P - 1) / N


@mutant("softmax_xent", "columns-hit")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    dZ = P
    dZ[:, y] -= 1
    return -log_p[rows, y].mean(), dZ / N


@mutant("softmax_xent", "label-subtracted")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return -log_p[rows, y].mean(), (P - y[:, None]) / N


@mutant("softmax_xent", "slope-of-softmax")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return -log_p[rows, y].mean(), (P - Y) * P * (1 - P) / N


@mutant("softmax_xent", "derivative-by-p")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return -log_p[rows, y].mean(), -Y / np.maximum(P, 1e-300) / N


@mutant("softmax_xent", "half")
def _(Z, y):
    loss, dZ = right(Z, y)
    return 0.5 * loss, 0.5 * dZ


@mutant("softmax_xent", "double-dZ")
def _(Z, y):
    loss, dZ = right(Z, y)
    return loss, 2 * dZ


@mutant("softmax_xent", "squared-error")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return np.mean(((P - Y) ** 2).sum(axis=1)), (P - Y) / N


@mutant("softmax_xent", "all-classes-in-loss")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return -np.sum(log_p) / N, (P - Y) / N


@mutant("softmax_xent", "all-classes-in-loss", "whole columns: log_p[:, y]", )
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return -log_p.sum(axis=1).mean(), (P - Y) / N


@mutant("softmax_xent", "log-missing")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return -P[rows, y].mean(), (P - Y) / N


@mutant("softmax_xent", "one-minus-p")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return np.mean(1 - P[rows, y]), (P - Y) / N


@mutant("softmax_xent", "log-of-mean")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return -np.log(np.mean(P[rows, y])), (P - Y) / N


@mutant("softmax_xent", "base-2")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return -np.mean(log_p[rows, y]) * np.log2(np.e), (P - Y) / N


@mutant("softmax_xent", "base-10")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return -np.mean(log_p[rows, y]) * np.log10(np.e), (P - Y) / N


@mutant("softmax_xent", "log-of-denominator-missing")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return -Z[rows, y].mean(), (P - Y) / N


@mutant("softmax_xent", "max-not-put-back")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    m = Z.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(Z - m).sum(axis=1))
    return np.mean(log_sum - Z[rows, y]), (P - Y) / N


@mutant("softmax_xent", "binary-cross-entropy")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    log_q = np.log(np.maximum(1 - P, 1e-300))
    return -np.sum(Y * log_p + (1 - Y) * log_q) / N, (P - Y) / N


@mutant("softmax_xent", "softmax-over-examples")
def _(Z, y):
    Y = np.eye(Z.shape[1])[y]
    S = Z - Z.max(axis=0)
    P = np.exp(S) / np.exp(S).sum(axis=0)
    return -np.log(P[np.arange(len(y)), y]).mean(), (P - Y) / len(y)


@mutant("softmax_xent", "softmax-over-everything")
def _(Z, y):
    Y = np.eye(Z.shape[1])[y]
    E = np.exp(Z - Z.max())
    P = E / E.sum()
    return -np.log(P[np.arange(len(y)), y]).mean(), (P - Y) / len(y)


@mutant("softmax_xent", "softmax-twice")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return right(P, y)


@mutant("softmax_xent", "order-swapped")
def _(Z, y):
    return right(Z, y)[::-1]


def plus(eps):
    def f(Z, y):
        log_p, P, Y, N, rows = pieces(Z, y)
        return -np.mean(np.log(P[rows, y] + eps)), (P - Y) / N
    return f


def clipped(eps):
    def f(Z, y):
        log_p, P, Y, N, rows = pieces(Z, y)
        return -np.mean(np.log(np.clip(P, eps, None)[rows, y])), (P - Y) / N
    return f


@mutant("softmax_xent", "log-plus-1e-05")
def _(Z, y):
    return plus(1e-5)(Z, y)


@mutant("softmax_xent", "log-plus-1e-06")
def _(Z, y):
    return plus(1e-6)(Z, y)


@mutant("softmax_xent", "log-plus-1e-07")
def _(Z, y):
    return plus(1e-7)(Z, y)


@mutant("softmax_xent", "log-plus-1e-08")
def _(Z, y):
    return plus(1e-8)(Z, y)


@mutant("softmax_xent", "log-plus-1e-09")
def _(Z, y):
    return plus(1e-9)(Z, y)


@mutant("softmax_xent", "log-plus-1e-10")
def _(Z, y):
    return plus(1e-10)(Z, y)


@mutant("softmax_xent", "log-plus-1e-12")
def _(Z, y):
    return plus(1e-12)(Z, y)


@mutant("softmax_xent", "log-plus-1e-15")
def _(Z, y):
    return plus(1e-15)(Z, y)


@mutant("softmax_xent", "clipped-at-1e-07")
def _(Z, y):
    return clipped(1e-7)(Z, y)


@mutant("softmax_xent", "clipped-at-1e-08")
def _(Z, y):
    return clipped(1e-8)(Z, y)


@mutant("softmax_xent", "clipped-at-1e-09")
def _(Z, y):
    return clipped(1e-9)(Z, y)


@mutant("softmax_xent", "clipped-at-1e-10")
def _(Z, y):
    return clipped(1e-10)(Z, y)


@mutant("softmax_xent", "clipped-at-1e-12")
def _(Z, y):
    return clipped(1e-12)(Z, y)


@mutant("softmax_xent", "clipped-at-1e-15")
def _(Z, y):
    return clipped(1e-15)(Z, y)


@mutant("softmax_xent", "overflow", "no shift")
def _(Z, y):
    Y = np.eye(Z.shape[1])[y]
    P = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
    return -np.log(P[np.arange(len(y)), y]).mean(), (P - Y) / len(y)


@mutant("softmax_xent", "overflow", "one shift for all rows")
def _(Z, y):
    Y = np.eye(Z.shape[1])[y]
    E = np.exp(Z - Z.max())
    P = E / E.sum(axis=1, keepdims=True)
    return -np.log(P[np.arange(len(y)), y]).mean(), (P - Y) / len(y)


@mutant("softmax_xent", "overflow", "shifted, then the logarithm of a probability of 0")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return -np.log(P[rows, y]).mean(), (P - Y) / N


@mutant("softmax_xent", "rows-of-dZ", "an unknown formula whose rows do not add up")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return -log_p[rows, y].mean(), (P**1.1 - Y) / N


@mutant("softmax_xent", "shape", "the loss of each example")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return -log_p[rows, y], (P - Y) / N


@mutant("softmax_xent", "mutates-input")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    Z -= Z.max(axis=1, keepdims=True)
    return right(Z, y)


@mutant("softmax_xent", "returns-none")
def _(Z, y):
    right(Z, y)


def cut(m):
    return lambda Z, y: right(np.clip(Z, -m, m), y)


@mutant("softmax_xent", "logits-clipped-at-20")
def _(Z, y):
    return cut(20)(Z, y)


@mutant("softmax_xent", "logits-clipped-at-50")
def _(Z, y):
    return cut(50)(Z, y)


@mutant("softmax_xent", "logits-clipped-at-100")
def _(Z, y):
    return cut(100)(Z, y)


@mutant("softmax_xent", "logits-clipped-at-500")
def _(Z, y):
    return cut(500)(Z, y)


@mutant("softmax_xent", "logits-clipped-at-700")
def _(Z, y):
    return cut(700)(Z, y)


@mutant("softmax_xent", "labels-from-1")
def _(Z, y):
    return right(Z, y - 1)


@mutant("softmax_xent", "columns-in-loss")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return -np.mean(log_p[:, y]), (P - Y) / N


@mutant("softmax_xent", "loss-after-subtraction")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    dZ = P
    dZ[rows, y] -= 1
    return -np.log(np.maximum(-P[rows, y], 1e-300)).mean(), dZ / N


@mutant("softmax_xent", "half-squared-error")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return 0.5 * np.sum((P - Y) ** 2) / N, (P - Y) / N


@mutant("softmax_xent", "sigmoids")
def _(Z, y):
    log_p, P, Y, N, rows = pieces(Z, y)
    return -log_p[rows, y].mean(), ((1 + np.tanh(Z / 2)) / 2 - Y) / N
