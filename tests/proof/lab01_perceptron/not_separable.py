"""`not_separable`: right in other styles, and wrong as students write it."""
from fractions import Fraction
from itertools import combinations

import numpy as np

from tests.proof.corpus import mutant, variant


@variant("not_separable", "reference")
def not_separable(X, y):
    X_tilde = np.column_stack([np.ones(4), X])
    A = (y[:, None] * X_tilde).T
    alpha = np.linalg.svd(A)[2][-1]
    if alpha.sum() < 0:
        alpha = -alpha
    if alpha.min() < -1e-9:
        return None
    alpha = np.maximum(alpha, 0)
    return alpha / alpha.sum()


@variant("not_separable", "four equations: the sum is the fourth")
def _(X, y):
    A = np.vstack([y, y * X[:, 0], y * X[:, 1], np.ones(4)])
    try:
        alpha = np.linalg.solve(A, [0, 0, 0, 1])
    except np.linalg.LinAlgError:
        return None
    if np.any(alpha < -1e-9):
        return None
    return np.clip(alpha, 0, None)


@variant("not_separable", "signed minors")
def _(X, y):
    A = np.vstack([np.ones(4), X.T]) * y
    alpha = np.array([(-1) ** n * np.linalg.det(np.delete(A, n, axis=1)) for n in range(4)])
    alpha[np.abs(alpha) < 1e-9] = 0
    for v in (alpha, -alpha):
        if (v >= 0).all():
            return v / v.sum()
    return None


@variant("not_separable", "exact fractions and Gauss elimination by Cramer")
def _(X, y):
    rows = [[Fraction(int(t)), Fraction(float(a)) * int(t), Fraction(float(b)) * int(t)] for (a, b), t in zip(X.tolist(), y.tolist())]

    def det(p, q, r):
        return (p[0] * (q[1] * r[2] - q[2] * r[1]) - p[1] * (q[0] * r[2] - q[2] * r[0]) + p[2] * (q[0] * r[1] - q[1] * r[0]))

    v = [det(rows[1], rows[2], rows[3]), -det(rows[0], rows[2], rows[3]), det(rows[0], rows[1], rows[3]), -det(rows[0], rows[1], rows[2])]
    scale = max(abs(e) for e in v)
    v = [Fraction(0) if abs(e) < scale / 10**9 else e for e in v]
    if min(v) < 0 < max(v):
        return None
    return np.array([float(e / sum(v)) for e in v])


@variant("not_separable", "last column of a complete QR")
def _(X, y):
    A = y[:, None] * np.insert(X.astype(float), 0, 1, axis=1)
    q = np.linalg.qr(A, mode="complete")[0][:, -1]
    q = q * np.sign(q[np.argmax(np.abs(q))])
    return None if (q < -1e-9).any() else np.where(q < 0, 0, q) / q[q > 0].sum()


@variant("not_separable", "Radon: mixes of the classes that meet in one point")
def _(X, y):
    B = np.vstack([np.ones(4), X.T])
    null = np.linalg.svd(B)[2][-1]
    null = null / np.abs(null).max()
    null[np.abs(null) < 1e-9] = 0
    agree = null * y
    if not (np.all(agree >= 0) or np.all(agree <= 0)):
        return None
    alpha = np.abs(null)
    return alpha / alpha.sum()


@variant("not_separable", "tries every support of three or four points")
def _(X, y):
    A = y[:, None] * np.column_stack([np.ones(4), X])
    for size in (2, 3, 4):
        for support in combinations(range(4), size):
            M = np.vstack([A[list(support)].T, np.ones(size)])
            a, *_ = np.linalg.lstsq(M, np.array([0, 0, 0, 1.0]), rcond=None)
            if np.allclose(M @ a, [0, 0, 0, 1], atol=1e-10) and (a > -1e-10).all():
                alpha = np.zeros(4)
                alpha[list(support)] = np.abs(a)
                return alpha
    return None


@variant("not_separable", "eigenvector of the Gram matrix, cleaned by one solve")
def _(X, y):
    A = (y[:, None] * np.column_stack([np.ones(4), X])).T
    k = int(np.argmax(np.abs(np.linalg.eigh(A.T @ A)[1][:, 0])))
    others = [i for i in range(4) if i != k]
    alpha = np.zeros(4)
    alpha[k] = 1
    alpha[others] = np.linalg.solve(A[:, others], -A[:, k])
    if alpha.min() < -1e-9:
        return None
    return abs(alpha) / abs(alpha).sum()


# ------------------------------------------------------------------ wrong

def null_vector(X, y):
    """A student's helper: the vector that the equations leave, not yet scaled."""
    A = np.vstack([np.ones(4), X[:, 0], X[:, 1]]) * y
    return np.linalg.svd(A)[2][-1]


@mutant("not_separable", "not-normalised")
def _(X, y):
    v = null_vector(X, y)
    if v.sum() < 0:
        v = -v
    return v if v.min() > -1e-9 else None


@mutant("not_separable", "largest-is-one")
def _(X, y):
    v = null_vector(X, y)
    v = v / v[np.argmax(np.abs(v))]
    if (v < -1e-9).any():
        return None
    return v


@mutant("not_separable", "smallest-is-one")
def _(X, y):
    v = null_vector(X, y)
    v = v if v.sum() > 0 else -v
    if (v < -1e-9).any():
        return None
    with np.errstate(all="ignore"):
        return v / np.min(v)


