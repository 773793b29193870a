#!/usr/bin/env python3
"""Loads tables with gmvae and with pandas and compares rows, columns, means and missing values.

    Scripts/reference/compare_tables.py [--program .build/release/gmvae] FILE_OR_FOLDER…

Needs pandas. A file agrees if both read the same numbers; one that gmvae refuses is listed with what it says, for its hint has
to be a way out. The status is 1 if a file that both read differs.
"""

import argparse
import csv
import gzip
import io
import json
import re
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


def run(path, options):
    """The columns that gmvae describes, or what it says instead."""
    command = f'load csv "{path}" scale=none test=0 {options}; describe data by=column'
    done = subprocess.run([arguments.program, "--json", "-c", command], capture_output=True, text=True)
    if done.returncode:
        return None, done.stderr.strip().splitlines()
    return json.loads(done.stdout.strip().splitlines()[-1]), []


def ours(path):
    """The same, with what refusals say to leave out left out; three times at most."""
    left_out = []
    for _ in range(4):
        table, message = run(path, f"drop=[{', '.join(left_out)}]" if left_out else "")
        hint = re.search(r"drop=(?:\[([^]]*)\]|([^\s,]+))", " ".join(message[-2:]))
        if table is not None or not hint:
            break
        left_out.append(hint.group(1) or hint.group(2))
    return table, message


def theirs(path, has_header):
    """pandas' reading with the delimiter that Python finds, and with our marks of missing values beside its own."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("#")]
    separator = csv.Sniffer().sniff("".join(lines[:20]), delimiters=",;\t|").delimiter
    frame = pandas.read_csv(
        io.StringIO("".join(lines)), sep=separator, skipinitialspace=True, na_values=["?", ".", "-"],
        header="infer" if has_header else None)
    return frame if has_header else frame.rename(columns=lambda place: f"column {place + 1}")


agree, differ, refused = 0, [], []
for path in files():
    table, message = ours(path)
    # Whether the first row names the columns is a guess for both: ours is taken.
    names = [row["column"] for row in table["rows"]] if table else []
    try:
        frame = theirs(path, not names or not all(re.fullmatch(r"column \d+", name) for name in names))
    except Exception as error:
        print(f"pandas does not read {path}: {error}")
        continue
    if table is None:
        refused.append((path, message))
        continue
    rows = int(re.search(r": (\d+) examples to train on", table["title"]).group(1))
    numbers = {row["column"]: row["mean"] for row in table["rows"] if row["kind"] == "number"}
    frame = frame.select_dtypes("number")
    wrong = [f"{rows} rows and {len(frame)}"] if rows != len(frame) else []
    for name, mean in numbers.items():
        if name not in frame:
            wrong.append(f"{name} is no column of numbers in pandas")
        elif abs(mean - frame[name].mean()) > 1e-9 * max(1, abs(frame[name]).max()):
            wrong.append(f"mean of {name}: {mean} and {frame[name].mean()}")
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
