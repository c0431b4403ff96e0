# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] id="title"
r"""
# Derive backpropagation by hand, then trust it

![Left: the error of each of the eight outputs falls during training. Right: the code that three hidden units have found for eight symbols, as a table of shades.](figure:lab05_cover.png)

**What you will do.** Derive the gradient of a whole network twice, in Mitchell's notation and in Rosenberg's eighteen steps, check every
line by numbers, and let your own code invent a code: **8 symbols through 3 hidden units, all 8 outputs right in 10,000 of 10,000 runs**.

**What you will be able to do**
- check any gradient by two calls of the function;
- say which of the two opposite δ a formula uses;
- write the backward pass of any chain of layers, with softmax and cross-entropy on top.

**Time** 2 sessions of 90 minutes. **Needs** lab 01, the chain rule, matrix products. **Points** {{total}}.
"""

# %% setup="lab05_backprop"
import numpy as np
from course import check, hint, me, my_rng, plots, predicted, toy

# %% [markdown] id="who-text"
r"""
Write your student number or any other word into the next cell: your data follow from it. `hint("name")` prints up to three hints for an
exercise.
"""

# %% id="who"
me("")  # for example me("s1234567")

# %% [markdown] id="part-a"
r"""
---
# Session A · An error finds its way back
"""

# %% [markdown] id="see-first"
r"""
## 0 · A network in one page

Lab 01 ended with XOR: no line separates it. Two lines do. Each line is one logistic neuron; together they are called **hidden units**,
and a third neuron, the **output**, looks at their two answers.

Move the slider: it shifts the second line. Where do all four points come out right?
"""

# %% id="given-sigmoid"
def sigmoid(z):
    """Return 1 / (1 + e^−z), for any z."""
    return 0.5 * (1 + np.tanh(0.5 * z))


def dsigmoid(z):
    """Return σ′(z) = σ(z)(1 − σ(z))."""
    return sigmoid(z) * (1 - sigmoid(z))

# %% id="explore-xor"
from ipywidgets import interact

def two_lines(bias=-0.9):
    lines = np.array([[-0.5, bias], [1.0, 1.0], [1.0, 1.0]])  # (D + 1, H): a column a unit, biases in row 0
    h = sigmoid(20 * (lines[0] + toy.XOR_X @ lines[1:]))  # (4, 2)
    o = sigmoid(20 * (h[:, 0] - h[:, 1] - 0.5))  # (4,)
    right = np.sum((o > 0.5) == (toy.XOR_Y > 0))
    plots.points(toy.XOR_X, toy.XOR_Y, *lines.T, names=("unit 1", "unit 2"), title=f"{right} of 4 points right")

interact(two_lines, bias=(-2.5, 0.5, 0.1));

# %% [markdown] id="see-first-read"
r"""
Unit 1 answers "at least one input is 1", unit 2 answers "both are". The output subtracts the second answer from the first: at least one,
but not both. Neither unit solves XOR; each provides a feature with which one more line is enough. So far we chose the weights. The rest of
the lab lets an error choose them.
"""

# %% [markdown] id="layers"
r"""
**Layers.** Neurons that see the same input form a layer. With N examples as rows of $X$ (N, d) and the weights of m units as columns of
$W$ (d, m), all N·m sums are one product:

$$Z = X W + b, \qquad A = f(Z).$$

Read aloud: *multiply, add the biases, send every entry through f*. $Z$ is called the pre-activation or **net**, $A$ the activation. $A$
is the $X$ of the next layer.
"""

# %% id="given-forward"
def mlp_forward(X, layers):
    """Run X (N, d) through layers (W, b, f, df); return the last activation and, for each layer, what it saw."""
    cache = []
    for W, b, f, df in layers:
        Z = X @ W + b  # (N, m)
        cache.append({"X": X, "W": W, "Z": Z, "df": df})
        X = f(Z)
    return X, cache

# %% [markdown] id="predict-numbers"
r"""
**Predict.** Two inputs, two hidden units, one output, each with a bias: how many numbers can such a network learn?
"""

# %% id="guess-numbers"
my_numbers = None  # a number

# %% id="count-numbers"
W1, b1 = np.array([[20.0, 20.0], [20.0, 20.0]]), np.array([-10.0, -30.0])
W2, b2 = np.array([[20.0], [-20.0]]), np.array([-10.0])
o, cache = mlp_forward(toy.XOR_X, [(W1, b1, sigmoid, dsigmoid), (W2, b2, sigmoid, dsigmoid)])
predicted(my_numbers, W1.size + b1.size + W2.size + b2.size, "numbers")
print("outputs for 00, 01, 10, 11:", o.ravel())

# %% [markdown] id="bias-two-ways"
r"""
**Two ways to write a bias.** As in lab 01, we may put a 1 in front of every input, $\tilde x = (1, x)$; the bias is then **row 0** of a
taller matrix. Session A does so, because Mitchell does. Session B keeps $b$ apart, as all later labs do. The numbers are the same.
"""

# %% [markdown] id="section-1" covers="59"
r"""
## 1 · A slope by two calls

Everything in this lab is a derivative, and derivatives are easy to get wrong. So we first build a judge that knows no formula. Walk a
little to the right, a little to the left, and divide:

$$\frac{\partial f}{\partial x_i} \approx \frac{f(x + h\,e_i) - f(x - h\,e_i)}{2h},$$

where $e_i$ is 1 in entry i and 0 elsewhere. Read: *the rise over the run, from both sides*.
"""

# %% [markdown] id="section-1-toy" covers="59"
r"""
**By hand.** $f(x) = x^3$ at $x = 2$, where the slope is 12. With $h = 0.1$:

$$\frac{2.1^3 - 1.9^3}{0.2} = \frac{9.261 - 6.859}{0.2} = 12.01 .$$

Off by 0.01, which is $h^2$. One-sided, $(2.1^3 - 8)/0.1 = 12.61$: off by 0.61.

**Why the second is worse.** Taylor: $f(x \pm h) = f \pm h f' + \tfrac{h^2}{2} f'' \pm \tfrac{h^3}{6} f''' + \dots$

1. One side: $\dfrac{f(x+h) - f(x)}{h} = f' + \tfrac{h}{2} f'' + \dots$ The error is of **order h**.
2. Both sides: the terms with $f$ and $f''$ cancel, and $\dfrac{f(x+h) - f(x-h)}{2h} = f' + \tfrac{h^2}{6} f''' + \dots$ The error is of
   **order h²**.

Halve h, and the first error falls to a half, the second to a quarter.
"""

# %% [markdown] hints="num_grad" covers="59"
r"""
### Exercise 1.1 · `num_grad`
{{points num_grad}} · 12 min · ●●○

`f` takes an array and gives a number. Return the central difference for every entry of `x`, in an array of the same shape. `x` may have
any number of axes and may hold integers; it has to be unchanged after the call.
"""

# %% exercise="num_grad"
def num_grad(f, x, h=1e-5):
    """Return the gradient of f at x, entry by entry, by central differences."""
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=float)
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[i] = h
        grad[i] = (f(x + step) - f(x - step)) / (2 * h)
    return grad
    ### END SOLUTION

