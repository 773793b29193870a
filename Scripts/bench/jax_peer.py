"""JAX's training step, all of it compiled: a call for each step, or for a chunk of steps."""

from __future__ import annotations

import itertools
from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from workloads import RATE, Workload
from jax_model import Arrays, loss


class State(NamedTuple):
    """All that a step changes."""

    parameters: Arrays
    first_moments: Arrays
    second_moments: Arrays
    statistics: Arrays
    step: jax.Array
    key: jax.Array


class JAXPeer:
    """Adam on the model of jax_model.py, with donated buffers; waits for the device once, after the last step."""

    def __init__(self, workload: Workload, scanned: bool) -> None:
        self.workload = workload
        self.data = jnp.asarray(workload.data())
        self.batches = workload.batches()
        self.state = initial_state(workload)
        self.scanned = scanned
        step = partial(train_step, workload)
        self.step = jax.jit(step, donate_argnums=0)
        self.steps = jax.jit(
            lambda state, data, rows: jax.lax.scan(lambda s, r: (step(s, data, r), None), state, rows)[0],
            donate_argnums=0)

    def run(self, steps: int) -> int:
        """Takes at least the steps, whole chunks of them where they are scanned, and returns their number."""
        if self.scanned:
            chunks = -(-steps // self.workload.chunk)
            steps = chunks * self.workload.chunk
            for _ in range(chunks):
                rows = np.stack(list(itertools.islice(self.batches, self.workload.chunk))).astype(np.int32)
                self.state = self.steps(self.state, self.data, rows)
        else:
            for rows in itertools.islice(self.batches, steps):
                self.state = self.step(self.state, self.data, rows.astype(np.int32))
        jax.block_until_ready(self.state)
        return steps

    def flushes_denormals(self) -> bool:
        """Whether products below the normal range are zero; XLA sees to it on its own threads."""
        tiny = np.full(1 << 22, 0x00100000, np.int32).view(np.float32)
        halved = np.asarray(jax.jit(lambda values: values * 0.5)(tiny))
        return not halved.view(np.int32).any()

    def description(self) -> str:
        """Version and devices."""
        return f"JAX {jax.__version__}, {jax.devices()[0].platform}"


def initial_state(workload: Workload) -> State:
    """Parameters as PyTorch's, moments of 0, and the statistics of no batch."""
    c = workload.configuration
    parameters = {name: jnp.array(usual_in_jax(value)) for name, value in workload.parameters().items()}
    statistics: Arrays = {}
    for name, layer, _ in (named for network in ("encoder", "decoder") for named in c.layers(network)):
        if layer.normalized:
            statistics |= {f"{name}.mean": jnp.zeros(layer.channels), f"{name}.variance": jnp.ones(layer.channels)}
    zeros = [jax.tree.map(jnp.zeros_like, parameters) for _ in range(2)]
    return State(parameters, *zeros, statistics, jnp.zeros(()), jax.random.key(0))


def usual_in_jax(value: np.ndarray) -> np.ndarray:
    """Weights [out, in] as [in, out], and [out, in, k, k] as [k, k, in, out]."""
    return value.transpose(2, 3, 1, 0) if value.ndim == 4 else value.T


def train_step(workload: Workload, state: State, data: jax.Array, rows: jax.Array) -> State:
    """Draws the noise, and follows the gradient at the given rows of the data by one step of Adam."""
    c = workload.configuration
    key, key_x, key_w = jax.random.split(state.key, 3)
    noise_x = jax.random.normal(key_x, (c.batch * c.samples, c.latent))
    noise_w = jax.random.normal(key_w, (c.batch * c.samples, c.style))
    gradient, statistics = jax.grad(partial(loss, c), has_aux=True)(
        state.parameters, state.statistics, data[rows], noise_x, noise_w)
    step = state.step + 1
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, state.first_moments, gradient)
    second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, state.second_moments, gradient)
    first_share, second_share = 1 - 0.9**step, 1 - 0.999**step
    parameters = jax.tree.map(
        lambda p, m, v: p - RATE * (m / first_share) / (jnp.sqrt(v / second_share) + 1e-8),
        state.parameters, first, second)
    return State(parameters, first, second, statistics, step, key)
