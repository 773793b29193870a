"""Training steps of small models: the objective's terms, gradients, and ten steps of Adam, by name of the case."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Callable

import numpy as np
import torch

from configuration import Configuration, Consistency, FirstVersion, Layer, initial_parameters
from gmvae import Model, Terms, initial_statistics, log_responsibilities

STEPS = 10
RATE = 1e-3

Arrays = dict[str, np.ndarray]


@dataclass(frozen=True)
class Case:
    """A model, the seed of its inputs, and what to change in its initial parameters."""

    configuration: Configuration
    seed: int
    adjust: Callable[[Arrays], None] = lambda parameters: None


@dataclass(frozen=True)
class Inputs:
    """All that a run depends on, in float32: parameters by name, and [steps, rows, columns] of data, copies and noise."""

    parameters: Arrays
    data: np.ndarray
    noise_x: np.ndarray
    noise_w: np.ndarray
    copies: np.ndarray | None


@dataclass(frozen=True)
class Run:
    """What ten training steps give: `first` are the gradients and responsibilities of step 1."""

    terms: list[dict[str, float]]
    gradients: Arrays
    responsibilities: np.ndarray
    parameters: Arrays
    statistics: Arrays
    evaluation: Arrays


def image(kind: str, channels: int, kernel: int, stride: int, padding: int, head: bool = False) -> Layer:
    """A normalized convolution or deconvolution with a rectifier, or the one that gives the decoder's output."""
    return Layer(
        kind, channels, kernel, stride, padding, normalized=not head, activation="identity" if head else "relu")


ARCS = Configuration(
    observation=2, encoder=(12, 12), normalized=False, latent=2, style=2, components=4, prior=12, decoder=(12, 12),
    likelihood="gaussian", batch=10)
PIXELS = Configuration(
    observation=20, encoder=(16, 16), normalized=True, latent=5, style=4, components=3, prior=14, decoder=(16, 16),
    likelihood="bernoulli", batch=8, samples=2)
GRAY = Configuration(
    observation=100, image=(1, 10, 10), normalized=True,
    encoder=(image("convolution", 4, 3, 1, 0), image("convolution", 6, 4, 2, 1), 12),
    latent=5, style=4, components=3, prior=14,
    decoder=(
        Layer("dense", 12, normalized=True), Layer("expansion", 6, height=4, width=4, normalized=True),
        image("deconvolution", 4, 4, 2, 1)),
    decoder_head=image("deconvolution", 1, 3, 1, 0, head=True), likelihood="bernoulli", batch=6)
COLOR = Configuration(
    observation=192, image=(3, 8, 8), normalized=True,
    encoder=(image("convolution", 4, 4, 2, 1), image("convolution", 6, 4, 2, 1), 10),
    latent=5, style=4, components=3, prior=14,
    decoder=(
        Layer("dense", 10, normalized=True), Layer("expansion", 6, height=2, width=2, normalized=True),
        image("deconvolution", 4, 4, 2, 1)),
    decoder_head=image("deconvolution", 3, 4, 2, 1, head=True), likelihood="bernoulli", batch=6, samples=2)


def exceed_log_variances(parameters: Arrays) -> None:
    """Moves one log variance of each kind beyond the range it is clamped to."""
    c = ARCS
    parameters["encoder.heads.bias"][c.latent] = -23
    parameters["encoder.heads.bias"][2 * c.latent + c.style + 1] = -24
    parameters["prior.heads.bias"][c.components * c.latent + 1 * c.latent + 1] = 23
    parameters["decoder.heads.bias"][c.observation + 1] = 22


CASES: dict[str, Case] = {
    "arcs-step": Case(ARCS, seed=1),
    "arcs-lambda": Case(replace(ARCS, samples=3, minimum_information=0.36), seed=2),
    "arcs-clamp": Case(ARCS, seed=3, adjust=exceed_log_variances),
    "bernoulli-step": Case(PIXELS, seed=4),
    "conv-gray": Case(GRAY, seed=5),
    "conv-color": Case(COLOR, seed=6),
    "consistency": Case(
        replace(
            PIXELS, consistency=Consistency(5, temperature=2.5, balance=1.5, entropy=0.5, generative=0.3, divergences=0.7)),
        seed=7),
    "arcs-v1": Case(
        replace(ARCS, samples=3, first_version=FirstVersion(eta=1.5, alpha=0.7)), seed=8),
    "bernoulli-v1": Case(replace(PIXELS, first_version=FirstVersion(eta=0.5, alpha=2)), seed=9),
}