# %% check="num_grad"
check("num_grad", num_grad)

# %% [markdown] hints="rel_error" covers="59"
r"""
### How close is close?

A difference of 0.001 is nothing for a gradient of length 1,000 and everything for one of length 0.001. So we compare with both lengths:

$$\frac{\|a - b\|}{\|a\| + \|b\|} .$$

Read: *the length of the difference over the sum of the lengths*. It is 0 for equal arrays, 1 for opposite ones, and never more.

### Exercise 1.2 · `rel_error`
{{points rel_error}} · 5 min · ●○○

The length is the root of the sum of all squared entries, whatever the shape. Numbers count as arrays of one entry. Two zero arrays are
equal: return 0.0, without dividing.
"""

# %% exercise="rel_error"
def rel_error(a, b):
    """Return ‖a − b‖ / (‖a‖ + ‖b‖), 0.0 if both are zero."""
    ### BEGIN SOLUTION
    size = np.linalg.norm(a) + np.linalg.norm(b)
    if size == 0:
        return 0.0
    return np.linalg.norm(np.asarray(a) - np.asarray(b)) / size
    ### END SOLUTION

# %% check="rel_error"
check("rel_error", rel_error)

# %% [markdown] id="predict-h"
r"""
**Predict.** A smaller h gives a smaller error, says Taylor. Of $h = 10^{-1}, 10^{-2}, \dots, 10^{-13}$: which one gives the smallest
error of the central difference?
"""

# %% id="guess-h"
my_exponent = None  # a number from 1 to 13: h = 10 to the power of minus this

# %% id="sweep-h"
f, x = lambda x: np.exp(np.sin(3 * x)).sum(), np.array([0.7])
true = 3 * np.cos(3 * x) * np.exp(np.sin(3 * x))
h = 10.0 ** -np.arange(1, 14)
central = np.array([rel_error(num_grad(f, x, step), true) for step in h])
forward = np.array([rel_error((f(x + step) - f(x)) / step, true[0]) for step in h])
predicted(my_exponent, np.argmin(central) + 1, f"(h = {h[np.argmin(central)]:.0e}, error {central.min():.1e})")
plots.loglog(h, central, forward, names=("central", "one-sided"), labels=("h", "relative error"), title="Smaller steps help, until rounding takes over");

# %% [markdown] id="sweep-read" covers="59"
r"""
Read from the right. Both curves fall as straight lines: by 100 for each power of ten for the central difference, by 10 for the one-sided.
Then they turn. $f(x+h)$ and $f(x-h)$ agree in almost all of their 16 digits, and subtracting them leaves noise of about $10^{-16}/h$.
The best h is near $10^{-6}$ here (error 2·10⁻¹¹) and near $10^{-8}$ for the one-sided (2·10⁻⁸). With $h = 10^{-13}$ three digits are left.
"""

# %% [markdown] id="cost-of-checking"
r"""
So why derive anything? Because of the price: two calls of the whole network **for each weight**. A network with a million weights would
need two million forward passes for one step of learning. Backpropagation gets all derivatives for the price of two or three. `num_grad`
stays with us as the judge.

| relative error | what it means, with $h = 10^{-5}$ |
|---|---|
| below 10⁻⁷ | the formula is right |
| 10⁻⁴ | look for a kink, or a small term |
| above 10⁻² | the formula is wrong |
"""

# %% [markdown] id="section-2" covers="55"
r"""
## 2 · Two signs of δ

One logistic neuron, one example: $o = \sigma(\text{net})$, $\;E = \tfrac12 (t - o)^2$. Everything that a weight can do to $E$ goes
through the net. So the derivative by the net deserves a letter. Unfortunately it has got two:

| who | δ means | step |
|---|---|---|
| Mitchell | $-\partial E/\partial \text{net}$ | $w \leftarrow w + \eta\,\delta\,x$ |
| Rosenberg, most papers | $+\partial L/\partial a$ | $w \leftarrow w - \eta\,\delta\,x$ |

Both descend. Mixing them climbs.
"""

# %% [markdown] id="two-signs-rule" covers="55"
r"""
Our rule for the whole course: the word **`delta`** is Mitchell's, with the minus, and occurs in Session A only. Everything called **`dZ`,
`dW`, `db`** is the plain derivative, with a plus. When you meet a formula elsewhere, find out first which of the two it is.

**Predict.** A neuron with output $o = 0.5$ should give $t = 1$. Is Mitchell's δ positive or negative? Think of the update, not of the
formula.
"""

# %% id="guess-sign"
my_sign = None  # "positive" or "negative"

# %% id="sign-experiment"
def E(net):
    return 0.5 * (1 - sigmoid(net[0])) ** 2

slope = num_grad(E, np.array([0.0]))[0]
predicted(my_sign, "positive" if -slope > 0 else "negative")
print(f"dE/dnet = {slope:.4f}, so Mitchell's delta = {-slope:.4f}")

# %% [markdown] id="sign-read"
r"""
The output is too small, so the net has to grow; Mitchell adds δ, so δ is positive. The plain derivative is negative: a larger net means a
smaller error.
"""

# %% [markdown] id="section-3" covers="53 55"
r"""
## 3 · The error term of an output

K outputs, $E = \tfrac12 \sum_k (t_k - o_k)^2$. The net of output k reaches $E$ along one path only:

1. $\dfrac{\partial E}{\partial o_k} = -(t_k - o_k)$: *if the output is too small, a larger one lowers the error*.
2. $\dfrac{\partial o_k}{\partial \text{net}_k} = o_k (1 - o_k)$: *the slope of σ, written with its value*.
3. Chain rule, with Mitchell's minus:

$$\delta_k = -\frac{\partial E}{\partial \text{net}_k} = o_k (1 - o_k)(t_k - o_k) .$$
"""

# %% [markdown] id="section-3-toy" covers="55"
r"""
**By hand.** $o = (0.8, 0.3)$, $t = (1, 0)$: $\;\delta_1 = 0.8 \cdot 0.2 \cdot 0.2 = 0.032$ and $\delta_2 = 0.3 \cdot 0.7 \cdot (-0.3) =
-0.063$. The first net should grow, the second fall.
"""

# %% [markdown] hints="delta_out" covers="55"
r"""
### Exercise 3.1 · `delta_out`
{{points delta_out}} · 4 min · ●○○

`o` and `t` have the same shape, (K,) for one example or (N, K) for several. Return δ in that shape.
"""

# %% exercise="delta_out"
def delta_out(o, t):
    """Return −∂E/∂net of sigmoid outputs o with targets t."""
    ### BEGIN SOLUTION
    return o * (1 - o) * (t - o)
    ### END SOLUTION

# %% check="delta_out"
check("delta_out", delta_out)

# %% [markdown] id="slide-sign" covers="55"
r"""
### The sign error in the slide

A lecture deck that this course follows derives the same thing for a whole data set. Somewhere in its six lines a sign goes astray. We
leave it in, because finding it teaches more than being told.
"""

# %% question="q_sign_error"
q_sign_error = "c"

# %% check="q_sign_error"
check("q_sign_error", q_sign_error)

