#!/usr/bin/env python3
"""Writes the reference values that the tests compare with, or checks the stored ones.

    make.py               write every file
    make.py --check       compute again and compare; exit status 1 on a difference
    make.py --precision   show how far float32 is from float64 in PyTorch itself

Needs torch, numpy, scipy and scikit-learn. The values are computed in float64 from float32 inputs and stored with nine
significant digits, below the Reference folders in Tests.

In float32 PyTorch itself differs from these values, relative to the largest value of each tensor, by up to 5e-7 in the
terms of ten steps, the parameters and running statistics after them, and the outputs after training, and by up to
2e-6 in the gradients of the first step (--precision). A test that asks for 1e-4 leaves room for another order of
summation and for faster exponentials, and none for a wrong formula.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from pathlib import Path
from typing import Callable

try:
    import layer_cases
    import mixture_cases
    import model_cases
    import projection_cases
    import training_cases
except ImportError as error:
    sys.exit(f"{__doc__}\nmake.py: {error}; run it with a Python that has these packages.")

TESTS = Path(__file__).resolve().parents[2] / "Tests"
TOLERANCE = 1e-6


def documents() -> dict[Path, Callable[[], dict]]:
    """Each stored file and what computes it."""
    models = {
        TESTS / "ModelTests/Reference" / f"{name}.json": lambda case=case: model_cases.document(case)
        for name, case in model_cases.CASES.items()
    }
    training = TESTS / "TrainingTests/Reference"
    return models | {
        TESTS / "ComputeTests/Reference/likelihoods.json": layer_cases.likelihoods_document,
        TESTS / "ComputeTests/Reference/layer-normalization.json": layer_cases.layer_normalization_document,
        training / "metrics.json": training_cases.metrics_document,
        training / "mixture.json": mixture_cases.mixture_document,
        TESTS / "ProjectionTests/Reference/pca.json": projection_cases.pca_document,
        TESTS / "ProjectionTests/Reference/tsne.json": projection_cases.tsne_document,
    }


def encoded(document: dict) -> str:
    """The document as JSON with a line for each tensor or case."""
    compact = {"separators": (", ", ": "), "allow_nan": False}

    def lines(value: object, indent: str) -> str:
        inner = indent + "  "
        if isinstance(value, dict) and any(isinstance(v, dict) for v in value.values()):
            parts = [f"{inner}{json.dumps(key)}: {lines(item, inner)}" for key, item in value.items()]
            return "{\n" + ",\n".join(parts) + f"\n{indent}}}"
        if isinstance(value, list) and value and isinstance(value[0], dict):
            return "[\n" + ",\n".join(inner + json.dumps(item, **compact) for item in value) + f"\n{indent}]"
        return json.dumps(value, **compact)

    parts = [f"  {json.dumps(key)}: {lines(value, '  ')}" for key, value in document.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def differences(stored: object, computed: object, path: str = "") -> list[str]:
    """Where two documents differ, by name; lists of numbers are compared relative to their largest value."""
    if isinstance(stored, dict) and isinstance(computed, dict):
        if stored.keys() != computed.keys():
            return [f"{path}: other names"]
        return [d for key in stored for d in differences(stored[key], computed[key], f"{path}/{key}")]
    if isinstance(stored, list) and isinstance(computed, list):
        if len(stored) != len(computed):
            return [f"{path}: {len(stored)} values stored, {len(computed)} computed"]
        if all(is_number(value) for value in stored + computed):
            scale = max(map(abs, stored), default=0)
            worst = max((abs(a - b) for a, b in zip(stored, computed)), default=0)
            return [f"{path}: {worst:.3g} of {scale:.3g}"] if worst > TOLERANCE * scale else []
        return [d for i, pair in enumerate(zip(stored, computed)) for d in differences(*pair, f"{path}/{i}")]
    if is_number(stored) and is_number(computed):
        equal = math.isclose(stored, computed, rel_tol=TOLERANCE, abs_tol=1e-9)
        return [] if equal else [f"{path}: {stored} stored, {computed} computed"]
    return [] if stored == computed else [f"{path}: {stored!r} stored, {computed!r} computed"]


def is_number(value: object) -> bool:
    """Whether it is a number, and not true or false."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def write() -> int:
    """Writes every file."""
    for path, compute in documents().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(encoded(compute()))
        print(f"{path.relative_to(TESTS.parent)}: {path.stat().st_size / 1000:.0f} kB")
    return 0


def check() -> int:
    """Compares every stored file with what is computed now; 1 when one differs or is missing."""
    failed = False
    for path, compute in documents().items():
        computed = json.loads(encoded(compute()))
        found = differences(json.loads(path.read_text()), computed) if path.exists() else ["missing"]
        failed = failed or bool(found)
        print(f"{path.relative_to(TESTS.parent)}: {'; '.join(found) or 'as stored'}")
    return int(failed)


def precision() -> int:
    """Prints the differences of float32 from float64 for each case."""
    for name, case in model_cases.CASES.items():
        values = ", ".join(f"{part} {value:.1e}" for part, value in model_cases.precision(case).items())
        print(f"{name}: {values}")
    return 0


def main() -> int:
    """Runs the action that the arguments name; writing when they name none."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", action="store_const", dest="action", const=check, help="compare, write nothing")
    action.add_argument(
        "--precision", action="store_const", dest="action", const=precision, help="float32 against float64")
    parser.set_defaults(action=write)
    return parser.parse_args().action()


if __name__ == "__main__":
    sys.exit(main())
