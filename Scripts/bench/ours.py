"""Times the shell's own training, through the shell."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Iterator

import numpy as np

from workloads import RATE, ROWS, Configuration, Workload

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("GMVAE", str(ROOT / "Scripts/gmvae"))


class Ours:
    """The shell as one of the engines: it trains on the same synthetic data as the peers, from a file.

    `build` names another program than the usual one, `precision` what convolutions multiply.
    """

    def __init__(
        self, workload: Workload, build: tuple[str, str] = ("", PROGRAM), precision: str = "float32"
    ) -> None:
        self.program = build[1]
        self.name = ", ".join(part for part in ("gmvae", build[0], precision) if part not in ("", "float32"))
        self.folder = tempfile.TemporaryDirectory()
        c = workload.configuration
        np.save(f"{self.folder.name}/data.npy", workload.data().reshape(ROWS, *image_shape(c)))
        self.script = (
            f"set precision {precision}; load npy data.npy test=0.01; model {workload.model} likelihood={c.likelihood}; "
            f"train {workload.steps} steps batch={c.batch} samples={c.samples} rate={RATE}")
        self.peak_bytes = 0

    def seconds(self) -> float:
        """Seconds a step of one run. Raises RuntimeError with the shell's message where it does not work."""
        done, self.peak_bytes = run(self.program, self.script, self.folder.name)
        if done.returncode != 0:
            raise RuntimeError(last_line(done.stderr))
        return step_seconds(done.stdout)

    def close(self) -> None:
        """Each round is a process of its own; only the data is left."""
        self.folder.cleanup()


def image_shape(c: Configuration) -> tuple[int, ...]:
    """An example's shape in the file: numbers, or height, width and channels."""
    if c.image is None:
        return (c.observation,)
    channels, height, width = c.image
    return (height, width) if channels == 1 else (height, width, channels)


def run(program: str, script: str, folder: str, *options: str) -> tuple[subprocess.CompletedProcess, int]:
    """Runs the script in a shell that reports as JSON; also gives the process' peak memory in bytes."""
    arguments = [program, "--json", *options, "-c", script]
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        try:
            process = subprocess.Popen(arguments, stdout=output, stderr=errors, cwd=folder)
        except OSError as error:
            raise RuntimeError(f"{program}: {error.strerror}") from error
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0), errors.seek(0)
        done = subprocess.CompletedProcess(arguments, process.returncode, output.read(), errors.read())
    return done, 1024 * usage.ru_maxrss


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