# %% [markdown] id="slide-sign-test"
r"""
A sign on paper is a matter of opinion until somebody walks. The next cell takes 100 steps $w \leftarrow w - 0.5 \cdot g$ on six examples
(seed 0), with $g$ as the slide's last line has it, and with $g$ from your `num_grad`.
"""

# %% id="slide-sign-code"
rng = np.random.default_rng(0)
X, t = np.column_stack([np.ones(6), rng.normal(size=(6, 2))]), rng.integers(0, 2, 6).astype(float)

def E(w):
    return 0.5 * np.sum((sigmoid(X @ w) - t) ** 2)

def slide_gradient(w):
    y = sigmoid(X @ w)
    return -((y - t) * y * (1 - y)) @ X

for name, gradient in [("slide's last line", slide_gradient), ("num_grad", lambda w: num_grad(E, w))]:
    w = np.zeros(3)
    for _ in range(100):
        w = w - 0.5 * gradient(w)
    print(f"{name:<18} E goes from {E(np.zeros(3)):.3f} to {E(w):.3f}")

# %% [markdown] id="slide-sign-read"
r"""
One way down, one way up: from 0.750 to 0.417, and to 2.343. Nothing crashes when a sign is wrong; the code runs and learns to be wrong.
That is why the judge comes first.
"""

# %% [markdown] id="section-4" covers="53 55"
r"""
## 4 · The error term of a hidden unit

A hidden unit has no target. But it reaches $E$ through *every* output that it is connected to, and the effects add up. Let $w_{hk}$ lead
from hidden unit h to output k:

1. $\dfrac{\partial E}{\partial h} = \sum_k \dfrac{\partial E}{\partial \text{net}_k}\, \dfrac{\partial \text{net}_k}{\partial h}
   = -\sum_k \delta_k\, w_{hk}$, because $\text{net}_k = \dots + w_{hk}\,h + \dots$
2. $\dfrac{\partial h}{\partial \text{net}_h} = h(1 - h)$.
3. Together: $\quad \delta_h = h(1 - h) \sum_k w_{hk}\, \delta_k .$

Read: *collect the δ of the units above, each through its own weight, and multiply by your own slope*.
"""

# %% [markdown] id="section-4-toy" covers="55"
r"""
**By hand.** One hidden unit $h = 0.5$, one output with $\delta = 0.1$, weight 2 between them, bias weight 3. Then
$\delta_h = 0.5 \cdot 0.5 \cdot 2 \cdot 0.1 = 0.05$. The bias weight 3 plays no part: it leads from the constant 1 to the output, and no
hidden unit stands behind it.
"""

# %% [markdown] hints="delta_hidden" covers="55"
r"""
### Exercise 4.1 · `delta_hidden`
{{points delta_hidden}} · 12 min · ●●○

`h` (…, H) are the hidden activations without the bias unit, `W2` (H + 1, K) has the biases in row 0, `delta` (…, K) comes from the
outputs. The dots stand for nothing (one example) or for N.
"""

# %% exercise="delta_hidden"
def delta_hidden(h, W2, delta):
    """Return −∂E/∂net of the hidden units, shape (…, H)."""
    ### BEGIN SOLUTION
    return h * (1 - h) * (delta @ W2[1:].T)
    ### END SOLUTION

# %% check="delta_hidden"
check("delta_hidden", delta_hidden)

# %% [markdown] id="section-5" covers="55"
r"""
## 5 · Mitchell's algorithm

For each example:

1. **Forward.** $\tilde x = (1, x)$, $\;h = \sigma(\tilde x W_1)$, $\;\tilde h = (1, h)$, $\;o = \sigma(\tilde h W_2)$.
2. **δ of the outputs**, from $o$ and $t$.
3. **δ of the hidden units**, through $W_2$.
4. **Update** every weight: $\;w_{ij} \leftarrow w_{ij} + \eta\,\delta_j\,(\text{what entered through it})_i$, for a whole matrix
   $\;W \leftarrow W + \eta\, \text{outer}(\text{input}, \delta)$.

Why the last line: $\partial\,\text{net}_j / \partial w_{ij}$ is what entered, so $-\partial E/\partial w_{ij} = \delta_j \cdot
\text{input}_i$.
"""

# %% [markdown] id="two-steps" covers="55"
r"""
Steps 1 to 3 are **backpropagation**: they compute derivatives and change nothing. Step 4 is **gradient descent**. Both δ come from the
weights that made the error, the old ones. With several examples one may average gradients, *after* backpropagation has computed them.
"""

# %% [markdown] hints="online_step" covers="55"
r"""
### Exercise 5.1 · `online_step`
{{points online_step}} · 15 min · ●●●

One example, one step. Use your `delta_out` and `delta_hidden` and the given `sigmoid`. Return the new matrices and leave the old ones as
they are.
"""

# %% exercise="online_step"
def online_step(x, t, W1, W2, eta):
    """Return (W1_new, W2_new) after one step on x (D,), t (K,) from W1 (D + 1, H), W2 (H + 1, K)."""
    ### BEGIN SOLUTION
    x1 = np.concatenate([[1.0], x])  # (D + 1,)
    h = sigmoid(x1 @ W1)  # (H,)
    h1 = np.concatenate([[1.0], h])  # (H + 1,)
    o = sigmoid(h1 @ W2)  # (K,)
    d_out = delta_out(o, t)
    d_hidden = delta_hidden(h, W2, d_out)
    return W1 + eta * np.outer(x1, d_hidden), W2 + eta * np.outer(h1, d_out)
    ### END SOLUTION

# %% check="online_step"
check("online_step", online_step)

# %% [markdown] id="judge-step"
r"""
Now the judge. A step divided by η has to be $-\partial E/\partial W$, and `num_grad` knows that without any δ. Your network is drawn
from your own word.
"""

# %% id="judge-step-code"
rng = my_rng("judge")
x, t = rng.normal(size=3), rng.uniform(size=2)
W1, W2 = rng.normal(size=(4, 5)), rng.normal(size=(6, 2))

def error(W1, W2):
    h = sigmoid(np.append(1, x) @ W1)
    return 0.5 * np.sum((t - sigmoid(np.append(1, h) @ W2)) ** 2)

W1_new, W2_new = online_step(x, t, W1, W2, eta=0.1)
print("W1:", rel_error((W1 - W1_new) / 0.1, num_grad(lambda W: error(W, W2), W1)))
print("W2:", rel_error((W2 - W2_new) / 0.1, num_grad(lambda W: error(W1, W), W2)))

# %% [markdown] id="judge-step-read"
r"""
Both should be far below 10⁻⁷: two derivations that share no line agree in nine digits or more. From here on you may trust your δ.

### Break it on purpose

A tempting order: finish the output layer, update included, then go on to the hidden one. Below, your own correct functions run in that
order. First look at how much δ changes, then at what the check says.
"""

# %% id="break-it-code"
def hasty_step(x, t, W1, W2, eta):
    x1 = np.append(1.0, x)
    h = sigmoid(x1 @ W1)
    h1 = np.append(1.0, h)
    d_out = delta_out(sigmoid(h1 @ W2), t)
    W2 = W2 + eta * np.outer(h1, d_out)  # too early
    return W1 + eta * np.outer(x1, delta_hidden(h, W2, d_out)), W2

