import numpy as np

from tests.checks.solutions import right, wrong


@right("mlp_backward")
def matrices(dY, cache):
    grads, dA = [], dY
    for layer in reversed(cache):
        dZ = dA * layer["df"](layer["Z"])
        grads.append((layer["X"].T @ dZ, dZ.sum(0)))
        dA = dZ @ layer["W"].T
    return grads[::-1], dA


@right("mlp_backward")
def recursive_with_einsum(dY, cache):
    if not cache:
        return [], dY
    last = cache[-1]
    dZ = np.multiply(dY, last["df"](last["Z"]))
    grads, dX = recursive_with_einsum(np.einsum("nm,dm->nd", dZ, last["W"]), cache[:-1])
    return [*grads, (np.einsum("nd,nm->dm", last["X"], dZ), np.einsum("nm->m", dZ))], dX


@right("mlp_backward")
def in_float32(dY, cache):
    grads, dX = matrices(dY.astype("f"), cache)
    return [(dW.astype("f"), db.astype("f")) for dW, db in grads], dX.astype("f")


@wrong("mlp_backward", "slope-missing")
def forgets_the_slope(dY, cache):
    return matrices(dY, [{**layer, "df": np.ones_like} for layer in cache])


@wrong("mlp_backward", "last-slope-missing")
def forgets_the_last_slope(dY, cache):
    return matrices(dY, [*cache[:-1], {**cache[-1], "df": np.ones_like}])


@wrong("mlp_backward", "averaged")
def divides_by_n(dY, cache):
    grads, dX = matrices(dY, cache)
    return [(dW / len(dY), db / len(dY)) for dW, db in grads], dX


@wrong("mlp_backward", "db-averaged")
def mean_for_sum(dY, cache):
    grads, dA = [], dY
    for layer in cache[::-1]:
        dZ = dA * layer["df"](layer["Z"])
        grads.insert(0, (layer["X"].T @ dZ, dZ.mean(0)))
        dA = dZ @ layer["W"].T
    return grads, dA


@wrong("mlp_backward", "sign")
def minus(dY, cache):
    return matrices(-dY, cache)


@wrong("mlp_backward", "upstream-ignored")
def starts_from_ones(dY, cache):
    return matrices(np.ones_like(dY), cache)


@wrong("mlp_backward", "mutates-input")
def scales_in_place(dY, cache):
    for layer in reversed(cache):
        dY *= layer["df"](layer["Z"])
        layer["grads"] = (layer["X"].T @ dY, dY.sum(0))
        dY = dY @ layer["W"].T
    return [layer.pop("grads") for layer in cache], dY


@wrong("mlp_backward", "")
def forgets_one_slope_in_the_middle_and_swaps(dY, cache):
    grads, dX = matrices(dY * np.sin(dY), cache)
    return grads, dX
