#!/usr/bin/env python3
"""Writes the small files that the tests of the data readers read, into Tests/DataTests/Files.

Needs numpy, scipy and pillow. Values follow formulas that the tests repeat, so nothing has to be stored beside them.
"""

from pathlib import Path

import numpy
import scipy.io

FILES = Path(__file__).resolve().parents[2] / "Tests/DataTests/Files"


def street_view(count: int) -> dict[str, numpy.ndarray]:
    """Images X[h, w, c, n] = (7h + 31w + 101c + 53n) mod 251 and labels 1, 2, …, 10, 1, …"""
    h, w, c, n = numpy.indices((32, 32, 3, count))
    labels = numpy.arange(count) % 10 + 1
    return {"X": ((7 * h + 31 * w + 101 * c + 53 * n) % 251).astype(numpy.uint8), "y": labels[:, None]}


def write_matlab() -> None:
    images = street_view(2)
    small = images | {"y": images["y"].astype(numpy.uint8)}
    scipy.io.savemat(FILES / "svhn-plain.mat", small)
    scipy.io.savemat(FILES / "svhn-compressed.mat", small, do_compression=True)
    scipy.io.savemat(FILES / "svhn-version-4.mat", {"y": images["y"].astype(float)}, format="4")
    # Labels as real files have them, and variables that have to be passed over.
    others = {
        "cells": numpy.array([[1, 2]], dtype=object), "text": "house", "record": {"a": 1.5, "b": "c"},
        "sparse": scipy.sparse.eye(3), "complex": numpy.array([1 + 2j]), "flag": numpy.array([True]),
    }
    many = street_view(130)
    scipy.io.savemat(
        FILES / "svhn-many.mat", others | many | {"y": many["y"].astype(float)}, do_compression=True)


if __name__ == "__main__":
    FILES.mkdir(exist_ok=True)
    write_matlab()
