#!/usr/bin/env python3
"""Loads tables with gmvae and with pandas and compares rows, columns, means and missing values.

    Scripts/reference/compare_tables.py [--program .build/release/gmvae] FILE_OR_FOLDER…

Needs pandas. A file agrees if both read the same rows and the same columns of numbers with the same means; rows with nothing in
them count for neither. One that gmvae refuses is listed with what it says, for its hint has to be a way out. The status is 1 if
a file that both read differs.
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

csv.field_size_limit(sys.maxsize)
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
    """The same, with what refusals say to leave out left out, twelve times at most; and whether anything was."""
    left_out = []
    for _ in range(12):
        table, message = run(path, f"drop=[{', '.join(left_out)}]" if left_out else "")
        hint = re.search(r"drop=(?:\[([^]]*)\]|([^\s,]+))", " ".join(message[-2:]))
        if table is not None or not hint:
            break
        left_out.append(hint.group(1) or hint.group(2))
    return table, message, bool(left_out)


def delimiter(lines):
    """That which divides the most of the first lines alike, as pandas' users find it by eye; a comma if none divides any."""
    def score(candidate):
        widths = [len(row) for row in csv.reader(lines[:20], delimiter=candidate, skipinitialspace=True) if row]
        common = max(set(widths), key=widths.count, default=1)
        return widths.count(common) / len(widths) if common > 1 else 0

    best = max(",;\t|", key=score)
    # A header may lack a name for the rows' names.
    blanks = {len(line.split()) for line in lines[1:20] or lines if line.strip()}
    return r"\s+" if score(best) == 0 and len(blanks) == 1 and blanks != {1} else best


def theirs(path, has_header):
    """pandas' reading with the delimiter of most lines, and with our marks of missing values beside its own."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("#")]
    frame = pandas.read_csv(
        io.StringIO("".join(lines)), sep=delimiter(lines), skipinitialspace=True, na_values=["?", ".", "-"],
        header="infer" if has_header else None)
    frame = frame.dropna(how="all")
    if not has_header:
        return frame.rename(columns=lambda place: f"column {place + 1}")
    return frame.rename(
        columns=lambda name: re.sub(r"^Unnamed: (\d+)$", lambda found: f"column {int(found[1]) + 1}", str(name)))


def differences(table, frame, is_partial):
    """What the two read differently: rows, columns of numbers, means."""
    rows = int(re.search(r": (\d+) examples to train on", table["title"]).group(1))
    wrong = [f"{rows} rows and {len(frame)}"] if rows != len(frame) else []
    theirs = [(name, frame.iloc[:, place]) for place, name in enumerate(frame.columns)]
    theirs = [(name, column) for name, column in theirs if pandas.api.types.is_numeric_dtype(column) and column.dtype != bool]
    for row in (row for row in table["rows"] if row["kind"] == "number"):
        # pandas numbers names that are there twice: mass, mass.1.
        names = [name.strip() for name, _ in theirs]
        names = names if row["column"] in names else [re.sub(r"\.\d+$", "", name) for name in names]
        place = names.index(row["column"]) if row["column"] in names else None
        if place is None:
            wrong.append(f"{row['column']} is no column of numbers in pandas")
            continue
        column = theirs.pop(place)[1]
        if abs(row["mean"] - column.mean()) > 1e-9 * max(1, abs(column).max()):
            wrong.append(f"mean of {row['column']}: {row['mean']} and {column.mean()}")
    # The first column without a name is ours to name the rows, and one without values is nothing to learn from.
    others = [name for name, column in theirs if column.notna().any() and name not in ("column 1", "rownames")]
    if not is_partial and others:
        wrong.append("only pandas has numbers in " + ", ".join(others[:3]))
    return wrong


agree, differ, refused, unread = 0, [], [], 0
for path in files():
    table, message, is_partial = ours(path)
    # Whether the first row names the columns is a guess for both: ours is taken.
    names = [row["column"] for row in table["rows"]] if table else []
    try:
        frame = theirs(path, not names or not all(re.fullmatch(r"column \d+", name) for name in names))
    except Exception as error:
        print(f"pandas does not read {path}: {str(error).strip()}; gmvae " + ("does" if table else "says: " + " ".join(message)))
        unread += 1
        continue
    if table is None:
        refused.append((path, message))
        continue
    wrong = differences(table, frame, is_partial)
    if wrong:
        differ.append((path, wrong))
    else:
        agree += 1

for path, reasons in differ:
    print(f"{path}: " + "; ".join(reasons[:5]))
for path, message in refused:
    print(f"{path} is refused: " + " ".join(message))
print(f"{agree} agree, {len(differ)} differ, {len(refused)} are refused, {unread} pandas does not read")
sys.exit(1 if differ else 0)
