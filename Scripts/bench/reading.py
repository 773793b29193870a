#!/usr/bin/env python3
"""Times the reading of a table of 500,000 rows and 16 columns, ours, pandas' and DuckDB's in turn, with the most memory that
each takes; then `assign` on 1,000,000 rows. Run it with a Python that has numpy, pandas and duckdb; --write keeps the table
in READING.md.

Each reading is a process of its own. Ours is timed as a process that reads less one that does not; theirs without the import.
Memory is the process's peak less that of one that reads nothing. Ours splits and scales as it reads, theirs do not.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

try:
    import duckdb
    import numpy as np
    import pandas
except ImportError as error:
    sys.exit(f"{__doc__}\nreading.py: {error}")

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("GMVAE_PROGRAM", str(ROOT / ".build/release/gmvae"))
ROUNDS, ROWS, COLUMNS, NEW_ROWS = 5, 500_000, 16, 1_000_000
THEIRS = {
    "pandas": "import pandas, time; t = time.perf_counter(); x = pandas.read_csv('t.csv'); print(time.perf_counter() - t)",
    "DuckDB": "import duckdb, time; c = duckdb.connect(); t = time.perf_counter(); "
    "c.execute(\"create table t as select * from read_csv('t.csv')\"); print(time.perf_counter() - t)",
}


# A process's peak counts from what its parent had, so that the parent is a small one.
LAUNCHER = """import resource, subprocess, sys, time
start = time.perf_counter()
status = subprocess.run(sys.argv[1:]).returncode
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(status)"""


def process(command: list[str], folder: str) -> tuple[float, float, str]:
    """Seconds, the peak of memory in MB, and what a process printed."""
    done = subprocess.run(
        [sys.executable, "-S", "-c", LAUNCHER, *command], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"reading.py: {command} ended with {done.returncode}\n{done.stderr}")
    seconds, peak = done.stderr.split()[-2:]
    return float(seconds), int(peak) * 1024 / 1e6, done.stdout


def ours(script: str, folder: str) -> tuple[float, float]:
    """Seconds and MB of a script, beyond those of a session that does nothing."""
    idle, least, _ = process([PROGRAM, "-q", "-c", "print 1"], folder)
    seconds, most, _ = process([PROGRAM, "-q", "-c", script], folder)
    return seconds - idle, most - least


def theirs(name: str, folder: str) -> tuple[float, float]:
    """Seconds and MB of a reading, beyond those of the import."""
    _, least, _ = process([sys.executable, "-c", THEIRS[name].split(";")[0]], folder)
    _, most, printed = process([sys.executable, "-c", THEIRS[name]], folder)
    return float(printed), most - least


def write_table(path: Path, rows: int) -> None:
    """A table of numbers with six digits, some hundred thousand rows at a time."""
    generator = np.random.default_rng(1)
    for start in range(0, rows, 100_000):
        values = generator.normal(size=(100_000, COLUMNS)) * 10 + np.arange(COLUMNS)
        frame = pandas.DataFrame(values, columns=[f"c{column}" for column in range(COLUMNS)])
        frame.to_csv(path, index=False, float_format="%.6f", mode="a", header=start == 0)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_table(Path(folder) / "t.csv", ROWS)
        write_table(Path(folder) / "new.csv", NEW_ROWS)
        size = (Path(folder) / "t.csv").stat().st_size / 1e6
        readers = {"gmvae": lambda: ours("load csv t.csv", folder)}
        readers |= {name: (lambda name=name: theirs(name, folder)) for name in THEIRS}
        found = {name: [] for name in readers}
        for _ in range(ROUNDS):
            for name, read in readers.items():
                found[name].append(read())
        made = 'load csv t.csv; model components=4 hidden=32; train 1 step; save model "m.safetensors"'
        process([PROGRAM, "-q", "-c", made], folder)
        opened = 'open model "m.safetensors"'
        assigned = [ours(f'{opened}; assign new.csv > "out{turn}.csv"', folder) for turn in range(2)]
    lines = [
        f"# Reading a table of {ROWS:,} rows and {COLUMNS} columns ({size:.0f} MB)\n",
        f"{date.today()}; {os.cpu_count()} processors; pandas {pandas.__version__}, DuckDB {duckdb.__version__}; "
        f"medians of {ROUNDS}, in turn.\n", "| | s | times ours | MB at most |", "|---|---:|---:|---:|",
    ]
    medians = {name: [statistics.median(column) for column in zip(*runs)] for name, runs in found.items()}
    for name, (seconds, memory) in medians.items():
        lines.append(f"| {name} | {seconds:.2f} | {seconds / medians['gmvae'][0]:.2f} | {memory:.0f} |")
    seconds, memory = min(assigned)
    lines.append(f"| gmvae, `assign` on {NEW_ROWS:,} rows | {seconds:.2f} | | {memory:.0f} |")
    data = ROWS * COLUMNS * 4 / 1e6
    lines.append(f"\nThe data are {data:.0f} MB as float32. Made by `Scripts/bench/reading.py --write`.")
    print("\n".join(lines))
    if "--write" in sys.argv[1:]:
        (Path(__file__).parent / "READING.md").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
