"""Prove the graders of a lab: `python -m tests.proof.prove [LAB ...]`.

Correct variants pass with full points, curated mutants fail under their own name, strangers are rejected, no name is
wrong, no two mistakes look alike on all probes, statistical thresholds have their count or bound, and mechanical
changes of the reference do not pass. The tests of tests/proof call the same functions.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import inspect
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from types import ModuleType
from typing import Any

import numpy as np

from course.checks import EXTREME, MILD, Case, Exercise, Mistake, Status, Verdict, judge, observe
from course.checks.compare import Holds, difference
from course.checks.diagnose import claims, finite
from course.checks.mistakes import ANY, Raises
from course.exercises import find_lab, labs
from tests.proof import ast_mutants
from tests.proof.corpus import ROOT, Corpus, Entry, given_source, load_corpus, reference_source
from tests.proof.workers import LIMIT, run_mutants

SEEDS = (101, 202, 303)
FRESH = 20  # probes of other shapes on which a name must hold
GENERAL = {
    "",
    "crash",
    "shape",
    "type",
    "dtype",
    "non-finite",
    "warning",
}  # say what is seen, not which mistake
FOLDER = ROOT / "tests" / "proof"
MIN_VARIANTS, MIN_MUTANTS, MIN_STRANGERS, AST_GOAL = 4, 6, 10, 0.97


@dataclass
class Row:
    """What was shown of one exercise; `faults` is empty where all that must hold does."""

    exercise: str
    variants: tuple[int, int] = (0, 0)
    mutants: tuple[int, int] = (0, 0)
    named: tuple[int, int] = (0, 0)
    strangers: tuple[int, int] = (0, 0)
    stranger_names: int = 0
    wrong_names: int = 0
    ast: tuple[int, int] = (0, 0)
    survivors: list[tuple[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def proved() -> tuple[str, ...]:
    """Return the labs whose proof is written; the others stand in the report as faults."""
    return tuple(lab for lab in labs() if (FOLDER / lab).is_dir())


def unproved() -> list[str]:
    """Return the labs that have no proof yet."""
    return [lab for lab in labs() if lab not in proved()]


def _module(lab: str, name: str) -> ModuleType | None:
    """Return a module of the lab's proof, or None if there is none of that name."""
    found = (FOLDER / lab / f"{name}.py").exists()
    return importlib.import_module(f"tests.proof.{lab}.{name}") if found else None


# ---------------------------------------------------------------- the corpus, judged


@cache
def corpus(lab: str) -> Corpus:
    """Return the lab's solutions, right and wrong; the reference of solutions/ is one more variant of each."""
    filed = load_corpus(lab)
    names = [
        e.name for e in find_lab(lab).exercises if not e.is_question and e.name in reference_namespace(lab)
    ]
    references = [Entry(n, "variant", reference_namespace(lab)[n], note="the reference") for n in names]
    return Corpus(references + filed.entries)


@cache
def reference_namespace(lab: str) -> dict[str, Any]:
    """Return a notebook's namespace with the functions that the lab's text gives, and every reference solution."""
    namespace: dict[str, Any] = {"np": np}
    exec(compile(given_source(lab), f"<given in {lab}>", "exec"), namespace)
    for e in find_lab(lab).exercises:
        if not e.is_question:
            exec(compile(reference_source(lab, e.name), f"<reference {e.name}>", "exec"), namespace)
    return namespace


@cache
def _cases(lab: str, exercise: str, seed: int, hidden: bool) -> list[Case]:
    return find_lab(lab).find(exercise).probes(seed, hidden)


@cache
def verdicts(lab: str, entry: Entry) -> tuple[Verdict, ...]:
    """Return the verdicts on one solution: hidden plans of all seeds, then the plan that a student sees."""
    exercise = find_lab(lab).find(entry.exercise)
    out = []
    for seed, hidden in [*((s, True) for s in SEEDS), (SEEDS[0], False)]:
        cases = _cases(lab, exercise.name, seed, hidden)
        out.append(judge(exercise, cases, observe(exercise.plan(cases), {exercise.name: entry.f})))
    return tuple(out)


