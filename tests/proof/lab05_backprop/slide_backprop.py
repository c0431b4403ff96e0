"""`slide_backprop`: right in other styles, and wrong as students write it."""
import numpy as np

from tests.proof.corpus import mutant, variant


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


KEYS = "a_j z_j a_k z_k a_l z_l L R d_l dW_kl d_k dW_jk d_j dW_ij".split()


@variant("slide_backprop", "reference")
def slide_backprop(X, T, Wij, Wjk, Wkl):
    N = len(X)
    a_j = X @ Wij
    z_j = sigmoid(a_j)
    a_k = z_j @ Wjk
    z_k = sigmoid(a_k)
    a_l = z_k @ Wkl
    z_l = sigmoid(a_l)
    L = 0.5 * ((T - z_l) ** 2).sum(axis=1)
    R = L.mean()
    d_l = (z_l - T) * z_l * (1 - z_l)
    d_k = d_l @ Wkl.T * z_k * (1 - z_k)
    d_j = d_k @ Wjk.T * z_j * (1 - z_j)
    dW_kl, dW_jk, dW_ij = z_k.T @ d_l / N, z_j.T @ d_k / N, X.T @ d_j / N
    here = locals()
    return {k: here[k] for k in KEYS}


@variant("slide_backprop", "plain loops")
def _(X, T, Wij, Wjk, Wkl):
    N = len(X)
    rows = {k: [] for k in KEYS if not k.startswith(("dW", "R"))}
    G = [np.zeros(Wij.shape), np.zeros(Wjk.shape), np.zeros(Wkl.shape)]
    for x, t in zip(X, T):
        aj = x @ Wij
        zj = sigmoid(aj)
        ak = zj @ Wjk
        zk = sigmoid(ak)
        al = zk @ Wkl
        zl = sigmoid(al)
        dl = -(t - zl) * zl * (1 - zl)
        dk = Wkl @ dl * zk * (1 - zk)
        dj = Wjk @ dk * zj * (1 - zj)
        for k, v in zip(rows, (aj, zj, ak, zk, al, zl, 0.5 * np.sum((t - zl) ** 2), dl, dk, dj)):
            rows[k].append(v)
        G[0] += np.outer(x, dj) / N
        G[1] += np.outer(zj, dk) / N
        G[2] += np.outer(zk, dl) / N
    out = {k: np.array(v) for k, v in rows.items()}
    out["R"] = float(np.mean(out["L"]))
    out["dW_ij"], out["dW_jk"], out["dW_kl"] = G
    return out


@variant("slide_backprop", "einsum, more keys than asked")
def _(X, T, Wij, Wjk, Wkl):
    r, left = {}, X
    for k, W in (("j", Wij), ("k", Wjk), ("l", Wkl)):
        r["a_" + k] = np.einsum("np,pq->nq", left, W)
        r["z_" + k] = left = sigmoid(r["a_" + k])
    e = r["z_l"] - T
    r["L"] = np.einsum("nl,nl->n", e, e) / 2
    r["R"] = r["L"].sum() / len(X)
    slope = {k: r["z_" + k] - r["z_" + k] ** 2 for k in "jkl"}
    r["d_l"] = e * slope["l"]
    r["d_k"] = np.einsum("nl,kl->nk", r["d_l"], Wkl) * slope["k"]
    r["d_j"] = np.einsum("nk,jk->nj", r["d_k"], Wjk) * slope["j"]
    for name, z, d in (("kl", r["z_k"], "d_l"), ("jk", r["z_j"], "d_k"), ("ij", X, "d_j")):
        r["dW_" + name] = np.mean(np.einsum("np,nq->npq", z, r[d]), axis=0)
    return r | {"error": e}


@variant("slide_backprop", "float32")
def _(X, T, Wij, Wjk, Wkl):
    return slide_backprop(*(np.asarray(v, np.float32) for v in (X, T, Wij, Wjk, Wkl)))


# ------------------------------------------------------------------ wrong: one hand-written pass with the lines that go wrong

def chain(X, T, Wij, Wjk, Wkl, g=sigmoid, g_out=None, slope=lambda a, z: z * (1 - z), slopes=None, error=None, below=1.0, N=None, L=None):
    N = N or len(X)
    a_j = X @ Wij
    z_j = g(a_j)
    a_k = z_j @ Wjk
    z_k = g(a_k)
    a_l = z_k @ Wkl
    z_l = (g_out or g)(a_l)
    L = 0.5 * ((T - z_l) ** 2).sum(axis=1) if L is None else L(T, z_l)
    R = L.mean()
    s = {"j": slope, "k": slope, "l": slope} | (slopes or {})
    d_l = (z_l - T if error is None else error(T, z_l)) * s["l"](a_l, z_l)
    d_k = below * (d_l @ Wkl.T) * s["k"](a_k, z_k)
    d_j = d_k @ Wjk.T * s["j"](a_j, z_j)
    dW_kl, dW_jk, dW_ij = z_k.T @ d_l / N, z_j.T @ d_k / N, X.T @ d_j / N
    here = locals()
    return {k: here[k] for k in KEYS}


