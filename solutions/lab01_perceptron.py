# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] id="title" covers="1"
r"""
# Teach a neuron to tell banknotes apart

![Left: points of two classes and the line that a perceptron found. Right: mistakes in each epoch on banknotes, falling from 69 and never reaching zero.](figure:lab01_cover.png)

**What you will do.** Build the first artificial neurons in a few lines of NumPy, watch one learn, prove when learning has to end, and
tell forged from genuine banknotes: **10 errors on 1,030 training notes, 2 on 342 that it has never seen**.

**What you will be able to do**
- write a threshold unit, its learning rule and its training loop;
- say how many mistakes a perceptron can make, and why;
- tell the perceptron rule, Hebb's law and the delta rule apart, and derive the rule of a smooth neuron;
- prove that no line solves a given problem.

**Time** 90 minutes for session A, 70 for session B. **Needs** Python, NumPy, linear algebra up to
the null space, the chain rule. **Points** {{total}}.
"""

# %% setup="lab01_perceptron"
from course import check, explore, hint, load, me, my_rng, plots, predicted, toy
import numpy as np

# %% [markdown] id="how-it-works"
r"""
Cells that start with `check(...)` are graded; run them as often as you like. Each exercise states a *law*: signature, shapes, convention.
A failed check says how your result breaks it, what it looks like, and shows the smallest case that goes wrong. `hint("name")` prints the
next of three hints, the last of which stands nowhere else. Answers to questions are recorded; whether they are right is told when the lab is graded.

Write your student number or any other word into the next cell: your data follow from it, and stay the same when you come back.
"""

# %% id="who"
me("")  # for example me("s1234567")

# %% [markdown] id="part-a"
r"""
---
# Session A · A neuron that decides
"""

# %% [markdown] id="see-first" covers="9"
r"""
## 0 · See it first

Blue circles belong to class +1, orange squares to class −1. A neuron with two inputs (section 2 defines it) stores a line and calls one
side +1, the other −1. Press **Step**: the neuron looks at
one point. If the point lies on the wrong side, the line moves. Press **Epoch** to visit all points once. Drag a point across the line
and go on.

Then find an arrangement of points for which the line never comes to rest; section 8 comes back to it.
"""

# %% id="explore-line"
X, y, _ = toy.cloud(my_rng("line"), 14, margin=0.4)
explore("perceptron_line", X=X, y=y)

# %% [markdown] id="predict-line"
r"""
**Predict.** If the line comes to rest, has every point been on the wrong side at some time? Press **Reset**, watch the counters, and keep
your answer in mind.
"""

# %% [markdown] id="section-1" covers="1 2 21"
r"""
## 1 · The McCulloch–Pitts unit (1943)

A nerve cell adds up what arrives and sends a pulse when the sum is large enough. In 1943 Warren McCulloch and Walter Pitts kept only
that: inputs $x_i$ are 0 or 1, each has a weight $w_i$, and the unit has a threshold $u$:

$$\text{output} = \begin{cases} 1 & \text{if } \sum_i w_i x_i \ge u \\ 0 & \text{otherwise.} \end{cases}$$

Read aloud: *the unit fires if the weighted sum reaches the threshold*. Equality is enough.
"""

# %% [markdown] id="section-1-toy"
r"""
Nothing is learned here: weights and threshold are chosen by hand. Take two inputs, $w = (1, 1)$ and $u = 2$. The sum is 2 only if both
inputs are 1, so this unit computes AND. With $u = 1$ it computes OR. With one input, $w = (-1)$ and $u = 0$ it computes NOT: the sum is
0 or −1, and only 0 reaches the threshold.
"""

# %% [markdown] hints="mp_neuron" covers="2"
r"""
### Exercise 1.1 · `mp_neuron`
{{points mp_neuron}} · 5 min · ●○○

Write the unit for N examples at once: row n of `x` is one example.
"""

# %% exercise="mp_neuron"
def mp_neuron(x, w, u):
    """Return the answers (N,) of 0/1 of a unit with weights w (m,) and threshold u to the rows of x (N, m)."""
    ### BEGIN SOLUTION
    return (np.asarray(x) @ np.asarray(w) >= u).astype(int)
    ### END SOLUTION

# %% check="mp_neuron"
check("mp_neuron", mp_neuron)

# %% [markdown] id="mp-table-text"
r"""
Four rows are all the inputs that two binary units can send. The next cell prints your unit's answers for three choices of weights and
threshold.
"""

# %% id="mp-table"
corners = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
for name, w, u in [("AND", [1, 1], 2), ("OR", [1, 1], 1), ("x1 and not x2", [1, -1], 1)]:
    print(f"{name:<14}", mp_neuron(corners, np.array(w), u))

# %% [markdown] id="mp-table-read"
r"""
A negative weight inhibits: with $w = (1, -1)$ the second input can keep the unit silent. Try to find $w$ and $u$ for "exactly one of
the two inputs is 1". You will not succeed, and section 8 proves that nobody can.
"""