def inputs(case: Case) -> Inputs:
    """The case's parameters, data and noise, drawn from its seed."""
    c, generator = case.configuration, np.random.default_rng(case.seed)
    parameters = initial_parameters(c, generator)
    spread(parameters, c, generator)
    case.adjust(parameters)
    rows = c.batch * c.samples

    def noise(columns: int) -> np.ndarray:
        return generator.standard_normal((STEPS, rows, columns)).astype(np.float32)

    observations = arcs if c.likelihood == "gaussian" else pixels
    data, noise_x, noise_w = observations(c, generator), noise(c.latent), noise(c.style)
    return Inputs(parameters, data, noise_x, noise_w, observations(c, generator) if c.consistency else None)


def spread(parameters: Arrays, c: Configuration, generator: np.random.Generator) -> None:
    """Moves the components apart and the normalized layers off their defaults, so that no term is trivial."""
    means = c.components * c.latent
    parameters["prior.heads.bias"][:means] = generator.uniform(-1.5, 1.5, means)
    if c.first_version:
        parameters["encoder.heads.bias"][-c.components:] = generator.uniform(-1, 1, c.components)
    for name, values in parameters.items():
        if name.endswith((".scale", ".shift")):
            values += generator.uniform(-0.5, 0.5, values.shape).astype(np.float32)


def arcs(c: Configuration, generator: np.random.Generator) -> np.ndarray:
    """Batches of points on five arcs around the origin."""
    shape = (STEPS, c.batch)
    center = np.radians(4.3 + 72 * generator.integers(0, 5, shape))
    angle = center + np.radians(85 + 32 * generator.standard_normal(shape))
    radius = 0.365 + 0.0255 * generator.standard_normal(shape)
    points = [0.6 * f(center) + radius * f(angle) for f in (np.cos, np.sin)]
    return np.stack(points, axis=-1).astype(np.float32)


def pixels(c: Configuration, generator: np.random.Generator) -> np.ndarray:
    """Batches of gray pixels, whole numbers of 0...255 divided by 255, many of them black or white."""
    values = generator.integers(-100, 356, (STEPS, c.batch, c.observation)).clip(0, 255)
    return values.astype(np.float32) / np.float32(255)


def run(case: Case, dtype: torch.dtype = torch.float64) -> Run:
    """Ten steps of Adam in the given precision, then the outputs at the posterior means of the first batch."""
    c, given = case.configuration, inputs(case)
    parameters = {name: torch.tensor(value, dtype=dtype) for name, value in given.parameters.items()}
    model = Model(c, parameters, initial_statistics(c, dtype))
    optimizer = adam(model)
    drawn = (given.data, given.noise_x, given.noise_w) + (() if given.copies is None else (given.copies,))
    steps = [torch.tensor(array, dtype=dtype) for array in drawn]
    terms: list[dict[str, float]] = []
    first = step(model, optimizer, [array[0] for array in steps], terms)
    gradients = {name: numpy(parameter.grad) for name, parameter in parameters.items()}
    for index in range(1, STEPS):
        step(model, optimizer, [array[index] for array in steps], terms)
    return Run(
        terms, gradients, numpy(first.responsibilities), arrays(parameters), arrays(model.statistics),
        evaluation(model, steps[0][0]))


def adam(model: Model) -> torch.optim.Adam:
    """Adam over the model's parameters, which from now on collect gradients."""
    parameters = [parameter.requires_grad_() for parameter in model.parameters.values()]
    return torch.optim.Adam(parameters, lr=RATE, betas=(0.9, 0.999), eps=1e-8)


def step(
    model: Model, optimizer: torch.optim.Adam, inputs: list[torch.Tensor], record: list[dict[str, float]]
) -> Terms:
    """One training step; its terms, before the update, are added to the record."""
    optimizer.zero_grad()
    terms = model.terms(*inputs)
    loss = terms.loss(model.configuration)
    loss.backward()
    optimizer.step()
    names = ["reconstruction", "conditional", "style", "component", "elbo"]
    names += [] if terms.consistency is None else ["consistency"]
    record.append({name: getattr(terms, name).item() for name in names} | {"loss": loss.item()})
    return terms


