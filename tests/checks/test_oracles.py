"""Every oracle against two others: torch's autograd in float64, and central differences one entry at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course.checks import Case
from course.checks.oracles import checkpoints, derivative, run
from tests.checks.shapes import declared
from tests.checks.shapes.conv_backward import conv

RNG = np.random.default_rng(5)
FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "cubes": lambda x: (x**3).sum((-1, -2)),
    "exp": lambda x: np.exp(x).sum((-1, -2)),
    "tanh of a product": lambda x: np.tanh(x @ np.arange(3.0)).sum(-1),
    "quotient": lambda x: (x[..., 0, 0] + 2) / (x[..., 1, 1] ** 2 + 1),
    "log of a sum": lambda x: np.log(np.exp(x).sum((-1, -2))),
}


def one_by_one(f: Callable[[Any], Any], x: np.ndarray, h: float = 1e-6) -> np.ndarray:
    """Return central differences, an entry at a time, without leading axes."""
    out = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = h
        out[i] = (float(f(x + e)) - float(f(x - e))) / (2 * h)
    return out


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("method", ["complex", "central"])
def test_a_derivative_agrees_with_differences_one_by_one(name: str, method: str) -> None:
    x = RNG.normal(size=(2, 3))
    np.testing.assert_allclose(
        derivative(FUNCTIONS[name], x, method), one_by_one(FUNCTIONS[name], x), rtol=1e-6, atol=1e-8
    )


def test_complex_steps_are_exact_to_rounding() -> None:
    x = RNG.normal(size=(2, 3))
    np.testing.assert_allclose(derivative(FUNCTIONS["cubes"], x), 3 * x**2, rtol=1e-15)


def test_integers_and_scalars_are_taken_as_floats() -> None:
    assert derivative(lambda x: x**2, np.asarray(3)) == 6
    assert derivative(lambda x: x[..., 0] ** 2, np.array([2])).tolist() == [4]


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(ValueError, match="complex or central, got 'forward'"):
        derivative(lambda x: x, np.ones(1), "forward")


STEPS = [
    ("Z", lambda e: e["X"] @ e["W"] + e["b"][:, None]),
    ("A", lambda e: np.tanh(e["Z"])),
    ("S", lambda e: e["A"] * e["A"] + e["Z"]),
]


def test_every_checkpoint_agrees_with_differences_one_by_one() -> None:
    inputs = {"X": RNG.normal(size=(4, 2)), "W": RNG.normal(size=(2, 3)), "b": RNG.normal(size=3)}
    upstream = RNG.normal(size=(4, 3))
    d = checkpoints(STEPS, inputs, ("X", "W", "b", "Z", "A", "S"), upstream)
    values = run(STEPS, inputs)
    for name in inputs:
        np.testing.assert_allclose(
            d[name],
            one_by_one(
                lambda v, name=name: (run(STEPS, {**inputs, name: v})["S"] * upstream).sum(), inputs[name]
            ),
            rtol=1e-6,
            atol=1e-8,
        )
    np.testing.assert_allclose(
        d["Z"], one_by_one(lambda Z: ((np.tanh(Z) ** 2 + Z) * upstream).sum(), values["Z"]), rtol=1e-6
    )
    np.testing.assert_allclose(d["A"], 2 * values["A"] * upstream)
    np.testing.assert_allclose(d["S"], upstream)


def test_a_checkpoint_in_the_middle_stands_for_everything_before_it() -> None:
    d = checkpoints(
        [("a", lambda e: e["x"] ** 2), ("b", lambda e: e["a"] * e["x"])], {"x": np.float64(3)}, ("x", "a")
    )
    assert d["x"] == pytest.approx(27)
    assert d["a"] == pytest.approx(3)


def _torch_mlp(c: Any) -> dict[str, np.ndarray]:
    import torch

    acts = {
        "trial_relu": torch.relu,
        "trial_leaky": lambda z: torch.nn.functional.leaky_relu(z, 0.1),
        "trial_tanh": torch.tanh,
        "trial_identity": lambda z: z,
    }
    X = torch.tensor(np.array(c.cache[0]["X"]), requires_grad=True)
    A, weights = X, []
    for layer in c.cache:
        W = torch.tensor(np.array(layer["W"]), requires_grad=True)
        b = torch.tensor((layer["Z"] - layer["X"] @ layer["W"])[0], requires_grad=True)
        weights.append((W, b))
        A = acts[layer["df"].__name__](A @ W + b)
    A.backward(torch.tensor(c.dY))
    named = {}
    for k, (W, b) in enumerate(reversed(weights), 1):
        named |= {f"dW[-{k}]": W.grad.numpy(), f"db[-{k}]": b.grad.numpy()}
    return {**named, "dX": X.grad.numpy()}


def _torch_conv(c: Any) -> dict[str, np.ndarray]:
    import torch

    X, W, b = (torch.tensor(v, requires_grad=True) for v in (c.X, c.W, np.zeros(len(c.W))))
    Y = torch.nn.functional.conv2d(X, W, b, stride=getattr(c, "stride", 1), padding=getattr(c, "pad", 0))
    np.testing.assert_allclose(
        Y.detach().numpy(),
        conv(c.X, c.W, np.zeros(len(c.W)), getattr(c, "stride", 1), getattr(c, "pad", 0)),
        rtol=1e-10,
        atol=1e-12,
    )
    Y.backward(torch.tensor(c.dY))
    return {"dX": X.grad.numpy(), "dW": W.grad.numpy(), "db": b.grad.numpy()}


@pytest.mark.torch
@pytest.mark.parametrize(("name", "other"), [("mlp_backward", _torch_mlp), ("conv_backward", _torch_conv)])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_gradients_agree_with_torch(
    name: str, other: Callable[[Any], dict[str, np.ndarray]], seed: int
) -> None:
    pytest.importorskip("torch")
    ex = declared(name)
    for case in ex.probes(seed, hidden=True):
        right, theirs = ex.right(case), other(case.inputs())
        for output, value in theirs.items():
            np.testing.assert_allclose(ex.part(right, output), value, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", ["mlp_backward", "conv_backward"])
def test_gradients_agree_with_differences_one_by_one(name: str) -> None:
    ex = declared(name)
    for case in ex.probes(4)[:4]:
        c, right = case.inputs(), ex.right(case)
        np.testing.assert_allclose(
            ex.part(right, "dX"), one_by_one(_loss(name, c), _x(name, c)), rtol=1e-5, atol=1e-7
        )


def _x(name: str, c: Any) -> np.ndarray:
    return np.asarray(c.X if name == "conv_backward" else c.cache[0]["X"])


def _loss(name: str, c: Any) -> Callable[[Any], Any]:
    if name == "conv_backward":
        return lambda X: (
            conv(X, c.W, np.zeros(len(c.W)), getattr(c, "stride", 1), getattr(c, "pad", 0)) * c.dY
        ).sum()

    def loss(A: Any) -> Any:
        from tests.checks.shapes.mlp_backward import FORWARD

        for layer in c.cache:
            A = FORWARD[layer["df"].__name__](A @ layer["W"] + (layer["Z"] - layer["X"] @ layer["W"])[0])
        return (A * c.dY).sum()

    return loss


@pytest.mark.torch
def test_the_class_value_agrees_with_torch() -> None:
    torch = pytest.importorskip("torch")
    from tests.checks.shapes.Value import _apply

    ex = declared("Value")
    for case in ex.probes(3)[:-1]:
        xs = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in case.args["xs"]]
        nodes = list(xs)
        for op, *where in case.args["program"]:
            nodes.append(_apply(op, nodes, tuple(where)))
        nodes[-1].backward()
        right = ex.right(case)
        assert right["data"] == pytest.approx(nodes[-1].item())
        assert right["grads"] == pytest.approx([x.grad.item() for x in xs])


@pytest.mark.torch
def test_adam_agrees_with_torch() -> None:
    torch = pytest.importorskip("torch")
    ex = declared("adam")
    for case in ex.probes(3):
        c = case.inputs()
        w = torch.tensor(c.w, requires_grad=True)
        opt = torch.optim.Adam(
            [w], c.lr, (getattr(c, "beta1", 0.9), getattr(c, "beta2", 0.999)), getattr(c, "eps", 1e-8)
        )
        for g, right in zip(c.grads, ex.right(case), strict=True):
            w.grad = torch.tensor(g)
            opt.step()
            np.testing.assert_allclose(right, w.detach().numpy(), rtol=1e-9, atol=1e-12)


@pytest.mark.torch
def test_batch_norm_agrees_with_torch() -> None:
    torch = pytest.importorskip("torch")
    ex = declared("batchnorm_fwd")
    for case in ex.probes(3):
        c, right = case.inputs(), ex.right(case)
        bn = torch.nn.BatchNorm1d(len(c.gamma), eps=getattr(c, "eps", 1e-5)).double()
        with torch.no_grad():
            bn.weight.copy_(torch.tensor(c.gamma))
            bn.bias.copy_(torch.tensor(c.beta))
            for batch, Y in zip(c.batches, right["Y in training"], strict=True):
                np.testing.assert_allclose(Y, bn(torch.tensor(batch)).numpy(), rtol=1e-9, atol=1e-9)
            np.testing.assert_allclose(right["running mean"], bn.running_mean.numpy(), rtol=1e-9)
            np.testing.assert_allclose(right["running var"], bn.running_var.numpy(), rtol=1e-9)
            np.testing.assert_allclose(
                right["Y in test"], bn.eval()(torch.tensor(c.X)).numpy(), rtol=1e-9, atol=1e-9
            )


@pytest.mark.torch
def test_the_discriminator_s_step_agrees_with_torch() -> None:
    torch = pytest.importorskip("torch")
    ex = declared("d_step")
    for case in ex.probes(3):
        c, right = case.inputs(), ex.right(case)
        w, b = (torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in c.D)
        fake = c.z.double() @ torch.tensor(c.G[0]).double() + torch.tensor(c.G[1]).double()
        sp = torch.nn.functional.softplus
        loss = sp(-(c.real.double() @ w + b)).mean() + sp(fake @ w + b).mean()
        loss.backward()
        assert right["loss"] == pytest.approx(loss.item())
        for got, p in zip(right["what moved"]["D's weights"], (w, b), strict=True):
            np.testing.assert_allclose(got, (p - c.lr * p.grad).detach().numpy(), rtol=1e-5, atol=1e-6)


def test_no_case_of_a_gradient_sits_on_a_kink() -> None:
    for seed in range(20):
        for case in declared("mlp_backward").probes(seed, hidden=True):
            assert isinstance(case, Case)
            assert all(np.abs(layer["Z"]).min() > 1e-9 for layer in case.args["cache"])
