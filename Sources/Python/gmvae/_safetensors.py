"""Reads safetensors files (huggingface.co/docs/safetensors) of the gmvae shell."""

from __future__ import annotations

import json
import os
from typing import Dict, Tuple, Union

import numpy as np

Path = Union[str, "os.PathLike[str]"]

_TYPES = {"F32": np.dtype("<f4"), "F64": np.dtype("<f8"), "I64": np.dtype("<i8"), "I32": np.dtype("<i4")}
_LONGEST_HEADER = 100_000_000


class FormatError(ValueError):
    """The file is not one that the gmvae shell wrote, or is damaged."""


def read(path: Path) -> Tuple[Dict[str, str], Dict[str, np.ndarray]]:
    """The texts and the tensors of a file, each by its name."""
    with open(path, "rb") as file:
        content = file.read()
    length = int.from_bytes(content[:8], "little")
    if len(content) < 8 or length > min(len(content) - 8, _LONGEST_HEADER):
        raise FormatError(f"{os.fspath(path)} is not a safetensors file")
    try:
        header = json.loads(content[8 : 8 + length])
        texts = header.pop("__metadata__", {})
        tensors = {name: _tensor(content, 8 + length, entry) for name, entry in header.items()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FormatError(f"{os.fspath(path)} is damaged: {error}") from error
    return texts, tensors


def _tensor(content: bytes, start: int, entry: dict) -> np.ndarray:
    kind, shape = _TYPES[entry["dtype"]], tuple(entry["shape"])
    first, last = entry["data_offsets"]
    count = int(np.prod(shape, dtype=np.int64))
    if not 0 <= first <= last <= len(content) - start or last - first != count * kind.itemsize:
        raise ValueError("a tensor lies outside of the file")
    return np.frombuffer(content, kind, count, start + first).reshape(shape)
