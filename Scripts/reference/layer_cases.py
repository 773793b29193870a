"""Likelihoods and normalizations by PyTorch, in double precision."""

from __future__ import annotations

import numpy as np
import torch
from torch.distributions import Poisson

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


def likelihoods_document() -> dict:
    """Each likelihood's cases by size."""
    return {"poisson": {name: poisson_case(*sizes, seed) for seed, (name, sizes) in enumerate(SIZES.items())}}


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
