"""Likelihoods and normalizations by PyTorch, in double precision."""

from __future__ import annotations

import numpy as np
import torch
from torch.distributions import NegativeBinomial, Normal, OneHotCategorical, Poisson

from model_cases import tensor

SIZES = {"few": (4, 3, 5, 6), "large": (3, 2, 17, 3000)}


def poisson_case(examples: int, samples: int, size: int, largest: int, seed: int) -> dict:
    """log p of counts and the gradient of minus its mean over rows for the logarithms of the rates."""
    generator = np.random.default_rng(seed)
    y = generator.integers(0, largest, (examples, size)).astype(np.float32)
    spread = generator.standard_normal((examples * samples, size))
    log_rates = (np.log(np.repeat(y, samples, axis=0) + 0.5) + 0.3 * spread).astype(np.float32)
    outputs = torch.tensor(log_rates, dtype=torch.float64, requires_grad=True)
    counts = torch.tensor(np.repeat(y, samples, axis=0), dtype=torch.float64)
    log_p = Poisson(outputs.exp()).log_prob(counts).sum(1)
    (-log_p.mean()).backward()
    return {
        "examples": examples, "samples": samples, "size": size, "y": tensor(y), "outputs": tensor(log_rates),
        "log": tensor(log_p.detach().numpy()), "gradient": tensor(outputs.grad.numpy()),
    }


def reference_case(y: np.ndarray, heads: np.ndarray, samples: int, log_density, **more: object) -> dict:
    """log p of rows and the gradient of minus its mean for what the decoder gives; `log_density` has D numbers a row."""
    outputs = torch.tensor(heads, dtype=torch.float64, requires_grad=True)
    examples = torch.tensor(np.repeat(y, samples, axis=0), dtype=torch.float64)
    log_p = log_density(examples, outputs).sum(1)
    (-log_p.mean()).backward()
    return {
        "examples": len(y), "samples": samples, "size": y.shape[1], "y": tensor(y), "outputs": tensor(heads),
        "log": tensor(log_p.detach().numpy()), "gradient": tensor(outputs.grad.numpy()), **more,
    }


def log_binomial(y: torch.Tensor, logits: torch.Tensor, log_dispersions: torch.Tensor) -> torch.Tensor:
    """Counts whose means are the row's total times the softmax of the logits, as scVI has them (Lopez et al. 2018)."""
    total = y.sum(1, keepdim=True).clamp(min=1)
    log_mean = total.log() + torch.log_softmax(logits, 1)
    return NegativeBinomial(log_dispersions.exp(), logits=log_mean - log_dispersions).log_prob(y)


def log_inflated(y: torch.Tensor, outputs: torch.Tensor) -> torch.Tensor:
    """The same with a share of zeros more."""
    logits, log_dispersions, zero = outputs.chunk(3, 1)
    others = log_binomial(y, logits, log_dispersions) + torch.nn.functional.logsigmoid(-zero)
    return torch.where(y == 0, torch.logaddexp(torch.nn.functional.logsigmoid(zero), others), others)


def counts_cases(parts: int, log_density) -> dict:
    """Counts from few to thousands, with an example that has none, and dispersions from small to nearly Poisson's."""
    cases = {}
    for seed, (name, (examples, samples, size, largest)) in enumerate(SIZES.items()):
        generator = np.random.default_rng(seed + 10)
        y = generator.poisson(generator.gamma(0.5, largest / 3, (examples, size))).astype(np.float32)
        y[0] = 0
        heads = generator.standard_normal((examples * samples, parts * size)).astype(np.float32)
        heads[:, size : 2 * size] *= 2.5
        cases[name] = reference_case(y, heads, samples, log_density)
    return cases


def log_columns(y: torch.Tensor, outputs: torch.Tensor) -> torch.Tensor:
    """Two categories of three and two levels, and a number after each."""
    first, second = outputs.chunk(2, 1)
    normal = Normal(first, (0.5 * second).exp()).log_prob(y)
    return torch.stack(
        [
            OneHotCategorical(logits=first[:, :3]).log_prob(y[:, :3]), normal[:, 3],
            OneHotCategorical(logits=first[:, 4:6]).log_prob(y[:, 4:6]), normal[:, 6],
        ], 1)


def mixed_cases() -> dict:
    """Rows of a table; a row's levels are those of a category that begin with a number."""
    generator = np.random.default_rng(20)
    y = generator.standard_normal((6, 7)).astype(np.float32)
    y[:, :3], y[:, 4:6] = np.eye(3)[generator.integers(0, 3, 6)], np.eye(2)[generator.integers(0, 2, 6)]
    heads = generator.standard_normal((12, 14)).astype(np.float32)
    return {"rows": reference_case(y, heads, 2, log_columns, levels=[3, 0, 0, 0, 2, 0, 0])}


def categorical_cases() -> dict:
    """Examples that are one category."""
    generator = np.random.default_rng(21)
    y = np.eye(9)[generator.integers(0, 9, 5)].astype(np.float32)
    heads = generator.standard_normal((15, 9)).astype(np.float32)
    density = lambda y, outputs: OneHotCategorical(logits=outputs).log_prob(y)[:, None]
    return {"rows": reference_case(y, heads, 3, density)}


def likelihoods_document() -> dict:
    """Each likelihood's cases by name."""
    return {
        "poisson": {name: poisson_case(*sizes, seed) for seed, (name, sizes) in enumerate(SIZES.items())},
        "nb": counts_cases(2, lambda y, outputs: log_binomial(y, *outputs.chunk(2, 1))),
        "zinb": counts_cases(3, log_inflated),
        "mixed": mixed_cases(),
        "categorical": categorical_cases(),
    }


def layer_normalization_document() -> dict:
    """Layer normalization with a rectifier: y and the gradients of Σ y·g for rows, and for images over all of their numbers."""
    document = {}
    for seed, (name, shape) in enumerate({"rows": (5, 37), "images": (3, 4, 5, 2)}.items()):
        generator = np.random.default_rng(seed)
        x, g = (generator.standard_normal(shape).astype(np.float32) for _ in range(2))
        channels = shape[1]
        scale, shift = (generator.standard_normal(channels).astype(np.float32) for _ in range(2))
        leaf = [torch.tensor(a, dtype=torch.float64, requires_grad=True) for a in (x, scale, shift)]
        normalized = torch.nn.functional.layer_norm(leaf[0], shape[1:], eps=1e-5)
        per_channel = [v.reshape(1, channels, *[1] * (len(shape) - 2)) for v in leaf[1:]]
        y = torch.relu(normalized * per_channel[0] + per_channel[1])
        (y * torch.tensor(g, dtype=torch.float64)).sum().backward()
        document[name] = {
            "x": tensor(x), "scale": tensor(scale), "shift": tensor(shift), "g": tensor(g), "y": tensor(y.detach().numpy()),
            "dx": tensor(leaf[0].grad.numpy()), "dscale": tensor(leaf[1].grad.numpy()), "dshift": tensor(leaf[2].grad.numpy()),
        }
    return document
