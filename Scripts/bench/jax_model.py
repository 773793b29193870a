"""The same model in JAX, as is usual there: dense weights [in, out], images [rows, height, width, channels]."""

from __future__ import annotations

import math

import jax
import jax.numpy as jnp

from configuration import Configuration, Layer

Arrays = dict[str, jax.Array]
ACTIVATIONS = {"relu": jax.nn.relu, "tanh": jnp.tanh, "identity": lambda h: h}


def loss(c: Configuration, p: Arrays, s: Arrays, y: jax.Array, noise_x: jax.Array, noise_w: jax.Array):
    """The loss with lambda 0, and the new running statistics; noise has M rows for each of y's."""
    statistics = dict(s)
    heads = network(c, "encoder", p, statistics, y)
    posterior = jnp.split(heads, [c.latent, 2 * c.latent, 2 * c.latent + c.style], axis=1)
    mean_x, log_x, mean_w, log_w = (jnp.repeat(value, c.samples, axis=0) for value in posterior)
    log_x, log_w = clamp(log_x), clamp(log_w)
    x = mean_x + jnp.exp(0.5 * log_x) * noise_x
    w = mean_w + jnp.exp(0.5 * log_w) * noise_w

    parts = network(c, "prior", p, statistics, w).reshape(-1, 2, c.components, c.latent)
    mean, log_variance = parts[:, 0], clamp(parts[:, 1])
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
    decoded = network(c, "decoder", p, statistics, x)
    reconstruction = log_likelihood(c, decoded, jnp.repeat(y, c.samples, axis=0)).mean()
    return jnp.maximum(component, 0) + style + conditional - reconstruction, statistics


def network(c: Configuration, name: str, p: Arrays, s: Arrays, h: jax.Array) -> jax.Array:
    """The network's heads; the running statistics in `s` are replaced by the new ones."""
    for name, layer, shape in c.layers(name):
        if layer.kind.endswith("convolution"):
            channels, height, width = shape
            h = convolved(layer, h.reshape(-1, height, width, channels), p[f"{name}.weight"])
        else:
            h = h.reshape(h.shape[0], -1) @ p[f"{name}.weight"]
            h = h.reshape(-1, layer.height, layer.width, layer.channels) if layer.kind == "expansion" else h
        h = normalized(p, s, name, h) if layer.normalized else h + p[f"{name}.bias"]
        h = ACTIVATIONS[layer.activation](h)
    return h.reshape(h.shape[0], -1)


def convolved(layer: Layer, h: jax.Array, weight: jax.Array) -> jax.Array:
    """A convolution, or its transpose, with weights [height, width, in, out]."""
    edge = layer.padding if layer.kind == "convolution" else layer.kernel - 1 - layer.padding
    stride = (layer.stride, layer.stride)
    strides, dilation = (stride, (1, 1)) if layer.kind == "convolution" else ((1, 1), stride)
    return jax.lax.conv_general_dilated(
        h, weight, strides, [(edge, edge)] * 2, lhs_dilation=dilation, dimension_numbers=("NHWC", "HWIO", "NHWC"))


def normalized(p: Arrays, s: Arrays, name: str, h: jax.Array) -> jax.Array:
    """Batch normalization of the last axis, with the batch's own mean and variance."""
    axes = tuple(range(h.ndim - 1))
    mean, variance, count = h.mean(axis=axes), h.var(axis=axes), h.size // h.shape[-1]
    s[f"{name}.mean"] = 0.9 * s[f"{name}.mean"] + 0.1 * mean
    s[f"{name}.variance"] = 0.9 * s[f"{name}.variance"] + 0.1 * variance * (count / (count - 1))
    return (h - mean) * (jax.lax.rsqrt(variance + 1e-5) * p[f"{name}.scale"]) + p[f"{name}.shift"]


def log_likelihood(c: Configuration, heads: jax.Array, y: jax.Array) -> jax.Array:
    """log p(y|x) of each row."""
    if c.likelihood == "bernoulli":
        return (y * heads - jax.nn.softplus(heads)).sum(axis=1)
    mean, log_variance = jnp.split(heads, 2, axis=1)
    log_variance = clamp(log_variance)
    squares = (y - mean) ** 2 * jnp.exp(-log_variance)
    return -0.5 * (squares + log_variance + math.log(2 * math.pi)).sum(axis=1)


def clamp(log_variance: jax.Array) -> jax.Array:
    """Log variances in the range that keeps float32 finite."""
    return jnp.clip(log_variance, -20, 20)
