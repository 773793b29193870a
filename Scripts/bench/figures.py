#!/usr/bin/env python3
"""Times a scatter as PNG, ours and matplotlib's in turn: 10,000 and 70,000 points in 10 colors with a legend,
6.4 × 4.8 inches at 150 dpi. Run it with a Python that has matplotlib; --write keeps the table in FIGURES.md.

Ours is timed through the shell: a process that draws the figure eleven times less one that draws it once, over ten.
matplotlib's import is not counted.
"""

from __future__ import annotations

import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

try:
    import numpy as np
    import matplotlib
except ImportError as error:
    sys.exit(f"{__doc__}\nfigures.py: {error}")
matplotlib.use("Agg")
from matplotlib import pyplot

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("GMVAE", str(ROOT / "Scripts/gmvae"))
ROUNDS, REPEATS = 5, 10


def points(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Ten clouds in the plane."""
    generator = np.random.default_rng(count)
    labels = generator.integers(0, 10, count)
    centers = generator.normal(size=(10, 2)) * 3
    return centers[labels] + generator.normal(size=(count, 2)), labels


def write_table(folder: str, xy: np.ndarray, labels: np.ndarray) -> None:
    """The points as a table that the shell loads; one point in 100 goes into the test share."""
    rows = "".join(f"{x:.6f},{y:.6f},{label}\n" for (x, y), label in zip(xy, labels))
    (Path(folder) / "points.csv").write_text("x,y,label\n" + rows)


def shell_seconds(folder: str, figures: int, ending: str = "png") -> float:
    """The time of a process that draws so many figures."""
    plot = f'plot data on=train width=6.4 height=4.8 force=true > "ours.{ending}"'
    script = "; ".join(["load csv points.csv label=label scale=none test=0.01"] + figures * [plot])
    start = time.perf_counter()
    done = subprocess.run([PROGRAM, "-c", script], capture_output=True, text=True, cwd=folder)
    if done.returncode != 0:
        sys.exit(f"figures.py: {done.stderr}")
    return time.perf_counter() - start


def ours(folder: str) -> float:
    """Seconds a figure."""
    return (shell_seconds(folder, REPEATS + 1) - shell_seconds(folder, 1)) / REPEATS


def theirs(folder: str, xy: np.ndarray, labels: np.ndarray) -> float:
    """Seconds a figure: a new figure, ten scatters, and the file."""
    start = time.perf_counter()
    figure, axes = pyplot.subplots(figsize=(6.4, 4.8), dpi=150)
    for label in range(10):
        mine = xy[labels == label]
        axes.scatter(mine[:, 0], mine[:, 1], s=3, alpha=0.6, linewidths=0, label=str(label))
    axes.legend(title="label", loc="center left", bbox_to_anchor=(1, 0.5))
    axes.set(xlabel="y₁", ylabel="y₂", title="points")
    figure.savefig(Path(folder) / "theirs.png")
    pyplot.close(figure)
    return time.perf_counter() - start


def main() -> None:
    lines = [
        "# A scatter as PNG, ours and matplotlib's in turn\n",
        f"{date.today()}; {os.cpu_count()} processors; matplotlib {matplotlib.__version__}, Agg; medians of {ROUNDS}.\n",
        "| points | gmvae, s | matplotlib, s | ratio | SVG of ours, kB |",
        "|---|---:|---:|---:|---:|",
    ]
    for count in (10_000, 70_000):
        xy, labels = points(count)
        with tempfile.TemporaryDirectory() as folder:
            write_table(folder, xy, labels)
            theirs(folder, xy, labels)
            times = [(ours(folder), theirs(folder, xy, labels)) for _ in range(ROUNDS)]
            shell_seconds(folder, 1, "svg")
            size = (Path(folder) / "ours.svg").stat().st_size // 1000
        mine, other = (statistics.median(column) for column in zip(*times))
        lines.append(f"| {count:,} | {mine:.3f} | {other:.3f} | {other / mine:.1f} | {size:,} |")
    print("\n".join(lines))
    if "--write" in sys.argv[1:]:
        note = "\n10 colors with a legend, 6.4 × 4.8 inches at 150 dpi. Made by `Scripts/bench/figures.py --write`.\n"
        (Path(__file__).parent / "FIGURES.md").write_text("\n".join(lines) + "\n" + note)


if __name__ == "__main__":
    main()