@mutant("slide_backprop", "sign")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, error=lambda t, z: t - z)


@mutant("slide_backprop", "mitchell-delta")
def _(X, T, Wij, Wjk, Wkl):
    r = chain(X, T, Wij, Wjk, Wkl, error=lambda t, z: t - z)
    return {k: -v if k.startswith("dW") else v for k, v in r.items()}


@mutant("slide_backprop", "sign-lost-below")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, below=-1.0)


@mutant("slide_backprop", "sign-of-dW")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, N=-len(X))


@mutant("slide_backprop", "averages-missing")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, N=1)


@mutant("slide_backprop", "average-in-d")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, N=1, error=lambda t, z: (z - t) / len(X))


@mutant("slide_backprop", "averages-twice")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, error=lambda t, z: (z - t) / len(X))


@mutant("slide_backprop", "averages-twice-in-dW")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, N=len(X) ** 2)


@mutant("slide_backprop", "averages-over-outputs")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, N=T.shape[1])


@mutant("slide_backprop", "double")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, error=lambda t, z: 2 * (z - t))


@mutant("slide_backprop", "half")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, error=lambda t, z: 0.5 * (z - t))


@mutant("slide_backprop", "no-half")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, L=lambda t, z: ((t - z) ** 2).sum(1), error=lambda t, z: 2 * (z - t))


@mutant("slide_backprop", "no-half-in-L")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, L=lambda t, z: ((t - z) ** 2).sum(axis=1))


@mutant("slide_backprop", "mean-over-outputs")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, L=lambda t, z: 0.5 * ((t - z) ** 2).mean(axis=1))


@mutant("slide_backprop", "mean-over-outputs-throughout")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, L=lambda t, z: 0.5 * ((t - z) ** 2).mean(axis=1), error=lambda t, z: (z - t) / t.shape[1])


@mutant("slide_backprop", "square-of-sum")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, L=lambda t, z: 0.5 * np.sum(t - z, axis=1) ** 2)


@mutant("slide_backprop", "R-is-a-sum")
def _(X, T, Wij, Wjk, Wkl):
    r = chain(X, T, Wij, Wjk, Wkl)
    return r | {"R": np.sum(r["L"])}


@mutant("slide_backprop", "slopes-missing")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, slope=lambda a, z: 1)


@mutant("slide_backprop", "output-slope-missing")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, slopes={"l": lambda a, z: 1})


@mutant("slide_backprop", "hidden-slopes-missing")
def _(X, T, Wij, Wjk, Wkl):
    one = lambda a, z: 1
    return chain(X, T, Wij, Wjk, Wkl, slopes={"j": one, "k": one})


@mutant("slide_backprop", "slope-k-missing")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, slopes={"k": lambda a, z: 1})


@mutant("slide_backprop", "slope-j-missing")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, slopes={"j": lambda a, z: 1})


@mutant("slide_backprop", "slopes-at-z")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, slope=lambda a, z: sigmoid(z) * (1 - sigmoid(z)))


@mutant("slide_backprop", "slopes-with-a")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, slope=lambda a, z: a * (1 - a))


@mutant("slide_backprop", "tanh-slopes")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, slope=lambda a, z: 1 - z**2)


@mutant("slide_backprop", "values-for-slopes")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, slope=lambda a, z: sigmoid(a))


@mutant("slide_backprop", "linear-output")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, g_out=lambda a: a, slopes={"l": lambda a, z: 1})


@mutant("slide_backprop", "tanh-for-sigma")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, g=np.tanh, slope=lambda a, z: 1 - z**2)


@mutant("slide_backprop", "relu-hidden")
def _(X, T, Wij, Wjk, Wkl):
    step = lambda a, z: a > 0
    return chain(X, T, Wij, Wjk, Wkl, g=lambda a: np.maximum(a, 0), g_out=sigmoid, slopes={"j": step, "k": step})


@mutant("slide_backprop", "minus-in-sigma")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, g=lambda a: 1 / (1 + np.exp(a)), slope=lambda a, z: -z * (1 - z))


@mutant("slide_backprop", "dW-from-a")
def _(X, T, Wij, Wjk, Wkl):
    r = chain(X, T, Wij, Wjk, Wkl)
    return r | {"dW_kl": r["a_k"].T @ r["d_l"] / len(X), "dW_jk": r["a_j"].T @ r["d_k"] / len(X)}


@mutant("slide_backprop", "dW-transposed")
def _(X, T, Wij, Wjk, Wkl):
    r = chain(X, T, Wij, Wjk, Wkl)
    return {k: v.T if k.startswith("dW") else v for k, v in r.items()}


