# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] id="title"
r"""
# Build the layer that sees

![Left: a photograph of a man with a camera. Middle: its upright edges, the horizon is gone. Right: sixteen 3 × 3 filters that a network learned from digits.](figure:lab08_cover.png)

**What you will do.** Build a convolutional layer and pooling in NumPy, forwards and backwards, and train a small network of your own
layers on real digits: **437 of 450 held-out digits right, after half a second of training**.

**What you will be able to do**
- tell convolution from cross-correlation, and find the slip in a slide;
- say how large an output is, how many weights made it, and how many pixels it saw;
- write a layer with channels, padding and stride, and its three gradients;
- say what is equivariant, what is invariant, and what pooling forgets.

**Time** 2 sessions of 90 minutes. **Needs** NumPy, partial derivatives. **Borrows** ReLU, cross-entropy, mini-batches: section 0 recalls
them. **Points** {{total}}.
"""

# %% setup="lab08_convolution"
import numpy as np
from course import check, hint, load, me, my_rng, plots, predicted

# %% [markdown] id="how-it-works"
r"""
Cells that start with `check(...)` are graded; run them as often as you like. A failed check says what your result looks like, shows the
smallest case that goes wrong, and asks a question. `hint("name")` prints the next of three hints. Answers to
questions are recorded; whether they are right is told when the lab is graded.

Write your student number or any other word into the next cell: the numbers in your checks follow from it.
"""

# %% id="who"
me("")  # for example me("s1234567")

# %% [markdown] id="part-a"
r"""
---
# Session A · A window that slides
"""

# %% [markdown] id="section-0"
r"""
## 0 · What this lab borrows

**ReLU**: $\max(0, z)$; its slope is 1 for $z > 0$, else 0. **Softmax** turns scores into probabilities,
$p_k = e^{z_k} / \sum_j e^{z_j}$; **cross-entropy** is the mean of $-\log p_{\text{right}}$. Together their gradient by the scores is
$(p - \text{one-hot}) / N$.

A **mini-batch** is a handful of examples: one step each, all of them once an epoch. **Momentum** steps along a running sum of gradients,
$v \leftarrow 0.9\,v + g$. **He initialisation** draws weights with variance 2 over the number of inputs, so that signals keep
their size through ReLUs. The next cell has it all, given.
"""

