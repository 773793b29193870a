"""A Gaussian-mixture variational autoencoder in PyTorch, written straight from the formulas.

Symbols as in Dilokthanakul et al., arXiv 1611.02648: y is the observation, x the clustered latent, w the style
latent, z the component. Gradients come from automatic differentiation, so that hand-written ones can be compared
with them. Weights are [out, in], and [out, in, k, k]; a layer that is followed by batch normalization has no bias.

With M samples, row b * M + j of every sampled quantity belongs to example b and draw j.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Callable

import torch
import torch.nn.functional as F
from torch import Tensor

from configuration import Configuration, Layer

Tensors = dict[str, Tensor]

LOG_VARIANCE_RANGE = (-20.0, 20.0)
NORMALIZATION_EPSILON = 1e-5
NORMALIZATION_MOMENTUM = 0.1
ACTIVATIONS = {"relu": torch.relu, "tanh": torch.tanh, "identity": lambda h: h}


@dataclass(frozen=True)
class Posterior:
    """The recognition network's diagonal Gaussians q(x|y) and q(w|y), and log q(z|y) where it has a head for that."""

    mean_x: Tensor
    log_variance_x: Tensor
    mean_w: Tensor
    log_variance_w: Tensor
    log_z: Tensor | None = None

    def repeated(self, samples: int) -> Posterior:
        """Each example's row, `samples` times in a row."""
        if samples == 1:
            return self
        return self._each(lambda value: value.repeat_interleave(samples, dim=0))

    def first(self, count: int) -> Posterior:
        """The first `count` examples' rows."""
        return self._each(lambda value: value[:count])

    def _each(self, change: Callable[[Tensor], Tensor]) -> Posterior:
        return Posterior(*(None if value is None else change(value) for value in vars(self).values()))


@dataclass(frozen=True)
class Terms:
    """The objective's terms in nats per example, as scalars, and the responsibilities p(z|x,w) of each row.

    `violation` is the mean entropy of p(z|x,w), which the paper's first version adds.
    """

    reconstruction: Tensor
    conditional: Tensor
    style: Tensor
    component: Tensor
    responsibilities: Tensor
    violation: Tensor
    consistency: Tensor | None = None

    @property
    def elbo(self) -> Tensor:
        """The evidence lower bound, with the true value of the z prior."""
        return self.reconstruction - self.conditional - self.style - self.component

    def loss(self, c: Configuration) -> Tensor:
        """What training minimizes: the z prior counts as max(lambda, component)."""
        floor = torch.full_like(self.component, c.minimum_information)
        bound = torch.where(self.component > floor, self.component, floor)
        if c.first_version is None:
            divergences = bound + self.style + self.conditional
        else:
            eta, alpha = c.first_version.eta, c.first_version.alpha
            divergences = eta * bound + self.style + self.conditional + alpha * self.violation
        if self.consistency is None:
            return divergences - self.reconstruction
        asked = c.consistency
        elbo = asked.divergences * divergences - self.reconstruction
        return asked.generative * elbo + asked.weight * self.consistency


def initial_statistics(configuration: Configuration, dtype: torch.dtype = torch.float32) -> Tensors:
    """Running means of 0 and variances of 1 for each normalized layer."""
    statistics: Tensors = {}
    for network in ("encoder", "decoder"):
        for name, layer, _ in configuration.layers(network):
            if layer.normalized:
                statistics[f"{name}.mean"] = torch.zeros(layer.channels, dtype=dtype)
                statistics[f"{name}.variance"] = torch.ones(layer.channels, dtype=dtype)
    return statistics


