"""The model's networks as they are evaluated: with the running statistics of batch normalization."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Dict, List, Sequence, Tuple

import numpy as np

EPSILON = np.float32(1e-5)
"""What a normalization adds to a variance."""

_MARKS = {"*": "batch", "~": "layer"}
_KINDS = (
    ("dense", re.compile(r"fc(\d+)")),
    ("expansion", re.compile(r"fc(\d+)x(\d+)x(\d+)")),
    ("convolution", re.compile(r"conv(\d+)x(\d+)(?:s(\d+))?(?:p(\d+))?")),
    ("deconvolution", re.compile(r"deconv(\d+)x(\d+)(?:s(\d+))?(?:p(\d+))?")),
)


@dataclass(frozen=True)
class Layer:
    """One layer, as files write it: `fc500*` or `conv16x6s2 tanh`."""

    kind: str
    sizes: Tuple[int, ...]
    """Outputs; channels, height and width; or channels, kernel, stride and padding."""
    activation: str
    normalization: str = ""
    """`batch`, `layer` or nothing."""

    @staticmethod
    def parse(text: str) -> "Layer":
        """A layer of its text."""
        name, _, activation = text.strip().partition(" ")
        normalization = _MARKS.get(name[-1:], "")
        for kind, pattern in _KINDS:
            match = pattern.fullmatch(name[:-1] if normalization else name)
            if match and activation in ("", "tanh", "linear"):
                defaults = (0, 0, 1, 0)
                sizes = tuple(int(size or standard) for size, standard in zip(match.groups(), defaults))
                return Layer(kind, sizes, activation or "relu", normalization)
        raise ValueError(f"'{text}' is no layer that this version of gmvae knows")

    @staticmethod
    def parse_first(text: str) -> "Layer":
        """A layer as files of version 1 wrote it: `dense:500:relu:normalized`, `convolution:16:6:1:0:relu`."""
        parts = text.split(":")
        normalization = "batch" if parts[-1] == "normalized" else ""
        if normalization:
            parts.pop()
        if len(parts) < 3 or parts[0] not in [kind for kind, _ in _KINDS]:
            raise ValueError(f"'{text}' is no layer")
        activation = "linear" if parts[-1] == "identity" else parts[-1]
        return Layer(parts[0], tuple(int(size) for size in parts[1:-1]), activation, normalization)


def parse(text: str, version: int) -> List[Layer]:
    """The layers of a network, as files of a version write them."""
    if version == 1:
        return [Layer.parse_first(word) for word in text.split()]
    return [Layer.parse(part) for part in text.split(",")] if text else []


class Network:
    """Layers one after another, the heads last."""

    def __init__(self, name: str, layers: Sequence[Layer], weights: Dict[str, np.ndarray]) -> None:
        names = [f"{name}.{index + 1}" for index in range(len(layers) - 1)] + [f"{name}.heads"]
        self._layers = [(layer, _group(weights, prefix)) for layer, prefix in zip(layers, names)]

    def __call__(self, value: np.ndarray) -> np.ndarray:
        """The heads for rows of numbers or of images."""
        for layer, weights in self._layers:
            value = _apply(layer, weights, value)
        return value


def _group(weights: Dict[str, np.ndarray], prefix: str) -> Dict[str, np.ndarray]:
    start = prefix + "."
    return {name[len(start) :]: value for name, value in weights.items() if name.startswith(start)}


def _apply(layer: Layer, weights: Dict[str, np.ndarray], value: np.ndarray) -> np.ndarray:
    if layer.kind in ("dense", "expansion"):
        value = value.reshape(len(value), -1) @ weights["weight"].T
        if "bias" in weights:
            value = value + weights["bias"]
        if layer.kind == "expansion":
            value = value.reshape(len(value), *layer.sizes)
    else:
        move = _convolution if layer.kind == "convolution" else _deconvolution
        value = move(value, weights["weight"], stride=layer.sizes[2], padding=layer.sizes[3])
        if "bias" in weights:
            value = value + _along_channels(weights["bias"], value)
    if layer.normalization:
        value = _normalized(layer.normalization, weights, value)
    if layer.activation == "relu":
        return np.maximum(value, 0)
    return np.tanh(value) if layer.activation == "tanh" else value


def _normalized(kind: str, weights: Dict[str, np.ndarray], value: np.ndarray) -> np.ndarray:
    """Batch normalization by its running statistics, or layer normalization over all numbers of each example."""
    if kind == "batch":
        factor = weights["scale"] / np.sqrt(weights["variance"] + EPSILON)
        return value * _along_channels(factor, value) + _along_channels(weights["shift"] - weights["mean"] * factor, value)
    axes = tuple(range(1, value.ndim))
    centered = value - value.mean(axis=axes, keepdims=True)
    scaled = centered / np.sqrt((centered**2).mean(axis=axes, keepdims=True) + EPSILON)
    return scaled * _along_channels(weights["scale"], value) + _along_channels(weights["shift"], value)


def _along_channels(numbers: np.ndarray, value: np.ndarray) -> np.ndarray:
    return numbers.reshape(-1, *[1] * (value.ndim - 2))


def _convolution(value: np.ndarray, weight: np.ndarray, stride: int, padding: int) -> np.ndarray:
    """Images (rows, inputs, height, width) by kernels (outputs, inputs, height, width)."""
    sides = [(0, 0), (0, 0), (padding, padding), (padding, padding)]
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(value, sides), weight.shape[2:], axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    return np.moveaxis(np.tensordot(windows, weight, axes=([1, 4, 5], [1, 2, 3])), -1, 1)


def _deconvolution(value: np.ndarray, weight: np.ndarray, stride: int, padding: int) -> np.ndarray:
    """Each number of the images spreads over a kernel (outputs, inputs, height, width): a convolution run backward."""
    rows, _, height, width = value.shape
    outputs, _, tall, wide = weight.shape
    spread = np.tensordot(value, weight, axes=([1], [1]))  # rows, height, width, outputs, tall, wide
    whole = np.zeros(
        (rows, outputs, (height - 1) * stride + tall, (width - 1) * stride + wide), dtype=spread.dtype
    )
    for y in range(tall):
        for x in range(wide):
            part = whole[:, :, y : y + height * stride : stride, x : x + width * stride : stride]
            part += np.moveaxis(spread[..., y, x], -1, 1)
    return whole[:, :, padding : whole.shape[2] - padding, padding : whole.shape[3] - padding]