for eta in (0.01, 0.1, 1, 5):
    off = rel_error(hasty_step(x, t, W1, W2, eta)[0] - W1, online_step(x, t, W1, W2, eta)[0] - W1)
    print(f"eta = {eta:<5} relative error of the step of W1: {off:.1e}")
check("online_step", hasty_step)

# %% [markdown] id="break-it-read" covers="55"
r"""
The error is proportional to η. With η = 0.01 it is so small that training hardly suffers, and a test with a loose tolerance lets it pass.
That makes it a dangerous mistake: it hides until somebody raises the learning rate. That is why the check compares to seven
digits.
"""

# %% [markdown] id="why_old_weights-text"
r"""
### In your own words · 4.4
Three or four sentences, no automatic points: *Why must both δ come from the old weights, and why does the mistake hardly show at a small
learning rate?*
"""

# %% [markdown] answer="why_old_weights" points=0
r"""
The derivative of E by a hidden net is taken at one point: the weights with which the forward pass made this error. If W2 is changed
first, the sum in δ_h uses weights for which neither h nor o nor δ_k was computed, so the result is the gradient of nothing. The deviation
is η·(step of W2) times δ, so it grows in proportion to η and vanishes for small steps.

Mark scheme: all quantities of one gradient belong to the same weights (1), new W2 with old δ is not a gradient at any point (1), the
deviation is of first order in η (1).
"""

# %% question="q_backprop_computes"
q_backprop_computes = "d"

# %% check="q_backprop_computes"
check("q_backprop_computes", q_backprop_computes)

# %% [markdown] id="predict-xor"
r"""
### XOR, learned

Two hidden units *can* solve XOR; we drew the lines. **Predict.** Starting from random weights in (−1, 1), η = 2, 1,000 epochs: in how many
of 20 runs does your `online_step` find a solution?
"""

# %% id="guess-xor"
my_runs = None  # a number from 0 to 20

# %% id="train-xor"
def train_xor(seed):
    rng = np.random.default_rng(seed)
    W1, W2 = rng.uniform(-1, 1, (3, 2)), rng.uniform(-1, 1, (3, 1))
    for _ in range(1000):
        for n in rng.permutation(4):
            W1, W2 = online_step(toy.XOR_X[n], np.array([toy.XOR_Y[n] > 0]) * 1.0, W1, W2, 2.0)
    h = sigmoid(W1[0] + toy.XOR_X @ W1[1:])
    return W1, sigmoid(W2[0] + h @ W2[1:])[:, 0]

runs = [train_xor(seed) for seed in range(20)]
solved = [bool(np.all((o > 0.5) == (toy.XOR_Y > 0))) for _, o in runs]
predicted(my_runs, sum(solved), "of 20 runs")
W1, o = runs[8]
plots.points(toy.XOR_X, toy.XOR_Y, *W1.T, names=("unit 1", "unit 2"), title="A run that is stuck: outputs " + ", ".join(f"{v:.2f}" for v in o));

# %% [markdown] id="train-xor-read"
r"""
Sixteen of these twenty runs succeed; of 100 (seeds 0 to 99) it is 75. In seed 8, drawn here, two points with different targets share one
output, ½: whatever helps one hurts the other as much, and E lies on a **plateau**. Of the 25 runs, 24 are still there after 5,000 epochs.
Every derivative is right, and next to 0. Backpropagation promises a direction, not a destination.
"""

# %% [markdown] id="worked-example" covers="53 56"
r"""
### A network of three, four and two units

The slides work out two derivatives of a 3-4-2 network in another orientation: $w_{l,k,i}$ is (layer, **to**, **from**), counted from 1.
Here alone we follow them: `W1` (4, 3), `W2` (2, 4), $a = W_1 x$, $z = f(a)$, $y = W_2 z$ without an f at the output,
$L = \tfrac12 \sum_i (y_i - t_i)^2$. No biases, and plain derivatives with a plus.
"""

# %% [markdown] id="worked-example-first" covers="53 56"
r"""
**The weight $w_{2,2,4}$** leads from hidden unit 4 to output 2. One path:

$$\frac{\partial L}{\partial w_{2,2,4}} = \frac{\partial L}{\partial y_2} \cdot \frac{\partial y_2}{\partial w_{2,2,4}}
= (y_2 - t_2)\, z_4 .$$

**The weight $w_{1,1,1}$** leads from input 1 to hidden unit 1, and that unit reaches $L$ through both outputs:

$$\frac{\partial L}{\partial w_{1,1,1}} = f'(a_1) \Big[ \sum_{i=1}^{2} w_{2,i,1}\,(y_i - t_i) \Big]\, x_1 .$$

Read: *collect both errors at unit 1, pass its slope, multiply by what came in*.
"""

# %% question="q_wrong_index"
q_wrong_index = "b"

# %% check="q_wrong_index"
check("q_wrong_index", q_wrong_index)

# %% [markdown] hints="worked_example" covers="56"
r"""
### Exercise 5.2 · `worked_example`
{{points worked_example}} · 8 min · ●●○

Return the two derivatives as a pair of numbers. `f` and `df` are functions that you are given; try not to assume which.
"""

# %% exercise="worked_example"
def worked_example(x, t, W1, W2, f, df):
    """Return (∂L/∂w_2,2,4, ∂L/∂w_1,1,1) for x (3,), t (2,), W1 (4, 3), W2 (2, 4)."""
    ### BEGIN SOLUTION
    a = W1 @ x  # (4,)
    z = f(a)  # (4,)
    d_y = W2 @ z - t  # (2,)
    return d_y[1] * z[3], (W2[:, 0] @ d_y) * df(a)[0] * x[0]
    ### END SOLUTION

# %% check="worked_example"
check("worked_example", worked_example)

# %% [markdown] id="end-a"
r"""
**End of session A.** You have a judge for gradients, both error terms, Mitchell's algorithm, and its first failures. Save the notebook
(Ctrl+S). Session B does the same for whole batches and any number of layers.
"""

# %% [markdown] id="part-b"
r"""
---
# Session B · From eighteen steps to one loop
"""

# %% [markdown] id="section-6" covers="53 54"
r"""
## 6 · Eighteen steps

Andrew Rosenberg's slides derive the same thing for three layers of weights and all N examples. Their letters: $a$ is what enters a unit,
$z = g(a)$ what leaves it; i, j, k, l count the units of the four layers.

$$a_j = \sum_i w_{ij} x_i,\; z_j = g(a_j); \quad a_k = \sum_j w_{jk} z_j,\; z_k = g(a_k); \quad a_l = \sum_k w_{kl} z_k,\; z_l = g(a_l).$$

No biases, $g = \sigma$ in all layers.
"""

# %% [markdown] id="section-6-loss" covers="54"
r"""
Each example has a loss, and what we minimise is its mean:

$$L_n = \tfrac12 \sum_l (t_{n,l} - z_{n,l})^2, \qquad R = \frac1N \sum_n L_n .$$

With examples as rows, the forward pass is three products: $a_j = X W_{ij}$, $a_k = z_j W_{jk}$, $a_l = z_k W_{kl}$. The six arrays, $L$
(one number for each example) and $R$ are the first eight checkpoints.
"""

