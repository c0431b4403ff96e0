"""`mlp_backward`: right in other styles, and wrong as students write it."""
import numpy as np

from tests.proof.corpus import mutant, variant


@variant("mlp_backward", "reference")
def mlp_backward(dY, cache):
    grads, dA = [], dY
    for layer in reversed(cache):
        dZ = dA * layer["df"](layer["Z"])
        grads.append((layer["X"].T @ dZ, dZ.sum(axis=0)))
        dA = dZ @ layer["W"].T
    return grads[::-1], dA


@variant("mlp_backward", "recursion and einsum")
def recursive(dY, cache):
    if not cache:
        return [], dY
    last = cache[-1]
    dZ = np.multiply(dY, last["df"](last["Z"]))
    grads, dX = recursive(np.einsum("nm,dm->nd", dZ, last["W"]), cache[:-1])
    return [*grads, (np.einsum("nd,nm->dm", last["X"], dZ), np.einsum("nm->m", dZ))], dX


@variant("mlp_backward", "plain loops")
def _(dY, cache):
    grads = [(np.zeros(c["W"].shape), np.zeros(c["W"].shape[1])) for c in cache]
    dX = np.zeros(cache[0]["X"].shape)
    slopes = [c["df"](c["Z"]) for c in cache]
    for n in range(len(dY)):
        d = dY[n]
        for l in range(len(cache) - 1, -1, -1):
            d = d * slopes[l][n]
            grads[l][0][:] += np.outer(cache[l]["X"][n], d)
            grads[l][1][:] += d
            d = cache[l]["W"] @ d
        dX[n] = d
    return grads, dX


@variant("mlp_backward", "insert in front, pairs as lists")
def _(dY, cache):
    grads = []
    for l in range(len(cache))[::-1]:
        c = cache[l]
        dZ = c["df"](c["Z"]) * dY
        grads.insert(0, [np.dot(c["X"].T, dZ), np.ones(len(dZ)) @ dZ])
        dY = np.dot(dZ, c["W"].T)
    return tuple(grads), dY


@variant("mlp_backward", "float32")
def _(dY, cache):
    grads, dX = mlp_backward(dY.astype("f"), cache)
    return [(dW.astype("f"), db.astype("f")) for dW, db in grads], dX.astype("f")


# ------------------------------------------------------------------ wrong

def loop(dY, cache, slope=lambda c, i, dA: c["df"](c["Z"]), dW=None, db=None, down=None):
    """A backward pass with the lines that go wrong; i counts from the last layer, 0."""
    grads, dA = [], dY
    for i, c in enumerate(reversed(cache)):
        dZ = dA * slope(c, i, dA)
        grads.append((c["X"].T @ dZ if dW is None else dW(dZ, c, dA), dZ.sum(axis=0) if db is None else db(dZ, c, dA)))
        dA = dZ @ c["W"].T if down is None else down(dZ, c, dA)
    return grads[::-1], dA


@mutant("mlp_backward", "sign")
def _(dY, cache):
    return loop(-dY, cache)


@mutant("mlp_backward", "averaged")
def _(dY, cache):
    grads, dX = loop(dY, cache)
    return [(dW / len(dY), db / len(dY)) for dW, db in grads], dX


@mutant("mlp_backward", "averaged-throughout")
def _(dY, cache):
    return loop(dY / len(dY), cache)


@mutant("mlp_backward", "dW-averaged")
def _(dY, cache):
    return loop(dY, cache, dW=lambda dZ, c, dA: c["X"].T @ dZ / len(dZ))


@mutant("mlp_backward", "db-averaged")
def _(dY, cache):
    return loop(dY, cache, db=lambda dZ, c, dA: dZ.mean(axis=0))


@mutant("mlp_backward", "slopes-missing")
def _(dY, cache):
    return loop(dY, cache, slope=lambda c, i, dA: 1)


@mutant("mlp_backward", "hidden-slopes-missing")
def _(dY, cache):
    return loop(dY, cache, slope=lambda c, i, dA: c["df"](c["Z"]) if i == 0 else 1)


