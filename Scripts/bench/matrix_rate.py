"""How fast this machine multiplies float32 matrices, by the best of the libraries at hand."""

from __future__ import annotations

import time
from typing import Callable, Iterator

import numpy as np

SHAPES = [(100, 1000, 1000), (100, 1000, 6400), (1000, 1000, 1000), (2000, 2000, 2000)]
REPEATS = 10


def measured() -> dict:
    """The highest rate found, in GFLOP/s, with the library and the shape (rows, inner, columns) it was found with."""
    rates = []
    for shape in SHAPES:
        rows, inner, columns = shape
        for library, product in products(*shape):
            rate = 2e-9 * rows * inner * columns / fastest(product)
            rates.append({"gigaflops": rate, "library": library, "shape": list(shape)})
    return max(rates, key=lambda rate: rate["gigaflops"])


def products(rows: int, inner: int, columns: int) -> Iterator[tuple[str, Callable[[], object]]]:
    """A product of two matrices by each library."""
    generator = np.random.default_rng(0)
    a, b = generator.random((rows, inner), np.float32), generator.random((inner, columns), np.float32)
    yield "numpy", lambda: a @ b
    try:
        import torch
    except ImportError:
        return
    left, right = torch.from_numpy(a), torch.from_numpy(b)
    yield "PyTorch", lambda: left @ right
    if torch.backends.mkldnn.is_available():
        packed, weights = left.to_mkldnn(), right.T.contiguous().to_mkldnn()
        yield "oneDNN in PyTorch", lambda: torch.nn.functional.linear(packed, weights)


def fastest(product: Callable[[], object]) -> float:
    """The shortest of some runs, in seconds."""
    product()
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        product()
        times.append(time.perf_counter() - start)
    return min(times)
