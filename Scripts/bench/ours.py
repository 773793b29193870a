"""Times the shell's own training, through the shell."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Iterator

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("GMVAE", str(ROOT / "Scripts/gmvae"))

# What is run in a round, by workload: the first script whose data is there. `train` reports `step_seconds`.
SCRIPTS = {
    "arcs": ["load arcs; model arcs components=8; train 10 epochs batch=200 rate=1e-3"],
    "mnist-fc": [
        f"load {data}; model mnist-fc components=16; train 1 epochs batch=100 rate=1e-3"
        for data in ("mnist", "fashion")
    ],
}


class Ours:
    """The shell as one of the engines."""

    name = "gmvae"

    def __init__(self, workload: str) -> None:
        self.scripts = SCRIPTS[workload]

    def seconds(self) -> float:
        """Seconds a step of one run. Raises RuntimeError with the shell's message where it does not work."""
        message = ""
        while self.scripts:
            done = run(self.scripts[0])
            if done.returncode == 0:
                return step_seconds(done.stdout)
            message = last_line(done.stderr)
            self.scripts = self.scripts[1:]
        raise RuntimeError(message)

    def close(self) -> None:
        """Nothing to end: each round is a process of its own."""


def run(script: str) -> subprocess.CompletedProcess:
    """Runs the script in a shell that reports as JSON."""
    try:
        return subprocess.run([PROGRAM, "--json", "-c", script], capture_output=True, text=True, cwd=ROOT)
    except OSError as error:
        raise RuntimeError(f"{PROGRAM}: {error.strerror}") from error


def step_seconds(output: str) -> float:
    """The last `step_seconds` in lines of JSON."""
    found = [value for line in output.splitlines() for value in values("step_seconds", parsed(line))]
    if not found:
        raise RuntimeError("its JSON holds no step_seconds")
    return float(found[-1])


def parsed(line: str) -> object:
    """The line's JSON, or nothing."""
    try:
        return json.loads(line)
    except ValueError:
        return None


def values(name: str, tree: object) -> Iterator[object]:
    """Every value under that name."""
    if isinstance(tree, dict):
        if name in tree:
            yield tree[name]
        tree = list(tree.values())
    if isinstance(tree, list):
        for item in tree:
            yield from values(name, item)


def last_line(text: str) -> str:
    """The last line that is not empty."""
    return next((line for line in reversed(text.splitlines()) if line.strip()), "no message")