# %% [markdown] id="section-2" covers="6 11"
r"""
## 2 · The perceptron unit (1958)

Frank Rosenblatt's unit takes real numbers and answers −1 or +1. The threshold becomes a weight: move $u$ to the left side and call
$w_0 = -u$ the **bias**:

$$\hat y = \begin{cases} +1 & \text{if } w_0 + w_1 x_1 + \dots + w_D x_D > 0 \\ -1 & \text{otherwise.} \end{cases}$$

The sum is called the **net input**. Here it has to be *larger* than 0: a net of exactly 0 gives −1.
"""

# %% [markdown] id="section-2-tilde" covers="11"
r"""
One more step makes the bias an ordinary weight. Put a constant 1 in front of every example:

$$\tilde x = (1, x_1, \dots, x_D), \qquad \text{net} = w \cdot \tilde x .$$

The course keeps the bias in **entry 0** of $w$ and the ones in **column 0** of the data. Others put it last; both work, mixing them
does not.
"""

# %% [markdown] hints="add_bias"
r"""
### Exercise 2.1 · `add_bias`
{{points add_bias}} · 3 min · ●○○

Return a new float64 array with the column of ones in front.
"""

# %% exercise="add_bias"
def add_bias(X):
    """Return X (N, D) with a column of ones in front: (N, D + 1), float64."""
    ### BEGIN SOLUTION
    return np.column_stack([np.ones(len(X)), X])
    ### END SOLUTION

# %% check="add_bias"
check("add_bias", add_bias)

# %% [markdown] hints="perceptron_predict" covers="6"
r"""
### Exercise 2.2 · `perceptron_predict`
{{points perceptron_predict}} · 5 min · ●○○

Return the class of every row of `X`. The labels are integers or floats with the values −1 and +1.
"""

# %% exercise="perceptron_predict"
def perceptron_predict(X, w):
    """Return the classes (N,) of ±1 that weights w (D + 1,), bias first, give to the rows of X (N, D)."""
    ### BEGIN SOLUTION
    return np.where(add_bias(X) @ w > 0, 1, -1)
    ### END SOLUTION

# %% check="perceptron_predict"
check("perceptron_predict", perceptron_predict)

# %% question="q_threshold"
q_threshold = "b"

# %% check="q_threshold"
check("q_threshold", q_threshold)

# %% [markdown] id="hyperplane" covers="9"
r"""
Where is the net 0? In the plane, $w_0 + w_1 x_1 + w_2 x_2 = 0$ is a line. The vector $(w_1, w_2)$ is perpendicular to it and points to the side that is
called +1; $w_0$ shifts the line away from the origin. With D inputs the line becomes a **hyperplane**.

A unit with a threshold can only say on which side of one hyperplane a point lies. Data that some hyperplane separates without error are
called **linearly separable**.
"""

# %% id="draw-sides"
w = np.array([-1.0, 1.0, 2.0])
grid = my_rng("sides").uniform(-2, 2, size=(150, 2))
plots.points(grid, perceptron_predict(grid, w), w, title="The line −1 + x₁ + 2x₂ = 0 and its two sides");

# %% [markdown] id="draw-sides-read"
r"""
The line cuts the vertical axis at ½, where $-1 + 2 x_2 = 0$. Every point above it is +1. Multiply $w$ by 10 in the cell and run it
again: the line stays. Only the direction of $w$ matters, not its length. That will be worth remembering.
"""

# %% [markdown] id="section-3" covers="7"
r"""
## 3 · The learning rule

Rosenblatt's unit learns from examples $(x_n, y_n)$. It visits them one by one. If its answer is right, nothing happens. If it is wrong,

$$w \leftarrow w + \eta\, y_n\, \tilde x_n .$$

Read aloud: *add the example to the weights if its class is +1, subtract it if its class is −1*. The **learning rate** $\eta > 0$ says
how much of it.
"""

# %% [markdown] id="section-3-toy" covers="7"
r"""
**By hand.** Let $w = (0, 1)$, $\eta = 1$ and one example $x = 2$ with $y = -1$.

1. $\tilde x = (1, 2)$, net $= 0 \cdot 1 + 1 \cdot 2 = 2 > 0$, so the answer is +1: a mistake.
2. $w \leftarrow (0, 1) - (1, 2) = (-1, -1)$.
3. The net is now $-1 - 2 = -3$: the answer is −1, as it should be.

The update changed the net by $\eta\, y_n \|\tilde x_n\|^2 = -5$, always in the direction of the label. Only
mistakes move the line: a point that was right at each visit never moved it, and so the answer to section 0 is *no*.
"""

# %% [markdown] id="section-3-toy-2" covers="7"
r"""
**By hand, two examples.** The next example sees the weights that the one before has moved. Go on with $w = (-1, -1)$ and $x = -3$,
$y = -1$: $\tilde x = (1, -3)$, net $= -1 + 3 = 2 > 0$, a mistake again, and $w \leftarrow (-1, -1) - (1, -3) = (-2, 2)$.

Check the first example, $x = 2$, once more: net $= -2 + 4 = 2 > 0$. It is wrong again. The second update spoiled what the first had
mended; whether this can go on for ever is the question of section 4.
"""

