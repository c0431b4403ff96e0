import torch
from torch.nn import functional as F

from tests.checks.solutions import right, wrong


def _direction(model, x, y, reduction="mean"):
    mode = model.training
    model.eval()
    x = x.clone().detach().requires_grad_(True)
    (g,) = torch.autograd.grad(F.cross_entropy(model(x), y, reduction=reduction), x)
    model.train(mode)
    return g


@right("fgsm")
def autograd(model, x, y, eps):
    return (x + eps * _direction(model, x, y).sign()).clamp(0, 1)


@right("fgsm")
def summed(model, x, y, eps):
    return torch.clamp(x + eps * torch.sign(_direction(model, x, y, "sum")), min=0, max=1).detach()


@right("fgsm")
def backward_and_tidy(model, x, y, eps):
    mode = model.training
    model.eval()
    for p in model.parameters():
        p.requires_grad_(False)
    x = x.detach().clone().requires_grad_()
    F.cross_entropy(model(x), y).backward()
    for p in model.parameters():
        p.requires_grad_(True)
    model.train(mode)
    return (x + eps * x.grad.sign()).clamp(0, 1).detach()


@wrong("fgsm", "minus")
def helps(model, x, y, eps):
    return (x - eps * _direction(model, x, y).sign()).clamp(0, 1)


@wrong("fgsm", "sign-missing")
def unsigned(model, x, y, eps):
    return (x + eps * _direction(model, x, y)).clamp(0, 1)


@wrong("fgsm", "not-clipped")
def leaves_the_box(model, x, y, eps):
    return x + eps * _direction(model, x, y).sign()


@wrong("fgsm", "direction-only")
def perturbation(model, x, y, eps):
    return eps * _direction(model, x, y).sign()


@wrong("fgsm", "mutates-input")
def pollutes_gradients(model, x, y, eps):
    mode = model.training
    model.eval()
    x = x.detach().clone().requires_grad_()
    F.cross_entropy(model(x), y).backward()
    model.train(mode)
    return (x + eps * x.grad.sign()).clamp(0, 1).detach()


@wrong("fgsm", "mutates-input")
def leaves_eval(model, x, y, eps):
    out = autograd(model, x, y, eps)
    model.eval()
    return out


@wrong("fgsm", "not-detached")
def on_the_graph(model, x, y, eps):
    return autograd(model, x, y, eps).requires_grad_()


@wrong("fgsm", "mutates-input")
def in_training_mode(model, x, y, eps):
    x = x.clone().requires_grad_()
    (g,) = torch.autograd.grad(F.cross_entropy(model(x), y), x)
    return (x + eps * g.sign()).clamp(0, 1).detach()
