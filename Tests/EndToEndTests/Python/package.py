"""The Python package beside the shell: python package.py PROGRAM PACKAGE FOLDER."""

import csv
import os
import subprocess
import sys

import numpy as np

program, package, folder = sys.argv[1:]
sys.path.insert(0, package)
os.chdir(folder)

import gmvae  # noqa: E402

random = np.random.default_rng(1)
KINDS = {
    "arcs": ("(300, 2)", random.normal(size=(300, 2)).astype("f4"), "model arcs components=4; merge components [3, 1]"),
    "flat": ("784", random.integers(0, 256, (60, 28, 28), dtype=np.uint8), "model mnist-fc components=3 latent=4 style=3 hidden=30"),
    "digits": ("28", random.integers(0, 256, (60, 28, 28), dtype=np.uint8), "model mnist components=3 latent=4 style=3"),
    "colors": ("32", random.integers(0, 256, (40, 32, 32, 3), dtype=np.uint8), "model svhn components=3 latent=4 style=3"),
    "small": ("16", random.integers(0, 256, (60, 16, 16), dtype=np.uint8), "model best components=3"),
    "layered": ("5", random.uniform(size=(100, 5)).astype("f4"), 'model components=3 encoder="fc20~, fc10 tanh" decoder="fc12~, fc9 linear"'),
    "pictures": ("16", random.integers(0, 256, (60, 16, 16), dtype=np.uint8), 'model components=3 encoder="conv4x4s2p1~, fc10*" decoder="fc4x8x8~, deconv1x4s2p1 linear"'),
    "counts": ("6", random.poisson(3, (120, 6)).astype("i4"), "model components=3 likelihood=poisson"),
    "first": ("5", random.uniform(size=(100, 5)).astype("f4"), "model components=4"),
}


def shell(statements):
    run = subprocess.run([program, "--threads", "1", "-q", "-c", statements], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


def compare(name, y, model):
    np.save(f"{name}.npy", y)
    objective = " objective=v1" if name == "first" else ""
    shell(
        f'load npy "{name}.npy" test="{name}.npy"; {model}; train 2 steps batch=20{objective};'
        f'save model "{name}.safetensors"; export weights "{name}-weights.safetensors";'
        f'export latents "{name}.npz"; export assignments "{name}.csv"; reconstruct 0..<6 > "{name}-means.npz"'
    )
    pixels = y.dtype == np.uint8
    rows = np.moveaxis(y, -1, 1) if y.ndim == 4 else y
    rows = rows.reshape(len(y), -1).astype("f4") / (255 if pixels else 1)
    made = gmvae.load(f"{name}.safetensors")
    found, told = made.encode(rows), np.load(f"{name}.npz")
    pairs = {
        "x_mean": (found.x_mean, told["latent_means"]),
        "x_log_variance": (found.x_log_variance, told["latent_log_variances"]),
        "w_mean": (found.w_mean, told["style_means"]),
        "w_log_variance": (found.w_log_variance, told["style_log_variances"]),
    }
    with open(f"{name}.csv", newline="") as file:
        table = list(csv.DictReader(file))
    probability = np.array([float(row["probability"]) for row in table])
    pairs["probability"] = (found.responsibilities.max(axis=1), probability)
    pairs["y_mean"] = (made.decode(found.x_mean[:6]).reshape(6, -1), np.load(f"{name}-means.npz")["y"])
    largest = max(np.abs(a - b).max() / max(1, np.abs(b).max()) for a, b in pairs.values())
    assert largest < 1e-5, {key: np.abs(a - b).max() for key, (a, b) in pairs.items()}
    assert (made.assign(rows) == [int(row["component"]) for row in table]).all()
    weights = gmvae.load(f"{name}-weights.safetensors")
    assert (weights.encode(rows).x_mean == found.x_mean).all() and weights.weights.keys() == made.weights.keys()
    assert made.sample(3, component=1, seed=2).shape == (3, *made.shape)
    assert (made.sample(3, seed=2) == made.sample(3, seed=2)).all()
    return largest, sorted(pairs)


for kind, (_, y, model) in KINDS.items():
    largest, pairs = compare(kind, y, model)
    print(kind, len(pairs), "below 1e-5")
    print(kind, f"{largest:.1e}", pairs, file=sys.stderr)

model = gmvae.load("arcs.safetensors")
for wrong in (lambda: model.decode(np.zeros((1, 3))), lambda: model.encode(np.zeros((4, 7))), lambda: model.sample(1, component=4)):
    try:
        wrong()
        print("accepted")
    except ValueError:
        pass
for content in (b"", b"\xff" * 40, open("arcs.npy", "rb").read()):
    open("wrong", "wb").write(content)
    try:
        gmvae.load("wrong")
        print("accepted")
    except gmvae.FormatError:
        pass
assert model.encode(np.zeros((0, 2))).x_mean.shape == (0, 2) and model.decode(np.zeros((0, 2))).shape == (0, 2)
try:
    import pandas

    table = pandas.DataFrame(np.load("arcs.npy"), index=np.arange(300) * 2)
    column = model.assign(table)
    print((column.index == table.index).all(), (column.to_numpy() == model.assign(table.to_numpy())).all())
    print(list(model.encode(table).table(index=table.index)))
except ImportError:
    print("no pandas")