# %% [markdown] hints="perceptron_epoch" covers="7"
r"""
### Exercise 3.1 · `perceptron_epoch`
{{points perceptron_epoch}} · 15 min · ●●○

One pass over the data is an **epoch**. Visit the examples in the given `order` (an array of indices). Predict each with the *current*
weights. Return the new weights and the number of mistakes. The caller's `w` stays as it is; it may hold integers, so work on a float
copy.
"""

# %% exercise="perceptron_epoch"
def perceptron_epoch(X, y, w, eta, order):
    """Visit the examples in `order` once.

    X : (N, D), y : (N,) of ±1, w : (D + 1,) bias first, eta : learning rate, order : (N,) indices
    Returns (w_new, n_mistakes).
    """
    ### BEGIN SOLUTION
    X_tilde = add_bias(X)
    w_new, n_mistakes = np.array(w, dtype=float), 0
    for n in order:
        prediction = 1 if X_tilde[n] @ w_new > 0 else -1
        if prediction != y[n]:
            w_new = w_new + eta * y[n] * X_tilde[n]
            n_mistakes += 1
    return w_new, n_mistakes
    ### END SOLUTION

# %% check="perceptron_epoch"
check("perceptron_epoch", perceptron_epoch)

# %% [markdown] id="own-engine"
r"""
Now your own function drives the picture: choose **my code** below the drawing. The dashed line is what the course's own rule does
with the same point; as long as both agree you see one line.
"""

# %% id="explore-own"
explore("perceptron_line", X=X, y=y, update=perceptron_epoch)

# %% [markdown] id="break-it"
r"""
### Break it on purpose

Shuffling is good practice, and it hides a classic slip: the inputs are put into a new order, the labels are not. The function below
does that to your correct code. Run it and look at what the check makes of it; only the cell above counts for your points.
"""

# %% id="break-it-code"
def broken_epoch(X, y, w, eta, order):
    return perceptron_epoch(X[order], y, w, eta, np.arange(len(order)))

check("perceptron_epoch", broken_epoch)

# %% [markdown] id="break-it-read"
r"""
No error, no warning: the code runs and learns something else. The check names it, because it knows what a pass with misplaced labels
would return. Without a check you would see it only in the mistakes, which stay high. When your own training will not improve, look at a
few pairs $(x_n, y_n)$ *after* shuffling.
"""

# %% [markdown] id="section-4" covers="7"
r"""
## 4 · Does it end?

Repeat epochs until one passes without a mistake: from then on $w$ never changes again. If the data are separable, does that moment
always come?
"""

# %% [markdown] hints="perceptron_fit" covers="7"
r"""
### Exercise 4.1 · `perceptron_fit`
{{points perceptron_fit}} · 12 min · ●●○

Start at $w = 0$. Run epochs with your `perceptron_epoch` and keep the number of mistakes of each in a list. Stop after the first 0 (it
stays in the list) or after `max_epochs`. Without `rng` the order is 0, 1, …, N − 1; with a generator draw a fresh permutation from it
in every epoch.
"""

# %% exercise="perceptron_fit"
def perceptron_fit(X, y, eta=1.0, max_epochs=100, rng=None):
    """Train a perceptron from w = 0; return (w, mistakes), where mistakes has one int an epoch."""
    ### BEGIN SOLUTION
    w, mistakes = np.zeros(X.shape[1] + 1), []
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, n_mistakes = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(n_mistakes)
        if n_mistakes == 0:
            break
    return w, mistakes
    ### END SOLUTION

# %% check="perceptron_fit"
check("perceptron_fit", perceptron_fit)

# %% [markdown] id="predict-epochs"
r"""
**Predict.** Forty points of your own; a line was planted among them, and no point lies closer to it than 0.05. How many epochs will
it take, the last one without mistakes counted?
"""

# %% id="guess-epochs"
my_epochs = None  # a number

# %% id="train-cloud"
X, y, planted = toy.cloud(my_rng("train"), 40, margin=0.05)
w, mistakes = perceptron_fit(X, y)
predicted(my_epochs, len(mistakes), "epochs")
plots.points(X, y, w, planted, names=("found", "planted"), title="The line found, and the one that made the data");

# %% [markdown] id="train-cloud-read"
r"""
The line found is not the planted line that made the data, and it need not be: the rule stops at the first line without a mistake, which
often passes close to a point. Many lines are right here, and the perceptron does not prefer one to another.
"""

# %% [markdown] id="novikoff" covers="7"
r"""
### Novikoff's theorem (1962)

Let every augmented example $\tilde x_n$ be at most $R$ long, and let some $v$ with $\|v\| = 1$ (bias included) separate the data with
**margin** $\gamma > 0$: $\; y_n\, v \cdot \tilde x_n \ge \gamma$ for all n. Then a perceptron that starts at $w = 0$ makes at most

$$\left(\frac{R}{\gamma}\right)^{2}$$

mistakes, in all epochs together, in whatever order it visits the examples. Neither N nor D occurs in the bound.
"""

