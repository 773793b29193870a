"""The training steps that are timed: their sizes, data and arithmetic."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Iterator

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "reference"))

from configuration import Configuration, Layer, Shape, initial_parameters  # noqa: E402

ROWS = 10_000
RATE = 1e-3


@dataclass(frozen=True)
class Workload:
    """A model at one batch size, the shell's command for it, and the steps to time.

    `steps` are those of a turn; `chunk` is how many a peer may take between two looks at the clock.
    """

    configuration: Configuration
    model: str
    steps: int
    chunk: int

    def data(self) -> np.ndarray:
        """Synthetic observations, a row each, in 0...1."""
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
        """Floating-point operations of the layers' products in one step.

        Forward, gradients of the weights, and gradients of the inputs but for the encoder's first layer.
        """
        c, total = self.configuration, 0
        for network in ("encoder", "prior", "decoder"):
            rows = c.batch * (1 if network == "encoder" else c.samples)
            for name, layer, shape in c.layers(network):
                passes = 2 if name == "encoder.1" else 3
                total += 2 * passes * rows * multiply_adds(layer, shape)
        return total

    def with_samples(self, samples: int) -> Workload:
        """The same with M samples for each example, and fewer steps."""
        steps = max(5, self.steps // samples)
        return replace(self, configuration=replace(self.configuration, samples=samples), steps=steps, chunk=5)


def multiply_adds(layer: Layer, shape: Shape) -> int:
    """Products of a number and a weight that one example takes."""
    weights, output = math.prod(layer.weight(shape)), layer.output(shape)
    if layer.kind.endswith("convolution"):
        image = output if layer.kind == "convolution" else shape
        return weights * image[1] * image[2]
    return weights


def images(kind: str, *sizes: tuple[int, int, int, int]) -> tuple[Layer, ...]:
    """Normalized convolutions or deconvolutions: channels, kernel, stride, padding."""
    return tuple(Layer(kind, *size, normalized=True) for size in sizes)


def normalized(units: int) -> Layer:
    """A dense layer with batch normalization and a rectifier."""
    return Layer("dense", units, normalized=True)


ARCS = Configuration(
    observation=2, encoder=(120, 120), normalized=False, latent=2, style=2, components=8, prior=120,
    decoder=(120, 120), likelihood="gaussian", batch=200)
MNIST_FC = Configuration(
    observation=784, encoder=(1000, 1000), normalized=True, latent=200, style=150, components=16, prior=1000,
    decoder=(1000, 1000), likelihood="bernoulli", batch=100)
MNIST = Configuration(
    observation=784, image=(1, 28, 28), normalized=True,
    encoder=(*images("convolution", (16, 6, 1, 0), (32, 6, 1, 0), (64, 4, 2, 1)), 500),
    latent=200, style=150, components=16, prior=500,
    decoder=(
        normalized(500), Layer("expansion", 64, height=9, width=9, normalized=True),
        *images("deconvolution", (32, 4, 2, 1), (16, 6, 1, 0))),
    decoder_head=Layer("deconvolution", 1, 6, 1, 0, activation="identity"), likelihood="bernoulli", batch=100)
SVHN = Configuration(
    observation=3072, image=(3, 32, 32), normalized=True,
    encoder=(*images("convolution", (64, 4, 2, 1), (128, 4, 2, 1), (256, 4, 2, 1)), 500),
    latent=200, style=150, components=10, prior=500,
    decoder=(
        normalized(500), Layer("expansion", 256, height=4, width=4, normalized=True),
        *images("deconvolution", (128, 4, 2, 1), (64, 4, 2, 1))),
    decoder_head=Layer("deconvolution", 3, 4, 2, 1, activation="identity"), likelihood="bernoulli", batch=128)
# What a plain `model` makes of a table of ten columns, and of gray images.
TABLE = Configuration(
    observation=10, encoder=(500, 500), normalized=True, latent=10, style=10, components=10, prior=500,
    decoder=(500, 500), likelihood="gaussian", batch=100)
PLAIN = replace(
    MNIST, encoder=(*images("convolution", (16, 5, 2, 2), (32, 5, 2, 2)), 500, 500), latent=10, style=10, components=10,
    decoder=(500, 500), decoder_head=None)

SINGLE = {
    "table": Workload(TABLE, "components=10", steps=100, chunk=20),
    "plain": Workload(PLAIN, "components=10", steps=40, chunk=10),
    "arcs": Workload(ARCS, "arcs components=8", steps=500, chunk=50),
    "mnist-fc": Workload(MNIST_FC, "mnist-fc components=16", steps=40, chunk=10),
    "mnist": Workload(MNIST, "mnist components=16", steps=20, chunk=5),
    "svhn": Workload(SVHN, "svhn components=10", steps=15, chunk=5),
}
WORKLOADS = SINGLE | {f"{name}, M=10": workload.with_samples(10) for name, workload in SINGLE.items()}