@mutant("not_separable", "last-is-one")
def _(X, y):
    v = null_vector(X, y)
    v[np.abs(v) < 1e-9] = 0
    if v.min() < 0 < v.max():
        return None
    with np.errstate(all="ignore"):
        return v / v[3]


@mutant("not_separable", "first-is-one")
def _(X, y):
    v = null_vector(X, y)
    v[np.abs(v) < 1e-9] = 0
    if v.min() < 0 < v.max():
        return None
    with np.errstate(all="ignore"):
        return v / v[0]


@mutant("not_separable", "negated")
def _(X, y):
    v = null_vector(X, y)
    v = v / np.abs(v).sum()
    if np.all(v < 1e-9):
        return v
    if np.all(v > -1e-9):
        return -v
    return None


@mutant("not_separable", "always-none")
def _(X, y):
    v = null_vector(X, y)
    if (v > 0).all() and (v < 0).all():
        return v / v.sum()
    return None


@mutant("not_separable", "always-alpha")
def _(X, y):
    v = null_vector(X, y)
    return v / v.sum()


@mutant("not_separable", "always-absolute")
def _(X, y):
    v = np.abs(null_vector(X, y))
    return v / v.sum()


@mutant("not_separable", "always-quarter")
def _(X, y):
    return np.ones(4) / 4


@mutant("not_separable", "quarter-or-none")
def _(X, y):
    v = null_vector(X, y)
    if (v > -1e-9).all() or (v < 1e-9).all():
        return np.array([0.25, 0.25, 0.25, 0.25])
    return None


@mutant("not_separable", "always-none", "the labels are forgotten")
def _(X, y):
    v = np.linalg.svd(np.vstack([np.ones(4), X.T]))[2][-1]
    if np.all(v > 0) or np.all(v < 0):
        return v / v.sum()
    return None


@mutant("not_separable", "signed")
def _(X, y):
    v = null_vector(X, y)
    if v.sum() < 0:
        v = -v
    if v.min() < -1e-9:
        return None
    return y * v / v.sum()


@mutant("not_separable", "true-false")
def _(X, y):
    v = null_vector(X, y)
    return bool((v > -1e-9).all() or (v < 1e-9).all())


@mutant("not_separable", "true-for-alpha")
def _(X, y):
    v = null_vector(X, y)
    if (v > -1e-9).all() or (v < 1e-9).all():
        return True


@mutant("not_separable", "crash", "raises where None is asked for")
def _(X, y):
    v = null_vector(X, y)
    v = v / v[np.argmax(np.abs(v))]
    if (v < -1e-9).any():
        raise ValueError("the points are separable")
    return v / v.sum()


@mutant("not_separable", "zero-rejected")
def _(X, y):
    v = null_vector(X, y)
    v[np.abs(v) < 1e-9] = 0
    if (v > 0).all() or (v < 0).all():
        return v / v.sum()
    return None


@mutant("not_separable", "zeros-for-none")
def _(X, y):
    v = null_vector(X, y)
    v = v * np.sign(v[np.argmax(abs(v))])
    if v.min() < -1e-9:
        return np.zeros(len(v))
    return v / v.sum()


@mutant("not_separable", "answers-swapped")
def _(X, y):
    v = null_vector(X, y)
    v = v / v.sum()
    return v if v.min() < -1e-9 else None


@mutant("not_separable", "one-class-certified")
def _(X, y):
    if abs(y.sum()) == 4:
        return np.full(4, 0.25)
    v = null_vector(X, y)
    v = v if v.sum() > 0 else -v
    return None if v.min() < -1e-9 else np.maximum(v, 0) / v[v > 0].sum()


@mutant("not_separable", "always-none", "prints the certificate")
def _(X, y):
    v = null_vector(X, y)
    print(v / v.sum())


@mutant("not_separable", "shape", "a column")
def _(X, y):
    v = null_vector(X, y)
    if (v > -1e-9).all() or (v < 1e-9).all():
        return (v / v.sum()).reshape(4, 1)
    return None


@mutant("not_separable", "type", "a list")
def _(X, y):
    v = null_vector(X, y)
    if (v > -1e-9).all() or (v < 1e-9).all():
        return list(v / v.sum())
    return None


@mutant("not_separable", "crash", "three equations, four unknowns")
def _(X, y):
    A = np.vstack([y, y * X[:, 0], y * X[:, 1]])
    alpha = np.linalg.solve(A, np.zeros(3))
    return None if (alpha < 0).any() else alpha / alpha.sum()


@mutant("not_separable", "mutates-input", "the labels are multiplied into X")
def _(X, y):
    answer = not_separable(X, y)
    X *= y[:, None]
    return answer


@mutant("not_separable", "global-state", "moves the points a little with the global generator")
def _(X, y):
    return not_separable(X + 0 * np.random.normal(size=X.shape), y)


@mutant("not_separable", "sign-not-tried", "takes the null vector as the library gives it")
def _(X, y):
    A = (y[:, None] * np.column_stack([np.ones(4), X])).T
    v = np.linalg.svd(A)[2][-1]
    if np.any(v < -1e-9):
        return None
    v = np.maximum(v, 0)
    return v / v.sum()


@mutant("not_separable", "column-of-vt", "takes the last column of Vt for its last row")
def _(X, y):
    A = (y[:, None] * np.column_stack([np.ones(4), X])).T
    v = np.linalg.svd(A)[2][:, -1]
    v = v / v[np.argmax(np.abs(v))]
    if np.any(v < -1e-9):
        return None
    return np.maximum(v, 0) / np.maximum(v, 0).sum()