@mutant("mlp_backward", "last-slope-missing")
def _(dY, cache):
    return loop(dY, cache, slope=lambda c, i, dA: c["df"](c["Z"]) if i > 0 else 1)


@mutant("mlp_backward", "first-slope-missing")
def _(dY, cache):
    grads, dA = [], dY
    for l in range(len(cache) - 1, -1, -1):
        c = cache[l]
        dZ = dA * c["df"](c["Z"]) if l > 0 or len(cache) == 1 else dA
        grads.insert(0, (c["X"].T @ dZ, dZ.sum(0)))
        dA = dZ @ c["W"].T
    return grads, dA


@mutant("mlp_backward", "slopes-twice")
def _(dY, cache):
    return loop(dY, cache, slope=lambda c, i, dA: c["df"](c["Z"]) * c["df"](c["Z"]))


@mutant("mlp_backward", "slopes-at-A")
def _(dY, cache):
    f = {
        "df_sigmoid": lambda z: 1 / (1 + np.exp(-z)), "df_tanh": np.tanh, "df_relu": lambda z: np.maximum(z, 0),
        "df_leaky": lambda z: np.where(z > 0, z, 0.1 * z), "df_identity": lambda z: z,
    }
    activations = [c["X"] for c in cache[1:]] + [f[cache[-1]["df"].__name__](cache[-1]["Z"])]
    grads, dA = [], dY
    for c, A in zip(reversed(cache), reversed(activations)):
        dZ = dA * c["df"](A)
        grads.insert(0, (c["X"].T @ dZ, dZ.sum(0)))
        dA = dZ @ c["W"].T
    return grads, dA


@mutant("mlp_backward", "slopes-at-dA")
def _(dY, cache):
    return loop(dY, cache, slope=lambda c, i, dA: c["df"](dA))


@mutant("mlp_backward", "values-for-slopes")
def _(dY, cache):
    return loop(dY, cache, slope=lambda c, i, dA: c["Z"])


@mutant("mlp_backward", "upstream-ignored")
def _(dY, cache):
    return loop(np.ones(dY.shape), cache)


@mutant("mlp_backward", "upstream-summed")
def _(dY, cache):
    return loop(dY.sum(axis=0), cache)


@mutant("mlp_backward", "dW-transposed")
def _(dY, cache):
    return loop(dY, cache, dW=lambda dZ, c, dA: dZ.T @ c["X"])


@mutant("mlp_backward", "dW-from-Z")
def _(dY, cache):
    return loop(dY, cache, dW=lambda dZ, c, dA: c["Z"].T @ dZ)


@mutant("mlp_backward", "dW-without-slope")
def _(dY, cache):
    return loop(dY, cache, dW=lambda dZ, c, dA: c["X"].T @ dA)


@mutant("mlp_backward", "db-without-slope")
def _(dY, cache):
    return loop(dY, cache, db=lambda dZ, c, dA: dA.sum(axis=0))


@mutant("mlp_backward", "db-over-units")
def _(dY, cache):
    return loop(dY, cache, db=lambda dZ, c, dA: dZ.sum(axis=1))


@mutant("mlp_backward", "db-not-summed")
def _(dY, cache):
    return loop(dY, cache, db=lambda dZ, c, dA: dZ)


@mutant("mlp_backward", "db-keepdims")
def _(dY, cache):
    return loop(dY, cache, db=lambda dZ, c, dA: np.sum(dZ, axis=0, keepdims=True))


@mutant("mlp_backward", "db-one-number")
def _(dY, cache):
    return loop(dY, cache, db=lambda dZ, c, dA: np.sum(dZ))


@mutant("mlp_backward", "db-last-example")
def _(dY, cache):
    return loop(dY, cache, db=lambda dZ, c, dA: dZ[-1])


@mutant("mlp_backward", "untransposed")
def _(dY, cache):
    return loop(dY, cache, down=lambda dZ, c, dA: dZ @ c["W"])


@mutant("mlp_backward", "handed-down-without-slope")
def _(dY, cache):
    return loop(dY, cache, down=lambda dZ, c, dA: dA @ c["W"].T)


