"""`delta_rule_step`: right in other styles, and wrong as students write it."""
import numpy as np

from tests.proof.corpus import mutant, variant


@variant("delta_rule_step", "reference")
def delta_rule_step(X, t, w, eta):
    X_tilde = np.column_stack([np.ones(len(X)), X])
    error = t - X_tilde @ w
    return w + eta * X_tilde.T @ error


@variant("delta_rule_step", "plain loops")
def _(X, t, w, eta):
    N, D = X.shape
    w_new = [float(v) for v in w]
    for n in range(N):
        x = [1.0] + [X[n, d] for d in range(D)]
        o = 0.0
        for i in range(D + 1):
            o += w[i] * x[i]
        for i in range(D + 1):
            w_new[i] += eta * (t[n] - o) * x[i]
    return np.array(w_new)


@variant("delta_rule_step", "einsum")
def _(X, t, w, eta):
    A = np.insert(X.astype(float), 0, 1, axis=1)
    return w + np.einsum(",n,ni->i", eta, t - np.einsum("ni,i->n", A, w), A)


@variant("delta_rule_step", "bias and inputs apart")
def _(X, t, w, eta):
    e = t - (w[0] + X @ w[1:])
    new = w.astype(float)
    new[0] += eta * e.sum()
    new[1:] += eta * (e[:, None] * X).sum(axis=0)
    return new


@variant("delta_rule_step", "float32")
def _(X, t, w, eta):
    A = np.c_[np.ones(len(X)), X].astype(np.float32)
    w = w.astype(np.float32)
    return w + np.float32(eta) * ((t.astype(np.float32) - A @ w) @ A)


@variant("delta_rule_step", "normal equations: w + η(b − Aw)")
def _(X, t, w, eta):
    A = np.hstack([np.ones((X.shape[0], 1)), X])
    return (np.eye(len(w)) - eta * A.T @ A) @ w + eta * A.T @ t


@variant("delta_rule_step", "sum of a list of steps")
def _(X, t, w, eta):
    steps = [eta * (tn - np.dot(w, np.r_[1.0, x])) * np.r_[1.0, x] for x, tn in zip(X, t)]
    return w + np.sum(steps, axis=0)


