import math

from tests.checks.solutions import right, wrong


class Node:
    """A scalar with its derivative; subclasses spoil one thing."""

    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = data, 0.0, parents

    @staticmethod
    def of(x):
        return x if isinstance(x, Node) else Node(x)

    def made(self, data, *parents):
        return type(self)(data, parents)

    def __add__(self, other):
        other = self.of(other)
        return self.made(self.data + other.data, (self, 1.0), (other, 1.0))

    def __mul__(self, other):
        other = self.of(other)
        return self.made(self.data * other.data, (self, other.data), (other, self.data))

    def __pow__(self, k):
        return self.made(self.data**k, (self, k * self.data ** (k - 1)))

    def tanh(self):
        t = math.tanh(self.data)
        return self.made(t, (self, 1 - t * t))

    def exp(self):
        e = math.exp(self.data)
        return self.made(e, (self, e))

    def order(self):
        done, out, stack = set(), [], [(self, False)]
        while stack:
            node, ready = stack.pop()
            if ready:
                out.append(node)
            elif id(node) not in done:
                done.add(id(node))
                stack.append((node, True))
                stack += [(p, False) for p, _ in node.parents]
        return out[::-1]

    def backward(self):
        self.grad = 1.0
        for node in self.order():
            for parent, slope in node.parents:
                parent.grad += slope * node.grad


@right("Value")
class Iterative(Node):
    pass


@right("Value")
class CountsUses(Node):
    """Kahn's algorithm: a node passes on when all of its users have."""

    def order(self):
        users, stack, seen = {}, [self], {id(self)}
        while stack:
            for parent, _ in stack.pop().parents:
                users[id(parent)] = users.get(id(parent), 0) + 1
                if id(parent) not in seen:
                    seen.add(id(parent))
                    stack.append(parent)
        out, ready = [], [self]
        while ready:
            node = ready.pop()
            out.append(node)
            for parent, _ in node.parents:
                users[id(parent)] -= 1
                if users[id(parent)] == 0:
                    ready.append(parent)
        return out


@wrong("Value", "overwrites")
class Overwrites(Node):
    def order(self):
        done, out = set(), []

        def visit(node):
            if id(node) not in done:
                done.add(id(node))
                for parent, _ in node.parents:
                    visit(parent)
                out.append(node)

        if len(Node.order(self)) > 4000:
            return Node.order(self)
        visit(self)
        return out[::-1]

    def backward(self):
        self.grad = 1.0
        for node in self.order():
            for parent, slope in node.parents:
                parent.grad = slope * node.grad


@wrong("Value", "depth-first-order")
class DepthFirst(Node):
    def order(self):
        done, out, stack = set(), [], [self]
        while stack:
            node = stack.pop()
            if id(node) not in done:
                done.add(id(node))
                out.append(node)
                stack += [p for p, _ in reversed(node.parents)]
        return out


@wrong("Value", "product-own-factor")
class OwnFactor(Node):
    def __mul__(self, other):
        other = self.of(other)
        return self.made(self.data * other.data, (self, self.data), (other, other.data))


@wrong("Value", "tanh-slope")
class TanhSlope(Node):
    def tanh(self):
        t = math.tanh(self.data)
        return self.made(t, (self, 1 - t))


@wrong("Value", "power-factor-missing")
class PowerFactor(Node):
    def __pow__(self, k):
        return self.made(self.data**k, (self, self.data ** (k - 1)))


@wrong("Value", "crash")
class Recursive(Node):
    def order(self):
        done, out = set(), []

        def visit(node):
            if id(node) not in done:
                done.add(id(node))
                for parent, _ in node.parents:
                    visit(parent)
                out.append(node)

        visit(self)
        return out[::-1]


@wrong("Value", "seed-missing")
class NoSeed(Node):
    def backward(self):
        for node in self.order():
            for parent, slope in node.parents:
                parent.grad += slope * node.grad