# %% [markdown] id="section-6-last" covers="53 54"
r"""
**The last layer.** Write $d_l = \partial L_n / \partial a_l$, with a plus and for one example. Then

1. $d_l = \dfrac{\partial L_n}{\partial z_l}\,\dfrac{\partial z_l}{\partial a_l} = (z_l - t_l)\, g'(a_l)$, where $g'(a_l) = z_l(1 - z_l)$.
2. $\dfrac{\partial R}{\partial w_{kl}} = \dfrac1N \sum_n d_{n,l}\, z_{n,k}$, because $\partial a_l/\partial w_{kl} = z_k$.

Line 2 for all k and l at once is $\; dW_{kl} = \tfrac1N\, z_k^\top d_l$. Read: *what entered, times the error that came back, averaged over
the examples*.
"""

# %% [markdown] id="section-6-below" covers="53 54"
r"""
**The layers below.** $z_k$ reaches $L_n$ through all units l:

3. $d_k = \Big[\sum_l d_l\, w_{kl}\Big] g'(a_k)$, as arrays $(d_l W_{kl}^\top)$ times $z_k(1 - z_k)$, entry by entry.
4. $dW_{jk} = \tfrac1N\, z_j^\top d_k$.
5. $d_j = \Big[\sum_k d_k\, w_{jk}\Big] g'(a_j)$.
6. $dW_{ij} = \tfrac1N\, X^\top d_j$.

Lines 3 and 5 are one line, used twice. So are 4 and 6. That is the whole method: *multiply by the weights transposed, multiply by the
slope, repeat*.
"""

# %% [markdown] id="section-6-toy" covers="54"
r"""
**By hand.** One unit in each layer, $X = T = 1$ and the weights 1, −1, 2. Forward: $z_j = 0.731$, $z_k = 0.325$, $z_l = 0.657$,
$L = 0.059$. Backward: $d_l = (0.657 - 1) \cdot 0.657 \cdot 0.343 = -0.077$, then $d_k = -0.077 \cdot 2 \cdot 0.325 \cdot 0.675 = -0.034$
and $d_j = -0.034 \cdot (-1) \cdot 0.731 \cdot 0.269 = +0.007$. The sign turns at the weight −1.
"""

# %% [markdown] hints="slide_backprop" covers="54"
r"""
### Exercise 6.1 · `slide_backprop`
{{points slide_backprop}} · 25 min · ●●●

Return a dict with fourteen keys, in the order in which you compute them: `a_j z_j a_k z_k a_l z_l L R d_l dW_kl d_k dW_jk d_j dW_ij`.
The check goes through them in this order and stops at the first wrong one, so you can fill in δ by δ; points are given by key. The 1/N
stands in the `dW`, not in the `d`.
"""

# %% exercise="slide_backprop"
def slide_backprop(X, T, Wij, Wjk, Wkl):
    """Return all quantities of the forward and backward pass for X (N, I), T (N, L)."""
    ### BEGIN SOLUTION
    N, out = len(X), {}
    out["a_j"] = X @ Wij
    out["z_j"] = sigmoid(out["a_j"])
    out["a_k"] = out["z_j"] @ Wjk
    out["z_k"] = sigmoid(out["a_k"])
    out["a_l"] = out["z_k"] @ Wkl
    out["z_l"] = sigmoid(out["a_l"])
    out["L"] = 0.5 * np.sum((T - out["z_l"]) ** 2, axis=1)
    out["R"] = np.mean(out["L"])
    out["d_l"] = (out["z_l"] - T) * dsigmoid(out["a_l"])
    out["dW_kl"] = out["z_k"].T @ out["d_l"] / N
    out["d_k"] = out["d_l"] @ Wkl.T * dsigmoid(out["a_k"])
    out["dW_jk"] = out["z_j"].T @ out["d_k"] / N
    out["d_j"] = out["d_k"] @ Wjk.T * dsigmoid(out["a_j"])
    out["dW_ij"] = X.T @ out["d_j"] / N
    return out
    ### END SOLUTION

# %% check="slide_backprop"
check("slide_backprop", slide_backprop)

# %% [markdown] id="predict-vanish"
r"""
**Predict.** The next cell stacks your result: weights from a normal distribution, 50 examples, 20 units in each layer. On the way from
`d_l` to `d_j`, does the typical size of an error term grow, stay, or shrink?
"""

# %% id="guess-vanish"
my_size = None  # "grow", "stay" or "shrink"

# %% id="vanish"
rng = np.random.default_rng(0)
X, T = rng.normal(size=(50, 20)), rng.uniform(size=(50, 20))
for scale in (1.0, 0.1):
    W = [scale * rng.normal(size=(20, 20)) for _ in range(3)]
    r = slide_backprop(X, T, *W)
    print(f"weights of size {scale}:", {k: f"{np.abs(r[k]).mean():.1e}" for k in ("d_l", "d_k", "d_j")})
predicted(my_size, "shrink: every layer multiplies by a slope of at most 1/4")

# %% [markdown] id="vanish-read"
r"""
With weights of size 1 the terms shrink by a factor of 1.5 to 2 a layer, with weights of size 0.1 by 10 (seed 0). A sum over 20 units can
make up for slopes of at most ¼ only if the weights are large. In a network of twenty such layers hardly anything arrives.
"""

# %% [markdown] id="judge-slide"
r"""
The judge again, on R and all three matrices. One of the three costs more calls than the others: which, and how many?
"""

# %% id="judge-slide-code"
rng = my_rng("slide")
X, T = rng.normal(size=(6, 3)), rng.uniform(size=(6, 2))
W = {"Wij": rng.normal(size=(3, 5)), "Wjk": rng.normal(size=(5, 4)), "Wkl": rng.normal(size=(4, 2))}
mine = slide_backprop(X, T, **W)

def risk(name):
    return lambda w: slide_backprop(X, T, **(W | {name: w}))["R"]

for name in W:
    off = rel_error(mine["dW_" + name[1:]], num_grad(risk(name), W[name]))
    print(f"dW_{name[1:]}: relative error {off:.1e}, {2 * W[name].size} calls")

# %% [markdown] id="rhw" covers="57"
r"""
### The paper of 1986

Rumelhart, Hinton and Williams made the method famous with four equations. In their letters $x_j$ is what *enters* unit j, $y_j$ what
leaves it, $d_j$ the desired output, $c$ counts examples.

| no. | in the paper | here |
|---|---|---|
| (3) | $E = \tfrac12 \sum_c \sum_j (y_{j,c} - d_{j,c})^2$ | `0.5 * np.sum((o - t) ** 2)` |
| (4) | $\partial E/\partial y_j = y_j - d_j$ | `dA = o - t` |
| (5) | $\partial E/\partial x_j = \partial E/\partial y_j \cdot y_j(1 - y_j)$ | `dZ = dA * o * (1 - o)` |
| (6) | $\partial E/\partial w_{ji} = \partial E/\partial x_j \cdot y_i$ | `dW = A_prev.T @ dZ` |
"""

