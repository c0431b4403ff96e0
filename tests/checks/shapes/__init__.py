"""Exercises of the nine shapes, declared as a lab would declare them: the proof that the interface carries them."""

from __future__ import annotations

import importlib

from course.checks import Exercise

NUMPY = (
    "mlp_backward",
    "num_grad",
    "Value",
    "adam",
    "minibatches",
    "batchnorm_fwd",
    "conv_backward",
    "dropout_forward",
    "blob_weights",
)
TORCH = ("d_step", "LeNet5", "fgsm")


def declared(name: str) -> Exercise:
    """Return the exercise called `name`."""
    exercise = getattr(importlib.import_module(f"tests.checks.shapes.{name}"), name)
    assert isinstance(exercise, Exercise)
    return exercise