def _said(entry: Entry, seen: Sequence[Verdict]) -> str:
    found = ", ".join(sorted({f"{v.status}{f' [{v.label}]' if v.label else ''} {v.score:g}" for v in seen}))
    line = entry.f.__code__.co_firstlineno if hasattr(entry.f, "__code__") else 0
    return f"{entry.kind} {entry.note or entry.label!r} (line {line}): {found}"


def wrong_variants(lab: str, exercise: str) -> list[str]:
    """Return the correct solutions that do not get full points."""
    rejected = []
    for e in corpus(lab).of("variant", exercise):
        if not all(v.passed and v.score == v.max_points for v in verdicts(lab, e)):
            rejected.append(_said(e, verdicts(lab, e)))
    return rejected


def passing(lab: str, exercise: str, kind: str) -> list[str]:
    """Return the wrong solutions of a kind that some hidden plan lets pass."""
    hidden = {e: verdicts(lab, e)[: len(SEEDS)] for e in corpus(lab).of(kind, exercise)}
    return [_said(e, seen) for e, seen in hidden.items() if any(v.passed for v in seen)]


def misnamed(lab: str, exercise: str) -> list[str]:
    """Return the mutants that do not get their own label from every plan, hidden ones and the student's own."""
    rejected = []
    for e in corpus(lab).of("mutant", exercise):
        seen = [v for i, v in enumerate(verdicts(lab, e)) if i < len(SEEDS) or not v.passed]
        if any(v.label != e.label for v in seen):
            rejected.append(f"expected [{e.label}]: {_said(e, seen)}")
    return rejected


def stranger_labels(lab: str, exercise: str) -> dict[str, str]:
    """Return the name that each stranger gets; empty where none, or not the same from every hidden plan."""
    out = {}
    for e in corpus(lab).of("stranger", exercise):
        found = {v.label for v in verdicts(lab, e)[: len(SEEDS)]}
        out[e.note] = next(iter(found)) if len(found) == 1 and not found & GENERAL else ""
    return out


def uncovered(lab: str, exercise: str) -> list[str]:
    """Return what the corpus lacks: a declared mistake without a mutant, too few solutions of a kind."""
    e, filed = find_lab(lab).find(exercise), corpus(lab)
    lacking = sorted({m.label for m in e.mistakes} - {x.label for x in filed.of("mutant", exercise)})
    out = [f"no mutant for the mistake {label}" for label in lacking]
    if not e.is_question:
        if not reference_source(lab, exercise):
            out.append(f"no reference: solutions/{lab}.py has no such cell, and no variant is called so")
        for kind, least in (("variant", MIN_VARIANTS), ("mutant", MIN_MUTANTS)):
            if len(filed.of(kind, exercise)) < least:
                out.append(f"fewer than {least} of kind {kind}")
    return out


# ---------------------------------------------------------------- names


def _predicted(mistake: Mistake, case: Case, right: Any) -> Any:
    """Return the prediction, or the exception type where none can be made."""
    try:
        with np.errstate(all="ignore"):
            return mistake.predict(case.inputs(), right)
    except Exception as e:
        return type(e)


def _fresh_cases(lab: str, exercise: Exercise) -> list[Case]:
    """Return probes that no plan holds: other shapes where the lab's proof gives them, and other seeds."""
    rng, make = np.random.default_rng(7), getattr(_module(lab, "fresh"), exercise.name, None)
    shapes = [make(rng) for _ in range(2 * FRESH)] if make else []
    plans = [c for seed in (77,) for c in exercise.probes(seed, True)]
    return shapes + [c for c in plans if c.level < EXTREME]


@cache
def _fresh(lab: str, name: str) -> tuple[list[Case], list[Any]]:
    exercise = find_lab(lab).find(name)
    cases = _fresh_cases(lab, exercise)
    return cases, [exercise.right(c) for c in cases]


