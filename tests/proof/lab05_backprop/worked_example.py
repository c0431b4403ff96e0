"""`worked_example`: right in other styles, and wrong as students write it."""
import numpy as np

from tests.proof.corpus import mutant, variant


@variant("worked_example", "reference")
def worked_example(x, t, W1, W2, f, df):
    a = W1 @ x
    z = f(a)
    y = W2 @ z
    error = y - t
    return error[1] * z[3], (W2[:, 0] @ error) * df(a)[0] * x[0]


@variant("worked_example", "whole gradients, two entries of them")
def _(x, t, W1, W2, f, df):
    a = W1.dot(x)
    z = f(a)
    d2 = W2.dot(z) - t
    d1 = W2.T.dot(d2) * df(a)
    return float(np.outer(d2, z)[1, 3]), float(np.outer(d1, x)[0, 0])


@variant("worked_example", "plain loops")
def _(x, t, W1, W2, f, df):
    a = [sum(float(W1[k, j]) * float(x[j]) for j in range(3)) for k in range(4)]
    z = [float(f(np.array(v))) for v in a]
    e = [sum(float(W2[i, k]) * z[k] for k in range(4)) - float(t[i]) for i in range(2)]
    s = sum(float(W2[i, 0]) * e[i] for i in range(2))
    return e[1] * z[3], s * float(df(np.array(a[0]))) * float(x[0])


@variant("worked_example", "row vectors, a list")
def _(x, t, W1, W2, f, df):
    A = x[None] @ W1.T
    E = f(A) @ W2.T - t[None]
    D = E @ W2 * df(A)
    return [E[0, 1] * f(A)[0, 3], D[0, 0] * x[0]]


# ------------------------------------------------------------------ wrong

def parts(x, t, W1, W2, f, df):
    a = W1 @ x
    z = f(a)
    return a, z, W2 @ z - t, df(a)


def first(x, W2, e, s):
    return (W2[0, 0] * e[0] + W2[1, 0] * e[1]) * s[0] * x[0]


@mutant("worked_example", "z3-for-z4")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return e[1] * z[2], first(x, W2, e, s)


@mutant("worked_example", "a4-for-z4")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return e[1] * a[3], first(x, W2, e, s)


@mutant("worked_example", "output-1")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return e[0] * z[3], first(x, W2, e, s)


@mutant("worked_example", "transposed-weight")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return e[1] * z[1], first(x, W2, e, s)


@mutant("worked_example", "first-hidden-unit")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return e[1] * z[0], first(x, W2, e, s)


@mutant("worked_example", "output-slope")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return e[1] * df(W2 @ z)[1] * z[3], first(x, W2, e, s)


@mutant("worked_example", "output-slopes-throughout")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    d = e * df(W2 @ z)
    return d[1] * z[3], first(x, W2, d, s)


@mutant("worked_example", "hidden-slope-in-second-layer")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return e[1] * s[3] * z[3], first(x, W2, e, s)


@mutant("worked_example", "error-missing")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return z[3], first(x, W2, e, s)


@mutant("worked_example", "sign")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return -e[1] * z[3], first(x, W2, -e, s)


@mutant("worked_example", "double")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return 2 * e[1] * z[3], first(x, W2, 2 * e, s)


@mutant("worked_example", "half")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    e = e / len(t)
    return e[1] * z[3], first(x, W2, e, s)


@mutant("worked_example", "slope-missing")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return e[1] * z[3], W2[:, 0] @ e * x[0]


@mutant("worked_example", "slope-at-z")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return e[1] * z[3], first(x, W2, e, df(z))


@mutant("worked_example", "slope-of-sigma")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return e[1] * z[3], first(x, W2, e, z * (1 - z))


@mutant("worked_example", "slope-of-tanh")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return e[1] * z[3], first(x, W2, e, 1 - z**2)


@mutant("worked_example", "value-for-slope")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return e[1] * z[3], first(x, W2, e, f(a))


@mutant("worked_example", "one-output")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return e[1] * z[3], e[0] * W2[0, 0] * s[0] * x[0]


@mutant("worked_example", "other-output")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return e[1] * z[3], e[1] * W2[1, 0] * s[0] * x[0]


@mutant("worked_example", "weights-missing")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return e[1] * z[3], e.sum() * s[0] * x[0]


@mutant("worked_example", "row-for-column")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return e[1] * z[3], (W2[0, 0] * e[0] + W2[0, 1] * e[1]) * s[0] * x[0]


@mutant("worked_example", "sums-apart")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return e[1] * z[3], np.sum(W2[:, 0]) * np.sum(e) * s[0] * x[0]


@mutant("worked_example", "input-missing")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return e[1] * z[3], W2[:, 0] @ e * s[0]


@mutant("worked_example", "input-2")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return e[1] * z[3], W2[:, 0] @ e * s[0] * x[1]


@mutant("worked_example", "weight-for-input")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return e[1] * z[3], W2[:, 0] @ e * s[0] * W1[0, 0]


@mutant("worked_example", "swapped")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return first(x, W2, e, s), e[1] * z[3]


@mutant("worked_example", "crash", "indices counted from 1")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return e[2] * z[4], W2[:, 1] @ e * s[1] * x[1]


@mutant("worked_example", "crash", "the other orientation")
def _(x, t, W1, W2, f, df):
    a = x @ W1
    z = f(a)
    e = z @ W2 - t
    return e[1] * z[3], W2[0] @ e * df(a)[0] * x[0]


@mutant("worked_example", "type", "the first of the two only")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return e[1] * z[3]


@mutant("worked_example", "returns-none")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    print(e[1] * z[3], first(x, W2, e, s))


@mutant("worked_example", "output-through-f")
def _(x, t, W1, W2, f, df):
    a = W1 @ x
    b = W2 @ f(a)
    e = (f(b) - t) * df(b)
    return e[1] * f(a)[3], first(x, W2, e, df(a))


@mutant("worked_example", "always-sigma")
def _(x, t, W1, W2, f, df):
    z = 1 / (1 + np.exp(-(W1 @ x)))
    e = W2 @ z - t
    return e[1] * z[3], first(x, W2, e, z * (1 - z))


@mutant("worked_example", "f-missing")
def _(x, t, W1, W2, f, df):
    a = W1 @ x
    e = W2 @ a - t
    return e[1] * a[3], first(x, W2, e, df(a))


@mutant("worked_example", "errors-summed")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return e[1] * z[3], np.sum(e) * W2[0, 0] * s[0] * x[0]


@mutant("worked_example", "all-hidden-units")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return e[1] * z[3], np.sum(W2.T @ e * s) * x[0]


@mutant("worked_example", "output-for-error")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return (W2 @ z)[1] * z[3], first(x, W2, e, s)


@mutant("worked_example", "output-for-error-throughout")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    y = W2 @ z
    return y[1] * z[3], first(x, W2, y, s)


@mutant("worked_example", "slope-of-other-unit")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return e[1] * z[3], W2[:, 0] @ e * s[1] * x[0]


@mutant("worked_example", "second-unit-throughout")
def _(x, t, W1, W2, f, df):
    a, z, e, s = parts(x, t, W1, W2, f, df)
    return e[1] * z[3], W2[:, 1] @ e * s[1] * x[1]