# %% [markdown] id="rhw-read" covers="57"
r"""
Equation (5) is `-delta_out(o, t)`: their sign is the plus. Their $w_{ji}$ leads from i to j, our `W[i, j]` too. And their E is a sum
over examples, so no 1/N occurs. Three authors, three conventions, one chain rule.
"""

# %% [markdown] id="section-7"
r"""
## 7 · Two conventions

Two factors differ from book to book. Neither is wrong; each has to be said.

- **The ½** in front of the square cancels the 2 of its derivative. Without it, every gradient is twice as large.
- **The 1/N**: a sum over examples or a mean. With a sum, every gradient is N times as large, and the best learning rate depends on N.

In this course the ½ stands in Mitchell's E and Rosenberg's $L_n$ only, and every other loss is a **mean over the examples, sum over the
outputs**.
"""

# %% [markdown] id="predict-factor"
r"""
**Predict.** N = 5 examples. By which factor is the gradient of $\sum_n \sum_l (t - z)^2$ larger than yours of $R$?
"""

# %% id="guess-factor"
my_factor = None  # a number

# %% id="factor-experiment"
X, T = X[:5], T[:5]

def total(w):
    return np.sum((T - slide_backprop(X, T, W["Wij"], W["Wjk"], w)["z_l"]) ** 2)

ratio = num_grad(total, W["Wkl"]) / slide_backprop(X, T, **W)["dW_kl"]
predicted(my_factor, f"{ratio.mean():.4f}")

# %% [markdown] id="factor-read"
r"""
Ten: two for the missing ½, five for the missing 1/N, the same in every entry. If somebody's code "needs a ten times smaller learning
rate" than yours, compare the losses before you compare anything else.
"""

# %% question="q_factor"
q_factor = "d"

# %% check="q_factor"
check("q_factor", q_factor)

# %% [markdown] id="section-8" covers="43"
r"""
## 8 · Softmax with cross-entropy

For C classes the output layer gives C real numbers, the **logits** $z_1, \dots, z_C$. **Softmax** turns them into probabilities, and the
loss looks at the probability of the true class y alone:

$$p_c = \frac{e^{z_c}}{\sum_k e^{z_k}}, \qquad \ell = -\log p_y .$$

Read: *surprise at what really happened*. A sure and right answer costs 0; $p_y \to 0$ costs without limit.
"""

# %% [markdown] id="section-8-derive" covers="43 53"
r"""
**Derive it.** Take the logarithm first: $\ell = -z_y + \log \sum_k e^{z_k}$.

1. The first term contributes $-1$ to logit y and 0 to the others.
2. The second contributes $\dfrac{e^{z_c}}{\sum_k e^{z_k}} = p_c$ to every logit.
3. Together: $\quad \dfrac{\partial \ell}{\partial z_c} = p_c - [c = y] .$

Read: *what you said, minus what was true*. No slope is left over. Adding one number to all logits changes no $p$, so the entries of
this gradient add up to 0.
"""

# %% [markdown] id="section-8-toy" covers="43"
r"""
**By hand.** Two classes, logits (0, 0), true class 0: $p = (½, ½)$, loss $\log 2 = 0.693$, gradient $(-½, +½)$. With C equal logits the
loss is $\log C$: the number to expect before training.
"""

# %% [markdown] id="overflow" covers="43"
r"""
**Large logits.** $e^{800}$ is larger than the largest float, about $1.8 \cdot 10^{308}$. But softmax does not change when every logit of
a row is lowered by the same number. Choose the row's own maximum: then the largest exponent is 0. And take the logarithm on paper, as
above: a probability that has become 0 has none.
"""

# %% [markdown] hints="softmax_xent" covers="43"
r"""
### Exercise 8.1 · `softmax_xent`
{{points softmax_xent}} · 15 min · ●●●

`Z` (N, C) are logits, `y` (N,) class numbers 0 … C − 1. Return the mean loss and its gradient by `Z`. The 1/N belongs to both. Logits of
±1000 must give finite numbers and no warning.
"""

# %% exercise="softmax_xent"
def softmax_xent(Z, y):
    """Return (loss, dZ): the mean over N of −log softmax(Z)[n, y_n], and its gradient."""
    ### BEGIN SOLUTION
    N, rows = len(Z), np.arange(len(Z))
    S = Z - Z.max(axis=1, keepdims=True)
    log_p = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    dZ = np.exp(log_p)
    dZ[rows, y] -= 1
    return -np.mean(log_p[rows, y]), dZ / N
    ### END SOLUTION

# %% check="softmax_xent"
check("softmax_xent", softmax_xent)

# %% [markdown] id="predict-slope"
r"""
**Predict.** In lab 01 the logistic neuron with a squared error learned most slowly where it was most wrong. Two classes, true class 0,
logits (z, 0). At $z = -6$ the answer is $p_0 = 0.0025$. Which loss has the larger gradient there: squared error or cross-entropy?
"""

# %% id="guess-slope"
my_loss = None  # "squared" or "cross-entropy"

# %% id="slope-experiment"
z = np.linspace(-8, 8, 161)
squared = (1 - sigmoid(z)) * dsigmoid(z)
cross = np.array([abs(softmax_xent(np.array([[v, 0.0]]), np.array([0]))[1][0, 0]) for v in z])
predicted(my_loss, "cross-entropy" if cross[20] > squared[20] else "squared", f"({cross[20]:.4f} against {squared[20]:.4f})")
plots.curve(z, cross, squared, names=("cross-entropy", "squared error"), labels=("logit z of the true class", "size of the gradient"), title="Cross-entropy keeps its slope where the answer is wrong");

# %% [markdown] id="slope-read" covers="43"
r"""
On the left, where the answer is confidently wrong, the squared error is flat: 0.0025 at z = −6. Cross-entropy pulls with almost its full
strength of 1. The logarithm cancels the slope of σ, and that is why nearly every classifier uses this pair. On the right both rest.
"""

# %% [markdown] id="section-9" covers="53 58"
r"""
## 9 · One loop for any network

One layer: $Z = XW + b$, $A = f(Z)$. Somebody above hands us $dA = \partial R/\partial A$. Four lines answer everything:

1. $dZ = dA \odot f'(Z)$, entry by entry.
2. $dW = X^\top dZ$: the only product of these two with the shape of $W$.
3. $db = \sum_n dZ_n$: b is added to every example, so its effects add up.
4. $dX = dZ\, W^\top$: what the layer below receives as *its* $dA$.

No 1/N: it is in the first $dA$ already, because the loss put it there.
"""

# %% [markdown] id="section-9-toy" covers="58"
r"""
**By hand.** One number each: $X = 3$, $W = 0.5$, $b = -1$, f the identity, $dA = 2$. Then $dZ = 2$, $dW = 3 \cdot 2 = 6$, $db = 2$,
$dX = 2 \cdot 0.5 = 1$. Two examples with the same $dZ$ would give twice the $db$.
"""