def wrong_names(lab: str, exercise: str) -> list[str]:
    """Return names that do not hold: on a fresh probe, the solution differs from what its name predicts."""
    e = find_lab(lab).find(exercise)
    declared, out = {m.label: m for m in e.mistakes}, []
    if e.is_question:
        return out
    for entry in [*corpus(lab).of("mutant", exercise), *corpus(lab).of("stranger", exercise)]:
        for label in sorted({v.label for v in verdicts(lab, entry)} & set(declared)):
            differs, compared = _refutes(lab, e, declared[label], entry)
            if differs or compared < FRESH:
                why = f"differs on {differs}" if differs else "could not be compared on enough"
                out.append(
                    f"[{label}] {why} of {compared} fresh probes: {entry.kind} {entry.note or entry.label!r}"
                )
    return out


def _refutes(lab: str, exercise: Exercise, mistake: Mistake, entry: Entry) -> tuple[int, int]:
    """Return on how many fresh probes the solution differs from the prediction, and how many were compared."""
    cases, rights = _fresh(lab, exercise.name)
    claimed = claims(exercise, mistake, cases, rights)  # on the other outputs a mistake is silent
    differs = compared = 0
    for case, right, seen in zip(
        cases, rights, observe(exercise.plan(cases), {exercise.name: entry.f}), strict=True
    ):
        predicted = _predicted(mistake, case, right)
        if predicted is ANY or isinstance(predicted, type):
            continue
        if seen.error is not None and case.level > MILD and not isinstance(predicted, Raises):
            continue  # as in the diagnosis, a crash at the edge does not speak against a name
        if isinstance(predicted, Raises) or seen.error is not None:
            compared, differs = (
                compared + 1,
                differs + (isinstance(predicted, Raises) != (seen.error is not None)),
            )
        elif isinstance(predicted, Holds):
            compared, differs = (
                compared + 1,
                differs + (difference(seen.value, predicted, exercise.tolerance, set()) is not None),
            )
        elif finite(predicted) and finite(seen.value):
            compared, differs = compared + 1, differs + (not _agree(exercise, claimed, seen.value, predicted))
    return differs, compared


def _agree(exercise: Exercise, outputs: Sequence[str], got: Any, want: Any) -> bool:
    """Tell whether the named outputs agree."""
    parts = [(exercise.part(got, o), exercise.part(want, o)) for o in outputs if exercise.speaks_of(want, o)]
    return all(difference(g, w, exercise.tolerance, set()) is None for g, w in parts)


def lookalikes(lab: str, exercise: str) -> list[str]:
    """Return pairs of mistakes that agree on every probe of some plan, and mistakes that no probe tells from right."""
    e, out = find_lab(lab).find(exercise), set()
    for seed, hidden in [(s, h) for s in SEEDS for h in (True, False)]:
        cases, plan = _cases(lab, exercise, seed, hidden), "hidden" if hidden else "public"
        rights = [e.right(c) for c in cases]
        said = {
            m.label: [_predicted(m, c, r) for c, r in zip(cases, rights, strict=True)] for m in e.mistakes
        }
        out |= {
            f"{m} predicts what is right on every probe ({plan} plan)"
            for m, p in said.items()
            if _alike(e, p, rights)
        }
        for a, b in combinations(said, 2):
            if _alike(e, said[a], said[b]):
                out.add(f"{a} and {b} predict the same on every probe ({plan} plan)")
    return sorted(out)


def _alike(exercise: Exercise, a: Sequence[Any], b: Sequence[Any]) -> bool:
    return all(_alike_on(exercise, o, x, y) for o in exercise.outputs for x, y in zip(a, b, strict=True))


def _alike_on(exercise: Exercise, output: str, a: Any, b: Any) -> bool:
    if a is ANY or b is ANY or (isinstance(a, Holds) and isinstance(b, Holds)):
        return True
    if isinstance(a, Holds) or isinstance(b, Holds):
        law, value = (a, b) if isinstance(a, Holds) else (b, a)
        return (
            not isinstance(value, (type, Raises))
            and difference(value, law, exercise.tolerance, set()) is None
        )
    if isinstance(a, (type, Raises)) or isinstance(b, (type, Raises)):
        return type(a) is type(b)
    if not (exercise.speaks_of(a, output) or exercise.speaks_of(b, output)):
        return True
    x, y = exercise.part(a, output), exercise.part(b, output)
    return not (finite(x) and finite(y)) or difference(x, y, exercise.tolerance, set()) is None