# %% [markdown] id="novikoff-proof" covers="7"
r"""
**Proof in four lines** ($w_k$: the weights after k mistakes; $\eta = 1$, see below for others).

1. Each mistake adds $y \tilde x$, so $v \cdot w$ grows by $y\, v \cdot \tilde x \ge \gamma$. After k mistakes $v \cdot w_k \ge k\gamma$.
2. On a mistake $y\, w \cdot \tilde x \le 0$, so
   $\|w + y\tilde x\|^2 = \|w\|^2 + 2\,y\,w \cdot \tilde x + \|\tilde x\|^2 \le \|w\|^2 + R^2$.
3. Therefore $\|w_k\|^2 \le k R^2$, that is $\|w_k\| \le \sqrt{k}\,R$.
4. By Cauchy–Schwarz $v \cdot w_k \le \|v\| \|w_k\| = \|w_k\|$. Together $k\gamma \le \sqrt{k}\, R$, hence $k \le (R/\gamma)^2$. ∎

Line 1: $w$ grows fast in the right direction. Line 3: it cannot grow fast in any.
"""

# %% [markdown] id="predict-bound"
r"""
**Predict.** The next cell trains on 200 separable clouds of 40 points. The bound uses the planted line's margin. On average over
the clouds, what share of the bound do the mistakes use up, in per cent?
"""

# %% id="guess-bound"
my_share = None  # a percentage

# %% id="bound-experiment"
bounds, counts = [], []
rng = np.random.default_rng(0)
for _ in range(200):
    X, y, planted = toy.cloud(rng, 40, margin=rng.uniform(0.05, 0.8))
    R = np.linalg.norm(add_bias(X), axis=1).max()
    gamma = (y * (add_bias(X) @ planted)).min() / np.linalg.norm(planted)
    _, mistakes = perceptron_fit(X, y, max_epochs=2000)
    bounds.append((R / gamma) ** 2)
    counts.append(sum(mistakes))
bounds, counts = np.array(bounds), np.array(counts)
predicted(my_share, f"{100 * np.mean(counts / bounds):.0f}", "% on average")
plots.below_the_bound(bounds, counts, title="200 runs, all below the bound");

# %% [markdown] id="bound-read"
r"""
No run breaks the bound. The mean is 8 % of it, the closest run uses 25 % (seed 0). A bound for the worst order and the worst data is a
promise, not a forecast. The dots rise to the right: where the bound is larger, because the margin is smaller, more mistakes are made in fact.
"""

# %% question="q_bound"
q_bound = "a"

# %% check="q_bound"
check("q_bound", q_bound)

# %% [markdown] id="what-eta-does" covers="7"
r"""
### What η does

Start at $w = 0$. After any number of mistakes, $w = \eta \sum y_n \tilde x_n$ over the mistakes made so far. The next cell trains
twice on the same cloud, with $\eta = 1$ and $\eta = ½$. Look at the two lists and the two $w$ before you answer. (Powers of ½ are exact
in a computer; with $\eta = 0.1$ rounding can turn a net of exactly 0 into a mistake or back.)
"""

# %% id="eta-experiment"
X, y, _ = toy.cloud(my_rng("eta"), 30, margin=0.1)
for eta in (1.0, 0.5):
    w, mistakes = perceptron_fit(X, y, eta=eta, max_epochs=500)
    print(f"eta = {eta}: mistakes {mistakes}, w = {w}")

# %% question="q_eta"
q_eta = "d"

# %% check="q_eta"
check("q_eta", q_eta)

# %% [markdown] id="section-5" covers="7"
r"""
## 5 · Data that no line separates

Real data are rarely separable: then there is always one more mistake, and $w$ never comes to rest. The epoch at which you happen to stop
decides what you get. Stephen Gallant's **pocket algorithm** (1990) keeps the best weights seen so far "in the pocket". Ours looks once
an epoch: candidates are $w = 0$ and the weights after each epoch, and the one with the fewest errors *on all of X* wins. Of equals, the
earlier stays.
"""

# %% [markdown] hints="pocket_fit" covers="7"
r"""
### Exercise 5.1 · `pocket_fit`
{{points pocket_fit}} · 12 min · ●●○

Same arguments as `perceptron_fit`, same epochs, but return only the best candidate. The mistakes counted *during* an epoch belong to
weights that were still moving; count the errors of each candidate anew.
"""

# %% exercise="pocket_fit"
def pocket_fit(X, y, eta=1.0, max_epochs=100, rng=None):
    """Train a perceptron and return the weights, of w = 0 and those after each epoch, with the fewest errors on X."""
    ### BEGIN SOLUTION
    w = np.zeros(X.shape[1] + 1)
    best, fewest = w, np.sum(perceptron_predict(X, w) != y)
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, n_mistakes = perceptron_epoch(X, y, w, eta, order)
        errors = np.sum(perceptron_predict(X, w) != y)
        if errors < fewest:
            best, fewest = w, errors
        if n_mistakes == 0:
            break
    return best
    ### END SOLUTION

# %% check="pocket_fit"
check("pocket_fit", pocket_fit)

# %% [markdown] id="banknotes"
r"""
### Banknotes

1,372 photographs of genuine and forged banknotes, each reduced to four numbers: variance, skewness and kurtosis of its wavelet
transform, and the entropy of the image (UCI Machine Learning Repository, set 267, V. Lohweg). A quarter of them is held back for the
test. Label +1 means class 1 of the data set, which most sources take for "forged".
"""