@variant("delta_rule_step", "minus the gradient by central differences, exact for a square")
def _(X, t, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    E = lambda v: 0.5 * np.sum((t - A @ v) ** 2)
    grad = [(E(w + e) - E(w - e)) / 2 for e in np.eye(len(w))]
    return w - eta * np.array(grad)


# ------------------------------------------------------------------ wrong

@mutant("delta_rule_step", "sign")
def _(X, t, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    return w - eta * A.T @ (t - A @ w)


@mutant("delta_rule_step", "mean-for-sum")
def _(X, t, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    e = t - A @ w
    return w + eta * np.mean(e[:, None] * A, axis=0)


@mutant("delta_rule_step", "double-step")
def _(X, t, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    grad = -2 * A.T @ (t - A @ w)
    return w - eta * grad


@mutant("delta_rule_step", "half-step")
def _(X, t, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    return w + 0.5 * eta * (t - A @ w) @ A


@mutant("delta_rule_step", "double-mean")
def _(X, t, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    grad_mse = -2 / len(X) * (t - A @ w) @ A
    return w - eta * grad_mse


@mutant("delta_rule_step", "eta-ignored")
def _(X, t, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    new = w.astype(float)
    for x, tn in zip(A, t):
        new += (tn - x @ w) * x
    return new


@mutant("delta_rule_step", "eta-squared")
def _(X, t, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    dw = eta * A.T @ (t - A @ w)
    return w + eta * dw


@mutant("delta_rule_step", "step-only")
def _(X, t, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    dw = np.zeros(len(w))
    for x, tn in zip(A, t):
        dw += eta * (tn - x @ w) * x
    return dw


@mutant("delta_rule_step", "gradient-only")
def _(X, t, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    return -A.T @ (t - A @ w)


@mutant("delta_rule_step", "thresholded")
def _(X, t, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    new = w.astype(float)
    for x, tn in zip(A, t):
        o = 1 if x @ w > 0 else -1
        new += eta * (tn - o) * x
    return new


@mutant("delta_rule_step", "thresholded-01")
def _(X, t, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    o = np.where(A @ w > 0, 1, 0)
    return w + eta * (t - o) @ A


@mutant("delta_rule_step", "sigmoid-output")
def _(X, t, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    o = 1 / (1 + np.exp(-(A @ w)))
    return w + eta * A.T @ (t - o)


@mutant("delta_rule_step", "online")
def _(X, t, w, eta):
    w = w.astype(float)
    for n in range(len(X)):
        o = w[0] + X[n] @ w[1:]
        d = t[n] - o
        w[0] += eta * d
        w[1:] += eta * d * X[n]
    return w


@mutant("delta_rule_step", "bias-not-learned")
def _(X, t, w, eta):
    new = w.astype(float)
    o = w[0] + X @ w[1:]
    for d in range(X.shape[1]):
        new[d + 1] += eta * np.sum((t - o) * X[:, d])
    return new


@mutant("delta_rule_step", "bias-not-used")
def _(X, t, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    return w + eta * A.T @ (t - X @ w[1:])


@mutant("delta_rule_step", "first-example")
def _(X, t, w, eta):
    for n in range(len(X)):
        x = np.append(1.0, X[n])
        w = w + eta * (t[n] - x @ w) * x
        return w


@mutant("delta_rule_step", "last-example")
def _(X, t, w, eta):
    new = w
    for n in range(len(X)):
        x = np.append(1.0, X[n])
        new = w + eta * (t[n] - x @ w) * x
    return new


@mutant("delta_rule_step", "error-only")
def _(X, t, w, eta):
    e = t - (w[0] + X @ w[1:])
    return w + eta * np.sum(e)


@mutant("delta_rule_step", "sums-apart")
def _(X, t, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    total_error = np.sum(t) - np.sum(A @ w)
    return w + eta * total_error * A.sum(axis=0)


@mutant("delta_rule_step", "squared-error")
def _(X, t, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    new = w.astype(float)
    for x, tn in zip(A, t):
        E = (tn - x @ w) ** 2
        new += eta * E * x
    return new


@mutant("delta_rule_step", "target-only")
def _(X, t, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    return w + eta * A.T @ t


@mutant("delta_rule_step", "slope-of-sigmoid")
def _(X, t, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    o = 1 / (1 + np.exp(-(A @ w)))
    delta = o * (1 - o) * (t - o)
    return w + eta * A.T @ delta


@mutant("delta_rule_step", "only-wrong-signs")
def _(X, t, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    new = w.astype(float)
    for x, tn in zip(A, t):
        o = x @ w
        if np.sign(o) != np.sign(tn):
            new += eta * (tn - o) * x
    return new


@mutant("delta_rule_step", "error-matrix")
def _(X, t, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    e = t.reshape(-1, 1) - A @ w
    return w + eta * (e @ A).sum(axis=0)


@mutant("delta_rule_step", "bias-last")
def _(X, t, w, eta):
    e = t - (X @ w[:-1] + w[-1])
    return w + eta * np.append(e @ X, e.sum())


@mutant("delta_rule_step", "shape", "column times row")
def _(X, t, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    return w.reshape(-1, 1) + eta * A.T @ (t.reshape(-1, 1) - A @ w.reshape(-1, 1))


@mutant("delta_rule_step", "shape", "the step of each example, not summed")
def _(X, t, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    return w + eta * (t - A @ w)[:, None] * A


@mutant("delta_rule_step", "crash", "the bias column is forgotten")
def _(X, t, w, eta):
    return w + eta * X.T @ (t - X @ w)


@mutant("delta_rule_step", "type", "a list")
def _(X, t, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    return (w + eta * A.T @ (t - A @ w)).tolist()


@mutant("delta_rule_step", "returns-none")
def _(X, t, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    w = w + eta * A.T @ (t - A @ w)


@mutant("delta_rule_step", "mutates-input", "asarray does not copy")
def _(X, t, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    w = np.asarray(w, dtype=float)
    w += eta * A.T @ (t - A @ w)
    return w


@mutant("delta_rule_step", "global-state")
def _(X, t, w, eta):
    np.random.seed(0)
    A = np.column_stack([np.ones(len(X)), X])
    return w + eta * A.T @ (t - A @ w)