# %% [markdown] hints="mlp_backward" covers="58"
r"""
### Exercise 9.1 · `mlp_backward`
{{points mlp_backward}} · 20 min · ●●●

`cache` is what `mlp_forward` returned: for each layer its `X`, `W`, `Z` and `df`, in forward order. `dY` is ∂R/∂(last activation). Return
`(grads, dX)`: `grads[l]` is the pair `(dW, db)` of layer l, in forward order, and `dX` belongs to the input of the network.
"""

# %% exercise="mlp_backward"
def mlp_backward(dY, cache):
    """Return (grads, dX) for a chain of layers."""
    ### BEGIN SOLUTION
    grads, dA = [], dY
    for layer in reversed(cache):
        dZ = dA * layer["df"](layer["Z"])  # (N, m)
        dW, db = layer["X"].T @ dZ, np.sum(dZ, axis=0)
        grads.insert(0, (dW, db))
        dA = dZ @ layer["W"].T  # (N, d)
    return grads, dA
    ### END SOLUTION

# %% check="mlp_backward"
check("mlp_backward", mlp_backward)

# %% [markdown] id="judge-mlp"
r"""
Three layers, ReLU-like and tanh mixed, your softmax on top, and the judge on every matrix. A smooth ReLU, $\log(1 + e^z)$, stands in
here: at a kink a difference quotient would look across it.
"""

# %% id="judge-mlp-code"
def softplus(z):
    return np.logaddexp(0, z)

def identity(z):
    return z

def network(rng, *widths):
    pairs = [(np.tanh, lambda z: 1 - np.tanh(z) ** 2), (softplus, sigmoid)] * len(widths)
    pairs = [*pairs[: len(widths) - 2], (identity, np.ones_like)]
    sizes = zip(widths[:-1], widths[1:], pairs, strict=True)
    return [(rng.normal(size=(d, m)), rng.normal(size=m), f, df) for d, m, (f, df) in sizes]

def loss_by(n):
    W, b, f, df = layers[n]
    return lambda w: softmax_xent(mlp_forward(X, [*layers[:n], (w, b, f, df), *layers[n + 1 :]])[0], y)[0]

rng = my_rng("mlp")
X, y, layers = rng.normal(size=(7, 3)), rng.integers(0, 4, 7), network(rng, 3, 6, 5, 4)
Z, cache = mlp_forward(X, layers)
grads, dX = mlp_backward(softmax_xent(Z, y)[1], cache)
for n in range(3):
    print(f"layer {n}: relative error of dW {rel_error(grads[n][0], num_grad(loss_by(n), layers[n][0])):.1e}")
print(f"input:   relative error of dX {rel_error(dX, num_grad(lambda x: softmax_xent(mlp_forward(x, layers)[0], y)[0], X)):.1e}")

# %% [markdown] id="judge-mlp-read"
r"""
One loop, any depth, any activation, any loss: all that the loop asks of a layer is its f′ and what it saw. The last line is a gradient by
the *input*, which training never uses. Lab 13 will: it tells which pixels to change to fool a network.
"""

# %% [markdown] id="rings"
r"""
### Use it

In lab 01 the best line got 33.5 % of the two rings wrong, until we chose polar coordinates by hand. Now eight tanh units choose their own
features. The slider sets the number of gradient steps.
"""

# %% id="rings-code"
X, y = toy.rings(np.random.default_rng(0))
labels = (y > 0).astype(int)

def train_rings(steps=300, units=8, lr=0.5):
    rng = np.random.default_rng(0)
    layers = [(rng.normal(size=(2, units)), np.zeros(units), np.tanh, lambda z: 1 - np.tanh(z) ** 2),
              (rng.normal(size=(units, 2)), np.zeros(2), identity, np.ones_like)]
    losses = []
    for _ in range(steps):
        Z, cache = mlp_forward(X, layers)
        loss, dZ = softmax_xent(Z, labels)
        losses.append(loss)
        grads, _ = mlp_backward(dZ, cache)
        layers = [(W - lr * dW, b - lr * db, f, df) for (W, b, f, df), (dW, db) in zip(layers, grads, strict=True)]
    wrong = np.mean(mlp_forward(X, layers)[0].argmax(axis=1) != labels)
    plots.curve(np.arange(1, steps + 1), np.array(losses), labels=("step", "loss"), title=f"{units} units, {steps} steps: {wrong:.1%} of the rings wrong")

interact(train_rings, steps=(10, 500, 10), units=(1, 12), lr=(0.1, 2.0, 0.1));

# %% [markdown] id="rings-read"
r"""
With 8 units no point is wrong after 300 steps (seed 0; the same with seeds 1 to 4, and on fresh rings). The loss starts above
$\log 2 = 0.69$, the price of knowing nothing, because random weights are confidently wrong. Move `units` down: with one or two units the
curve cannot reach 0, as one or two lines cannot enclose a ring.
"""

# %% [markdown] id="jump" covers="17"
r"""
### Jump connections

A connection may skip a layer: $H = f(X W_1)$, $\;Y = H W_2 + X W_0$. The backward pass needs one new rule, which you know from the hidden
units: **what is used twice collects twice**. $X$ reaches $Y$ along two paths, and the gradients of the paths add up.
"""

# %% question="q_jump"
q_jump = "b"

# %% check="q_jump"
check("q_jump", q_jump)

# %% id="jump-code"
rng = np.random.default_rng(0)
X, dY = rng.normal(size=(4, 3)), rng.normal(size=(4, 2))
W1, W2, W0 = rng.normal(size=(3, 5)), rng.normal(size=(5, 2)), rng.normal(size=(3, 2))
through = [(W1, 0.0, np.tanh, lambda z: 1 - np.tanh(z) ** 2), (W2, 0.0, identity, np.ones_like)]
past = [(W0, 0.0, identity, np.ones_like)]
dX = sum(mlp_backward(dY, mlp_forward(X, path)[1])[1] for path in (through, past))

def output(x):
    return np.sum(dY * (mlp_forward(x, through)[0] + mlp_forward(x, past)[0]))

print("both paths added:", rel_error(dX, num_grad(output, X)))

# %% [markdown] id="cost" covers="61"
r"""
### What it costs

An epoch of backpropagation takes O(|D| · w) operations: |D| examples times w weights, since each weight is used twice or three times for
each example. The next cell times it with 100 examples, for 1 to 64 layers of 32 units: w runs from 1,056 to 67,584. **Predict**: how
long would `num_grad` take for the largest?
"""

# %% id="guess-cost"
my_seconds = None  # a number of seconds

# %% id="cost-code"
from time import perf_counter

def seconds(f, *args):
    times = []
    for _ in range(5):
        start = perf_counter()
        f(*args)
        times.append(perf_counter() - start)
    return min(times)

def gradient(X, layers):
    return mlp_backward(X, mlp_forward(X, layers)[1])

rng, weights, backprop, judge = np.random.default_rng(0), [], [], []
for depth in (1, 2, 4, 8, 16, 32, 64):
    layers, X = network(rng, *[32] * (depth + 1)), rng.normal(size=(100, 32))
    weights.append(sum(W.size + b.size for W, b, *_ in layers))
    backprop.append(seconds(gradient, X, layers))
    judge.append(2 * weights[-1] * seconds(mlp_forward, X, layers))