@torch.no_grad()
def evaluation(model: Model, y: torch.Tensor) -> Arrays:
    """Outputs with running statistics at the posterior means: means, responsibilities, and the decoder's heads."""
    model.training = False
    posterior = model.encode(y)
    mean, log_variance = model.prior(posterior.mean_w)
    log_z = posterior.log_z
    if log_z is None:
        log_z = log_responsibilities(posterior.mean_x, mean, log_variance)
    return arrays({
        "mean_x": posterior.mean_x, "mean_w": posterior.mean_w, "responsibilities": log_z.exp(),
        "decoder": model.decode(posterior.mean_x)})


def document(case: Case) -> dict:
    """The case as it is stored: inputs and results by name."""
    given, result = inputs(case), run(case)
    check_constraint(case, result)
    return {
        "configuration": description(case.configuration),
        "parameters": tensors(given.parameters),
        "data": tensor(given.data),
        "noise_x": tensor(given.noise_x),
        "noise_w": tensor(given.noise_w),
    } | ({} if given.copies is None else {"copies": tensor(given.copies)}) | {
        "terms": [{name: rounded(value) for name, value in terms.items()} for terms in result.terms],
        "gradients": tensors(result.gradients),
        "responsibilities": tensor(result.responsibilities),
        "parameters_after": tensors(result.parameters),
        "statistics_after": tensors(result.statistics),
        "evaluation": tensors(result.evaluation),
    }


def check_constraint(case: Case, result: Run) -> None:
    """A lambda has to be active in some steps, inactive in others, and close to the threshold in none."""
    minimum = case.configuration.minimum_information
    margins = [terms["component"] - minimum for terms in result.terms]
    if minimum > 0 and not (min(margins) < 0 < max(margins) and min(map(abs, margins)) > 1e-3):
        raise ValueError(f"lambda {minimum} does not divide the steps clearly: {margins}")


def description(c: Configuration) -> dict:
    """The configuration under the names of the stored file."""
    values = asdict(c)
    values["lambda"] = values.pop("minimum_information")
    for name in ("consistency", "first_version"):
        if values[name] is None:
            del values[name]
    for name in ("observation", "image", "normalized"):
        del values[name]
    values |= {"shape": c.shape, "decoder_head": c.decoder_head and asdict(c.decoder_head)}
    values |= {name: [asdict(layer) for layer in c.network(name)[1][:-1]] for name in ("encoder", "decoder")}
    return values | {"steps": STEPS, "rate": RATE}


def precision(case: Case) -> dict[str, float]:
    """How far float32 is from float64 in PyTorch itself, relative to each tensor's largest value; the worst of each."""
    exact, single = run(case), run(case, torch.float32)

    def worst(a: Arrays, b: Arrays) -> float:
        return max((float(np.abs(a[n] - b[n]).max() / max(np.abs(a[n]).max(), 1e-30)) for n in a), default=0.0)

    def terms(result: Run) -> Arrays:
        return {name: np.array([terms[name] for terms in result.terms]) for name in result.terms[0]}

    return {
        "terms": worst(terms(exact), terms(single)),
        "gradients": worst(exact.gradients, single.gradients),
        "parameters_after": worst(exact.parameters, single.parameters),
        "statistics_after": worst(exact.statistics, single.statistics),
        "evaluation": worst(exact.evaluation, single.evaluation),
    }


def arrays(values: dict[str, torch.Tensor]) -> Arrays:
    """Tensors as arrays, by the same names."""
    return {name: numpy(value) for name, value in values.items()}


def numpy(value: torch.Tensor) -> np.ndarray:
    """A copy of the tensor's values."""
    return value.detach().numpy().copy()


def tensors(values: Arrays) -> dict[str, dict]:
    """Arrays by name in their stored form."""
    return {name: tensor(value) for name, value in values.items()}


def tensor(value: np.ndarray) -> dict:
    """An array in its stored form: shape, and values in row-major order."""
    return {"shape": list(value.shape), "values": [rounded(v) for v in value.ravel()]}


def rounded(value: float) -> float:
    """Nine significant digits: every float32 survives the round trip."""
    return float(f"{value:.9g}")
