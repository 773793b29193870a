"""The sizes of a model, and the parameters it starts from, by name; needs no more than numpy."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Configuration:
    """The sizes and options that define a model and its training step."""

    observation: int
    encoder: tuple[int, ...]
    normalized: bool
    latent: int
    style: int
    components: int
    prior: int
    decoder: tuple[int, ...]
    likelihood: str
    batch: int
    samples: int = 1
    minimum_information: float = 0.0

    @property
    def encoder_heads(self) -> int:
        """Rows of the encoder's heads: mean and log variance of x, then of w."""
        return 2 * (self.latent + self.style)

    @property
    def prior_heads(self) -> int:
        """Rows of the prior's heads: K means (component-major), then K log variances."""
        return 2 * self.components * self.latent

    @property
    def decoder_heads(self) -> int:
        """Rows of the decoder's heads: logits, or means then log variances."""
        return self.observation * (2 if self.likelihood == "gaussian" else 1)


def initial_parameters(configuration: Configuration, generator: np.random.Generator) -> dict[str, np.ndarray]:
    """Weights and biases uniform in ±1/sqrt(fan-in), scales 1, shifts 0."""
    parameters: dict[str, np.ndarray] = {}

    def dense(name: str, inputs: int, outputs: int, normalized: bool = False) -> int:
        bound = 1 / math.sqrt(inputs)
        parameters[f"{name}.weight"] = generator.uniform(-bound, bound, (outputs, inputs)).astype(np.float32)
        if normalized:
            parameters[f"{name}.scale"] = np.ones(outputs, np.float32)
            parameters[f"{name}.shift"] = np.zeros(outputs, np.float32)
        else:
            parameters[f"{name}.bias"] = generator.uniform(-bound, bound, outputs).astype(np.float32)
        return outputs

    def network(name: str, inputs: int, hidden: tuple[int, ...], heads: int, normalized: bool = False) -> None:
        for index, width in enumerate(hidden, start=1):
            inputs = dense(f"{name}.{index}", inputs, width, normalized)
        dense(f"{name}.heads", inputs, heads)

    c = configuration
    network("encoder", c.observation, c.encoder, c.encoder_heads, c.normalized)
    network("prior", c.style, (c.prior,), c.prior_heads)
    network("decoder", c.latent, c.decoder, c.decoder_heads)
    return parameters
