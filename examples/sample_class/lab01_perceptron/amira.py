# Amira: everything right, written with loops.
# expected: 100

# %% who
me("amira")

# %% mp_neuron
def mp_neuron(x, w, u):
    """Return the answers (N,) of 0/1 of a unit with weights w (m,) and threshold u to the rows of x (N, m)."""
    answers = []
    for row in x:
        total = 0.0
        for value, weight in zip(row, w):
            if value:
                total += weight
        answers.append(1 if total >= u else 0)
    return np.array(answers)

# %% add_bias
def add_bias(X):
    """Return X (N, D) with a column of ones in front: (N, D + 1), float64."""
    N, D = X.shape
    out = np.ones((N, D + 1))
    for n in range(N):
        for d in range(D):
            out[n, d + 1] = X[n, d]
    return out

# %% perceptron_predict
def perceptron_predict(X, w):
    """Return the classes (N,) of ±1 that weights w (D + 1,), bias first, give to the rows of X (N, D)."""
    classes = []
    for x in X:
        net = w[0]
        for d in range(len(x)):
            net += w[d + 1] * x[d]
        if net > 0:
            classes.append(1)
        else:
            classes.append(-1)
    return np.array(classes)

# %% q_threshold
q_threshold = "b"

# %% perceptron_epoch
def perceptron_epoch(X, y, w, eta, order):
    w_new = np.array(w, dtype=float)
    n_mistakes = 0
    for n in order:
        if perceptron_predict(X[n : n + 1], w_new)[0] != y[n]:
            w_new[0] += eta * y[n]
            for d in range(X.shape[1]):
                w_new[d + 1] += eta * y[n] * X[n, d]
            n_mistakes += 1
    return w_new, n_mistakes

# %% perceptron_fit
def perceptron_fit(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    mistakes = []
    for epoch in range(max_epochs):
        if rng is None:
            order = np.arange(len(y))
        else:
            order = rng.permutation(len(y))
        w, wrong = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, mistakes

# %% guess-epochs
my_epochs = 4

# %% guess-bound
my_share = 10

# %% q_bound
q_bound = "a"

# %% q_eta
q_eta = "d"

# %% pocket_fit
def pocket_fit(X, y, eta=1.0, max_epochs=100, rng=None):
    def errors(w):
        count = 0
        for guess, truth in zip(perceptron_predict(X, w), y):
            if guess != truth:
                count += 1
        return count

    w = np.zeros(X.shape[1] + 1)
    best, best_errors = w, errors(w)
    for epoch in range(max_epochs):
        order = np.arange(len(y)) if rng is None else rng.permutation(len(y))
        w, wrong = perceptron_epoch(X, y, w, eta, order)
        now = errors(w)
        if now < best_errors:
            best, best_errors = w, now
        if wrong == 0:
            break
    return best

# %% hebb_update
def hebb_update(X, y, w, eta):
    w_new = np.array(w, dtype=float)
    for n in range(len(y)):
        w_new[0] += eta * y[n]
        for d in range(X.shape[1]):
            w_new[d + 1] += eta * y[n] * X[n, d]
    return w_new

# %% delta_rule_step
def delta_rule_step(X, t, w, eta):
    step = np.zeros(len(w))
    for n in range(len(t)):
        x = [1.0] + list(X[n])
        o = sum(x[i] * w[i] for i in range(len(w)))
        for i in range(len(w)):
            step[i] += (t[n] - o) * x[i]
    return w + eta * step

# %% q_history
q_history = "b"

# %% logistic_neuron_step
import math

def sigmoid(net):
    if net >= 0:
        return 1 / (1 + math.exp(-net))
    return math.exp(net) / (1 + math.exp(net))

def logistic_neuron_step(x, t, w, eta):
    net = w[0]
    for d in range(len(x)):
        net += w[d + 1] * x[d]
    s = sigmoid(net)
    dw = [eta * (t - s) * s * (1 - s)]
    for d in range(len(x)):
        dw.append(eta * (t - s) * s * (1 - s) * x[d])
    return s, np.array(dw)

# %% why_saturation [markdown]
# The step is multiplied by $s(1-s)$. For $s = 0.001$ this is about 0.001, so the weights hardly move although the error is
# almost 1. One remedy is to start with small weights, so that the net is near 0 and the slope near ¼.

# %% not_separable
def not_separable(X, y):
    # three equations, four unknowns: the null space of A is (at least) a line
    A = np.zeros((3, 4))
    for n in range(4):
        A[0, n] = y[n]
        A[1, n] = y[n] * X[n, 0]
        A[2, n] = y[n] * X[n, 1]
    alpha = np.zeros(4)
    for n in range(4):
        rest = [k for k in range(4) if k != n]
        alpha[n] = (-1) ** n * np.linalg.det(A[:, rest])
    if alpha.sum() < 0:
        alpha = -alpha
    for a in alpha:
        if a < -1e-9:
            return None
    return alpha / alpha.sum()

# %% why_no_line [markdown]
# With $\alpha \ge 0$ the sum $\sum \alpha_n y_n w \cdot \tilde x_n$ would have to be positive for a separating $w$, but it is
# $w \cdot 0 = 0$. That is a proof for every $w$; a run that fails only shows that this run has not found one.

# %% q_rings
q_rings = "d"
