"""The sizes of a model, and the parameters it starts from, by name; needs no more than numpy."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Layer:
    """A linear map, then batch normalization and a rectifier, or an activation.

    Kinds: `dense` (channels outputs), `expansion` (dense to an image of `height` by `width`), `convolution` and
    `deconvolution` (square kernels).
    """

    kind: str
    channels: int
    kernel: int = 1
    stride: int = 1
    padding: int = 0
    height: int = 1
    width: int = 1
    normalized: bool = False
    activation: str = "relu"

    def output(self, shape: Shape) -> Shape:
        """What one example is after the layer: [numbers], or [channels, height, width]."""
        def side(size: int) -> int:
            if self.kind == "convolution":
                return (size + 2 * self.padding - self.kernel) // self.stride + 1
            return (size - 1) * self.stride - 2 * self.padding + self.kernel

        if self.kind == "dense":
            return (self.channels,)
        if self.kind == "expansion":
            return (self.channels, self.height, self.width)
        return (self.channels, side(shape[1]), side(shape[2]))

    def weight(self, shape: Shape) -> Shape:
        """The dimensions of the weights, outputs first, also those of a deconvolution."""
        if self.kind in ("dense", "expansion"):
            return (math.prod(self.output(shape)), math.prod(shape))
        return (self.channels, shape[0], self.kernel, self.kernel)


@dataclass(frozen=True)
class Consistency:
    """What is asked of the responsibilities of observations and their copies, and what the ELBO's terms count beside it."""

    weight: float
    temperature: float
    balance: float
    entropy: float
    generative: float = 1.0
    divergences: float = 1.0


@dataclass(frozen=True)
class FirstVersion:
    """The objective of the paper's first version: q(z|y) is a softmax head, the z prior counts eta, the violation alpha."""

    eta: float
    alpha: float


@dataclass(frozen=True)
class Configuration:
    """The sizes and options that define a model and its training step.

    A layer given as a number is dense with a rectifier; `normalized` says whether batch normalization follows such
    layers of the encoder. Observations are rows of numbers, or images [channels, height, width].
    """

    observation: int
    encoder: tuple[int | Layer, ...]
    normalized: bool
    latent: int
    style: int
    components: int
    prior: int
    decoder: tuple[int | Layer, ...]
    likelihood: str
    batch: int
    samples: int = 1
    minimum_information: float = 0.0
    image: Shape | None = None
    decoder_head: Layer | None = None
    consistency: Consistency | None = None
    first_version: FirstVersion | None = None

    @property
    def shape(self) -> Shape:
        """The shape of an observation."""
        return self.image or (self.observation,)

    @property
    def encoder_heads(self) -> int:
        """Rows of the encoder's heads: mean and log variance of x, then of w, then the logits of z where it has them."""
        return 2 * (self.latent + self.style) + (self.components if self.first_version else 0)

    @property
    def prior_heads(self) -> int:
        """Rows of the prior's heads: K means (component-major), then K log variances."""
        return 2 * self.components * self.latent

    @property
    def decoder_heads(self) -> int:
        """Rows of the decoder's heads: logits, or means then log variances."""
        return self.observation * (2 if self.likelihood == "gaussian" else 1)

    def network(self, name: str) -> tuple[Shape, tuple[Layer, ...]]:
        """The input's shape and the layers of `encoder`, `prior` or `decoder`, the heads last."""
        if name == "encoder":
            return self.shape, (*hidden(self.encoder, self.normalized), heads(self.encoder_heads))
        if name == "prior":
            return (self.style,), (Layer("dense", self.prior, activation="tanh"), heads(self.prior_heads))
        return (self.latent,), (*hidden(self.decoder), self.decoder_head or heads(self.decoder_heads))

    def layers(self, network: str) -> list[tuple[str, Layer, Shape]]:
        """Each layer of a network with the name of its parameters and the shape of its input."""
        shape, layers = self.network(network)
        named = []
        for index, layer in enumerate(layers, start=1):
            named.append((f"{network}.{'heads' if index == len(layers) else index}", layer, shape))
            shape = layer.output(shape)
        return named


def hidden(layers: tuple[int | Layer, ...], normalized: bool = False) -> list[Layer]:
    """The layers, with a dense one in place of each number."""
    return [Layer("dense", layer, normalized=normalized) if isinstance(layer, int) else layer for layer in layers]


def heads(outputs: int) -> Layer:
    """A dense layer without a nonlinearity."""
    return Layer("dense", outputs, activation="identity")


def initial_parameters(configuration: Configuration, generator: np.random.Generator) -> dict[str, np.ndarray]:
    """Weights and biases uniform in ±1/sqrt(fan-in), scales 1, shifts 0."""
    parameters: dict[str, np.ndarray] = {}
    for network in ("encoder", "prior", "decoder"):
        for name, layer, shape in configuration.layers(network):
            dimensions = layer.weight(shape)
            bound, channels = 1 / math.sqrt(math.prod(dimensions[1:])), layer.output(shape)[0]
            parameters[f"{name}.weight"] = generator.uniform(-bound, bound, dimensions).astype(np.float32)
            if layer.normalized:
                parameters[f"{name}.scale"] = np.ones(channels, np.float32)
                parameters[f"{name}.shift"] = np.zeros(channels, np.float32)
            else:
                parameters[f"{name}.bias"] = generator.uniform(-bound, bound, dimensions[0]).astype(np.float32)
    return parameters
