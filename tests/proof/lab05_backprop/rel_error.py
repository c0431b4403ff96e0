"""`rel_error`: right in other styles, and wrong as students write it."""
import math

import numpy as np

from tests.proof.corpus import mutant, variant


@variant("rel_error", "reference")
def rel_error(a, b):
    size = np.linalg.norm(a) + np.linalg.norm(b)
    if size == 0:
        return 0.0
    return np.linalg.norm(np.asarray(a) - np.asarray(b)) / size


@variant("rel_error", "plain loops")
def _(a, b):
    a, b = np.ravel(a).tolist(), np.ravel(b).tolist()
    aa = math.sqrt(sum(v * v for v in a))
    bb = math.sqrt(sum(v * v for v in b))
    dd = math.sqrt(sum((v - w) ** 2 for v, w in zip(a, b)))
    return dd / (aa + bb) if aa + bb > 0 else 0.0


@variant("rel_error", "sums of squares")
def _(a, b):
    a, b = np.asarray(a, float), np.asarray(b, float)
    if not a.any() and not b.any():
        return 0.0
    return float(np.sqrt(((a - b) ** 2).sum()) / (np.sqrt((a**2).sum()) + np.sqrt((b**2).sum())))


@variant("rel_error", "where, without a warning")
def _(a, b):
    na, nb = np.linalg.norm(np.ravel(a)), np.linalg.norm(np.ravel(b))
    return np.divide(np.linalg.norm(np.ravel(np.subtract(a, b))), na + nb, out=np.zeros(()), where=na + nb > 0)


# ------------------------------------------------------------------ wrong

norm = np.linalg.norm


def guarded(f):
    def g(a, b):
        a, b = np.asarray(a, float), np.asarray(b, float)
        if norm(a) == 0 and norm(b) == 0:
            return 0.0
        with np.errstate(all="ignore"):
            return float(f(a, b))
    return g


@mutant("rel_error", "difference-only")
def _(a, b):
    return norm(np.asarray(a) - b)


@mutant("rel_error", "by-first")
def _(a, b):
    if np.all(np.asarray(a) == 0):
        return 0.0
    return norm(np.asarray(a) - b) / norm(a)


@mutant("rel_error", "by-second")
def _(a, b):
    if not np.any(b):
        return 0.0
    return norm(np.asarray(a) - b) / norm(b)


@mutant("rel_error", "by-larger")
def _(a, b):
    biggest = max(norm(a), norm(b))
    return norm(np.asarray(a) - b) / biggest if biggest else 0.0


@mutant("rel_error", "by-product")
def _(a, b):
    p = norm(a) * norm(b)
    return 0.0 if p == 0 else norm(np.asarray(a) - b) / p


@mutant("rel_error", "by-sum-of-arrays")
def _(a, b):
    return guarded(lambda a, b: norm(a - b) / norm(a + b))(a, b)


@mutant("rel_error", "sum-in-numerator")
def _(a, b):
    return guarded(lambda a, b: (norm(a) - norm(b)) / (norm(a) + norm(b)))(a, b)


@mutant("rel_error", "abs-of-lengths")
def _(a, b):
    return guarded(lambda a, b: abs(norm(a) - norm(b)) / (norm(a) + norm(b)))(a, b)


@mutant("rel_error", "precedence")
def _(a, b):
    return guarded(lambda a, b: norm(a - b) / norm(a) + norm(b))(a, b)


@mutant("rel_error", "mean-of-lengths")
def _(a, b):
    return guarded(lambda a, b: norm(a - b) / (0.5 * (norm(a) + norm(b))))(a, b)


@mutant("rel_error", "half")
def _(a, b):
    return guarded(lambda a, b: norm(a - b) / (2 * (norm(a) + norm(b))))(a, b)


@mutant("rel_error", "squared")
def _(a, b):
    return guarded(lambda a, b: np.sum((a - b) ** 2) / (np.sum(a**2) + np.sum(b**2)))(a, b)


@mutant("rel_error", "root-of-squares")
def _(a, b):
    return guarded(lambda a, b: norm(a - b) / np.sqrt(np.sum(a**2) + np.sum(b**2)))(a, b)


@mutant("rel_error", "absolute-values")
def _(a, b):
    return guarded(lambda a, b: np.sum(np.abs(a - b)) / np.sum(np.abs(a) + np.abs(b)))(a, b)


