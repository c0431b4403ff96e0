import numpy as np

from tests.checks.solutions import right, wrong


@right("minibatches")
def slices(n, size, rng):
    order = rng.permutation(n)
    for start in range(0, n, size):
        yield order[start : start + size]


@right("minibatches")
def a_list_of_splits(n, size, rng):
    order = np.arange(n)
    rng.shuffle(order)
    return np.split(order, range(size, n, size))


@right("minibatches")
def pops(n, size, rng):
    left = list(rng.permutation(n))
    while left:
        batch, left = left[:size], left[size:]
        yield np.array(batch)


@wrong("minibatches", "last-batch-dropped")
def drops_the_rest(n, size, rng):
    order = rng.permutation(n)
    for k in range(n // size):
        yield order[k * size : (k + 1) * size]


@wrong("minibatches", "with-replacement")
def draws_with_replacement(n, size, rng):
    for start in range(0, n, size):
        yield rng.integers(n, size=min(size, n - start))


@wrong("minibatches", "not-shuffled")
def in_order(n, size, rng):
    for start in range(0, n, size):
        yield np.arange(start, min(start + size, n))


@wrong("minibatches", "same-order-each-epoch")
def own_generator(n, size, rng):
    return slices(n, size, np.random.default_rng(0))


@wrong("minibatches", "only-batches-shuffled")
def shuffles_blocks(n, size, rng):
    blocks = [np.arange(s, min(s + size, n)) for s in range(0, n, size)]
    whole = [b for b in blocks if len(b) == size]
    for i in rng.permutation(len(whole)):
        yield whole[i]
    yield from (b for b in blocks if len(b) < size)


@wrong("minibatches", "wrong-sizes")
def even_parts(n, size, rng):
    yield from np.array_split(rng.permutation(n), -(-n // size) + (n % size == 0))


@wrong("minibatches", "not-indices")
def pairs_that_do_not_match(n, size, rng):
    for a, b in zip(slices(n, size, rng), slices(n, size, rng), strict=True):
        yield np.stack([a, b])


@wrong("minibatches", "type")
def never_ends(n, size, rng):
    while True:
        yield rng.permutation(n)[:size]


@wrong("minibatches", "global-state")
def global_generator(n, size, rng):
    order = np.random.permutation(n)
    return [order[s : s + size] for s in range(0, n, size)]
