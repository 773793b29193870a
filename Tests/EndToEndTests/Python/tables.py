"""A model of a table leaves for Python and ONNX: python tables.py PROGRAM PACKAGE FOLDER.

Each is given the table as it lies in its file, and compared with what the shell's own `assign` says.
"""

import csv
import os
import subprocess
import sys

import numpy as np
import onnx
import onnxruntime
import pandas

program, package, folder = sys.argv[1:]
sys.path.insert(0, package)
os.chdir(folder)

import gmvae  # noqa: E402

ROWS = 240


def write_table():
    random = np.random.default_rng(4)
    color = np.array(["red", "green", "dark blue"], object)[random.integers(0, 3, ROWS)]
    table = pandas.DataFrame({
        "sample": [f"s{row}" for row in range(ROWS)],
        "age (years)": random.uniform(18, 90, ROWS).round(1),
        "color": color,
        "mass": random.gamma(2, 900, ROWS).round(3),
        "one": 7.5,
        "size": random.normal(1e6, 3, ROWS),
        "smoker": np.array(["no", "yes"], object)[random.integers(0, 2, ROWS)],
    })
    for column in ("age (years)", "color", "mass", "smoker"):
        table.loc[random.choice(ROWS, 12, replace=False), column] = None
    table.to_csv("table.csv", index=False)


def shell(statements):
    run = subprocess.run([program, "--threads", "1", "-q", "-c", statements], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


def difference(found, expected):
    return np.abs(found - expected).max() / max(1, np.abs(expected).max())


def raw(table, texts):
    """The table as the graph takes it: numbers, and categories by the number of their level."""
    titles = texts["columns"].split("\n")
    levels = [line.split("\t") if line else [] for line in texts["levels"].split("\n")]
    columns = [
        [np.nan if value != value else names.index(value) for value in table[title]] if names else table[title]
        for title, names in zip(titles, levels)
    ]
    return np.array(columns, np.float64).T


def compare(scale):
    shell(
        f'load csv "table.csv" id=sample scale={scale}; model components=3 hidden=12 likelihood=gaussian; train 3 steps;'
        f'save model "{scale}.safetensors"; export weights "{scale}-weights.safetensors";'
        f'export onnx "{scale}.onnx"; export onnx "{scale}-decoder.onnx" part=decoder; assign "table.csv" > "{scale}.csv"'
    )
    table = pandas.read_csv("table.csv")
    with open(f"{scale}.csv", newline="") as file:
        told = list(csv.DictReader(file))
    components = np.array([int(row["component"]) for row in told])
    probability = np.array([float(row["probability"]) for row in told])

    model = gmvae.load(f"{scale}.safetensors")
    found = model.encode(table[table.columns[::-1]])
    assert (model.assign(table).to_numpy() == components).all()
    assert (gmvae.load(f"{scale}-weights.safetensors").assign(table) == components).all()
    python = difference(found.responsibilities.max(axis=1), probability)

    graph = onnx.load(f"{scale}.onnx")
    onnx.checker.check_model(graph, full_check=True)
    texts = {entry.key: entry.value for entry in graph.metadata_props}
    encoder = onnxruntime.InferenceSession(f"{scale}.onnx", providers=["CPUExecutionProvider"])
    names = [output.name for output in encoder.get_outputs()]
    outputs = dict(zip(names, encoder.run(names, {"columns": raw(table, texts)})))
    assert (outputs["component"] == components).all()
    pairs = [(outputs["responsibilities"].max(axis=1), probability), (outputs["x_mean"], found.x_mean),
             (outputs["w_mean"], found.w_mean), (outputs["x_log_variance"], found.x_log_variance)]

    onnx.checker.check_model(f"{scale}-decoder.onnx", full_check=True)
    decoder = onnxruntime.InferenceSession(f"{scale}-decoder.onnx", providers=["CPUExecutionProvider"])
    y_mean, values = decoder.run(["y_mean", "values"], {"x": found.x_mean})
    pairs.append((y_mean, model.decode(found.x_mean)))
    own, place = model.decode_table(found.x_mean), 0
    for column in model.columns:
        part = values[:, place : place + column.width]
        if column.levels:
            assert (np.array(column.levels, object)[part.argmax(axis=1)] == own[column.title]).all()
        else:
            pairs.append((part[:, 0], own[column.title]))
        place += column.width
    return python, max(difference(*pair) for pair in pairs)


write_table()
for scale in ("standard", "minmax", "robust", "log1p", "none"):
    python, graph = compare(scale)
    print(scale, python < 1e-5, graph < 1e-5)
    print(f"{scale}: NumPy {python:.1e}, ONNX Runtime {graph:.1e}", file=sys.stderr)

model, table = gmvae.load("standard.safetensors"), pandas.read_csv("table.csv")
for wrong in (table.drop(columns="mass"), table.assign(color="pink")):
    try:
        model.assign(wrong)
        print("accepted")
    except ValueError as error:
        print(error)