# %% id="given-training"
def softmax_xent(Z, y):
    """Return (loss, dZ) for scores Z (N, K) and classes y (N,): the mean cross-entropy and its gradient."""
    P = np.exp(Z - Z.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    loss = -np.log(P[rows, y]).mean()
    P[rows, y] -= 1
    return loss, P / len(y)

def sgd(params, gradients, X, y, rng, epochs=10, lr=0.05, mu=0.9, batch=32):
    """Train with mini-batches and momentum; gradients(params, X, y) returns (loss, grads)."""
    params, v = dict(params), {k: np.zeros_like(p) for k, p in params.items()}
    for _ in range(epochs):
        for rows in np.array_split(rng.permutation(len(X)), len(X) // batch):
            loss, grads = gradients(params, X[rows], y[rows])
            for k in params:
                v[k] = mu * v[k] + grads[k]
                params[k] = params[k] - lr * v[k]
    return params

# %% [markdown] id="baseline"
r"""
**A number to beat.** Here are real digits, 8 × 8 pixels, written by 43 people. A softmax on the 64 raw pixels sees no picture, only a
list of numbers. How good is it?
"""

# %% id="baseline-code"
train, test = load("digits", part="train"), load("digits", part="test")

def linear_gradients(params, X, y):
    loss, dZ = softmax_xent(X @ params["V"] + params["c"], y)
    return loss, {"V": X.T @ dZ, "c": dZ.sum(axis=0)}

linear = sgd({"V": np.zeros((64, 10)), "c": np.zeros(10)}, linear_gradients, train.X / 16, train.y, np.random.default_rng(0))
right = np.argmax(test.X / 16 @ linear["V"] + linear["c"], axis=1) == test.y
print(f"{right.sum()} of {len(right)} held-out digits right, {right.mean():.1%}")
plots.images(*test.images[:10], titles=[f"{d}" for d in test.y[:10]], columns=10, side=0.75);

# %% [markdown] id="baseline-read"
r"""
426 of 450, 94.7 %: not bad for a list of numbers. Yet shuffle the 64 pixels in the same way in every image, and the same training ends exactly
where it did: this classifier does not know which pixels are neighbours. A layer that *sees* should use that neighbours belong together, and
that a stroke is a stroke wherever it stands.
"""

# %% [markdown] id="section-1" covers="92"
r"""
## 1 · An edge is a difference

Begin with the smallest thing there is to see. In a photograph brightness changes slowly almost everywhere, and fast at an edge. So look
at each pixel and its right neighbour:

$$y_{i,j} = x_{i,\,j+1} - x_{i,\,j} .$$

Read aloud: *how much brighter is the pixel to my right?* The row loses one pixel, because the last one has no right neighbour.
"""

# %% [markdown] hints="edge_filter" covers="92"
r"""
### Exercise 1.1 · `edge_filter`
{{points edge_filter}} · 3 min · ●○○

The image may hold bytes (`uint8`, 0 … 255), and bytes cannot be negative: in NumPy, 3 − 5 = 254 for them. Return floats.
"""

# %% exercise="edge_filter"
def edge_filter(img):
    """Return y (H, W − 1) with y[i, j] = img[i, j + 1] − img[i, j], as float64."""
    ### BEGIN SOLUTION
    img = np.asarray(img, dtype=float)
    return img[:, 1:] - img[:, :-1]
    ### END SOLUTION

# %% check="edge_filter"
check("edge_filter", edge_filter)

# %% [markdown] id="predict-horizon"
r"""
**Predict.** The photograph shows a man with a camera on a tripod; the horizon runs level behind him. Your filter compares neighbours
*in a row*. Which line will be missing from its result: the tripod's leg or the horizon?
"""

# %% id="guess-horizon"
my_line = None  # "leg" or "horizon"

# %% id="edge-photo"
photo = load("photo").images[0]
predicted(my_line, "horizon")
plots.images(photo, np.abs(edge_filter(photo)), np.abs(edge_filter(photo.T)).T, titles=("photograph", "upright edges", "level edges"), side=2.6);

# %% [markdown] id="edge-photo-read" covers="92"
r"""
Along the horizon, left and right neighbours are equally bright: the difference is near 0. Turn the image, filter, turn back, and the
horizon appears, while the upright middle leg fades. Two numbers, −1 and +1, are enough to see edges of one direction, anywhere in the picture. In 1959 David
Hubel and Torsten Wiesel found cells in a cat's visual cortex that answer to edges of one direction in one small **receptive field**.
"""

# %% [markdown] id="section-2" covers="79"
r"""
## 2 · Convolution on a line

Slide a small **kernel** along a signal, multiply, add: that is the whole idea. Mathematics does it with a twist. The **convolution** of
$x$ (length n) and $w$ (length k) is

$$(x * w)[t] = \sum_a x[a]\; w[t - a] .$$

Read aloud: *entry a of the signal acts on output t through the kernel entry t − a*. As a grows, the index of $w$ falls: the kernel runs
**backwards**.
"""

# %% [markdown] id="section-2-toy" covers="79"
r"""
**By hand.** $x = (1, 2, 3)$ and $w = (2, -1)$:

- $y[0] = x[0]\,w[0] = 2$
- $y[1] = x[0]\,w[1] + x[1]\,w[0] = -1 + 4 = 3$
- $y[2] = x[1]\,w[1] + x[2]\,w[0] = -2 + 6 = 4$
- $y[3] = x[2]\,w[1] = -3$

All four are the **full** convolution, of length n + k − 1. The **valid** part keeps those in which the shorter sequence lies wholly
inside the longer one: 3 and 4, max − min + 1 of them. Every product $x[a]\,w[b]$ lands in $y[a + b]$.
"""

# %% [markdown] hints="conv1d" covers="79"
r"""
### Exercise 2.1 · `conv1d`
{{points conv1d}} · 12 min · ●●○

Write it with loops or slices; `np.convolve` would leave you nothing to learn. The kernel may be longer than the signal.
"""

# %% exercise="conv1d"
def conv1d(x, w, mode):
    """Return the true convolution of x (n,) and w (k,); mode is "full" or "valid"."""
    ### BEGIN SOLUTION
    full = np.zeros(len(x) + len(w) - 1)
    for b in range(len(w)):
        full[b : b + len(x)] += x * w[b]
    edge = min(len(x), len(w)) - 1
    return full[edge : len(full) - edge] if mode == "valid" else full
    ### END SOLUTION

# %% check="conv1d"
check("conv1d", conv1d)

# %% [markdown] id="commute"
r"""
**Predict.** A signal of 5 values and a kernel of 3: does it matter which of the two you call the signal?
"""

# %% id="guess-commute"
my_difference = None  # the largest difference between conv1d(x, w) and conv1d(w, x)

# %% id="commute-code"
x, w = my_rng("commute").normal(size=5), np.array([1.0, 2.0, -1.0])
predicted(my_difference, np.abs(conv1d(x, w, "full") - conv1d(w, x, "full")).max().round(12))
print("not flipped, the order does matter:", conv1d(x, w[::-1], "full")[0].round(3), "and", conv1d(w, x[::-1], "full")[0].round(3))

# %% [markdown] id="commute-read" covers="79"
r"""
None, up to rounding: convolution **commutes**, and that is what the backward-running kernel is good for. Without the flip, which one is called the
kernel does matter. A network does not care about commuting, as we shall see; a mathematician does.
"""

# %% [markdown] id="section-3" covers="80"
r"""
## 3 · The sliding window

In two dimensions, forget the flip for a moment. Lay the kernel on the image, multiply what lies on each other, add everything up, move
on. That is **cross-correlation**:

$$Y[i, j] = \sum_a \sum_b X[i + a,\, j + b]\; K[a, b] .$$

Move the window with the two sliders. What happens at the borders, and how many places are there?
"""

# %% id="slide-window"
from ipywidgets import interact

X = np.array([[0, 0, 1, 0, 2], [3, 1, 0, 2, 0], [0, 2, 1, 1, 0], [1, 0, 0, 2, 3]])
K = np.array([[1, -1], [2, 0]])

def look(i=0, j=0):
    window = X[i : i + 2, j : j + 2]
    plots.images(X, window, K, window * K, numbers=True, frame=(i, j, 2, 2), columns=4, side=1.5,
                 titles=("X", "window", "K", f"products, sum {np.sum(window * K)}"))

interact(look, i=(0, 2), j=(0, 3));

# %% [markdown] hints="corr2d" covers="80 81"
r"""
### Exercise 3.1 · `corr2d`
{{points corr2d}} · 8 min · ●●○

One image, one kernel, no border: the window stays inside, so an image of 4 × 5 and a kernel of 2 × 2 have 3 × 4 places.
"""

# %% exercise="corr2d"
def corr2d(X, K):
    """Return the cross-correlation (H − h + 1, W − k + 1) of X (H, W) with K (h, k)."""
    ### BEGIN SOLUTION
    h, k = K.shape
    Y = np.zeros((X.shape[0] - h + 1, X.shape[1] - k + 1))
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = np.sum(X[i : i + h, j : j + k] * K)
    return Y
    ### END SOLUTION

# %% check="corr2d"
check("corr2d", corr2d)

# %% [markdown] id="find-the-slip" covers="80 81"
r"""
### Find the slip

A lecture slide defines convolution with the flipped kernel, $S(i,j) = \sum_m \sum_n I(m, n)\, K(i - m,\, j - n)$, and then gives this
example:

$$\begin{pmatrix} 0&1&2\\3&4&5\\6&7&8 \end{pmatrix} * \begin{pmatrix} 0&1\\2&3 \end{pmatrix} = \begin{pmatrix} 19&25\\37&43 \end{pmatrix}.$$

Check its first number by hand, once with the window as in `corr2d` and once by the slide's own definition. Then write the second.
"""

# %% [markdown] hints="conv2d_true" covers="80 81"
r"""
### Exercise 3.2 · `conv2d_true`
{{points conv2d_true}} · 4 min · ●○○

The true convolution: the kernel is turned round on **both** axes before it is laid on the image.
"""

# %% exercise="conv2d_true"
def conv2d_true(X, K):
    """Return the true convolution (H − h + 1, W − k + 1) of X (H, W) with K (h, k)."""
    ### BEGIN SOLUTION
    return corr2d(X, K[::-1, ::-1])
    ### END SOLUTION

# %% check="conv2d_true"
check("conv2d_true", conv2d_true)

# %% id="slip-code"
image, kernel = np.arange(9.0).reshape(3, 3), np.arange(4.0).reshape(2, 2)
print("cross-correlation\n", corr2d(image, kernel))
print("true convolution\n", conv2d_true(image, kernel))

# %% [markdown] id="slip-read" covers="80 81"
r"""
The slide's numbers are the cross-correlation; its definition gives 5, 11, 23, 29. Top left: $0·0 + 1·1 + 3·2 + 4·3 = 19$ without the
flip, $0·3 + 1·2 + 3·1 + 4·0 = 5$ with it. The slip is everywhere: deep learning says "convolution" and computes the cross-correlation.
It does no harm as long as the kernel is *learned*: a network that needs the flipped kernel learns the flipped kernel.
"""

# %% question="q_conv2d"
q_conv2d = "b"

# %% check="q_conv2d"
check("q_conv2d", q_conv2d)

# %% id="photo-kernels"
sobel = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
spots = np.array([[-1.0, -1, -1], [-1, 8, -1], [-1, -1, -1]])
kernels = {"blur": np.full((5, 5), 1 / 25), "upright edges": sobel, "level edges": sobel.T, "spots": spots}
maps = [corr2d(photo, k) for k in kernels.values()]
plots.images(photo, maps[0], *map(np.abs, maps[1:]), titles=("photograph", *kernels), columns=5, side=1.9);

# %% [markdown] id="photo-kernels-read" covers="92"
r"""
Four kernels, four views of one picture. The blur averages 25 neighbours; the edge kernels look at three rows at once and are calmer
than your two-number filter; the last one answers to single pixels that differ from their surroundings, so the grass lights up. People
designed such kernels for decades. From section 13 on, the network finds its own.
"""

# %% [markdown] id="section-4" covers="82 83"
r"""
## 4 · Borders and steps

Each layer of 3 × 3 windows eats a frame of one pixel. **Padding** puts `pad` rows and columns of zeros round the image first, on all
four sides; with pad = 1 a 3 × 3 window keeps the size. A **stride** of s moves the window by s pixels at a time, so that the output
shrinks by about that factor. If the last step would leave the image, it is not taken: incomplete windows are dropped.
"""

# %% id="pad-stride-code"
small = np.array([[1, 2, 0, 1], [0, 3, 1, 0], [2, 0, 1, 1], [1, 0, 0, 2]])
around = np.pad(small, 1)
whole = corr2d(around, np.ones((3, 3)))
plots.images(small, around, whole, whole[::2, ::2], numbers=True, columns=4, side=1.7,
             titles=("4 × 4", "padded, pad = 1", "sums of 3 × 3, stride 1", "the same with stride 2"));

# %% [markdown] id="pad-stride-read" covers="82 83"
r"""
A stride of 2 keeps every second output and skips the rest; computing all of them first would be a waste. Along the border the zeros make
the sums smaller: padding is an assumption about what lies outside the picture, and darkness is as good a guess as any.
"""

# %% [markdown] id="section-5" covers="84"
r"""
## 5 · How large is the output?

Look at one direction. With padding the row has $n + 2p$ pixels. The first window begins at 0, the last can begin at $n + 2p - k$; the
starts are $0, s, 2s, \dots$ So the number of places is

$$\left\lfloor \frac{n + 2p - k}{s} \right\rfloor + 1 .$$

Read aloud: *how often can I step without leaving, and one more for where I stood*.
"""

# %% [markdown] hints="out_size" covers="84"
r"""
### Exercise 5.1 · `out_size`
{{points out_size}} · 6 min · ●○○

Strides need not divide. What makes no sense is refused with a `ValueError`: k < 1, stride < 1, pad < 0, or a window larger than the
padded row.
"""

# %% exercise="out_size"
def out_size(n, k, pad=0, stride=1):
    """Return the number of places of a window of k on n pixels."""
    ### BEGIN SOLUTION
    if k < 1 or stride < 1 or pad < 0 or k > n + 2 * pad:
        raise ValueError(f"no window fits: n={n}, k={k}, pad={pad}, stride={stride}")
    return (n + 2 * pad - k) // stride + 1
    ### END SOLUTION

# %% check="out_size"
check("out_size", out_size)

# %% [markdown] id="section-6" covers="90 A10"
r"""
## 6 · Few weights, wide view

Your edge filter turns an image of 280 × 320 pixels into one of 280 × 319, with **2** weights. A dense layer between the same two would
have a weight from every pixel to every pixel. Two ideas save them: **sparse interactions** (an output looks at its window only) and
**shared weights** (every window uses the same kernel). Shared weights also learn from every place of every image, which makes them
harder to over-fit.
"""

# %% [markdown] hints="n_params" covers="90"
r"""
### Exercise 6.1 · `n_params`
{{points n_params}} · 5 min · ●○○

A layer has many filters. One filter looks through a k × k window at all `n_in` channels of its input (a colour image has three), and
there are `n_out` filters, each with one bias.
"""

# %% exercise="n_params"
def n_params(kind, n_in, n_out, k=1, bias=True):
    """Return how many numbers a layer learns; kind is "dense" or "conv"."""
    ### BEGIN SOLUTION
    window = k**2 if kind == "conv" else 1
    return n_in * n_out * window + (n_out if bias else 0)
    ### END SOLUTION

# %% check="n_params"
check("n_params", n_params)

# %% [markdown] id="predict-weights"
r"""
**Predict.** How many weights has the dense layer from 280 × 320 to 280 × 319 pixels, without biases? Guess the power of ten.
"""

# %% id="guess-weights"
my_power = None  # 10 to the power of what?

# %% id="count-weights"
dense = n_params("dense", 280 * 320, 280 * 319, bias=False)
predicted(my_power, f"{np.log10(dense):.1f}")
print(f"dense {dense:,} weights, the edge filter 2")
print(f"LeNet-5's first two layers: {n_params('conv', 1, 6, 5)} and {n_params('conv', 6, 16, 5)} numbers")

# %% [markdown] id="count-read" covers="90"
r"""
8,003,072,000 against 2: as float32 the dense matrix would fill 32 GB, and almost all of its entries would be 0. A layer of real use lies
in between. It has many filters, but their number does not depend on the size of the image.
"""

# %% [markdown] id="receptive" covers="93"
r"""
### What one output sees

The **receptive field** of an output is the set of input pixels it depends on. One 3 × 3 layer: 3 pixels across. A second one on top
looks at three neighbours, whose windows overlap: 5 pixels, not 9. Keep two numbers while you walk through the layers: $r$, the width
seen so far, and $j$, the distance in input pixels between two neighbours of the current layer. A window of k neighbours adds
$(k-1)\,j$. After the layer, its stride multiplies $j$.
"""

# %% [markdown] hints="receptive_field" covers="93"
r"""
### Exercise 6.2 · `receptive_field`
{{points receptive_field}} · 6 min · ●●○

Before any layer, an output is a pixel and sees itself.
"""

# %% exercise="receptive_field"
def receptive_field(layers):
    """Return how many pixels across the last layer's output sees; layers is a list of (k, stride)."""
    ### BEGIN SOLUTION
    r, j = 1, 1
    for k, stride in layers:
        r += (k - 1) * j
        j *= stride
    return r
    ### END SOLUTION

# %% check="receptive_field"
check("receptive_field", receptive_field)

# %% id="receptive-lenet"
lenet = [("conv 5×5", (5, 1)), ("pool 2×2", (2, 2)), ("conv 5×5", (5, 1)), ("pool 2×2", (2, 2))]
for depth in range(1, 5):
    print(f"after {lenet[depth - 1][0]}: {receptive_field([l for _, l in lenet[:depth]])} pixels")

# %% [markdown] id="receptive-read" covers="93"
r"""
The second convolution has the same 5 × 5 kernel as the first, and adds 8 pixels instead of 4: the pool before it has doubled $j$. Depth
and strides widen the view step by step, from strokes to corners to whole digits. Hubel and Wiesel's *complex* cells, which look at
larger fields and care less about exact places, sit behind the *simple* ones in the same way.
"""

# %% [markdown] id="section-7" covers="85 86"
r"""
## 7 · The layer

Now all at once. A batch is `X (N, C, H, W)`: N images of C **channels**. A layer has F **filters**, `W (F, C, h, k)`: one kernel for
each input channel, and one bias. Filter f correlates each channel with its own kernel, **adds the results over the channels**, and adds
$b_f$:

$$Y[n, f, i, j] = b_f + \sum_{c}\sum_{a}\sum_{b} X[n, c,\; i s + a,\; j s + b]\; W[f, c, a, b] ,$$

where X is padded already. The output `Y (N, F, H′, W′)` is an image of F channels, called **feature maps**.
"""

# %% [markdown] id="section-7-toy" covers="85 86"
r"""
**By hand.** One pixel, two channels: $X = (3, 5)$, one filter with the 1 × 1 kernels $(2, -1)$ and bias 4. Then
$Y = 4 + 3·2 + 5·(-1) = 5$.

A **1 × 1 convolution** looks at no neighbours and still does something: at each pixel it mixes the channels, as a dense layer from C to
F numbers would, with the same weights everywhere.
"""

# %% [markdown] hints="conv_forward" covers="82 83 85 86"
r"""
### Exercise 7.1 · `conv_forward`
{{points conv_forward}} · 25 min · ●●●

Use at most two Python loops: the network of section 13 calls your function hundreds of times. Which two you choose, over places, over
the kernel, or none at all, is up to you; section 8 compares.
"""

# %% exercise="conv_forward"
from numpy.lib.stride_tricks import sliding_window_view  # you may need it in section 8

def conv_forward(X, W, b, stride=1, pad=0):
    """Return Y (N, F, H', W') of a layer with filters W (F, C, h, k) and biases b (F,) on X (N, C, H, W)."""
    ### BEGIN SOLUTION
    X = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = sliding_window_view(X, W.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]  # (N, C, H', W', h, k)
    N, _, H_out, W_out = windows.shape[:4]
    columns = windows.transpose(1, 4, 5, 0, 2, 3).reshape(W[0].size, -1)  # (C·h·k, N·H'·W')
    Y = W.reshape(len(W), -1) @ columns + b[:, None]  # (F, N·H'·W')
    return Y.reshape(-1, N, H_out, W_out).transpose(1, 0, 2, 3)
    ### END SOLUTION

# %% check="conv_forward"
check("conv_forward", conv_forward)

# %% [markdown] id="section-8"
r"""
## 8 · The speed ladder

Python loops are slow, memory and matrix products are fast. `sliding_window_view` shows all windows of an array without copying a number:
it is the same memory, read with other **strides**. With it a correlation becomes one matrix product. In one dimension:
"""

# %% id="ladder-1d"
from timeit import timeit

signal, taps = np.arange(20_000.0), np.array([1.0, -2.0, 0.5, 0.25, 3.0])

def loops(x, w):
    return [sum(x[t + a] * w[a] for a in range(len(w))) for t in range(len(x) - len(w) + 1)]

def dots(x, w):
    return [x[t : t + len(w)] @ w for t in range(len(x) - len(w) + 1)]

def windows(x, w):
    return sliding_window_view(x, len(w)) @ w

print("20,000 numbers as windows of 5:", sliding_window_view(signal, 5).shape, "the same memory:", np.shares_memory(signal, sliding_window_view(signal, 5)))
seconds = [timeit(lambda: f(signal, taps), number=2) / 2 for f in (loops, dots, windows)]
plots.bars(("two loops", "one loop", "windows @ w"), [seconds[0] / s for s in seconds], title="Times faster than two loops", label="factor");

# %% [markdown] id="ladder-read"
r"""
Three ways to write the same sum, a factor of hundreds between first and last. For a whole layer (LeNet-5's second, 32 images,
float64, one core; `bench/convolution.py`) the rungs are:

| rung | times faster than seven loops |
|---|---|
| seven loops, one product at a time | 1 |
| four loops, `np.sum` over a block | 16 |
| no loop: windows as a view, `einsum` | 216 |
| two loops, `tensordot` over all images and filters | 1,820 |
| windows copied into columns, one matrix product | 4,070 |
| PyTorch | 4,940 |
"""

# %% [markdown] id="ladder-torch"
r"""
What counts is not the number of loops: without any, `einsum` walks through the view number by number, while `tensordot` in two loops
hands its work to the processor's matrix product. The fast rung needs 1.2 times PyTorch's time in float64 for this layer forwards and
1.6 times backwards; in float32, for which PyTorch has kernels of its own, 3.6 and 2.0 times. On two cores it is 3.7 and 1.8, and 7.0
and 3.1: PyTorch shares its work out better. The next cell times *your* layer.
"""

# %% id="time-yours"
rng = np.random.default_rng(0)
batch, filters, biases = rng.normal(size=(32, 6, 14, 14)), rng.normal(size=(16, 6, 5, 5)), rng.normal(size=16)
best = min(timeit(lambda: conv_forward(batch, filters, biases), number=1) for _ in range(5))
print(f"your conv_forward: {1000 * best:.1f} ms for 32 images, {batch.nbytes / 1e6:.1f} MB in, {2 * 32 * 100 * filters.size / best / 1e9:.1f} billion operations a second")

# %% [markdown] id="end-a"
r"""
**End of session A.** You have the layer and you know its size, its weights and its view. Save the notebook (Ctrl+S). Session B makes it
forget places, runs it backwards and trains it.
"""

# %% [markdown] id="part-b"
r"""
---
# Session B · A layer that learns
"""

# %% [markdown] id="section-9" covers="87 88 89"
r"""
## 9 · Pooling

After a convolution, a map says *where* a feature is and *how strongly*. Often the exact place does not matter. **Pooling** replaces each
window of a map by one number: its maximum, its mean or its minimum. The map shrinks, fewer weights follow, and a feature that moves
a little inside its window changes nothing. Nothing is learned here; each channel is pooled on its own.
"""

# %% [markdown] hints="maxpool_forward" covers="87"
r"""
### Exercise 9.1 · `maxpool_forward`
{{points maxpool_forward}} · 10 min · ●●○

`stride` is an int, a pair, or `None` for the window's own size. Windows may overlap; incomplete ones are dropped.
"""

# %% exercise="maxpool_forward"
def maxpool_forward(X, size, stride=None):
    """Return the maximum of each window (h, k) of X (N, C, H, W): (N, C, H', W')."""
    ### BEGIN SOLUTION
    s, t = np.broadcast_to(size if stride is None else stride, 2)
    return sliding_window_view(X, size, axis=(2, 3))[:, :, ::s, ::t].max(axis=(4, 5))
    ### END SOLUTION

# %% check="maxpool_forward"
check("maxpool_forward", maxpool_forward)

# %% [markdown] hints="avgpool_forward" covers="88"
r"""
### Exercise 9.2 · `avgpool_forward`
{{points avgpool_forward}} · 2 min · ●○○

The same with the mean.
"""

# %% exercise="avgpool_forward"
def avgpool_forward(X, size, stride=None):
    """Return the mean of each window (h, k) of X (N, C, H, W): (N, C, H', W')."""
    ### BEGIN SOLUTION
    s, t = np.broadcast_to(size if stride is None else stride, 2)
    return sliding_window_view(X, size, axis=(2, 3))[:, :, ::s, ::t].mean(axis=(4, 5))
    ### END SOLUTION

# %% check="avgpool_forward"
check("avgpool_forward", avgpool_forward)

# %% [markdown] hints="minpool_forward" covers="89"
r"""
### Exercise 9.3 · `minpool_forward`
{{points minpool_forward}} · 2 min · ●○○

The same with the minimum. One line is enough, and it need not contain a minimum.
"""

# %% exercise="minpool_forward"
def minpool_forward(X, size, stride=None):
    """Return the minimum of each window (h, k) of X (N, C, H, W): (N, C, H', W')."""
    ### BEGIN SOLUTION
    return -maxpool_forward(-X, size, stride)
    ### END SOLUTION

# %% check="minpool_forward"
check("minpool_forward", minpool_forward)

# %% id="pool-photo"
one = photo[None, None]
pooled_maps = [f(one, (8, 8))[0, 0] for f in (maxpool_forward, avgpool_forward, minpool_forward)]
plots.images(photo, *pooled_maps, titles=("256 × 256", "maximum of 8 × 8", "mean", "minimum"), columns=4, side=2.1);

# %% [markdown] id="pool-photo-read" covers="87 88 89"
r"""
All three keep the scene with 1/64 of the numbers. The maximum widens bright things, the minimum dark ones, the mean blurs. On a map of
*features* bright means "found it here", which is why networks mostly pool with the maximum: it asks whether the feature is anywhere
in the window.
"""

# %% [markdown] id="rotation-pool" covers="A5"
r"""
### Pooling over filters

A pool may also run over several *filters* at one place. Take four copies of an edge kernel, turned by 0, 90, 180 and 270 degrees. Each
answers to one direction; the maximum of the four answers to an edge in *any* of them: it has become invariant to quarter turns. Here
we turned the kernels; a network becomes invariant in this way only if it learns turned copies.
"""

# %% id="rotation-pool-code"
edge = np.zeros((9, 9))
edge[:, 5:] = 1.0
turned = np.stack([np.rot90(sobel, q) for q in range(4)])[:, None]
for q in range(4):
    answers = conv_forward(np.rot90(edge, q)[None, None], turned, np.zeros(4)).max(axis=(0, 2, 3))
    print(f"edge turned by {90 * q:>3}°: each filter {answers}, maximum over filters {answers.max():g}")

# %% [markdown] id="section-10" covers="91"
r"""
## 10 · Equivariant or invariant?

Two words that slides mix up. Let $T$ shift an image by a few pixels.

- $f$ is **equivariant** if $f(Tx) = T f(x)$: move the input, and the output moves along.
- $f$ is **invariant** if $f(Tx) = f(x)$: move the input, and the output stays.

Which one is convolution? Which is pooling? Measure it.
"""

# %% id="given-shift"
def shift(x, dy, dx):
    """Move an image (H, W) by dy rows down and dx columns to the right; zeros enter, what leaves is lost."""
    H, W = x.shape
    out = np.zeros_like(x)
    out[max(dy, 0) : H + min(dy, 0), max(dx, 0) : W + min(dx, 0)] = x[max(-dy, 0) : H + min(-dy, 0), max(-dx, 0) : W + min(-dx, 0)]
    return out

# %% [markdown] hints="equivariance_gap" covers="91"
r"""
### Exercise 10.1 · `equivariance_gap`
{{points equivariance_gap}} · 5 min · ●○○

Return the largest absolute difference between $f(Tx)$ and $T f(x)$, with the given `shift` as $T$.
"""

# %% exercise="equivariance_gap"
def equivariance_gap(f, x, dy, dx):
    """Return the largest |f(shift(x)) − shift(f(x))| as a float."""
    ### BEGIN SOLUTION
    return float(np.max(np.abs(f(shift(x, dy, dx)) - shift(f(x), dy, dx))))
    ### END SOLUTION

# %% check="equivariance_gap"
check("equivariance_gap", equivariance_gap)

# %% [markdown] id="predict-gap"
r"""
**Predict.** A digit stands in a wide field of zeros and moves by one pixel. For which of these is the equivariance gap exactly 0: a
convolution, max pooling 2 × 2 with stride 2, max pooling 2 × 2 with stride 1?
"""

# %% id="guess-gap"
my_gaps = None  # for example ("convolution", "pool stride 2")

# %% id="gap-experiment"
field = np.zeros((24, 24))
field[8:16, 8:16] = test.images[3]
maps = {"convolution": lambda x: conv2d_true(x, sobel),
        "pool stride 1": lambda x: maxpool_forward(x[None, None], (2, 2), 1)[0, 0],
        "pool stride 2": lambda x: maxpool_forward(x[None, None], (2, 2))[0, 0],
        "global pool": lambda x: x.max(keepdims=True)}
exact = [name for name, f in maps.items() if name != "global pool" and equivariance_gap(f, field, 0, 1) == 0]
predicted(my_gaps, exact)
for name, f in maps.items():
    moved = np.abs(f(shift(field, 0, 1)) - f(field)).max()
    print(f"{name:<15} equivariance gap {equivariance_gap(f, field, 0, 1):>5.1f}   invariance gap {moved:>5.1f}")

# %% [markdown] id="gap-read" covers="91"
r"""
A convolution with stride 1 keeps up exactly: **equivariant**, for every kernel, because every window does the same. So does pooling with
stride 1. With stride 2 the windows sit at even places, and a move by one pixel changes what they hold: neither. The global pool is the
other extreme, perfectly **invariant**: it answers *whether*, never *where*. (Its equivariance gap is large: a shift has nowhere to go on a
map of one pixel.)
"""

# %% question="q_equivariant"
q_equivariant = "b"

# %% check="q_equivariant"
check("q_equivariant", q_equivariant)

# %% [markdown] id="section-11" covers="A9 94"
r"""
## 11 · The layer backwards

Start with a toy: one dimension, one kernel, $y = (x_0 w_0 + x_1 w_1,\; x_1 w_0 + x_2 w_1)$. Both windows use the same
two weights. Let $R$ be the loss and $dy_t = \partial R/\partial y_t$. Pretend for a moment that they are not: $y_0 = x_0 u_0 + x_1 u_1$ and
$y_1 = x_1 v_0 + x_2 v_1$. Then $\partial R/\partial u_0 = dy_0\, x_0$ and $\partial R/\partial v_0 = dy_1\, x_1$. Now set
$u_0 = v_0 = w_0$ again: $R$ changes through both, so

$$\frac{\partial R}{\partial w_0} = dy_0\, x_0 + dy_1\, x_1 .$$
"""

# %% [markdown] id="shared-weights" covers="A9 94"
r"""
**Shared weights: their gradients add up.** That is the whole rule, and it will serve again when a recurrent network uses its weights at
every time step. The same holds for a pixel that several windows see: $x_1$ acts on both outputs, so

$$dx_1 = dy_0\, w_1 + dy_1\, w_0 .$$

Look at the order: the *later* output meets the *earlier* weight. Going back, the kernel runs backwards: the gradient of a
cross-correlation by its input is a true convolution with `dY`.
"""

# %% id="toy-gradients"
x, w, dy = np.array([1.0, 2.0, 3.0]), np.array([2.0, -1.0]), np.array([10.0, 1.0])
print("dw =", np.array([dy[0] * x[0] + dy[1] * x[1], dy[0] * x[1] + dy[1] * x[2]]))
print("dx =", np.array([dy[0] * w[0], dy[0] * w[1] + dy[1] * w[0], dy[1] * w[1]]), " conv1d(dy, w):", conv1d(dy, w, "full"))

# %% [markdown] id="derive-backward" covers="94"
r"""
**Derive it** for the layer. Fix one place $(i, j)$ and call the block under the window $B$, shape (N, C, h, k).

1. Forward: $Y[n, f] = \sum_{c,a,b} B[n,c,a,b]\, W[f,c,a,b] + b_f$, a dense layer on the flattened block.
2. Its gradients: $dB[n] = \sum_f dY[n, f]\, W[f]$, $\;dW[f] = \sum_n dY[n, f]\, B[n]$, $\;db_f = \sum_n dY[n, f]$.
3. The same $W$ and $b$ serve every place: add $dW$ and $db$ up over all $(i, j)$.
4. Blocks overlap: add each $dB$ into its window of $dX$. Where the image was padded, cut the frame off at the end.
"""

# %% [markdown] hints="conv_backward" covers="94 A9"
r"""
### Exercise 11.1 · `conv_backward`
{{points conv_backward}} · 30 min · ●●●

`dY` has the shape of Y and holds ∂R/∂Y. Sums, no averages: a factor 1/N, if there is one, is in `dY` already. The three outputs are
checked and credited one by one.
"""

# %% exercise="conv_backward"
def conv_backward(dY, X, W, stride=1, pad=0):
    """Return (dX, dW, db), the gradients of Σ dY·Y by X (N, C, H, W), W (F, C, h, k) and b (F,)."""
    ### BEGIN SOLUTION
    F, C, h, k = W.shape
    N, _, H_out, W_out = dY.shape
    X = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = sliding_window_view(X, (h, k), axis=(2, 3))[:, :, ::stride, ::stride]  # (N, C, H', W', h, k)
    columns = windows.transpose(1, 4, 5, 0, 2, 3).reshape(C * h * k, -1)  # (C·h·k, N·H'·W')
    dZ = dY.transpose(1, 0, 2, 3).reshape(F, -1)  # (F, N·H'·W')
    dW = (dZ @ columns.T).reshape(W.shape)
    parts = (W.reshape(F, -1).T @ dZ).reshape(C, h, k, N, H_out, W_out)
    dX = np.zeros((C, N, *X.shape[2:]), parts.dtype)
    for a in range(h):
        for b in range(k):
            dX[:, :, a : a + stride * H_out : stride, b : b + stride * W_out : stride] += parts[:, a, b]
    dX = dX[:, :, pad : X.shape[2] - pad, pad : X.shape[3] - pad].transpose(1, 0, 2, 3)
    return dX, dW, dZ.sum(axis=1)
    ### END SOLUTION

# %% check="conv_backward"
check("conv_backward", conv_backward)

# %% [markdown] id="adjoint" covers="94"
r"""
**One more test, without a single derivative.** Without its bias the layer is linear in X, $Y = A X$ for some huge matrix $A$; then
$dX = A^\top dY$, and for *any* X and dY

$$\langle A X,\, dY \rangle = \langle X,\, A^\top dY \rangle .$$

Two inner products, one of outputs, one of inputs. If they differ, forward and backward do not belong together. The layer is linear in W,
too, so $\langle W, dW \rangle$ must be the same number once more. Lab 12 meets $A^\top$ again as the *transposed convolution*.
"""

# %% id="adjoint-code"
rng = np.random.default_rng(1)
X, W = rng.normal(size=(4, 3, 9, 8)), rng.normal(size=(5, 3, 3, 2))
for stride, pad in ((1, 0), (2, 1), (3, 2)):
    Y = conv_forward(X, W, np.zeros(5), stride, pad)
    dY = rng.normal(size=Y.shape)
    dX, dW, db = conv_backward(dY, X, W, stride, pad)
    print(f"stride {stride}, pad {pad}:  {np.sum(Y * dY):.10f}  {np.sum(X * dX):.10f}  {np.sum(W * dW):.10f}")

# %% [markdown] id="section-12" covers="94"
r"""
## 12 · Pooling backwards

A maximum depends on one entry of its window: the largest. A small change of any other entry changes nothing. So the whole gradient of a
window goes to its maximum and nothing to the rest. If a pixel wins in two overlapping windows, what arrives **adds up**.

And at a tie? The maximum has a kink there, and no derivative. The course gives everything to the *first* maximum, row by row. Equal
shares are another honest choice. What is not: the whole gradient to each of them.
"""

# %% [markdown] hints="maxpool_backward" covers="94"
r"""
### Exercise 12.1 · `maxpool_backward`
{{points maxpool_backward}} · 15 min · ●●●

Where did each maximum come from? `argmax` of a flattened window counts row by row; `divmod(number, k)` gives row and column.
"""

# %% exercise="maxpool_backward"
def maxpool_backward(dY, X, size, stride=None):
    """Return dX (N, C, H, W): dY (N, C, H', W') handed to the first maximum of each window (h, k) of X."""
    ### BEGIN SOLUTION
    h, k = size
    s, t = np.broadcast_to(size if stride is None else stride, 2)
    H_out, W_out = dY.shape[2:]
    windows = sliding_window_view(X, size, axis=(2, 3))[:, :, ::s, ::t]
    winner = windows.reshape(*dY.shape, h * k).argmax(axis=-1)  # (N, C, H', W'), counted row by row
    dX = np.zeros(X.shape)
    for number in range(h * k):
        a, b = divmod(number, k)
        dX[:, :, a : a + s * H_out : s, b : b + t * W_out : t] += dY * (winner == number)
    return dX
    ### END SOLUTION

# %% check="maxpool_backward"
check("maxpool_backward", maxpool_backward)

# %% [markdown] hints="avgpool_backward" covers="94"
r"""
### Exercise 12.2 · `avgpool_backward`
{{points avgpool_backward}} · 4 min · ●○○

A mean depends on all its entries alike.
"""

# %% exercise="avgpool_backward"
def avgpool_backward(dY, X, size, stride=None):
    """Return dX (N, C, H, W): dY (N, C, H', W') shared equally by the entries of each window (h, k)."""
    ### BEGIN SOLUTION
    h, k = size
    s, t = np.broadcast_to(size if stride is None else stride, 2)
    dX = np.zeros(X.shape)
    for a in range(h):
        for b in range(k):
            dX[:, :, a : a + s * dY.shape[2] : s, b : b + t * dY.shape[3] : t] += dY / (h * k)
    return dX
    ### END SOLUTION

# %% check="avgpool_backward"
check("avgpool_backward", avgpool_backward)

# %% [markdown] id="predict-tie"
r"""
**Predict.** An image is 1 everywhere; every 2 × 2 window is a tie of four. All `dY` are 1, and there are 4 windows. Gradient is
conserved: what goes in comes out. What is the sum of your `dX`, and what would it be if every maximum took the whole gradient?
"""

# %% id="guess-tie"
my_sums = None  # for example (4, 8)

# %% id="tie-code"
flat, ones = np.ones((1, 1, 4, 4)), np.ones((1, 1, 2, 2))
mask = flat == np.kron(maxpool_forward(flat, (2, 2)), np.ones((2, 2)))
predicted(my_sums, (float(maxpool_backward(ones, flat, (2, 2)).sum()), float(mask.sum())))
plots.images(maxpool_backward(ones, flat, (2, 2))[0, 0], mask[0, 0] * 1.0, numbers=True, titles=("first maximum", "X == max(X)"), side=1.7);

# %% [markdown] id="tie-read"
r"""
The mask `X == max` is the line that everybody writes first; on random numbers it passes every test. On real images flat regions are
common, after a ReLU most of all, and there it multiplies the gradient by four. A test on random numbers cannot see it.
"""

# %% [markdown] id="section-13"
r"""
## 13 · A network of your own layers

Convolution with 16 filters of 3 × 3, ReLU, max pooling 2 × 2, then a linear layer to 10 scores:

$$Z = \text{conv}(X; W, b), \quad A = \max(0, Z), \quad M = \text{pool}(A), \quad S = \text{flat}(M)\, V + c .$$

Sizes for a digit: 8 × 8 → 16 maps of 6 × 6 → 16 maps of 3 × 3 → 144 numbers → 10 scores, with 160 + 1,450 numbers to learn. The loss is
`softmax_xent` of section 0. Back through the lines in reverse; for a ReLU, $dZ = dA$ where $Z > 0$, else 0.
"""

# %% [markdown] hints="cnn_gradients" covers="94"
r"""
### Exercise 13.1 · `cnn_gradients`
{{points cnn_gradients}} · 15 min · ●●●

Use your four functions and `softmax_xent`. The check compares the gradients and then trains on digits with them, ten epochs by `sgd`: at
least 93 % of the held-out digits have to be right. It takes about a second.
"""

# %% exercise="cnn_gradients"
def cnn_gradients(params, X, y):
    """Return (loss, grads) of the network; params and grads have the keys "W", "b", "V", "c"."""
    ### BEGIN SOLUTION
    W, b, V, c = (params[key] for key in ("W", "b", "V", "c"))
    Z = conv_forward(X, W, b)  # (N, F, 6, 6)
    A = np.maximum(Z, 0)
    M = maxpool_forward(A, (2, 2))  # (N, F, 3, 3)
    flat = M.reshape(len(X), -1)  # (N, F·9)
    loss, dS = softmax_xent(flat @ V + c, y)
    dM = (dS @ V.T).reshape(M.shape)
    dZ = maxpool_backward(dM, A, (2, 2)) * (Z > 0)
    _, dW, db = conv_backward(dZ, X, W)
    return loss, {"W": dW, "b": db, "V": flat.T @ dS, "c": dS.sum(axis=0)}
    ### END SOLUTION

# %% check="cnn_gradients"
check("cnn_gradients", cnn_gradients)

# %% [markdown] id="predict-cnn"
r"""
**Predict.** The softmax on raw pixels had 650 numbers to learn and 426 of 450 right. The network has 1,610. How many will it get?
"""

# %% id="guess-cnn"
my_right = None  # of 450

# %% id="train-cnn"
def start(rng, filters=16):
    """Return He-initialised weights: variance 2 over the number of inputs."""
    size = 9 * filters
    return {"W": rng.normal(size=(filters, 1, 3, 3)) * np.sqrt(2 / 9), "b": np.zeros(filters),
            "V": rng.normal(size=(size, 10)) * np.sqrt(2 / size), "c": np.zeros(10)}

def right_of(params, images, y):
    M = maxpool_forward(np.maximum(conv_forward(images, params["W"], params["b"]), 0), (2, 2))
    return np.argmax(M.reshape(len(images), -1) @ params["V"] + params["c"], axis=1) == y

train_images, test_images = train.images[:, None] / 16, test.images[:, None] / 16  # (N, 1, 8, 8)
rng = np.random.default_rng(0)
network = start(rng)
network = sgd(network, cnn_gradients, train_images, train.y, rng)
right = right_of(network, test_images, test.y)
predicted(my_right, right.sum(), "of 450")

# %% [markdown] id="train-cnn-read"
r"""
437 of 450, or 97.1 % (seed 0), after about half a second of training. Over 120 seeds it is between 430 and 442, with 437 in the middle;
the softmax on pixels stays between 423 and 430. The gap looks small in points; in *errors* it is 13 instead of 24. Look at what it
has learned.
"""

# %% id="see-filters"
zero = test.images[np.argmax(test.y == 0)]
answers = np.maximum(conv_forward(zero[None, None] / 16, network["W"], network["b"])[0], 0)
plots.images(*network["W"][:, 0], columns=8, side=0.85, signed=True, title="Sixteen learned filters (orange positive, blue negative)")
plots.images(zero, *answers[:8], columns=9, side=0.85, title="A zero, and where the first eight filters answer");

# %% [markdown] id="see-filters-read"
r"""
Most filters have a bright and a dark side: edges of some direction, as in section 1, and nobody told the network. On the zero most
answer to one part of the ring, some keep silent. A feature that is useful in one corner is found in all, because the weights are shared;
when a digit is written a pixel to the left, its features do not hop to other weights of the first layer.

Which digits does it get wrong? Look at the next ten: would *you* get them right?
"""

# %% id="wrong-digits-code"
M = maxpool_forward(np.maximum(conv_forward(test_images, network["W"], network["b"]), 0), (2, 2))
said = np.argmax(M.reshape(450, -1) @ network["V"] + network["c"], axis=1)
wrong = np.flatnonzero(~right)[:10]
plots.images(*test.images[wrong], titles=[f"{test.y[n]}, said {said[n]}" for n in wrong], columns=10, side=0.85);

# %% [markdown] id="wrong-digits-read"
r"""
Half of them are eights whose loops have closed to a stroke, and the network says 1. At 8 × 8 pixels the loops are a pixel wide; more
training cannot bring back what the scan has lost.
"""

# %% [markdown] id="break-it"
r"""
### Break it on purpose

A colleague's `conv_backward` uses the kernel turned by 180 degrees in `dX`. Here your correct code is broken in that way. First ask
the check, then train with it. Will the network still learn?
"""

# %% id="break-it-code"
def broken_backward(dY, X, W, stride=1, pad=0):
    dX, _, _ = conv_backward(dY, X, W[:, :, ::-1, ::-1], stride, pad)
    _, dW, db = conv_backward(dY, X, W, stride, pad)
    return dX, dW, db

check("conv_backward", broken_backward)

# %% id="break-it-train"
# your cnn_gradients, with the broken function where it finds conv_backward
slipped = type(cnn_gradients)(cnn_gradients.__code__, {**globals(), "conv_backward": broken_backward})
rng = np.random.default_rng(0)
with_slip = sgd(start(rng), slipped, train_images, train.y, rng)
print(f"{right_of(with_slip, test_images, test.y).sum()} of 450 with the wrong dX")

# %% [markdown] id="break-it-read"
r"""
The same number to the last digit. The check names the slip at once; the training run cannot see it, because nothing lies below the first
layer: its `dX` is computed and thrown away. With a second convolution the slip would reach the first one's weights, still without
any error message. *That it learns* does not show that the gradients are right.

### In your own words · 12.3
Three or four sentences, no automatic points: *The forward pass is a cross-correlation. Why does the kernel appear turned round when its
gradient goes back to the pixels?*
"""

# %% [markdown] answer="why_flip" points=0
r"""
In the forward pass window $i$ multiplies pixel $i + a$ with weight $a$. Seen from the pixel $p$: it meets weight $a$ in the window
$i = p - a$. So $dX[p] = \sum_a dY[p - a]\, W[a]$: as the index of the weight rises, the index of the output falls, which is the
definition of the true convolution. With channels the roles of C and F change places as well.

Mark scheme: for one pixel, the windows it takes part in (1); index p − a (1); named as a convolution, or a correlation with the flipped kernel (1).
"""

# %% [markdown] id="by-hand" covers="A6"
r"""
### What does this network return?

You have the code now. Do one by hand, as in an examination; the slip of section 3, a forgotten ReLU or bias, and the wrong kind of pool
each give another of the answers.
"""

# %% question="q_by_hand"
q_by_hand = "c"

# %% check="q_by_hand"
check("q_by_hand", q_by_hand)

# %% [markdown] id="section-14" covers="A4 A13"
r"""
## 14 · A nose on a forehead

Pooling forgets places on purpose. How much does it forget? Cut each feature map of a digit into four quadrants, exchange them crosswise,
and pool *globally*: one maximum a map. Then the same with the 3 × 3 maps of your network, which still know rough places.
"""

# %% id="nose-code"
def crossed(maps):
    """Exchange the quadrants of maps (N, F, 6, 6): upper left with lower right, upper right with lower left."""
    return np.roll(maps, (3, 3), axis=(2, 3))

A = np.maximum(conv_forward(test_images, network["W"], network["b"]), 0)  # (450, 16, 6, 6)
for name, size in (("global pool", (6, 6)), ("pool 2 × 2", (2, 2))):
    gap = np.abs(maxpool_forward(A, size) - maxpool_forward(crossed(A), size)).max()
    print(f"{name}: largest change when the quadrants are exchanged {gap:.2f}")
a, b = np.argsort(A[0].sum(axis=(1, 2)))[-2:]  # the two maps that answer most
plots.images(A[0, a], crossed(A)[0, a], A[0, b], crossed(A)[0, b], titles=(f"map {a}", "exchanged", f"map {b}", "exchanged"), columns=4, side=1.6);

# %% [markdown] id="nose-read" covers="A4 A13"
r"""
After a global pool the two are the same to the last bit: a face with its nose on the forehead would still be a face. Pooling in small
windows keeps rough places, and the linear layer behind has its own weights for each. Every pool on the way trades *where* for *whether*; a
network for faces should not pool too early, nor too much.
"""

# %% question="q_nose"
q_nose = "c"

# %% check="q_nose"
check("q_nose", q_nose)

# %% [markdown] id="why_share-text"
r"""
### In your own words · 14.2
Three or four sentences, no automatic points: *What does a layer gain by using the same few weights at every place of the image, and when
would that be the wrong choice?*
"""

# %% [markdown] answer="why_share" points=0
r"""
A dense layer from 64 pixels to 16 maps of 6 × 6 would have 64 · 576 weights; the convolution has 144. Fewer weights can memorise less, and
each is trained by 36 places of every image, so the same data say more about it. Sharing assumes that what is worth seeing in one
place is worth seeing in all. That is wrong where place has a meaning: in aligned passports, or for columns of a table that are no neighbours.

Mark scheme: fewer weights (1); every place is training data for the same weight (1); the assumption, with a case where it fails (1).
"""

# %% [markdown] id="headline"
r"""
## Headline result

| what | result |
|---|---|
| digits, your network, seed 0 | **437 of 450** held-out right, 97.1 % |
| over 120 seeds | 430 to 442, median 437; softmax on raw pixels 423 to 430 |
| weights for edges in a 280 × 320 image | **2**, dense **8,003,072,000** |
| fast rung against seven loops, LeNet-5's second layer | about **4,000 times** |
| the same against PyTorch on one core, float64 / float32 | 1.2 / 3.6 times its time forwards, 1.6 / 2.0 backwards |

Sources: UCI optical digits, split of this course (`load("digits")`); `bench/results/convolution.csv`.
"""

# %% [markdown] id="close"
r"""
## What you can now do

You can write a convolutional layer and its gradients, count its weights and its view, and say what it keeps and what it forgets.

**On your own.** (1) Add a second convolution, so that `dX` is used, and repeat "break it on purpose". (2) Move every test digit by one
pixel: how many does the network lose, how many the softmax? (3) Pool with the mean instead: better or worse, over ten seeds?

**In practice.** PyTorch's `Conv2d` takes the same shapes, adds `groups` and `dilation`, and picks among several algorithms for each size.
"""

# %% [markdown] id="further"
r"""
**Further reading.** I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, chapter 9, for sparse interactions, sharing and
equivariance, with the 8 billion of section 6. V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning" (2016), for
every padding and stride drawn as a picture. Y. LeCun and others, "Gradient-based learning applied to document recognition" (1998), because
LeNet-5 is what you have built, twice over. D. Hubel and T. Wiesel, "Receptive fields of single neurones in the cat's striate cortex"
(1959), for where the idea comes from.
"""
