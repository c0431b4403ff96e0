"""`d_step`: shape 8, a procedure on objects; a scenario gives two small models and reports what moved."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from types import SimpleNamespace
from typing import Any

import numpy as np

from course.checks import Case, Exercise, Mistake, Tolerance, scenario, tensor
from course.checks.facts import inside, kept_world
from course.checks.oracles import checkpoints
from course.checks.plain import plain

OUTPUTS = ("loss", "what moved")  # what must stay stands beside what must move: doing nothing earns nothing
STAYS = {"D's mode": "train", "G's weights": "as before", "G's gradients": "as before"}


def _linear(W: Any, b: Any, flat: bool) -> Any:
    """Return a linear model with given weights; a `flat` one gives (N,) logits."""
    import torch

    with kept_world():  # a fresh layer draws from torch's global generator
        layer = torch.nn.Linear(*W.shape)
    with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(W.T))
        layer.bias.copy_(torch.from_numpy(b))
    return torch.nn.Sequential(layer, torch.nn.Flatten(0)) if flat else torch.nn.Sequential(layer)


@scenario
def trial_d_step(d_step: Any, D: Any, G: Any, old: Any, real: Any, z: Any, lr: float) -> dict[str, Any]:
    """Run one step with SGD; D and G start with gradients `old` of an earlier step."""
    import torch

    d, g = _linear(*D, flat=True), _linear(*G, flat=False)
    for p in (*d.parameters(), *g.parameters()):
        p.grad = torch.full_like(p, float(old))
    before = plain(inside(g))
    loss = d_step(d, g, real, z, torch.optim.SGD(d.parameters(), lr))
    after = plain(inside(g))
    weight, bias = (p.detach().numpy().copy() for p in d.parameters())
    moved = {"D's weights": [weight.T, bias], "D's mode": "train" if d.training else "eval"}
    for part in ("weights", "gradients"):
        same = all(np.array_equal(before[part][k].array, after[part][k].array) for k in before[part])
        moved[f"G's {part}"] = "as before" if same else "changed"
    return {"loss": loss, "what moved": moved}


def _softplus(x: Any) -> Any:
    return np.log1p(np.exp(x))


def _run(
    D: Any, G: Any, old: float, real: Any, z: Any, lr: float, *, on_real: float = 1.0, on_fake: float = 1.0, scale: float = 1.0, leak: bool = False,
    sign: float = 1.0, moves: bool = True,
) -> dict[str, Any]:  # fmt: skip
    """Return the outputs; each switch is a deviation. D's gradient is the derivative of the loss, by perturbation."""
    real, fake = np.asarray(real, float), np.asarray(z, float) @ np.asarray(G[0], float) + G[1]

    def loss(e: dict[str, Any]) -> Any:
        logit = [
            _softplus(s * (x @ e["w"] + e["b"][:, None]))[..., 0].mean(-1)
            for s, x in ((-sign, real), (sign, fake))
        ]
        return scale * (on_real * logit[0] + on_fake * logit[1])

    inputs = {"w": np.asarray(D[0], float), "b": np.asarray(D[1], float)}
    value = float(loss({k: v[None] for k, v in inputs.items()})[0])
    d = checkpoints([("loss", loss)], inputs, ("w", "b"))
    new = [v - moves * lr * (d[k] + leak * old) for k, v in inputs.items()]
    return {"loss": value, "what moved": {"D's weights": [n.astype(np.float32) for n in new], **STAYS}}


def _spec(**given: Any) -> Any:
    return _run(**given)


def _wrong(**switches: Any) -> Any:
    return lambda c, right: _run(**vars(c), **switches)


def _but(part: str, c: SimpleNamespace, right: Any) -> Any:
    return {**right, "what moved": {**right["what moved"], part: "changed"}}


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    for n, m, d, k, old in ((3, 2, 2, 1, 0.5), (5, 5, 3, 4, -0.25), (4, 6, 2, 3, 1.0)):
        D, G = ([rng.normal(size=s).astype("f") for s in sizes] for sizes in (((d, 1), (1,)), ((k, d), (d,))))
        real, z = tensor(rng.normal(size=(n, d)).astype("f")), tensor(rng.normal(size=(m, k)).astype("f"))
        yield Case({"D": D, "G": G, "old": old, "real": real, "z": z, "lr": 0.5}, scenario="trial_d_step")


d_step = Exercise(
    name="d_step",
    points=15,
    law="d_step(D, G, real, z, opt_d) → float: one step of D on mean softplus(−D(real)) + mean softplus(D(G(z))); G and its .grad stay",
    cases=_cases,
    spec=_spec,
    outputs=OUTPUTS,
    tolerance=Tolerance(rtol=1e-4, atol=1e-6),
    imports=("torch", "tests.checks.shapes.d_step"),
    mistakes=(
        Mistake("fake-term-missing", _wrong(on_fake=0.0), "the fakes play no part in D's loss"),
        Mistake("real-term-missing", _wrong(on_real=0.0), "the real examples play no part in D's loss"),
        Mistake("terms-averaged", _wrong(scale=0.5), "the two terms are averaged, the law adds them"),
        Mistake("labels-swapped", _wrong(sign=-1.0), "D learns to call fakes real"),
        Mistake("old-gradients", _wrong(leak=True), "the gradients of an earlier step are still there: zero_grad is missing"),
        Mistake("no-step", _wrong(moves=False), "D has not moved"),
        Mistake("not-detached", partial(_but, "G's gradients"), "the loss of D flows back into G"),
        Mistake("G-moved", partial(_but, "G's weights"), "G has moved in D's step"),
    ),
)  # fmt: skip
