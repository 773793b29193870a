"""Runs the lines of PyTorch that `help export weights` shows: python listing.py PROGRAM PACKAGE FOLDER."""

import os
import subprocess
import sys
import types

import numpy as np
import torch

program, package, folder = sys.argv[1:]
sys.path.insert(0, package)
os.chdir(folder)

import gmvae  # noqa: E402
from gmvae import _safetensors  # noqa: E402


def load_file(path):
    return {name: torch.from_numpy(value.copy()) for name, value in _safetensors.read(path)[1].items()}


def told(*arguments):
    return subprocess.run([program, "-q", *arguments], capture_output=True, text=True, check=True).stdout


told("-c", 'load arcs count=400; model; train 1 epoch; export weights "weights.safetensors"')
lines = subprocess.run(
    [program, "help", "export", "weights"], capture_output=True, text=True, check=True
).stdout.splitlines()
code = [line[4:] for line in lines[lines.index("  from Python") + 1 :]]
y = np.random.default_rng(1).uniform(-1, 1, (5, 2)).astype("f4")
names = {
    "safetensors": types.SimpleNamespace(torch=types.SimpleNamespace(load_file=load_file)),
    "torch": torch, "y": torch.from_numpy(y), "Dx": 2, "Dw": 2,
}
exec("\n".join(code), names)
expected = gmvae.load("weights.safetensors").encode(y)
for name in ("x_mean", "x_log_variance", "w_mean", "w_log_variance"):
    assert np.abs(names[name].numpy() - getattr(expected, name)).max() < 1e-5, name
print("the same")
