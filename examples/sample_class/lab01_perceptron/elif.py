# Elif: worked in Google Colab, with its extra keys, magics and a shell line; learns from every example, and one wrong answer.
# expected: 60
# saved: colab

# %% who
me("elif")

# %% scratch
# !nvidia-smi
# %matplotlib inline

# %% mp_neuron
# %%time
def mp_neuron(x, w, u):
    toplam = x @ w
    return (toplam >= u) * 1

# %% add_bias
def add_bias(X):
    return np.hstack((np.ones((X.shape[0], 1)), X))

# %% perceptron_predict
def perceptron_predict(X, w):
    return np.where(add_bias(X) @ w > 0, 1, -1)

# %% q_threshold
#@title Answer { run: "auto" }
q_threshold = "b" #@param ["a", "b", "c", "d"]

# %% perceptron_epoch
def perceptron_epoch(X, y, w, eta, order):
    w = np.array(w, dtype=float)
    n_mistakes = 0
    for n in order:
        if perceptron_predict(X[n:n+1], w)[0] != y[n]:
            n_mistakes += 1
        w[0] += eta * y[n]
        w[1:] += eta * y[n] * X[n]
    return w, n_mistakes

# %% perceptron_fit
def perceptron_fit(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    mistakes = []
    for i in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, n = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(n)
        if n == 0:
            break
    return w, mistakes

# %% q_bound
q_bound = "c" #@param ["a", "b", "c", "d"]

# %% q_eta
q_eta = "d" #@param ["a", "b", "c", "d"]

# %% pocket_fit
def pocket_fit(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    best = w
    for i in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, n = perceptron_epoch(X, y, w, eta, order)
        if (perceptron_predict(X, w) != y).sum() < (perceptron_predict(X, best) != y).sum():
            best = w
        if n == 0:
            break
    return best

# %% hebb_update
def hebb_update(X, y, w, eta):
    return w + eta * add_bias(X).T.dot(y)

# %% delta_rule_step
def delta_rule_step(X, t, w, eta):
    X1 = add_bias(X)
    return w + eta * X1.T.dot(t - X1.dot(w))

# %% q_history
q_history = "b" #@param ["a", "b", "c", "d"]

# %% logistic_neuron_step
def sigmoid(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))))

def logistic_neuron_step(x, t, w, eta):
    s = float(sigmoid(w[0] + x @ w[1:]))
    return s, eta * (t - s) * s * (1 - s) * np.concatenate(([1], x))

# %% why_saturation [markdown]
# Sigmoid düz olduğu için: its slope there is almost zero. ReLU would not have this problem on one side.

# %% not_separable
def not_separable(X, y):
    M = (add_bias(X) * y[:, None]).T
    u, s, vt = np.linalg.svd(M)
    a = vt[-1]
    a = a / a.sum()
    if (a < -1e-9).any():
        return None
    return a

# %% q_rings
q_rings = "d" #@param ["a", "b", "c", "d"]
