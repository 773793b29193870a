"""The training steps that are timed: their sizes, data and arithmetic."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "reference"))

from configuration import Configuration, initial_parameters  # noqa: E402

ROWS = 10_000
RATE = 1e-3


@dataclass(frozen=True)
class Workload:
    """A model at one batch size, and how many steps a peer may take between two looks at the clock."""

    configuration: Configuration
    chunk: int

    def data(self) -> np.ndarray:
        """Synthetic observations of the right shape, in 0...1."""
        return np.random.default_rng(0).random((ROWS, self.configuration.observation), dtype=np.float32)

    def parameters(self) -> dict[str, np.ndarray]:
        """The parameters that every peer starts from."""
        return initial_parameters(self.configuration, np.random.default_rng(1))

    def batches(self) -> Iterator[np.ndarray]:
        """Row numbers of one batch after the other, in an order that is new in each epoch."""
        generator, batch = np.random.default_rng(2), self.configuration.batch
        while True:
            order = generator.permutation(ROWS)
            for start in range(0, ROWS - batch + 1, batch):
                yield order[start : start + batch]

    def operations(self) -> int:
        """Floating-point operations of the matrix products in one step.

        Forward, gradients of the weights, and gradients of the inputs but for the first layer's.
        """
        c = self.configuration
        encoder = layer_sizes(c.observation, c.encoder, c.encoder_heads)
        others = layer_sizes(c.style, (c.prior,), c.prior_heads) + layer_sizes(c.latent, c.decoder, c.decoder_heads)
        products = sum(inputs * outputs for inputs, outputs in encoder + others)
        return 2 * c.batch * c.samples * (3 * products - encoder[0][0] * encoder[0][1])


def layer_sizes(inputs: int, hidden: tuple[int, ...], heads: int) -> list[tuple[int, int]]:
    """Inputs and outputs of each dense layer."""
    widths = (inputs, *hidden, heads)
    return list(zip(widths, widths[1:]))


WORKLOADS = {
    "arcs": Workload(
        Configuration(
            observation=2, encoder=(120, 120), normalized=False, latent=2, style=2, components=8, prior=120,
            decoder=(120, 120), likelihood="gaussian", batch=200),
        chunk=50),
    "mnist-fc": Workload(
        Configuration(
            observation=784, encoder=(1000, 1000), normalized=True, latent=200, style=150, components=16, prior=1000,
            decoder=(1000, 1000), likelihood="bernoulli", batch=100),
        chunk=10),
}
