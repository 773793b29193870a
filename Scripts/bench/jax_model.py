"""The same model in JAX; weights are [in, out], as is usual there."""

from __future__ import annotations

import math

import jax
import jax.numpy as jnp

from configuration import Configuration

Arrays = dict[str, jax.Array]


def loss(c: Configuration, p: Arrays, s: Arrays, y: jax.Array, noise_x: jax.Array, noise_w: jax.Array):
    """The loss with one sample and lambda 0, and the new running statistics."""
    heads, statistics = encode(c, p, s, y)
    mean_x, log_x, mean_w, log_w = jnp.split(heads, [c.latent, 2 * c.latent, 2 * c.latent + c.style], axis=1)
    log_x, log_w = clamp(log_x), clamp(log_w)
    x = mean_x + jnp.exp(0.5 * log_x) * noise_x
    w = mean_w + jnp.exp(0.5 * log_w) * noise_w

    mean, log_variance = prior(c, p, w)
    inverse = jnp.exp(-log_variance)
    squares = (x[:, None] - mean) ** 2 * inverse
    log_p = jax.nn.log_softmax(-0.5 * (squares + log_variance).sum(axis=2), axis=1)
    responsibilities = jnp.exp(log_p)
    q = log_x[:, None]
    ratio = (jnp.exp(q) + (mean_x[:, None] - mean) ** 2) * inverse
    divergence = 0.5 * (log_variance - q + ratio - 1).sum(axis=2)

    conditional = (responsibilities * divergence).sum(axis=1).mean()
    style = 0.5 * (mean_w**2 + jnp.exp(log_w) - log_w - 1).sum(axis=1).mean()
    component = math.log(c.components) + (responsibilities * log_p).sum(axis=1).mean()
    reconstruction = log_likelihood(c, decode(c, p, x), y).mean()
    return jnp.maximum(component, 0) + style + conditional - reconstruction, statistics


def encode(c: Configuration, p: Arrays, s: Arrays, y: jax.Array) -> tuple[jax.Array, Arrays]:
    """The encoder's heads and the new running statistics."""
    statistics: Arrays = {}
    h = y
    for name in (f"encoder.{index + 1}" for index in range(len(c.encoder))):
        h = dense(p, name, h)
        if c.normalized:
            mean, variance = h.mean(axis=0), h.var(axis=0)
            unbiased = variance * (c.batch / (c.batch - 1))
            statistics[f"{name}.mean"] = 0.9 * s[f"{name}.mean"] + 0.1 * mean
            statistics[f"{name}.variance"] = 0.9 * s[f"{name}.variance"] + 0.1 * unbiased
            h = (h - mean) * jax.lax.rsqrt(variance + 1e-5) * p[f"{name}.scale"] + p[f"{name}.shift"]
        h = jax.nn.relu(h)
    return dense(p, "encoder.heads", h), statistics


def prior(c: Configuration, p: Arrays, w: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Means and log variances of the components, [B, K, Dx]."""
    heads = dense(p, "prior.heads", jnp.tanh(dense(p, "prior.1", w)))
    heads = heads.reshape(-1, 2, c.components, c.latent)
    return heads[:, 0], clamp(heads[:, 1])


def decode(c: Configuration, p: Arrays, x: jax.Array) -> jax.Array:
    """The decoder's heads."""
    for index in range(len(c.decoder)):
        x = jax.nn.relu(dense(p, f"decoder.{index + 1}", x))
    return dense(p, "decoder.heads", x)


def log_likelihood(c: Configuration, heads: jax.Array, y: jax.Array) -> jax.Array:
    """log p(y|x) of each row."""
    if c.likelihood == "bernoulli":
        return (y * heads - jax.nn.softplus(heads)).sum(axis=1)
    mean, log_variance = jnp.split(heads, 2, axis=1)
    log_variance = clamp(log_variance)
    squares = (y - mean) ** 2 * jnp.exp(-log_variance)
    return -0.5 * (squares + log_variance + math.log(2 * math.pi)).sum(axis=1)


def dense(p: Arrays, name: str, h: jax.Array) -> jax.Array:
    """A dense layer, with its bias where it has one."""
    h = h @ p[f"{name}.weight"]
    return h + p[f"{name}.bias"] if f"{name}.bias" in p else h


def clamp(log_variance: jax.Array) -> jax.Array:
    """Log variances in the range that keeps float32 finite."""
    return jnp.clip(log_variance, -20, 20)
