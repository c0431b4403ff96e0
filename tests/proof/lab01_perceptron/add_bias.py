"""`add_bias`: right in other styles, and wrong as students write it."""
import numpy as np

from tests.proof.corpus import mutant, variant


@variant("add_bias", "reference")
def add_bias(X):
    return np.hstack([np.ones((len(X), 1)), X])


@variant("add_bias", "column_stack")
def _(X):
    return np.column_stack((np.ones(X.shape[0]), X))


@variant("add_bias", "plain loops")
def _(X):
    N, D = X.shape
    out = np.empty((N, D + 1))
    for n in range(N):
        out[n, 0] = 1
        for d in range(D):
            out[n, d + 1] = X[n, d]
    return out


@variant("add_bias", "slices of an array of ones")
def _(X):
    out = np.ones((X.shape[0], X.shape[1] + 1))
    out[:, 1:] = X
    return out


@variant("add_bias", "np.insert on floats")
def _(X):
    return np.insert(X.astype(float), 0, 1, axis=1)


@variant("add_bias", "np.pad with ones")
def _(X):
    return np.pad(X.astype(np.float64), ((0, 0), (1, 0)), constant_values=1)


@variant("add_bias", "float32")
def _(X):
    return np.c_[np.ones(len(X), np.float32), X.astype(np.float32)]


@variant("add_bias", "a list of rows, array at the end")
def _(X):
    return np.array([[1.0] + list(row) for row in X])


@variant("add_bias", "a matrix trick: X @ shifted identity + first unit vector")
def _(X):
    D = X.shape[1]
    return X @ np.eye(D, D + 1, k=1) + np.eye(1, D + 1)


@variant("add_bias", "concatenate along axis 1, Fortran order")
def _(X):
    return np.asfortranarray(np.concatenate([np.ones_like(X[:, :1], dtype=float), X], axis=1))


# ------------------------------------------------------------------ wrong

@mutant("add_bias", "ones-last")
def _(X):
    return np.column_stack([X, np.ones(len(X))])


@mutant("add_bias", "ones-last", "append")
def _(X):
    return np.append(X, np.ones((X.shape[0], 1)), axis=1)


@mutant("add_bias", "row-of-ones")
def _(X):
    return np.insert(X.astype(float), 0, 1, axis=0)


@mutant("add_bias", "row-of-ones-last")
def _(X):
    return np.vstack([X, np.ones(X.shape[1])])


@mutant("add_bias", "zeros")
def _(X):
    out = np.zeros((X.shape[0], X.shape[1] + 1))
    out[:, 1:] = X
    return out


@mutant("add_bias", "overwrites-first-input")
def _(X):
    out = np.array(X, dtype=float)
    out[:, 0] = 1
    return out


@mutant("add_bias", "integer-ones")
def _(X):
    out = np.ones((X.shape[0], X.shape[1] + 1), dtype=X.dtype)
    out[:, 1:] = X
    return out


@mutant("add_bias", "transposed")
def _(X):
    return np.array([np.ones(len(X))] + [X[:, d] for d in range(X.shape[1])])


@mutant("add_bias", "minus-one")
def _(X):
    return np.column_stack([np.full(len(X), -1.0), X])


@mutant("add_bias", "ones-both-sides")
def _(X):
    return np.pad(X.astype(float), ((0, 0), (1, 1)), constant_values=1)


@mutant("add_bias", "adds-one")
def _(X):
    return np.ones((len(X), 1)) + X


@mutant("add_bias", "only-ones")
def _(X):
    return np.ones_like(X[:, :1], dtype=float)


@mutant("add_bias", "shape", "flattened")
def _(X):
    return np.append(np.ones((len(X), 1)), X)


@mutant("add_bias", "shape", "a frame of ones")
def _(X):
    return np.pad(X.astype(float), 1, constant_values=1)


@mutant("add_bias", "type", "lists")
def _(X):
    return [[1.0, *row] for row in X.tolist()]


@mutant("add_bias", "returns-none", "insert is thought to work in place")
def _(X):
    np.insert(X.astype(float), 0, 1, axis=1)


@mutant("add_bias", "crash", "the ones are flat")
def _(X):
    return np.hstack([np.ones(len(X)), X])


@mutant("add_bias", "mutates-input", "standardised on the way")
def _(X):
    out = np.column_stack([np.ones(len(X)), X])
    X[:] = X - X.mean(axis=0).astype(X.dtype)
    return out


@mutant("add_bias", "global-state", "changes NumPy's error state")
def _(X):
    np.seterr(all="ignore")
    return np.column_stack([np.ones(len(X)), X])