@mutant("rel_error", "largest-entries")
def _(a, b):
    return guarded(lambda a, b: np.max(np.abs(a - b)) / (np.max(np.abs(a)) + np.max(np.abs(b))))(a, b)


@mutant("rel_error", "largest-quotient", "CS231n's, with a guard")
def _(a, b):
    return np.max(np.abs(np.asarray(a) - b) / np.maximum(1e-300, np.abs(a) + np.abs(b)))


@mutant("rel_error", "mean-quotient")
def _(a, b):
    a, b = np.asarray(a, float), np.asarray(b, float)
    both = np.abs(a) + np.abs(b)
    return np.mean(np.where(both > 0, np.abs(a - b) / np.where(both > 0, both, 1), 0.0))


@mutant("rel_error", "signed-sums")
def _(a, b):
    return guarded(lambda a, b: np.sum(a - b) / (np.sum(a) + np.sum(b)))(a, b)


@mutant("rel_error", "spectral")
def _(a, b):
    def length(v):
        v = np.asarray(v, float)
        return np.linalg.norm(v, 2) if v.ndim in (1, 2) else np.linalg.norm(v)
    return guarded(lambda a, b: length(a - b) / (length(a) + length(b)))(a, b)


@mutant("rel_error", "eps-1e-06")
def _(a, b):
    return norm(np.subtract(a, b)) / (norm(a) + norm(b) + 1e-6)


@mutant("rel_error", "eps-1e-07")
def _(a, b):
    return norm(np.subtract(a, b)) / (norm(a) + norm(b) + 1e-7)


@mutant("rel_error", "eps-1e-08")
def _(a, b):
    return norm(np.subtract(a, b)) / (norm(a) + norm(b) + 1e-8)


@mutant("rel_error", "eps-1e-09")
def _(a, b):
    return norm(np.subtract(a, b)) / (norm(a) + norm(b) + 1e-9)


@mutant("rel_error", "eps-1e-10")
def _(a, b):
    return norm(np.subtract(a, b)) / (norm(a) + norm(b) + 1e-10)


@mutant("rel_error", "eps-1e-12")
def _(a, b):
    return norm(np.subtract(a, b)) / (norm(a) + norm(b) + 1e-12)


@mutant("rel_error", "eps-1e-15")
def _(a, b):
    return norm(np.subtract(a, b)) / (norm(a) + norm(b) + 1e-15)


@mutant("rel_error", "floor-1e-08")
def _(a, b):
    return norm(np.subtract(a, b)) / max(1e-8, norm(a) + norm(b))


@mutant("rel_error", "floor-1e-10")
def _(a, b):
    return norm(np.subtract(a, b)) / np.maximum(norm(a) + norm(b), 1e-10)


@mutant("rel_error", "floor-1e-12")
def _(a, b):
    return norm(np.subtract(a, b)) / max(norm(a) + norm(b), 1e-12)


@mutant("rel_error", "one-for-zeros")
def _(a, b):
    size = norm(a) + norm(b)
    return norm(np.subtract(a, b)) / size if size else 1.0


@mutant("rel_error", "zero-if-one-is")
def _(a, b):
    if norm(a) == 0 or norm(b) == 0:
        return 0.0
    return norm(np.subtract(a, b)) / (norm(a) + norm(b))


@mutant("rel_error", "non-finite", "0 / 0")
def _(a, b):
    return norm(np.subtract(a, b)) / (norm(a) + norm(b))


@mutant("rel_error", "type", "row by row, with its guard")
def _(a, b):
    a, b = np.asarray(a, float), np.asarray(b, float)
    size = norm(a) + norm(b)
    return [norm(v) / size if size else 0.0 for v in np.atleast_1d(a - b)]


@mutant("rel_error", "shape", "along the first axis")
def _(a, b):
    a, b = np.atleast_1d(np.asarray(a, float)), np.atleast_1d(np.asarray(b, float))
    size = norm(a, axis=0, keepdims=True) + norm(b, axis=0, keepdims=True)
    return norm(a - b, axis=0, keepdims=True) / np.where(size > 0, size, 1)


@mutant("rel_error", "floor-1")
def _(a, b):
    return norm(np.subtract(a, b)) / max(norm(a) + norm(b), 1.0)
