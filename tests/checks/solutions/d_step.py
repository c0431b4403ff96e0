import torch
from torch.nn import functional as F

from tests.checks.solutions import right, wrong


def _loss(D, real, fake):
    return F.softplus(-D(real)).mean() + F.softplus(D(fake)).mean()


def _step(opt, loss):
    opt.zero_grad()
    loss.backward()
    opt.step()
    return loss.item()


@right("d_step")
def detaches(D, G, real, z, opt_d):
    return _step(opt_d, _loss(D, real, G(z).detach()))


@right("d_step")
def without_grad_and_bce(D, G, real, z, opt_d):
    with torch.no_grad():
        fake = G(z)
    on_real, on_fake = D(real), D(fake)
    opt_d.zero_grad()
    loss = F.binary_cross_entropy_with_logits(on_real, torch.ones_like(on_real))
    loss = loss + F.binary_cross_entropy_with_logits(on_fake, torch.zeros_like(on_fake))
    loss.backward()
    opt_d.step()
    return float(loss)


@wrong("d_step", "not-detached")
def flows_into_g(D, G, real, z, opt_d):
    return _step(opt_d, _loss(D, real, G(z)))


@wrong("d_step", "fake-term-missing")
def only_real(D, G, real, z, opt_d):
    return _step(opt_d, F.softplus(-D(real)).mean())


@wrong("d_step", "terms-averaged")
def halves(D, G, real, z, opt_d):
    return _step(opt_d, _loss(D, real, G(z).detach()) / 2)


@wrong("d_step", "labels-swapped")
def swaps(D, G, real, z, opt_d):
    return _step(opt_d, F.softplus(D(real)).mean() + F.softplus(-D(G(z).detach())).mean())


@wrong("d_step", "old-gradients")
def forgets_zero_grad(D, G, real, z, opt_d):
    loss = _loss(D, real, G(z).detach())
    loss.backward()
    opt_d.step()
    return loss.item()


@wrong("d_step", "no-step")
def forgets_the_step(D, G, real, z, opt_d):
    loss = _loss(D, real, G(z).detach())
    opt_d.zero_grad()
    loss.backward()
    return loss.item()


@wrong("d_step", "G-moved")
def moves_both(D, G, real, z, opt_d):
    loss = detaches(D, G, real, z, opt_d)
    with torch.no_grad():
        for p in G.parameters():
            p -= 0.1
    return loss


@wrong("d_step", "type")
def returns_nothing(D, G, real, z, opt_d):
    detaches(D, G, real, z, opt_d)