@mutant("slide_backprop", "untransposed")
def _(X, T, Wij, Wjk, Wkl):
    r = chain(X, T, Wij, Wjk, Wkl)
    d_k = r["d_l"] @ Wkl * r["z_k"] * (1 - r["z_k"])
    d_j = d_k @ Wjk * r["z_j"] * (1 - r["z_j"])
    N = len(X)
    return r | {"d_k": d_k, "d_j": d_j, "dW_jk": r["z_j"].T @ d_k / N, "dW_ij": X.T @ d_j / N}


@mutant("slide_backprop", "means-multiplied")
def _(X, T, Wij, Wjk, Wkl):
    r = chain(X, T, Wij, Wjk, Wkl)
    mean = lambda left, d: np.outer(left.mean(axis=0), r[d].mean(axis=0))
    return r | {"dW_kl": mean(r["z_k"], "d_l"), "dW_jk": mean(r["z_j"], "d_k"), "dW_ij": mean(X, "d_j")}


@mutant("slide_backprop", "upstream-is-L")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, error=lambda t, z: 0.5 * ((t - z) ** 2).sum(axis=1, keepdims=True))


@mutant("slide_backprop", "names-swapped")
def _(X, T, Wij, Wjk, Wkl):
    r = chain(X, T, Wij, Wjk, Wkl)
    return r | {"dW_ij": r["dW_kl"], "dW_kl": r["dW_ij"]}


@mutant("slide_backprop", "L-one-number")
def _(X, T, Wij, Wjk, Wkl):
    r = chain(X, T, Wij, Wjk, Wkl)
    return r | {"L": np.sum(r["L"])}


@mutant("slide_backprop", "shape", "L is a column")
def _(X, T, Wij, Wjk, Wkl):
    r = chain(X, T, Wij, Wjk, Wkl)
    return r | {"L": r["L"][:, None]}


@mutant("slide_backprop", "type", "a key is missing")
def _(X, T, Wij, Wjk, Wkl):
    r = chain(X, T, Wij, Wjk, Wkl)
    del r["d_k"]
    return r


@mutant("slide_backprop", "type", "a tuple")
def _(X, T, Wij, Wjk, Wkl):
    r = chain(X, T, Wij, Wjk, Wkl)
    return r["R"], r["dW_ij"], r["dW_jk"], r["dW_kl"]


@mutant("slide_backprop", "returns-none")
def _(X, T, Wij, Wjk, Wkl):
    chain(X, T, Wij, Wjk, Wkl)


@mutant("slide_backprop", "half-twice-in-R")
def _(X, T, Wij, Wjk, Wkl):
    r = chain(X, T, Wij, Wjk, Wkl)
    return r | {"R": r["L"].sum() / (2 * len(X))}


@mutant("slide_backprop", "hidden-slopes-with-a")
def _(X, T, Wij, Wjk, Wkl):
    s = lambda a, z: a * (1 - a)
    return chain(X, T, Wij, Wjk, Wkl, slopes={"j": s, "k": s})


@mutant("slide_backprop", "hidden-tanh-slopes")
def _(X, T, Wij, Wjk, Wkl):
    s = lambda a, z: 1 - z**2
    return chain(X, T, Wij, Wjk, Wkl, slopes={"j": s, "k": s})


@mutant("slide_backprop", "g-on-inputs")
def _(X, T, Wij, Wjk, Wkl):
    return chain(sigmoid(X), T, Wij, Wjk, Wkl)


@mutant("slide_backprop", "averages-over-inputs")
def _(X, T, Wij, Wjk, Wkl):
    r = chain(X, T, Wij, Wjk, Wkl, N=X.shape[1])
    return r | {"R": r["L"].sum() / X.shape[1]}


@mutant("slide_backprop", "averages-over-inputs-in-dW")
def _(X, T, Wij, Wjk, Wkl):
    return chain(X, T, Wij, Wjk, Wkl, N=X.shape[1])


@mutant("slide_backprop", "own-activation-in-dW_ij")
def _(X, T, Wij, Wjk, Wkl):
    r = chain(X, T, Wij, Wjk, Wkl)
    return r | {"dW_ij": r["z_j"].T @ r["d_j"] / len(X)}


@mutant("slide_backprop", "L-mean-number")
def _(X, T, Wij, Wjk, Wkl):
    r = chain(X, T, Wij, Wjk, Wkl)
    return r | {"L": 0.5 * np.mean(np.sum((T - r["z_l"]) ** 2, axis=1))}


@mutant("slide_backprop", "L-over-examples")
def _(X, T, Wij, Wjk, Wkl):
    r = chain(X, T, Wij, Wjk, Wkl)
    return r | {"L": 0.5 * np.sum((T - r["z_l"]) ** 2, axis=0)}