# %% id="banknotes-code"
train, test = load("banknotes", part="train"), load("banknotes", part="test")
w_last, mistakes = perceptron_fit(train.X, train.y, max_epochs=50, rng=np.random.default_rng(2))
w_pocket = pocket_fit(train.X, train.y, max_epochs=50, rng=np.random.default_rng(2))
for name, w in [("last weights", w_last), ("pocket", w_pocket)]:
    wrong = [int(np.sum(perceptron_predict(part.X, w) != part.y)) for part in (train, test)]
    print(f"{name:<13} {wrong[0]:>3} of {len(train.y)} wrong in training, {wrong[1]} of {len(test.y)} held out")
plots.mistakes(mistakes, title="Mistakes in each epoch on banknotes");

# %% [markdown] id="banknotes-read"
r"""
The curve falls fast and then never reaches 0: no hyperplane separates the training notes. After ten epochs the count wanders between 15
and 30, and the pocket keeps what was best: 10 errors in training instead of 28, and 2 on the held-back notes instead of 6. Four notes can
be luck, hence 20 seeds: the last weights make 2.65 held-out errors on average, the pocket 1.8.
"""

# %% [markdown] id="end-a"
r"""
**End of session A.** You have a neuron, its learning rule, a theorem on it, and a classifier for banknotes. Save the notebook
(Ctrl+S). Session B makes the neuron smooth, and shows what one neuron can never do.
"""

# %% [markdown] id="part-b"
r"""
---
# Session B · A neuron that measures its error
"""

# %% [markdown] id="section-6" covers="3"
r"""
## 6 · Hebb's law and the delta rule

The oldest learning law needs no teacher. In 1949 Donald Hebb wrote that a connection grows stronger when both its ends are active
together. As a formula: with activity $y_n$ of the unit and inputs $\tilde x_n$,

$$w \leftarrow w + \eta \sum_n y_n\, \tilde x_n .$$

Here the activity is *given*; it may be any real number, and 0 means that the unit was silent.
"""

# %% [markdown] hints="hebb_update" covers="3"
r"""
### Exercise 6.1 · `hebb_update`
{{points hebb_update}} · 3 min · ●○○

Return the new weights after all N examples.
"""

# %% exercise="hebb_update"
def hebb_update(X, y, w, eta):
    """Return w + eta · Σ_n y_n · x̃_n for inputs X (N, D), activities y (N,) and weights w (D + 1,), bias first."""
    ### BEGIN SOLUTION
    return w + eta * (y @ add_bias(X))
    ### END SOLUTION

# %% check="hebb_update"
check("hebb_update", hebb_update)

# %% [markdown] id="hebb-read" covers="3"
r"""
Compare it with the perceptron's rule: the same product of an activity and an input, but without the condition "on a mistake". Nothing
ever tells Hebb's unit that it has learned enough; its weights grow without end.
"""

# %% [markdown] id="delta-derive" covers="4 8"
r"""
Bernard Widrow and Ted Hoff (1960) let the *error* do the teaching. Their unit is **linear**: its output is the net itself, without
threshold, $o_n = w \cdot \tilde x_n$. The target $t_n$ is a real number, and the error of all examples together is

$$E(w) = \tfrac12 \sum_n (t_n - o_n)^2 .$$

This is a smooth bowl over the space of weights. We can walk downhill: against the gradient.
"""

# %% [markdown] id="delta-derive-2" covers="8"
r"""
**Derive it.** One example first; what does $E = \tfrac12 (t - o)^2$ do when $w_i$ changes?

1. $\dfrac{\partial E}{\partial o} = -(t - o)$. Read: *if the output is too small, a larger output lowers the error*.
2. $\dfrac{\partial o}{\partial w_i} = \tilde x_i$, because $o = \sum_i w_i \tilde x_i$.
3. Chain rule: $\dfrac{\partial E}{\partial w_i} = -(t - o)\,\tilde x_i$.

A step of length $\eta$ **against** the gradient, summed over the examples, gives the **delta rule**:

$$w \leftarrow w + \eta \sum_n (t_n - w \cdot \tilde x_n)\, \tilde x_n .$$
"""

# %% [markdown] id="delta-toy" covers="8"
r"""
**By hand.** $w = (0, 0)$, $\eta = ½$, two examples: $x = 1$ with $t = 1$, and $x = 3$ with $t = 1$. Both outputs are 0, both errors
are 1, so the sum is $1 \cdot (1, 1) + 1 \cdot (1, 3) = (2, 4)$ and $w$ becomes $(1, 2)$. The new outputs are 3 and 7: far too large.
The direction was right, the length was not. A linear unit cares about $\eta$; the perceptron did not.
"""

# %% [markdown] hints="delta_rule_step" covers="4 8"
r"""
### Exercise 6.2 · `delta_rule_step`
{{points delta_rule_step}} · 8 min · ●●○

One step for all examples together: all outputs come from the old $w$, and the examples' contributions are added up, not averaged.
"""

