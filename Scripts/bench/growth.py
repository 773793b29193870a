#!/usr/bin/env python3
"""Shows how our costs grow: with examples, columns, components K, samples M, and threads; --write keeps the tables in GROWTH.md.

A row is one process. Steps are of a plain `model` on made-up numbers, batch 100, without the time that loading and planning take.
Memory is the process's peak. It takes about ten minutes and 2 GB below the folder for temporary files; --most 1000000 leaves out what is larger.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np

from ours import PROGRAM, last_line, run, step_seconds

HERE = Path(__file__).resolve().parent
COLUMNS = 16


def made(folder: str, rows: int, columns: int) -> str:
    """A file of so many normal numbers, float32."""
    path = Path(folder) / f"{rows}x{columns}.npy"
    if not path.exists():
        # Little at a time: what this process had at most counts as a peak of those that it starts.
        generator, some = np.random.default_rng(1), max(1, 2_000_000 // columns)
        with path.open("wb") as file:
            np.lib.format.write_array_header_1_0(file, {"descr": "<f4", "fortran_order": False, "shape": (rows, columns)})
            for start in range(0, rows, some):
                file.write(generator.standard_normal((min(some, rows - start), columns), dtype=np.float32).tobytes())
    return path.name


def timed(script: str, folder: str, *options: str) -> tuple[float, float, str]:
    """Seconds and MB of a script, and what it printed."""
    start = time.perf_counter()
    done, peak = run(PROGRAM, script, folder, *options)
    if done.returncode != 0:
        raise SystemExit(f"growth.py: {script}: {last_line(done.stderr)}")
    return time.perf_counter() - start, peak / 1e6, done.stdout


def step(script: str, folder: str, steps: int, training: str = "", *options: str) -> tuple[float, float]:
    """Milliseconds of a step and MB."""
    _, memory, output = timed(f"{script}; train {steps} steps batch=100 rate=0.0001 {training}", folder, *options)
    return 1e3 * step_seconds(output), memory


def examples(folder: str, most: int) -> list[str]:
    """Loading, a step and assignment."""
    lines = ["| examples (16 columns) | load, s | a step, ms | assign, s | MB at most |", "|---:|---:|---:|---:|---:|"]
    for rows in (10**power for power in range(3, 8) if 10**power <= most):
        load = f"load npy {made(folder, rows, COLUMNS)}"
        idle, _, _ = timed("print 1", folder)
        loading, _, _ = timed(load, folder)
        milliseconds, memory = step(f"{load}; model components=10", folder, 100)
        save = f'train 1 step batch=100; save model "{rows}.safetensors"'
        timed(f"load npy {made(folder, 1000, COLUMNS)}; model components=10; {save}", folder)
        assigning, _, _ = timed(f'open model "{rows}.safetensors"; assign {made(folder, rows, COLUMNS)} > "{rows}.csv"', folder)
        os.remove(Path(folder) / f"{rows}.csv")
        lines.append(f"| {rows:,} | {loading - idle:.2f} | {milliseconds:.2f} | {assigning - idle:.2f} | {memory:.0f} |")
    return lines


def steps(folder: str, title: str, cases: dict[str, tuple[str, int, *tuple[str, ...]]]) -> list[str]:
    """A step of each case: a script, how many steps to time, options of `train` and of the program."""
    lines = [f"| {title} | a step, ms | MB at most |", "|---:|---:|---:|"]
    for name, (script, count, *options) in cases.items():
        milliseconds, memory = step(script, folder, count, *options)
        lines.append(f"| {name} | {milliseconds:.2f} | {memory:.0f} |")
    return lines


def tables(folder: str, most: int) -> list[list[str]]:
    """All tables."""
    base = f"load npy {made(folder, 10_000, COLUMNS)}"
    widths = {f"{c:,}": (f"load npy {made(folder, 1000, c)}; model components=10", 20) for c in (10, 100, 1000, 10_000, 50_000)}
    components = {str(k): (f"{base}; model components={k}", 30) for k in (10, 30, 100, 300, 1000)}
    samples = {str(m): (f"{base}; model components=10", 50, f"samples={m}") for m in (1, 3, 10, 30)}
    threads = {str(t): (f"{base}; model components=10", 100, "", "--threads", str(t)) for t in (1, 2, 4, 8, 16)}
    return [
        examples(folder, most), steps(folder, "columns (1,000 examples)", widths), steps(folder, "components K", components),
        steps(folder, "samples M", samples), steps(folder, f"threads, on {os.cpu_count()} processors", threads)]


def main() -> None:
    """Measures, prints, and writes where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=10**7, help="examples in the largest file")
    parser.add_argument("--write", action="store_true", help="also write GROWTH.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = tables(folder, options.most)
    page = f"# How costs grow\n\n{date.today()}; {os.cpu_count()} processors. Made by `Scripts/bench/growth.py --write`.\n"
    page += "".join("\n" + "\n".join(lines) + "\n" for lines in found)
    print(page, end="")
    if options.write:
        (HERE / "GROWTH.md").write_text(page)


if __name__ == "__main__":
    main()
