# Felix: half done; session A only, and the rest of the notebook as it was handed out.
# expected: 52

# %% who
me("felix")

# %% guess-numbers
my_numbers = 6

# %% num_grad
def num_grad(f, x, h=1e-5):
    shape = np.shape(x)
    flat = np.array(x, dtype=float).flatten()
    slopes = []
    for i in range(len(flat)):
        e = np.zeros(len(flat))
        e[i] = h
        slopes.append((f((flat + e).reshape(shape)) - f((flat - e).reshape(shape))) / (2 * h))
    return np.array(slopes).reshape(shape)

# %% rel_error
def rel_error(a, b):
    size_a = np.sqrt(np.sum(np.square(a)))
    size_b = np.sqrt(np.sum(np.square(b)))
    if size_a == 0 and size_b == 0:
        return 0.0
    return np.sqrt(np.sum(np.square(np.subtract(a, b)))) / (size_a + size_b)

# %% guess-h
my_exponent = 13

# %% delta_out
def delta_out(o, t):
    slope = o * (1 - o)
    return slope * (t - o)

# %% q_sign_error
q_sign_error = "c"

# %% delta_hidden
def delta_hidden(h, W2, delta):
    without_bias = np.delete(W2, 0, axis=0)
    return np.matmul(delta, without_bias.transpose()) * h * (1 - h)

# %% online_step
def online_step(x, t, W1, W2, eta):
    x_tilde = np.append(1.0, x)
    h = sigmoid(x_tilde @ W1)
    h_tilde = np.append(1.0, h)
    o = sigmoid(h_tilde @ W2)
    delta_k = delta_out(o, t)
    delta_h = delta_hidden(h, W2, delta_k)
    W2_new = W2 + eta * h_tilde.reshape(-1, 1) @ delta_k.reshape(1, -1)
    W1_new = W1 + eta * x_tilde.reshape(-1, 1) @ delta_h.reshape(1, -1)
    return W1_new, W2_new

# %% why_old_weights [markdown]
# Because h and o were computed with the old weights.

# %% q_backprop_computes
q_backprop_computes = "d"

# %% guess-xor
my_runs = 10

# %% q_wrong_index
q_wrong_index = "b"

# %% worked_example
def worked_example(x, t, W1, W2, f, df):
    a = W1.dot(x)
    z = f(a)
    y = W2.dot(z)
    dL_dy = y - t
    dL_dz1 = dL_dy[0] * W2[0, 0] + dL_dy[1] * W2[1, 0]
    dL_da1 = dL_dz1 * df(a)[0]
    return dL_dy[1] * z[3], dL_da1 * x[0]