# %% exercise="delta_rule_step"
def delta_rule_step(X, t, w, eta):
    """Return the weights after one step of the delta rule on X (N, D) with targets t (N,), from w (D + 1,)."""
    ### BEGIN SOLUTION
    X_tilde = add_bias(X)
    return w + eta * (t - X_tilde @ w) @ X_tilde
    ### END SOLUTION

# %% check="delta_rule_step"
check("delta_rule_step", delta_rule_step)

# %% [markdown] id="predict-eta-delta"
r"""
**Predict.** Two hundred steps on 50 examples of a noisy line, once with $\eta = 0.01$ and once with $\eta = 0.035$. Which run ends
with the smaller error?
"""

# %% id="guess-eta-delta"
my_eta = None  # 0.01 or 0.035

# %% id="delta-experiment"
rng = np.random.default_rng(1)
x = rng.uniform(-2, 2, size=(50, 1))
t = 1.0 + 0.5 * x[:, 0] + 0.3 * rng.normal(size=50)
ends = {}
for eta in (0.01, 0.035):
    w = np.zeros(2)
    for _ in range(200):
        w = delta_rule_step(x, t, w, eta)
    ends[eta] = 0.5 * np.sum((t - add_bias(x) @ w) ** 2)
    print(f"eta = {eta}: w = {w}, E = {ends[eta]:.4g}")
predicted(my_eta, min(ends, key=ends.get))

# %% [markdown] id="delta-experiment-read"
r"""
With $\eta = 0.01$ the weights settle near (1, 0.5), the numbers that made the data; the rest of $E$ is noise. With $\eta = 0.035$
every step overshoots by more than the last: $E$ ends near $4 \cdot 10^{33}$. The limit lies in between, at 0.0317 for these data (2 divided by
the largest eigenvalue of $\tilde X^\top \tilde X$). Why there? A step multiplies the distance from the minimum by $I - \eta \tilde X^\top \tilde X$, whose eigenvalues $1 - \eta\lambda$ must
stay above −1. The limit shrinks as N grows, because the rule adds up the examples.
"""

# %% question="q_history"
q_history = "b"

# %% check="q_history"
check("q_history", q_history)

# %% [markdown] id="section-7" covers="5 22"
r"""
## 7 · The logistic neuron

The delta rule needs a derivative, and a threshold has none that helps: it is 0 everywhere and undefined at the jump. The **logistic
function** is a threshold with its corner rounded off:

$$\sigma(z) = \frac{1}{1 + e^{-z}}, \qquad \sigma'(z) = \sigma(z)\,(1 - \sigma(z)).$$

It runs from 0 to 1, and $\sigma(0) = ½$. In this section the labels are 0 and 1; afterwards they are ±1 again.
"""

# %% id="draw-sigma"
z = np.linspace(-8, 8, 400)
s = 1 / (1 + np.exp(-z))
plots.curve(z, s, s * (1 - s), names=("σ(z)", "slope σ′(z)"), labels=("net z", ""), title="The slope is ¼ at most, and vanishes at both ends");

# %% [markdown] id="sigma-read" covers="5 22"
r"""
Where the unit is sure of itself, at either end, its slope is close to 0; it is largest at a net of 0, where the unit cannot decide. Later
labs call a unit at one of its ends **saturated**.
"""

# %% [markdown] id="logistic-derive" covers="12"
r"""
**Derive it.** One example, target $t$, net $z = w \cdot \tilde x$, output $s = \sigma(z)$, error $E = ½(t - s)^2$. Three links make
the chain:

1. $\dfrac{\partial E}{\partial s} = -(t - s)$
2. $\dfrac{\partial s}{\partial z} = s(1 - s)$
3. $\dfrac{\partial z}{\partial w_i} = \tilde x_i$

Their product is the gradient; the step goes against it:

$$\Delta w = \eta\,(t - s)\,s(1 - s)\,\tilde x .$$

Remove link 2 and the delta rule is back.
"""

# %% [markdown] hints="logistic_neuron_step" covers="12"
r"""
### Exercise 7.1 · `logistic_neuron_step`
{{points logistic_neuron_step}} · 15 min · ●●●

One example. Return the output `s` and the step `dw`, without applying it.

A net of ±1000 must give no warning, and `dw = 0` there (anything below 1e-12 counts as 0). Mind that $e^{1000}$ is no float: the largest
is about $1.8 \cdot 10^{308}$. Which form of σ never needs a large power?
"""

# %% exercise="logistic_neuron_step"
def logistic_neuron_step(x, t, w, eta):
    """Return (s, dw) for one example x (D,) with target t in [0, 1] and weights w (D + 1,), bias first."""
    ### BEGIN SOLUTION
    x_tilde = np.concatenate([[1.0], x])
    s = 0.5 * (1 + np.tanh(0.5 * (w @ x_tilde)))
    dw = eta * (t - s) * s * (1 - s) * x_tilde
    return float(s), dw
    ### END SOLUTION

# %% check="logistic_neuron_step"
check("logistic_neuron_step", logistic_neuron_step)

# %% [markdown] id="predict-slow"
r"""
**Predict.** An example has $t = 1$. Neuron A answers $s = 0.5$, neuron B answers $s = 0.001$. Which one makes the larger step
$\Delta w_0$ ($\eta = 1$)?
"""

