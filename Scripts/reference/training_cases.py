"""Cluster metrics by scikit-learn and scipy, on small made-up cases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

from model_cases import rounded


@dataclass(frozen=True)
class Assignments:
    """True labels, assigned components, and how clearly each example belongs to its component.

    The margin is the log odds of the example's own component, log p - log(1 - p), in nats. It ranks like p(z|y)
    and still tells examples apart where p rounds to 1.
    """

    name: str
    components: int
    labels: np.ndarray
    assignments: np.ndarray
    margins: np.ndarray


def contingency(case: Assignments) -> np.ndarray:
    """Counts, [components, labels]."""
    counts = np.zeros((case.components, case.labels.max() + 1), dtype=int)
    np.add.at(counts, (case.assignments, case.labels), 1)
    return counts


def purity(case: Assignments) -> float:
    """The accuracy when each component takes its majority label."""
    return contingency(case).max(axis=1).sum() / case.labels.size


def hungarian(case: Assignments) -> float:
    """The accuracy of the best one-to-one matching; examples of unmatched components count as wrong."""
    counts = contingency(case)
    rows, columns = linear_sum_assignment(counts, maximize=True)
    return counts[rows, columns].sum() / case.labels.size


def prototype(case: Assignments) -> float:
    """The accuracy when each component takes the label of its clearest example, the first one of equals."""
    right = 0
    for component in range(case.components):
        members = np.flatnonzero(case.assignments == component)
        if members.size:
            clearest = members[np.argmax(case.margins[members])]
            right += int((case.labels[members] == case.labels[clearest]).sum())
    return right / case.labels.size


def metrics_document() -> dict:
    """All cases with their expected metrics."""
    return {"cases": [case_document(case) for case in cases()]}


def case_document(case: Assignments) -> dict:
    """A case as it is stored."""
    expected = {
        "prototype": prototype(case),
        "hungarian": hungarian(case),
        "purity": purity(case),
        "nmi": normalized_mutual_info_score(case.labels, case.assignments, average_method="arithmetic"),
        "ari": adjusted_rand_score(case.labels, case.assignments),
    }
    return {
        "name": case.name,
        "components": case.components,
        "labels": case.labels.tolist(),
        "assignments": case.assignments.tolist(),
        "margins": [rounded(value) for value in case.margins],
        "expected": {name: rounded(float(value)) for name, value in expected.items()},
    }


def cases() -> list[Assignments]:
    """Every relation of components to labels that the metrics treat differently."""
    generator = np.random.default_rng(7)
    three, five = generator.integers(0, 3, 30), generator.integers(0, 5, 60)

    def case(name: str, components: int, labels, assignments, margins=None) -> Assignments:
        labels, assignments = np.asarray(labels), np.asarray(assignments)
        drawn = generator.normal(2, 3, labels.size).astype(np.float32) if margins is None else np.asarray(margins)
        return Assignments(name, components, labels, assignments, drawn)

    def noisy(labels: np.ndarray, components: int, share: float) -> np.ndarray:
        wrong = generator.random(labels.size) < share
        return np.where(wrong, generator.integers(0, components, labels.size), labels)

    return [
        case("perfect", 3, three, three),
        case("renamed", 3, three, (three + 1) % 3),
        case("noisy", 5, five, noisy(five, 5, 0.3)),
        case("independent", 5, five, generator.integers(0, 5, 60)),
        case("more components than labels", 8, three, three + 3 * generator.integers(0, 2, 30) + 2),
        case("fewer components than labels", 3, five, noisy(five // 2, 3, 0.2)),
        case("empty components", 10, five, 2 * noisy(five, 5, 0.2)),
        case("one component", 1, three, np.zeros(30, int), np.zeros(30)),
        case("one label", 3, np.zeros(12, int), np.arange(12) % 3),
        case("one of each", 1, np.zeros(5, int), np.zeros(5, int), np.zeros(5)),
        case("each example its own component", 6, np.array([0, 0, 1, 1, 2, 2]), np.arange(6)),
        case("worse than chance", 2, np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])),
        case("greedy matching fails", 2, [0] * 6 + [1] * 5 + [0] * 5, [0] * 11 + [1] * 5),
        case("equal margins", 3, five, noisy(five % 3, 3, 0.3), np.ones(60)),
        case("clearest examples mislead", 2, [0, 0, 0, 1, 1, 1, 1, 0], [0, 0, 0, 0, 1, 1, 1, 1],
             [0.5, 0.25, 1.5, 40.0, 0.75, 0.5, 2.0, 40.5]),
    ]