@mutant("mlp_backward", "handed-down-by-dW")
def _(dY, cache):
    return loop(dY, cache, down=lambda dZ, c, dA: dZ @ (c["X"].T @ dZ).T)


@mutant("mlp_backward", "handed-down-averaged")
def _(dY, cache):
    return loop(dY, cache, down=lambda dZ, c, dA: dZ @ c["W"].T / len(dZ))


@mutant("mlp_backward", "dX-is-dZ")
def _(dY, cache):
    grads, dA = [], dY
    for l in range(len(cache) - 1, -1, -1):
        c = cache[l]
        dZ = dA * c["df"](c["Z"])
        grads.insert(0, (c["X"].T @ dZ, dZ.sum(0)))
        if l > 0:
            dA = dZ @ c["W"].T
    return grads, dZ


@mutant("mlp_backward", "order-reversed")
def _(dY, cache):
    grads, dX = loop(dY, cache)
    return grads[::-1], dX


@mutant("mlp_backward", "pairs-swapped")
def _(dY, cache):
    grads, dX = loop(dY, cache)
    return [(db, dW) for dW, db in grads], dX


@mutant("mlp_backward", "type", "the two results have changed places")
def _(dY, cache):
    grads, dX = loop(dY, cache)
    return dX, grads


@mutant("mlp_backward", "double")
def _(dY, cache):
    return loop(2 * dY, cache)


@mutant("mlp_backward", "mutates-input")
def _(dY, cache):
    for c in reversed(cache):
        slope = c["df"](c["Z"])
        if dY.dtype.kind == "f":
            dY *= slope
        else:
            dY = dY * slope
        c["grad"] = (c["X"].T @ dY, dY.sum(0))
        dY = dY @ c["W"].T
    return [c.pop("grad") for c in cache], dY


@mutant("mlp_backward", "type", "dX forgotten")
def _(dY, cache):
    return loop(dY, cache)[0]


@mutant("mlp_backward", "returns-none")
def _(dY, cache):
    loop(dY, cache)


@mutant("mlp_backward", "dX-is-upstream")
def _(dY, cache):
    grads, dA = [], dY
    for c in cache[::-1]:
        dX = dA
        dZ = dX * c["df"](c["Z"])
        grads.insert(0, (c["X"].T @ dZ, dZ.sum(0)))
        dA = dZ @ c["W"].T
    return grads, dX


@mutant("mlp_backward", "relu-built-in")
def _(dY, cache):
    return loop(dY, cache, slope=lambda c, i, dA: c["Z"] > 0)


@mutant("mlp_backward", "first-df-everywhere")
def _(dY, cache):
    df = cache[0]["df"]
    return loop(dY, cache, slope=lambda c, i, dA: df(c["Z"]))


@mutant("mlp_backward", "last-df-everywhere")
def _(dY, cache):
    df = cache[-1]["df"]
    return loop(dY, cache, slope=lambda c, i, dA: df(c["Z"]))


@mutant("mlp_backward", "hidden-slopes-at-A")
def _(dY, cache):
    after = {id(a): b["X"] for a, b in zip(cache, cache[1:])}
    return loop(dY, cache, slope=lambda c, i, dA: c["df"](after.get(id(c), c["Z"])))


@mutant("mlp_backward", "df-of-product")
def _(dY, cache):
    grads, dA = [], dY
    for c in cache[::-1]:
        dZ = c["df"](dA * c["Z"])
        grads.insert(0, (c["X"].T @ dZ, dZ.sum(0)))
        dA = dZ @ c["W"].T
    return grads, dA


@mutant("mlp_backward", "slopes-at-X")
def _(dY, cache):
    return loop(dY, cache, slope=lambda c, i, dA: c["df"](c["X"]))


@mutant("mlp_backward", "dW-and-db-without-slope")
def _(dY, cache):
    return loop(dY, cache, dW=lambda dZ, c, dA: c["X"].T @ dA, db=lambda dZ, c, dA: dA.sum(axis=0))