# %% id="guess-slow"
my_neuron = None  # "A" or "B"

# %% id="slow-experiment"
steps = {}
for name, net in [("A", 0.0), ("B", np.log(0.001 / 0.999))]:
    s, dw = logistic_neuron_step(np.array([0.0]), 1.0, np.array([net, 0.0]), 1.0)
    steps[name] = dw[0]
    print(f"neuron {name}: s = {s:.3f}, error {1 - s:.3f}, step {dw[0]:.6f}")
predicted(my_neuron, max(steps, key=steps.get))

# %% [markdown] id="slow-read"
r"""
B is wrong by twice as much and moves 125 times less. The squared error and the logistic slope make a poor pair: the worse the answer,
the slower the learning. A later lab meets another measure of error, cross-entropy, with which the slope cancels.
"""

# %% [markdown] id="why_saturation-text"
r"""
### In your own words · 7.2
Three or four sentences, no automatic points: *Why does a logistic neuron with the squared error learn slowly from an example that it gets
badly wrong, and what could be done about it?*
"""

# %% [markdown] answer="why_saturation" points=0
r"""
The step contains the factor $s(1-s)$, the slope of the logistic function. At $s = 0.001$ it is about 0.001, so even a large error
$t - s$ hardly moves the weights. A remedy changes the error so that its derivative divides by that slope (cross-entropy), or starts
with small weights, where the slope is near ¼.

Mark scheme: slope named as the cause (1), size of the slope at a saturated output (1), one remedy with its reason (1).
"""

# %% [markdown] id="section-8" covers="9 10"
r"""
## 8 · XOR, and a proof that there is no line

XOR is 1 when exactly one of two inputs is 1. Its four inputs are the corners of a square; the labels are ±1. Train your perceptron on it.
"""

# %% id="xor-train"
X_xor, y_xor = toy.XOR_X, toy.XOR_Y
w, mistakes = perceptron_fit(X_xor, y_xor, max_epochs=20)
print("mistakes in each epoch:", mistakes)
plots.points(X_xor, y_xor, w, title="The line after 20 epochs of XOR");

# %% [markdown] id="xor-read" covers="10"
r"""
From the third epoch on, four mistakes every time. But twenty epochs prove nothing: perhaps it needs a million? Failing to find a line is
no proof that there is none. We want a **certificate**: something that anybody can check in a minute.
"""

# %% [markdown] id="certificate" covers="9 10"
r"""
**The idea.** Suppose some $w$ has every example on its right side: $y_n\, w \cdot \tilde x_n > 0$ for all n. Take numbers
$\alpha_n \ge 0$, not all 0, with

$$\sum_n \alpha_n\, y_n\, \tilde x_n = 0 .$$

Multiply by $w$: the left side becomes $\sum_n \alpha_n\, (y_n\, w \cdot \tilde x_n)$, a sum of terms that are ≥ 0 and not all 0, so it
is larger than 0. The right side is 0. Contradiction: **such $\alpha$ prove that no $w$ exists.** (A −1 point with net 0 counts as right
too; lower $w_0$ a little and its net is negative, with all other signs kept.)
"""

# %% [markdown] id="certificate-toy" covers="10"
r"""
**By hand.** For XOR try $\alpha = (¼, ¼, ¼, ¼)$. The rows $y_n \tilde x_n$ are

$$-(1,0,0), \quad +(1,0,1), \quad +(1,1,0), \quad -(1,1,1).$$

They add up to $(0, 0, 0)$, and so does a quarter of them. That is the whole proof. It also covers the McCulloch–Pitts unit of section 1:
put $w_0 = -u + \varepsilon$ with a small $\varepsilon > 0$, so that a sum which meets $u$ has a net above 0.

The other direction holds as well (Gordan's theorem, 1873): if there is *no* such $\alpha$, some $w$ separates the data. So the question
always has one of two short answers.
"""

# %% [markdown] hints="not_separable" covers="9 10"
r"""
### Exercise 8.1 · `not_separable`
{{points not_separable}} · 15 min · ●●●

For four points in the plane, not all on one line, return the certificate with entries that add up to 1, or `None` if there is none.
The (3, 4) matrix with columns $y_n \tilde x_n$ has rank 3, so its null space is one line: $\alpha$ is unique up to a factor. The last
row of `Vt` in `U, S, Vt = np.linalg.svd(A)` spans that line; its sign is arbitrary. Rounding leaves about 1e-16 where an exact 0 belongs,
so let $|\alpha_n| < 10^{-9}$ count as 0.
"""

# %% exercise="not_separable"
def not_separable(X, y):
    """Return alpha (4,) ≥ 0 with sum 1 and Σ alpha_n y_n x̃_n = 0 for X (4, 2), y (4,) of ±1, or None."""
    ### BEGIN SOLUTION
    A = (y[:, None] * add_bias(X)).T  # (3, 4)
    alpha = np.linalg.svd(A)[2][-1]
    alpha = alpha / alpha[np.argmax(np.abs(alpha))]  # the largest entry becomes +1
    if np.any(alpha < -1e-9):
        return None
    alpha = np.maximum(alpha, 0)
    return alpha / np.sum(alpha)
    ### END SOLUTION