predicted(my_seconds, f"{judge[-1]:.0f}", f"seconds, against {backprop[-1]:.4f} with backpropagation")
plots.loglog(np.array(weights), np.array(backprop), np.array(judge), names=("backpropagation", "num_grad (2w forward passes)"), labels=("number of weights w", "seconds for one gradient"), title="One gradient of 100 examples");

# %% [markdown] id="cost-read" covers="61"
r"""
Measured on one core: 3 ms for 67,584 derivatives by backpropagation, 250 s by difference quotients. Twice the layers, twice the time on
the lower curve and four times on the upper one. A gradient costs about two forward passes, however many weights there are. This counts one epoch; how *many* epochs are needed, nobody can promise. In the worst case their number grows exponentially with
the number of inputs.
"""

# %% [markdown] id="section-10" covers="60"
r"""
## 10 · Eight symbols through three units

Tom Mitchell's 8-3-8 network has eight inputs, three hidden units and eight outputs. The eight examples are the unit vectors, and the
target is the input itself. Three units cannot copy eight numbers, so the network has to find a **code** and a way to read it.

**Predict.** Eight symbols, three units between 0 and 1. Which code would you choose?
"""

# %% [markdown] hints="train_838" covers="60"
r"""
### Exercise 10.1 · `train_838`
{{points train_838}} · 12 min · ●●○

Draw both matrices from U(−`init`, `init`) with the given `rng`, biases (row 0) included. In each epoch call `online_step` once for each of
the eight unit vectors, in any order.
"""

# %% exercise="train_838"
def train_838(rng, epochs=5000, eta=0.3, init=0.1):
    """Return (W1 (9, 3), W2 (4, 8)) of a trained 8-3-8 network."""
    ### BEGIN SOLUTION
    W1 = rng.uniform(-init, init, size=(9, 3))
    W2 = rng.uniform(-init, init, size=(4, 8))
    eye = np.eye(8)
    for _ in range(epochs):
        for n in rng.permutation(8):
            W1, W2 = online_step(eye[n], eye[n], W1, W2, eta)
    return W1, W2
    ### END SOLUTION

# %% check="train_838"
check("train_838", train_838)

# %% id="codes-code"
def hidden_838(W1):
    return sigmoid(W1[0] + W1[1:])  # (8, 3): row i belongs to input i

W1, W2 = train_838(np.random.default_rng(0))
o = sigmoid(W2[0] + hidden_838(W1) @ W2[1:])
print("largest output of each input:", o.argmax(axis=1) + 1, " its value:", np.round(o.max(axis=1), 2))
plots.codes(hidden_838(W1), title="The code of seed 0");

# %% [markdown] id="codes-read" covers="60"
r"""
Every input comes out as itself, with an output between 0.92 and 0.95. Round the three columns to 0 and 1: the eight rows are the eight
numbers from 000 to 111, each once. Nobody told the network about binary numbers; the error, handed back through the 24 weights between hidden units and outputs, did.
"""

# %% [markdown] id="predict-codes"
r"""
**Predict.** In how many of ten further runs (seeds 1 to 10) are all eight *outputs* right, and in how many are the rounded codes eight
different ones?
"""

# %% id="guess-codes"
my_outputs, my_codes = None, None  # two numbers from 0 to 10

# %% id="many-codes"
outputs_right = eight_codes = 0
for seed in range(1, 11):
    W1, W2 = train_838(np.random.default_rng(seed))
    h = hidden_838(W1)
    outputs_right += np.all(sigmoid(W2[0] + h @ W2[1:]).argmax(axis=1) == np.arange(8))
    eight_codes += len(np.unique(h > 0.5, axis=0)) == 8
predicted(my_outputs, outputs_right, "with all outputs right")
predicted(my_codes, eight_codes, "with eight codes")
W1, W2 = train_838(np.random.default_rng(1))
plots.codes(hidden_838(W1), title="Seed 1: seven codes when rounded, and all outputs right");

# %% [markdown] id="many-codes-read" covers="60"
r"""
The outputs are right every time; the code is binary in about seven of ten runs. In the picture, inputs 3 and
4 both round to 010, and unit 3 tells them apart: 0.50 against 0.00. So it is in every such run of seeds 0 to 999: the two rows differ by
at least 0.37 in one unit, typically 0.01 against 0.47. A sigmoid unit has more than two levels, and nothing in the error
asks it to use two.
"""

# %% [markdown] id="what_do_the_three_do-text"
r"""
### In your own words · 10.2
Three or four sentences, no automatic points: *In about three of ten runs the rounded codes are not all different, yet all eight outputs are
right. What do the hidden units do in those runs, and is it a failure?*
"""

# %% [markdown] answer="what_do_the_three_do" points=0
r"""
They use a third level. Two inputs have the same rounded code, but in one unit one of them is near 0 (or 1) and the other near ½, far
enough for the output weights to tell them apart. This is no failure: the error is small (the target is reproduced), and E rewards right
outputs, not binary codes. "Binary" is our reading; a code needs eight distinguishable points in the cube, which need not be its corners.

Mark scheme: intermediate value in one unit named (1), outputs nevertheless right because the output layer can separate the points (1),
E does not ask for binary codes (1).
"""

# %% [markdown] id="headline" covers="60"
r"""
## Headline result

| what | result |
|---|---|
| 8-3-8, 5,000 epochs, η = 0.3, seeds 0–9,999 | all eight outputs right in **10,000 of 10,000** runs |
| eight different binary codes | **72.3 %** of the runs (7 codes 27.2 %, 6 codes 0.5 %) |
| the others | tell equal codes apart by a unit near ½; 5.8 of 24 activations lie in (0.2, 0.8), against 2.8 |
| Σ(t − o)² at the end | median 0.087, largest 0.733 |
| your gradients against `num_grad` | agree to 10⁻⁸ or better |

Source: `bench/train_838.py 10000`, all seeds at once, with the draws of the reference.
"""

# %% [markdown] id="close"
r"""
## What you can now do

You can derive the backward pass of a network in either sign, find the first wrong line of a derivation, check any gradient, and train with
a loop that is yours.

**On your own.** (1) Train 8-2-8: does it still succeed, and which points of the square does it use? (2) Give the 8-3-8 net a cross-entropy
loss and count epochs. (3) Add a jump connection to `mlp_forward` and `mlp_backward`.

**In practice.** PyTorch writes the list of steps down during the forward pass and walks it backwards, as `cache` did: lab 06 builds that.
"""

# %% [markdown] id="further"
r"""
**Further reading.** D. Rumelhart, G. Hinton, R. Williams, "Learning representations by back-propagating errors", *Nature* 323 (1986): four
pages, equations (3) to (6) above. T. Mitchell, *Machine Learning*, chapter 4, for the algorithm of session A and the 8-3-8 network.
M. Nielsen, *Neural Networks and Deep Learning*, chapter 2, for the same derivation with matrices. A. Griewank and A. Walther, *Evaluating
Derivatives* (2008), for why a gradient never costs more than a few function values. Y. LeCun and others, "Efficient BackProp" (1998), for
what to do when it works too slowly.
"""
