#!/usr/bin/env python3
"""Reads a file of `save model` or `export weights` with Python's safetensors and prints what is in it as JSON: for each
tensor its shape, type and sum, and the metadata."""
import json
import sys

from safetensors import safe_open


def read(path):
    tensors = {}
    with safe_open(path, framework="numpy") as file:
        for name in file.keys():
            values = file.get_tensor(name)
            tensors[name] = {
                "shape": list(values.shape), "type": str(values.dtype), "sum": float(values.sum(dtype="float64"))}
        return {"tensors": tensors, "metadata": file.metadata()}


if __name__ == "__main__":
    json.dump(read(sys.argv[1]), sys.stdout)
