"""`train_838`: right in other styles, and wrong as students write it."""
import numpy as np

from tests.proof.corpus import mutant, variant


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def online_step(x, t, W1, W2, eta):
    x1 = np.concatenate([[1.0], x])
    h = sigmoid(x1 @ W1)
    h1 = np.concatenate([[1.0], h])
    o = sigmoid(h1 @ W2)
    d_o = o * (1 - o) * (t - o)
    d_h = h * (1 - h) * (W2[1:] @ d_o)
    return W1 + eta * x1[:, None] * d_h, W2 + eta * h1[:, None] * d_o


@variant("train_838", "reference")
def train_838(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = rng.uniform(-init, init, size=(9, 3))
    W2 = rng.uniform(-init, init, size=(4, 8))
    eye = np.eye(8)
    for _ in range(epochs):
        for n in rng.permutation(8):
            W1, W2 = online_step(eye[n], eye[n], W1, W2, eta)
    return W1, W2


@variant("train_838", "natural order, draws scaled by hand")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = init * (2 * rng.random((9, 3)) - 1)
    W2 = init * (2 * rng.random((4, 8)) - 1)
    for _ in range(epochs):
        for x in np.eye(8):
            W1, W2 = online_step(x, x, W1, W2, eta)
    return W1, W2


@variant("train_838", "W2 drawn first, orders drawn before the weights")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    orders = [rng.permutation(8) for _ in range(epochs)]
    W2 = rng.uniform(-init, init, (4, 8))
    W1 = rng.uniform(-init, init, (9, 3))
    for order in orders:
        for n in order:
            x = np.zeros(8)
            x[n] = 1
            W1, W2 = online_step(x, x, W1, W2, eta)
    return [W1, W2]


@variant("train_838", "its own step, in place, with a shuffled list")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1, W2 = rng.uniform(-init, init, (9, 3)), rng.uniform(-init, init, (4, 8))
    order, T = np.arange(8), np.eye(8)
    for _ in range(epochs):
        rng.shuffle(order)
        for n in order:
            h = sigmoid(W1[0] + W1[n + 1])
            o = sigmoid(W2[0] + h @ W2[1:])
            d = o * (1 - o) * (T[n] - o)
            dh = h * (1 - h) * (W2[1:] @ d)
            W2[0] += eta * d
            W2[1:] += eta * h[:, None] * d
            W1[0] += eta * dh
            W1[n + 1] += eta * dh
    return W1, W2


# ------------------------------------------------------------------ wrong

def run(W1, W2, epochs, eta, order=lambda e: range(8), step=online_step, target=lambda n: n):
    eye = np.eye(8)
    for e in range(epochs):
        for n in order(e):
            W1, W2 = step(eye[n], eye[target(n)], W1, W2, eta)
    return W1, W2


def start(rng, init):
    return rng.uniform(-init, init, (9, 3)), rng.uniform(-init, init, (4, 8))


@mutant("train_838", "not-trained")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1, W2 = start(rng, init)
    for _ in range(min(epochs, 20)):
        for x in np.eye(8):
            online_step(x, x, W1, W2, eta)
    return W1, W2


@mutant("train_838", "zero-start")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    return run(np.zeros((9, 3)), np.zeros((4, 8)), epochs, eta)


@mutant("train_838", "constant-start")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    return run(np.full((9, 3), init), np.full((4, 8), init), epochs, eta)


@mutant("train_838", "biases-start-at-zero")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1, W2 = start(rng, init)
    W1[0] = 0
    W2[0] = 0
    return run(W1, W2, epochs, eta)


@mutant("train_838", "start-too-wide", "normal distribution")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    return run(rng.normal(0, init, (9, 3)), rng.normal(0, init, (4, 8)), epochs, eta)


@mutant("train_838", "start-too-wide", "U(−1, 1)")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    return run(*start(rng, 1.0), epochs, eta)


@mutant("train_838", "one-sign-start")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    return run(init * rng.random((9, 3)), init * rng.random((4, 8)), epochs, eta)


@mutant("train_838", "start-too-narrow", "½ init on each side")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    return run(*start(rng, init / 2), epochs, eta)


@mutant("train_838", "start-too-narrow", "init ignored")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    return run(*start(rng, 0.1), epochs, eta)


@mutant("train_838", "uphill")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    return run(*start(rng, init), epochs, -eta)


@mutant("train_838", "too-few-epochs", "range from 1")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    return run(*start(rng, init), epochs - 1, eta)


@mutant("train_838", "too-few-epochs", "returns inside the loop")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1, W2 = start(rng, init)
    for _ in range(epochs):
        for n in rng.permutation(8):
            W1, W2 = online_step(np.eye(8)[n], np.eye(8)[n], W1, W2, eta)
        return W1, W2


@mutant("train_838", "too-many-epochs")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    return run(*start(rng, init), epochs + 1, eta)


@mutant("train_838", "wrong-step-length")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    return run(*start(rng, init), epochs, eta / 8)


@mutant("train_838", "not-every-example", "drawn with replacement")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    return run(*start(rng, init), epochs, eta, order=lambda e: rng.integers(0, 8, size=8))


@mutant("train_838", "not-every-example", "the last one left out")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    return run(*start(rng, init), epochs, eta, order=lambda e: range(7))


@mutant("train_838", "not-every-example", "one example an epoch")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    return run(*start(rng, init), epochs, eta, order=lambda e: [e % 8])


@mutant("train_838", "not-every-example", "targets shifted by one")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    return run(*start(rng, init), epochs, eta, target=lambda n: (n + 1) % 8)


@mutant("train_838", "not-every-example", "inputs and targets shuffled apart")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    return run(*start(rng, init), epochs, eta, target=lambda n: rng.integers(8))


@mutant("train_838", "not-every-example", "biases never learn")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    def step(x, t, W1, W2, eta):
        A, B = online_step(x, t, W1, W2, eta)
        A[0], B[0] = W1[0], W2[0]
        return A, B
    return run(*start(rng, init), epochs, eta, step=step)


@mutant("train_838", "error-too-large", "η fades away")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1, W2 = start(rng, init)
    for e in range(epochs):
        W1, W2 = run(W1, W2, 1, eta * 0.995**e)
    return W1, W2


@mutant("train_838", "constant-start", "the second layer only")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    return run(start(rng, init)[0], np.full((4, 8), init), epochs, eta)


@mutant("train_838", "outputs-wrong", "stops after 20 epochs")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    return run(*start(rng, init), min(epochs, 20), eta)


@mutant("train_838", "wrong-shapes", "no biases")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1, W2 = run(*start(rng, init), min(epochs, 20), eta)
    return W1[1:], W2[1:]


@mutant("train_838", "not-a-pair")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1, W2 = run(*start(rng, init), min(epochs, 20), eta)
    return {"W1": W1, "W2": W2}


@mutant("train_838", "global-state")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    np.random.seed(0)
    return train_838(rng, epochs, eta, init)


@mutant("train_838", "crash", "epochs is not an argument")
def _(rng):
    return run(*start(rng, 0.1), 5000, 0.3)


@mutant("train_838", "returns-none")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    run(*start(rng, init), min(epochs, 20), eta)


@mutant("train_838", "rng-ignored")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    return run(*start(np.random.default_rng(42), init), epochs, eta)