# %% check="not_separable"
check("not_separable", not_separable)

# %% [markdown] id="predict-labelings"
r"""
**Predict.** Four points at the corners of a square can be labelled in $2^4 = 16$ ways. How many of the 16 can *no* line separate?
"""

# %% id="guess-labelings"
my_count = None  # a number from 0 to 16

# %% id="count-labelings"
labelings = [np.array([1 if k >> n & 1 else -1 for n in range(4)]) for k in range(16)]
hard = [y for y in labelings if not_separable(X_xor, y) is not None]
predicted(my_count, len(hard), "labelings")
print(hard)

# %% [markdown] id="count-read" covers="10"
r"""
Two: XOR and its opposite. With more inputs the picture turns round: of the $2^{16} = 65{,}536$ functions of four binary inputs only
1,882 are linearly separable [1]. Most functions are out of reach of one unit.
"""

# %% [markdown] id="why_no_line-text"
r"""
### In your own words · 8.2
Three or four sentences, no automatic points: *Why does an $\alpha$ with these properties prove that no line separates the points, and why
is a training run that fails a weaker statement?*
"""

# %% [markdown] answer="why_no_line" points=0
r"""
If a separating $w$ existed, every $y_n w \cdot \tilde x_n$ would be positive; weighted with $\alpha_n \ge 0$ (not all 0) their sum
would be positive too. But the sum equals $w \cdot \sum \alpha_n y_n \tilde x_n = w \cdot 0 = 0$. A failed training run shows only that
this run, with these epochs, found nothing.

Mark scheme: positivity of each term (1), the sum is 0 for every w (1), why a failed run is weaker (1).
"""

# %% [markdown] id="section-9" covers="9 A7"
r"""
## 9 · Features decide

Two rings, one inside the other: no line separates them. But the unit does not have to look at $x_1$ and $x_2$. It can look at anything
we compute from them.
"""

# %% id="rings-raw"
X_ring, y_ring = toy.rings(np.random.default_rng(0))
w = pocket_fit(X_ring, y_ring, rng=np.random.default_rng(0))
print(f"best line in (x1, x2): {np.mean(perceptron_predict(X_ring, w) != y_ring):.1%} wrong")
plots.points(X_ring, y_ring, w, title="The best line that the pocket found in 100 epochs");

# %% id="rings-polar"
radius, angle = np.hypot(*X_ring.T), np.arctan2(X_ring[:, 1], X_ring[:, 0])
polar = np.column_stack([radius, angle])
w, mistakes = perceptron_fit(polar, y_ring)
print("mistakes in each epoch, in (radius, angle):", mistakes)
plots.points(polar, y_ring, w, labels=("radius", "angle"), title="The same points in polar coordinates: a line is enough");

# %% [markdown] id="rings-read" covers="A7"
r"""
33.5 % wrong in the original coordinates, none after one epoch of learning in polar ones (seed 0). The neuron is the same; the *features*
changed. For half a century people designed features by hand. The rest of the course lets the network find them: units in a
layer before the last one become features that are learned.
"""

# %% question="q_rings"
q_rings = "d"

# %% check="q_rings"
check("q_rings", q_rings)

# %% [markdown] id="headline"
r"""
## Headline result

| what | result |
|---|---|
| 200 separable clouds, seed 0 | every run below $(R/\gamma)^2$; the closest uses 25 % of it |
| banknotes, pocket, 50 epochs, seed 2 | **10 of 1,030** wrong in training, **2 of 342** held out |
| over 20 seeds | 8 to 12 wrong in training; 0 to 2 held out |

Source: UCI banknote authentication, split of this course (`load("banknotes")`).
"""

# %% [markdown] id="waves" covers="A19"
r"""
## What came next

Rosenblatt's machine of 1958 raised hopes that its single layer could not keep; Minsky and Papert proved its limits in 1969, and money
and interest left. The second wave came in 1986, when backpropagation trained layers of smooth neurons like the one of section 7. The
third, from about 2006, is made of more data and faster machines. XOR needs two hidden units: the next lab draws them.
"""

# %% [markdown] id="close"
r"""
## What you can now do

You can write and train a threshold unit, bound its mistakes, derive the step of a smooth one, and prove that a problem is beyond both.

**On your own.** (1) Shift a cloud by +10 and count the epochs; centre it and count again. Which quantity of Novikoff's bound changed?
(2) Average all the weights of a run instead of pocketing one: is it better on the held-out notes?

**In practice.** scikit-learn's `Perceptron` is this rule with penalties; PyTorch keeps the weights of a layer as (outputs, inputs) and
the bias apart.
"""

# %% [markdown] id="further"
r"""
**Further reading.** M. Nielsen, *Neural Networks and Deep Learning*, chapter 1, for the step from the perceptron to the sigmoid neuron.
A. Novikoff, "On convergence proofs on perceptrons" (1962): three pages, the proof above. M. Minsky and S. Papert, *Perceptrons* (1969),
for the limits. T. Mitchell, *Machine Learning*, chapter 4, for the delta rule as Session B tells it.

[1] OEIS A000609, number of threshold functions of n variables: 2, 4, 14, 104, 1882.
"""