# ---------------------------------------------------------------- mechanical mutants


LOOPS = "plain loops"  # the second solution that is mutated


def _sources(lab: str, exercise: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Return what is mutated as (name, source, namespace): the reference, and the same in plain loops."""
    yield "reference", reference_source(lab, exercise), reference_namespace(lab)
    for entry in corpus(lab).of("variant", exercise):
        if entry.note == LOOPS:
            source = inspect.getsource(entry.f)
            tree = ast.parse(source[source.index("def ") :])
            tree.body[0].name = exercise
            yield LOOPS, ast.unparse(tree), entry.f.__globals__


@cache
def ast_survivors(lab: str, exercise: str) -> tuple[int, list[str]]:
    """Return how many mechanical changes there are, and the keys of those that pass."""
    e, made, alive = find_lab(lab).find(exercise), 0, []
    first, second = (_cases(lab, exercise, seed, True) for seed in SEEDS[:2])
    plans = [[c for c in first if c.level == MILD], first, second]  # most are dead after the mild probes
    for name, source, namespace in _sources(lab, exercise):
        changes = ast_mutants.mutants(source)

        def survives(mutant: ast_mutants.AstMutant, given: dict[str, Any] = namespace) -> bool:
            here = dict(given)
            exec(compile(mutant.source, "<mutant>", "exec"), here)
            return all(
                judge(e, cases, observe(e.plan(cases), here)).status is Status.PASSED for cases in plans
            )

        begin = time.process_time()
        survives(ast_mutants.AstMutant("unchanged", source))
        limit = max(LIMIT, 3 * (time.process_time() - begin))  # training takes its time
        made += len(changes)
        alive += [
            f"{name} · {m.key}"
            for m, ok in zip(changes, run_mutants(survives, changes, limit), strict=True)
            if ok
        ]
    return made, alive


def reasons(lab: str) -> dict[tuple[str, str], str]:
    """Return why a survivor is equivalent or harmless, by exercise and change."""
    path = FOLDER / lab / "survivors.toml"
    listed = tomllib.loads(path.read_text()).get("survivor", []) if path.exists() else []
    return {(s["exercise"], s["mutation"]): s["reason"].strip() for s in listed}


def unexplained(lab: str, exercise: str) -> list[str]:
    """Return survivors without a reason, and reasons without a survivor."""
    listed = {key: why for (name, key), why in reasons(lab).items() if name == exercise}
    _, alive = ast_survivors(lab, exercise)
    return [f"survives without a reason: {k}" for k in alive if not listed.get(k)] + [
        f"has a reason but does not survive: {k}" for k in listed if k not in alive
    ]


# ---------------------------------------------------------------- evidence and the report


def evidence(lab: str) -> list[tuple[str, str, bool]]:
    """Return each statistical threshold as (exercise, text with its count or bound, holds)."""
    module, out = _module(lab, "evidence"), []
    for e in find_lab(lab).exercises:
        shown = getattr(module, e.name)() if hasattr(module, e.name) else []
        if len(shown) != len(e.evidence):
            out.append((e.name, f"{len(e.evidence)} thresholds declared, {len(shown)} shown", False))
        out += [
            (e.name, f"{declared.threshold}: {text}", holds)
            for declared, (text, holds) in zip(e.evidence, shown, strict=False)
        ]
    return out


def prove(lab: str, exercise: str) -> Row:
    """Return the row of one exercise."""
    filed = corpus(lab)
    count = {kind: len(filed.of(kind, exercise)) for kind in ("variant", "mutant", "stranger")}
    rejected, through, unnamed = (
        wrong_variants(lab, exercise),
        passing(lab, exercise, "mutant"),
        misnamed(lab, exercise),
    )
    accepted, false = passing(lab, exercise, "stranger"), wrong_names(lab, exercise)
    row = Row(
        exercise,
        (count["variant"] - len(rejected), count["variant"]),
        (count["mutant"] - len(through), count["mutant"]),
        (count["mutant"] - len(unnamed), count["mutant"]),
        (count["stranger"] - len(accepted), count["stranger"]),
        sum(map(bool, stranger_labels(lab, exercise).values())),
        len(false),
    )
    row.faults = [
        *rejected,
        *through,
        *unnamed,
        *accepted,
        *false,
        *uncovered(lab, exercise),
        *lookalikes(lab, exercise),
    ]
    if not find_lab(lab).find(exercise).is_question:
        total, alive = ast_survivors(lab, exercise)
        row.ast = (total - len(alive), total)
        row.survivors = [(k, reasons(lab).get((exercise, k), "NO REASON")) for k in alive]
        row.faults += unexplained(lab, exercise)
    return row


def total(rows: Sequence[Row]) -> str:
    """Return the last line of the report."""

    def both(name: str) -> str:
        return "/".join(str(sum(getattr(r, name)[i] for r in rows)) for i in (0, 1))

    strangers = sum(r.strangers[1] for r in rows)
    return (
        f"variants={both('variants')} mutants={both('mutants')} named={both('named')} strangers={both('strangers')} "
        f"stranger_names={sum(r.stranger_names for r in rows)}/{strangers} wrong_names={sum(r.wrong_names for r in rows)} "
        f"ast_killed={both('ast')} survivors={sum(len(r.survivors) for r in rows)}"
    )


def prove_lab(lab: str, verbose: bool = False) -> tuple[list[Row], list[str]]:
    """Prove one lab, print its table and return the rows and what does not hold."""
    print(
        f"{lab}\n{'exercise':<24}{'variants':>9}{'mutants':>9}{'named':>8}{'strangers':>11}{'named':>7}{'wrong names':>13}{'AST killed':>12}"
    )
    rows, faults = [], []
    for e in find_lab(lab).exercises:
        row = prove(lab, e.name)
        rows.append(row)
        pairs = [
            "/".join(map(str, p)) if p[1] else "–"
            for p in (row.variants, row.mutants, row.named, row.strangers, row.ast)
        ]
        print(
            f"{e.name:<24}{pairs[0]:>9}{pairs[1]:>9}{pairs[2]:>8}{pairs[3]:>11}{row.stranger_names:>7}{row.wrong_names:>13}{pairs[4]:>12}",
            flush=True,
        )
        faults += [f"{e.name}: {f}" for f in row.faults]
        if verbose:
            print(
                "".join(
                    f"    {label or '–':<26}{note}\n" for note, label in stranger_labels(lab, e.name).items()
                ),
                end="",
            )
    print("\nstatistical thresholds")
    for name, text, holds in evidence(lab):
        print(f"  {name}: {text}")
        faults += [] if holds else [f"{name}: threshold not backed: {text}"]
    print("\nsurvivors, and why they are equivalent or harmless")
    for row in rows:
        for key, why in row.survivors:
            print(f"  {row.exercise} · {key}\n    {why}")
    killed, made = (sum(r.ast[i] for r in rows) for i in (0, 1))
    if killed < AST_GOAL * made:
        faults.append(f"{killed} of {made} mechanical mutants killed; the goal is {AST_GOAL:.0%}")
    strangers = sum(r.strangers[1] for r in rows)
    if strangers < MIN_STRANGERS:
        faults.append(f"{strangers} strangers, at least {MIN_STRANGERS} are needed")
    return rows, faults


def main(arguments: Sequence[str] | None = None) -> int:
    """Prove labs; return 0 if all that must hold does."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lab", nargs="*", help="all labs unless given")
    parser.add_argument("-v", "--verbose", action="store_true", help="show the name that each stranger gets")
    given = parser.parse_args(arguments)
    start, rows = time.perf_counter(), []
    faults = [] if given.lab else [f"{lab}: no proof in tests/proof/{lab}" for lab in unproved()]
    for name in given.lab or proved():
        found, wrong = prove_lab(find_lab(name).name, given.verbose)
        rows += found
        faults += wrong
    for fault in faults:
        print(f"FAULT {fault}")
    print(f"\n{len(faults)} faults, {time.perf_counter() - start:.0f} s")
    print(total(rows))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
