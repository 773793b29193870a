"""A model that tells batches apart, in Python and as ONNX: python batches.py PROGRAM PACKAGE FOLDER."""

import os
import subprocess
import sys

import numpy as np
import onnxruntime
import pandas

program, package, folder = sys.argv[1:]
sys.path.insert(0, package)
os.chdir(folder)

import gmvae  # noqa: E402

random = np.random.default_rng(5)
ROWS = 90
plate = np.array(["P", "Q", "R 1"], object)[random.choice(3, ROWS, p=[0.5, 0.3, 0.2])]
shift = pandas.Series(plate).map({"P": 0, "Q": 4, "R 1": -5}).to_numpy()
table = pandas.DataFrame({"a": random.normal(size=ROWS) + shift, "plate": plate, "b": random.normal(size=ROWS) * 7 - shift})
table.to_csv("cells.csv", index=False)
run = subprocess.run(
    [
        program, "--threads", "1", "-q", "-c",
        'load csv cells.csv batch=plate test=0; model components=3 hidden=8; train 60 steps batch=30 rate=1e-2;'
        'save model "m.safetensors"; reconstruct 0..<90 on=train > "means.csv"; plot components > "components.csv";'
        'export onnx "decoder.onnx" part=decoder',
    ],
    capture_output=True, text=True,
)
assert run.returncode == 0, run.stderr
model = gmvae.load("m.safetensors")
print(model.batches)


def near(found, told):
    return all(np.abs(found[name] - told[name]).max() < 1e-4 for name in ("a", "b"))


x = model.encode(table).x_mean
means = pandas.read_csv("means.csv")
print(near(model.decode_table(x, table["plate"]), means), near(model.decode_table(x, "P"), means))
center = model.weights["style.means"].T @ pandas.Series(plate).value_counts(normalize=True)[list(model.batches)].to_numpy()
print(np.abs(center).max() > 1e-3, near(model.decode_table(model.prior(center[None])[0][0]), pandas.read_csv("components.csv")))
session = onnxruntime.InferenceSession("decoder.onnx", providers=["CPUExecutionProvider"])
told = np.array([[name == batch for batch in model.batches] for name in plate], np.float32)
values = session.run(["values"], {"x": x, "batch": told})[0]
print(near({"a": values[:, 0], "b": values[:, 1]}, means))
drawn = model.sample(3000, seed=1)
print(np.abs(drawn.mean(axis=0) - model.decode(x).mean(axis=0)).max() < 0.3)
for wrong in (lambda: model.decode(x, "S"), lambda: model.decode(x, ["P"])):
    try:
        wrong()
    except ValueError as error:
        print(error)
