"""The model's networks as they are evaluated: with the running statistics of batch normalization."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Dict, List, Sequence, Tuple

import numpy as np

EPSILON = np.float32(1e-5)
"""What normalization adds to a variance."""


@dataclass(frozen=True)
class Layer:
    """One layer: `fc500`, `fc64x9x9`, `conv16x6s2p1*`, `deconv3x6~`, `fc120 tanh` (`*` batch, `~` layer normalization)."""

    kind: str
    sizes: Tuple[int, ...]
    activation: str
    normalization: str = ""

    @staticmethod
    def parse(text: str) -> "Layer":
        """A layer of its text."""
        found = _NOTATION.fullmatch(text.strip())
        if not found:
            raise ValueError(f"'{text}' is no layer")
        sizes = tuple(int(size) for size in found["sizes"].split("x"))
        if found["kind"] == "fc":
            kind = "dense" if len(sizes) == 1 else "expansion"
        else:
            kind = {"conv": "convolution", "deconv": "deconvolution"}[found["kind"]]
            sizes += (int(found["stride"] or 1), int(found["padding"] or 0))
        activation = {"": "relu", "tanh": "tanh", "linear": "identity"}[found["activation"] or ""]
        return Layer(kind, sizes, activation, found["normalization"])

    @staticmethod
    def parse_first(text: str) -> "Layer":
        """A layer as version 1 of the files wrote it: `dense:500:relu:normalized`, `convolution:16:6:1:0:relu`."""
        parts = text.split(":")
        normalization = "*" if parts[-1] == "normalized" else ""
        if normalization:
            parts.pop()
        if len(parts) < 3 or parts[0] not in ("dense", "expansion", "convolution", "deconvolution"):
            raise ValueError(f"'{text}' is no layer")
        return Layer(parts[0], tuple(int(size) for size in parts[1:-1]), parts[-1], normalization)


_NOTATION = re.compile(
    r"(?P<kind>fc|conv|deconv)(?P<sizes>\d+(x\d+)*)(s(?P<stride>\d+))?(p(?P<padding>\d+))?"
    r"(?P<normalization>[*~]?)( (?P<activation>tanh|linear))?"
)


def parse(text: str) -> List[Layer]:
    """The layers of a text: with commas between them, or with blanks as version 1 wrote them."""
    if ":" in text:
        return [Layer.parse_first(word) for word in text.split()]
    return [Layer.parse(part) for part in text.split(",") if part.strip()]


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
        if layer.kind == "expansion":
            value = value.reshape(len(value), *layer.sizes)
    elif layer.kind == "convolution":
        value = _convolution(value, weights["weight"], stride=layer.sizes[2], padding=layer.sizes[3])
    else:
        value = _deconvolution(value, weights["weight"], stride=layer.sizes[2], padding=layer.sizes[3])
    if layer.normalization == "*":
        factor = weights["scale"] / np.sqrt(weights["variance"] + EPSILON)
        shift = weights["shift"] - weights["mean"] * factor
        value = value * _along_channels(factor, value) + _along_channels(shift, value)
    elif layer.normalization == "~":
        numbers = tuple(range(1, value.ndim))
        normal = (value - value.mean(numbers, keepdims=True)) / np.sqrt(value.var(numbers, keepdims=True) + EPSILON)
        value = normal * _along_channels(weights["scale"], value) + _along_channels(weights["shift"], value)
    else:
        value = value + _along_channels(weights["bias"], value)
    if layer.activation == "relu":
        return np.maximum(value, 0)
    return np.tanh(value) if layer.activation == "tanh" else value


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
