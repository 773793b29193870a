#!/usr/bin/env python3
"""Loads tables with gmvae and with pandas and compares rows, columns, means and missing values.

    Scripts/reference/compare_tables.py [--program .build/release/gmvae] FILE_OR_FOLDER…

Needs pandas. A file agrees if both read the same numbers; one that gmvae refuses is listed with what it says, for its hint has
to be a way out. The status is 1 if a file that both read differs.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import pandas

parser = argparse.ArgumentParser()
parser.add_argument("--program", default=".build/release/gmvae")
parser.add_argument("paths", nargs="+", type=Path)
arguments = parser.parse_args()


def files():
    for path in arguments.paths:
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (file for file in found if file.name.removesuffix(".gz").endswith((".csv", ".tsv", ".txt", ".data")))


def ours(path):
    """The columns that gmvae describes, or what it says instead."""
    command = f'load csv "{path}" scale=none test=0; describe data by=column'
    run = subprocess.run([arguments.program, "--json", "-c", command], capture_output=True, text=True)
    if run.returncode:
        return None, run.stderr.strip().splitlines()
    return json.loads(run.stdout.strip().splitlines()[-1]), []


def theirs(path):
    return pandas.read_csv(path, sep=None, engine="python", comment="#", skipinitialspace=True)


agree, differ, refused = 0, [], []
for path in files():
    try:
        frame = theirs(path)
    except Exception as error:
        print(f"pandas does not read {path}: {error}")
        continue
    table, message = ours(path)
    if table is None:
        refused.append((path, message))
        continue
    rows = table["rows"] if "rows" in table else table
    numbers = {row[0]: row for row in rows if row[1] == "number"}
    frame = frame.select_dtypes("number")
    wrong = []
    for name, row in numbers.items():
        if name not in frame:
            wrong.append(f"{name} is no column of numbers in pandas")
        elif abs(row[2] - frame[name].mean()) > 1e-9 * max(1, abs(frame[name]).max()):
            wrong.append(f"mean of {name}: {row[2]} and {frame[name].mean()}")
    if wrong:
        differ.append((path, wrong))
    else:
        agree += 1

for path, reasons in differ:
    print(f"{path}: " + "; ".join(reasons[:5]))
for path, message in refused:
    print(f"{path} is refused: " + " ".join(message))
print(f"{agree} agree, {len(differ)} differ, {len(refused)} are refused")
sys.exit(1 if differ else 0)