class Model:
    """Networks and objective over a dictionary of named parameters and running statistics."""

    def __init__(self, configuration: Configuration, parameters: Tensors, statistics: Tensors) -> None:
        self.configuration = configuration
        self.parameters = parameters
        self.statistics = statistics
        self.training = True

    def encode(self, y: Tensor) -> Posterior:
        """q(x|y) and q(w|y) for a batch of observations [B, D]."""
        c = self.configuration
        heads = self._network("encoder", y)
        sizes = [c.latent, c.latent, c.style, c.style, heads.shape[1] - 2 * (c.latent + c.style)]
        mean_x, log_variance_x, mean_w, log_variance_w, logits = heads.split(sizes, dim=1)
        log_z = torch.log_softmax(logits, dim=1) if c.first_version else None
        return Posterior(mean_x, clamp(log_variance_x), mean_w, clamp(log_variance_w), log_z)

    def prior(self, w: Tensor) -> tuple[Tensor, Tensor]:
        """The means and log variances, each [R, K, Dx], of p(x|w, z=k)."""
        c = self.configuration
        heads = self._network("prior", w).view(-1, 2, c.components, c.latent)
        mean, log_variance = heads.unbind(dim=1)
        return mean, clamp(log_variance)

    def decode(self, x: Tensor) -> Tensor:
        """The decoder's heads: logits [R, D], or means then log variances [R, 2D]."""
        return self._network("decoder", x)

    def log_likelihood(self, heads: Tensor, y: Tensor) -> Tensor:
        """log p(y|x) of each row, in nats."""
        if self.configuration.likelihood == "bernoulli":
            return -F.binary_cross_entropy_with_logits(heads, y, reduction="none").sum(dim=1)
        mean, log_variance = heads.chunk(2, dim=1)
        log_variance = clamp(log_variance)
        squares = (y - mean).square() * torch.exp(-log_variance)
        return -0.5 * (squares + log_variance + math.log(2 * math.pi)).sum(dim=1)

    def terms(self, y: Tensor, noise_x: Tensor, noise_w: Tensor, copies: Tensor | None = None) -> Terms:
        """The objective's terms for observations [B, D] and standard normal noise [B*M, Dx] and [B*M, Dw].

        Batch normalization takes observations and copies as one batch.
        """
        samples = self.configuration.samples
        encoded = self.encode(y if copies is None else torch.cat([y, copies]))
        posterior = encoded.first(len(y))
        rows = posterior.repeated(samples)
        x = rows.mean_x + torch.exp(0.5 * rows.log_variance_x) * noise_x
        w = rows.mean_w + torch.exp(0.5 * rows.log_variance_w) * noise_w
        mean, log_variance = self.prior(w)
        log_p = log_responsibilities(x, mean, log_variance)
        p = log_p.exp()
        log_q = log_p if rows.log_z is None else rows.log_z
        q = log_q.exp()
        divergence = divergence_to_components(rows.mean_x, rows.log_variance_x, mean, log_variance)
        repeated_y = y if samples == 1 else y.repeat_interleave(samples, dim=0)
        return Terms(
            reconstruction=self.log_likelihood(self.decode(x), repeated_y).mean(),
            conditional=(q * divergence).sum(dim=1).mean(),
            style=divergence_to_standard(posterior.mean_w, posterior.log_variance_w).mean(),
            component=math.log(self.configuration.components) + (q * log_q).sum(dim=1).mean(),
            responsibilities=p,
            violation=-(p * log_p).sum(dim=1).mean(),
            consistency=None if copies is None else self.consistency(encoded),
        )

    def consistency(self, posterior: Posterior) -> Tensor:
        """KL(q, q') + balance KL(mean q, uniform) + entropy H(q) at the posterior means; the copies are the last half."""
        c = self.configuration.consistency
        log_q = log_softened(posterior.mean_x, *self.prior(posterior.mean_w), c.temperature)
        own, copy = log_q.chunk(2)
        q, given, usage = own.exp(), own.detach(), own.exp().mean(dim=0)
        divergence = (given.exp() * (given - copy)).sum(dim=1).mean()
        imbalance = math.log(self.configuration.components) + (usage * usage.log()).sum()
        return divergence + c.balance * imbalance - c.entropy * (q * own).sum(dim=1).mean()

    def _network(self, name: str, h: Tensor) -> Tensor:
        for name, layer, shape in self.configuration.layers(name):
            h = self._layer(name, layer, h.view(-1, *shape) if layer.kind.endswith("convolution") else h.flatten(1))
        return h.flatten(1)

    def _layer(self, name: str, layer: Layer, h: Tensor) -> Tensor:
        p, s = self.parameters, self.statistics
        h = linear(layer, h, p[f"{name}.weight"], p.get(f"{name}.bias"))
        if layer.normalized:
            h = F.batch_norm(
                h, s[f"{name}.mean"], s[f"{name}.variance"], p[f"{name}.scale"], p[f"{name}.shift"],
                self.training, NORMALIZATION_MOMENTUM, NORMALIZATION_EPSILON)
        return ACTIVATIONS[layer.activation](h)


def linear(layer: Layer, h: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    """The layer's linear map; weights of deconvolutions are [out, in, k, k], where PyTorch has [in, out, k, k]."""
    if layer.kind == "convolution":
        return F.conv2d(h, weight, bias, layer.stride, layer.padding)
    if layer.kind == "deconvolution":
        return F.conv_transpose2d(h, weight.transpose(0, 1), bias, layer.stride, layer.padding)
    h = F.linear(h, weight, bias)
    return h.view(-1, layer.channels, layer.height, layer.width) if layer.kind == "expansion" else h


def clamp(log_variance: Tensor) -> Tensor:
    """Log variances in the range that keeps float32 finite; no gradient outside of it."""
    return log_variance.clamp(*LOG_VARIANCE_RANGE)


def log_responsibilities(x: Tensor, mean: Tensor, log_variance: Tensor) -> Tensor:
    """log p(z=k|x, w), [R, K]: the softmax of -1/2 sum_d [(x - mu_k)^2 / var_k + log var_k]."""
    return log_softened(x, mean, log_variance, temperature=1)


def log_softened(x: Tensor, mean: Tensor, log_variance: Tensor, temperature: float) -> Tensor:
    """The log responsibilities of log densities that were divided by the temperature first."""
    squares = (x.unsqueeze(1) - mean).square() * torch.exp(-log_variance)
    return torch.log_softmax(-0.5 * (squares + log_variance).sum(dim=2) / temperature, dim=1)


def divergence_to_components(mean_q: Tensor, log_variance_q: Tensor, mean: Tensor, log_variance: Tensor) -> Tensor:
    """KL(q(x|y) to N(mu_k(w), var_k(w))), [R, K], in closed form."""
    q = log_variance_q.unsqueeze(1)
    ratio = (q.exp() + (mean_q.unsqueeze(1) - mean).square()) * torch.exp(-log_variance)
    return 0.5 * (log_variance - q + ratio - 1).sum(dim=2)


def divergence_to_standard(mean: Tensor, log_variance: Tensor) -> Tensor:
    """KL(N(mean, var) to N(0, I)) of each row, in closed form."""
    return 0.5 * (mean.square() + log_variance.exp() - log_variance - 1).sum(dim=1)
