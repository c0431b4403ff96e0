import pytest

from course.grading.symbols import is_stub, symbols_of


@pytest.mark.parametrize(
    ("source", "defined", "used"),
    [
        ("x = y", {"x"}, {"y"}),
        ("def f(x):\n    return x + g(x)", {"f"}, {"g"}),
        ("def f(X, w):\n    X = X + 1\n    return X @ w", {"f"}, set()),
        ("class A(B):\n    n = k\n    def m(self):\n        return h(self)", {"A"}, {"B", "k", "h"}),
        ("for i in items:\n    total = i", {"i", "total"}, {"items", "i"}),
        ("if (n := size()) > 1:\n    pass", {"n"}, {"size"}),
        ("def f():\n    global count\n    count = 1", {"f", "count"}, set()),
        ("f = lambda x: a * x", {"f"}, {"a"}),
        ("xs = [v * k for v in vs]", {"xs"}, {"k", "vs"}),
        ("import numpy as np\nfrom math import exp as e", {"np", "e"}, set()),
        ("print(len(x))", set(), {"x", "print", "len"}),
        (
            "def f(x, *, h=H) -> T:\n    def inner():\n        return x + outer\n    return inner",
            {"f"},
            {"H", "T", "outer"},
        ),
    ],
)
def test_names_that_a_cell_defines_and_needs(source, defined, used):
    found = symbols_of(source)
    assert (set(found.defined), set(found.used)) == (defined, used)


def test_what_is_changed_in_place_is_touched_but_a_module_is_not():
    found = symbols_of("import numpy as np\nparams['w'] = 1\nlog.append(2)\nmodel.lr = 3\nnp.random.seed(0)")
    assert set(found.touched) == {"params", "log", "model"}


def test_an_import_inside_a_function_binds_nothing_outside():
    assert symbols_of("def f():\n    import numpy as np\n    return np.pi").imports == frozenset()


def test_a_star_import_may_define_anything():
    assert symbols_of("from numpy import *").star


@pytest.mark.parametrize("source", ["def f(:", "x = = 1", "\0", "(" * 500])
def test_what_is_no_python_is_a_syntax_error(source):
    with pytest.raises(SyntaxError):
        symbols_of(source)


@pytest.mark.parametrize(
    ("source", "stub"),
    [
        ("def f(x):\n    'Law.'\n    raise NotImplementedError", True),
        ("def f(x):\n    raise NotImplementedError()", True),
        ("def f(x):\n    pass", True),
        ("def f(x):\n    ...", True),
        ("f = '?'", True),
        ("f = ...", True),
        ("def f(x):\n    return x", False),
        ("def f(x):\n    if x:\n        return 1\n    raise NotImplementedError", False),
        ("f = 'a'", False),
        ("def g(x):\n    raise NotImplementedError", False),
    ],
)
def test_a_stub_is_told_from_an_answer(source, stub):
    assert is_stub(source, "f") is stub
