"""What goes wrong in `conv_backward`, output by output."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.checks import Mistake
from course.checks.mistakes import ANY, Predict
from course.exercises.lab08_convolution.layers import padded, square
from course.exercises.lab08_convolution.wrong_gradients import (
    counted,
    crop,
    dW,
    dX,
    last_window,
    near,
    on,
    on_all,
    one_place,
    whole,
)

_FLIP = "Write y[0] and y[1] of the 1-D toy: which weight links x[1] to y[0]?"
_SUM = "Do backward functions of layers divide, or does the loss?"

OF_DX = (
    Mistake("dX-last-window-only", on("dX", last_window), "where windows overlap, dX keeps what the last window wrote", "A pixel that two windows see: how many terms has its gradient?", "= for +="),
    Mistake("dX-kernel-flipped", on("dX", lambda c, r: dX(c, W=c.W[:, :, ::-1, ::-1])), "in dX the kernel is turned by 180 degrees", _FLIP, "full correlation without the flip, or a flip too many"),
    Mistake("dX-kernel-rows-flipped", on("dX", lambda c, r: dX(c, W=c.W[:, :, ::-1])), "in dX the kernel is upside down", _FLIP, "flipped on one axis"),
    Mistake("dX-kernel-columns-flipped", on("dX", lambda c, r: dX(c, W=c.W[:, :, :, ::-1])), "in dX the kernel is mirrored", _FLIP, "flipped on one axis"),
    Mistake("dX-kernel-transposed", on("dX", lambda c, r: dX(c, W=np.swapaxes(c.W, 2, 3)) if square(c.W) else ANY), "in dX rows and columns of the kernel have changed places", "Which axis of W is its height?", "transposed for flipped"),
    Mistake("dX-filters-and-channels-swapped", on("dX", lambda c, r: dX(c, W=np.swapaxes(c.W, 0, 1)) if c.W.shape[0] == c.W.shape[1] else ANY), "in dX filters and channels of W have changed places", "Over which axis of W does dX sum?", "sum over C"),
    Mistake("dX-not-cropped", on("dX", lambda c, r: whole(c)), "dX still has the zeros' rows and columns around it", "Which shape must dX have?", "padding not cut off"),
    Mistake("dX-cropped-at-the-end", on("dX", lambda c, r: crop(c, 0)), "dX is cut at the lower right only, so that it is shifted by the padding", "Where in the padded array does X begin?", "[:H, :W]"),
    Mistake("dX-cropped-at-the-start", on("dX", lambda c, r: crop(c, 2 * c.p)), "dX is cut at the upper left only, so that it is shifted by the padding", "Where in the padded array does X begin?", "[2p:]"),
    Mistake("dX-stride-ignored", on("dX", lambda c, r: dX(c, **near(c))), "dX goes back through windows at distance 1, whatever stride says", "Where did the window of Y[…, i, j] begin?", "i for i·stride"),
    Mistake("dX-last-filter-only", on("dX", lambda c, r: dX(c, W=c.W[-1:], dY=c.dY[:, -1:])), "dX holds the last filter's part only", "Which outputs does a pixel act on?", "= for += over filters"),
    Mistake("dX-first-filter-only", on("dX", lambda c, r: dX(c, W=c.W[:1], dY=c.dY[:, :1])), "dX holds the first filter's part only", "Which outputs does a pixel act on?", ""),
    Mistake("dX-filter-mean", on("dX", lambda c, r: r / len(c.W)), "dX is averaged over the filters", "Is it a sum or a mean over the filters?", ""),
    Mistake("dX-overlap-averaged", on("dX", lambda c, r: r / counted(c)), "where windows overlap, dX is their mean", "A pixel that two windows see: is its gradient the sum or the mean?", "divided by the number of windows"),
    Mistake("dX-channels-mixed", on("dX", lambda c, r: np.repeat(r.sum(1, keepdims=True), r.shape[1], 1)), "every channel of dX holds the sum over the channels", "Which kernels touch channel c?", "summed over C"),
    Mistake("dX-averaged", on("dX", lambda c, r: r / len(c.X)), "dX is divided by N", _SUM, "1/N"),
    Mistake("dX-sign", on("dX", lambda c, r: -r), "dX has the opposite sign", "Is dX the gradient or the step?", "sign"),
    Mistake("dX-upstream-ignored", on("dX", lambda c, r: dX(c, dY=np.ones(c.dY.shape))), "dX does not depend on dY", "Where does dY enter?", "ones for dY"),
    Mistake("dX-shifted-column", on("dX", lambda c, r: np.roll(r, 1, -1)), "the columns of dX have moved by one", "Where did the window of column 0 begin?", "off by one"),
    Mistake("dX-shifted-row", on("dX", lambda c, r: np.roll(r, 1, -2)), "the rows of dX have moved by one", "Where did the window of row 0 begin?", "off by one"),
    Mistake("dX-zero", on("dX", lambda c, r: 0 * r), "dX is 0 everywhere", "Is dX ever written?", "never filled"),
)  # fmt: skip

OF_DW = (
    Mistake("dW-flipped", on("dW", lambda c, r: r[:, :, ::-1, ::-1]), "dW is turned by 180 degrees", "Which pixel does W[…, 0, 0] meet in the first window?", "correlation with the arguments swapped, or a true convolution"),
    Mistake("dW-rows-flipped", on("dW", lambda c, r: r[:, :, ::-1]), "dW is upside down", "Which pixel does W[…, 0, 0] meet in the first window?", ""),
    Mistake("dW-columns-flipped", on("dW", lambda c, r: r[:, :, :, ::-1]), "dW is mirrored", "Which pixel does W[…, 0, 0] meet in the first window?", ""),
    Mistake("dW-transposed", on("dW", lambda c, r: np.swapaxes(r, 2, 3) if square(r) else ANY), "rows and columns of dW have changed places", "Which shape, and which order of axes, must dW have?", ""),
    Mistake("dW-filters-and-channels-swapped", on("dW", lambda c, r: np.swapaxes(r, 0, 1)), "filters and channels of dW have changed places", "In which order are the axes of W?", "dW as (C, F, h, k)"),
    Mistake("dW-last-image-only", on("dW", lambda c, r: dW(c, X=c.X[-1:], dY=c.dY[-1:])), "dW holds the last image's part only", "Which images does a weight act on?", "= for += over images"),
    Mistake("dW-first-image-only", on("dW", lambda c, r: dW(c, X=c.X[:1], dY=c.dY[:1])), "dW holds the first image's part only", "Which images does a weight act on?", ""),
    Mistake("dW-last-window-only", on("dW", lambda c, r: dW(c, dY=one_place(c.dY, -1))), "dW holds the last window's part only", "In how many windows is a weight used?", "= for += over windows"),
    Mistake("dW-first-window-only", on("dW", lambda c, r: dW(c, dY=one_place(c.dY, 0))), "dW holds the first window's part only", "In how many windows is a weight used?", "return in the loop"),
    Mistake("dW-stride-ignored", on("dW", lambda c, r: dW(c, **near(c))), "dW takes windows at distance 1, whatever stride says", "Where did the window of Y[…, i, j] begin?", "i for i·stride"),
    Mistake("dW-edge-padding", on("dW", lambda c, r: dW(c, X=padded(c.X, c.p, mode="edge"), pad=0)), "dW takes a border that repeats the outermost pixels", "With what was X padded in the forward pass?", ""),
    Mistake("dW-channels-mixed", on("dW", lambda c, r: np.repeat(r.sum(1, keepdims=True), r.shape[1], 1)), "every channel of dW holds the sum over the channels", "Which channel does kernel c look at?", "summed over C"),
    Mistake("dW-averaged", on("dW", lambda c, r: r / len(c.X)), "dW is divided by N", _SUM, "1/N"),
    Mistake("dW-mean-of-windows", on("dW", lambda c, r: r / (len(c.X) * c.dY[0, 0].size)), "dW is the mean over images and places", _SUM, "np.mean"),
    Mistake("dW-mean-of-places", on("dW", lambda c, r: r / c.dY[0, 0].size), "dW is divided by the number of places", _SUM, "mean over H′, W′"),
    Mistake("dW-sign", on("dW", lambda c, r: -r), "dW has the opposite sign", "Is dW the gradient or the step?", "sign"),
    Mistake("dW-upstream-ignored", on("dW", lambda c, r: dW(c, dY=np.ones(c.dY.shape))), "dW does not depend on dY", "Where does dY enter?", "ones for dY"),
    Mistake("dW-zero", on("dW", lambda c, r: 0 * r), "dW is 0 everywhere", "Is dW ever written?", "never filled"),
)  # fmt: skip


def _db(f: Callable[[np.ndarray], Any]) -> Predict:
    return on("db", lambda c, r: f(c.dY))


OF_DB = (
    Mistake("db-averaged", on("db", lambda c, r: r / len(c.X)), "db is divided by N", _SUM, "1/N"),
    Mistake("db-mean", _db(lambda g: g.mean((0, 2, 3))), "db is the mean over images and places, the law has a sum", _SUM, "np.mean"),
    Mistake("db-mean-of-places", on("db", lambda c, r: r / c.dY[0, 0].size), "db is divided by the number of places", _SUM, "mean over H′, W′"),
    Mistake("db-per-image", _db(lambda g: g.sum((2, 3))), "db has a row for each image", "Over which axes does b act?", "axis 0 not summed"),
    Mistake("db-per-place", _db(lambda g: g.sum(0)), "db has a number for each place", "Over which axes does b act?", "axes 2 and 3 not summed"),
    Mistake("db-over-filters-rows", _db(lambda g: g.sum((0, 1, 2))), "db is summed over the filters, and the columns are left", "Which axis of dY counts the filters?", "wrong axes"),
    Mistake("db-over-filters-columns", _db(lambda g: g.sum((0, 1, 3))), "db is summed over the filters, and the rows are left", "Which axis of dY counts the filters?", "wrong axes"),
    Mistake("db-over-filters", _db(lambda g: g.sum((1, 2, 3))), "db is summed over the filters, and the images are left", "Which axis of dY counts the filters?", "wrong axes"),
    Mistake("db-total", _db(lambda g: np.full(g.shape[1], g.sum())), "every entry of db holds the sum over all filters", "Which outputs does b[f] act on?", "no axis"),
    Mistake("db-one-number", _db(lambda g: g.sum()), "db is one number, the sum of all of dY", "Which shape must db have?", "no axis"),
    Mistake("db-kept-dimensions", _db(lambda g: g.sum((0, 2, 3), keepdims=True)), "db keeps the axes it was summed over", "Which shape must db have?", "keepdims"),
    Mistake("db-upstream-ignored", _db(lambda g: np.full(g.shape[1], float(g[:, 0].size))), "db counts places, it does not depend on dY", "Where does dY enter?", "ones for dY"),
    Mistake("db-last-image-only", _db(lambda g: g[-1].sum((1, 2))), "db holds the last image's part only", "Which images does b[f] act on?", "= for +="),
    Mistake("db-last-place-only", _db(lambda g: g[:, :, -1, -1].sum(0)), "db holds the last window's part only", "In how many windows is b[f] added?", "= for +="),
    Mistake("db-times-channels", on("db", lambda c, r: r * c.X.shape[1]), "db is counted once for each channel", "How often is b[f] added to one output?", "inside the loop over channels"),
    Mistake("db-times-kernel", on("db", lambda c, r: r * c.W[0, 0].size), "db is counted once for each entry of a kernel", "How often is b[f] added to one output?", "inside the loops over the kernel"),
    Mistake("db-sign", on("db", lambda c, r: -r), "db has the opposite sign", "Is db the gradient or the step?", "sign"),
    Mistake("db-zero", on("db", lambda c, r: 0 * r), "db is 0", "Is db ever written?", "never filled"),
)  # fmt: skip

OF_ALL = (
    Mistake("all-averaged", on_all(lambda c, r: tuple(v / len(c.X) for v in r)), "all three gradients are divided by N", _SUM, "1/N everywhere"),
    Mistake("weights-averaged", on_all(lambda c, r: (r[0], r[1] / len(c.X), r[2] / len(c.X))), "dW and db are divided by N", _SUM, "1/N in the parameters' gradients"),
    Mistake("all-negative", on_all(lambda c, r: tuple(-v for v in r)), "all three gradients have the opposite sign", "Are they gradients or steps?", "sign"),
    Mistake("upstream-ignored", on_all(lambda c, r: (dX(c, dY=np.ones(c.dY.shape)), dW(c, dY=np.ones(c.dY.shape)), np.full(len(c.W), float(c.dY[:, 0].size)))), "nothing depends on dY", "Where does dY enter?", "ones for dY"),
    Mistake("stride-ignored", on_all(lambda c, r: (dX(c, **near(c)), dW(c, **near(c)), r[2])), "dX and dW take windows at distance 1, whatever stride says", "Where did the window of Y[…, i, j] begin?", "i for i·stride"),
    Mistake("true-convolution", on_all(lambda c, r: (dX(c, W=c.W[:, :, ::-1, ::-1]), r[1][:, :, ::-1, ::-1], r[2])), "these are the gradients of the true convolution", "Does conv_forward flip the kernel?", "forward taken for a convolution"),
    Mistake("order-swapped", on_all(lambda c, r: (r[1], r[0], r[2])), "dX and dW have changed places", "In which order does the law return them?", "(dW, dX, db)"),
    Mistake("order-weights-first", on_all(lambda c, r: (r[1], r[2], r[0])), "the order is dW, db, dX", "In which order does the law return them?", "(dW, db, dX)"),
)  # fmt: skip
