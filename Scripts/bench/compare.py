#!/usr/bin/env python3
"""Times one training step of ours and of the peers, in turn, and prints a table: alone, and with --busy beside processes
that do nothing but count.

The peers stay alive from round to round; ours is run anew in each round, and reports the time of a step itself. Compare
only inside one table: times move from machine to machine and from hour to hour. Set GMVAE to time another program
than Scripts/gmvae.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Iterator

from ours import Ours, last_line
from workloads import WORKLOADS, Workload

HERE = Path(__file__).resolve().parent
PEERS = {
    "eager": "PyTorch eager",
    "eager-last": "PyTorch eager, channels last",
    "compile": "PyTorch `torch.compile`",
    "compile-last": "PyTorch `torch.compile`, channels last",
    "jax": "JAX, a call a step",
    "jax-scan": "JAX, steps scanned in one call",
}


def suited(workload: Workload) -> list[str]:
    """The peers worth a turn: channels last is for images, on which XLA takes 0.7 s a step and M times that with M samples."""
    c = workload.configuration
    if c.image is None:
        return [name for name in PEERS if "last" not in name]
    return [name for name in PEERS if name != "jax-scan" and (name != "jax" or c.samples == 1)]


@contextmanager
def neighbors(count: int) -> Iterator[None]:
    """So many processes that take a processor each, as a browser or another person's work does."""
    running = [subprocess.Popen(["sh", "-c", "while :; do :; done"]) for _ in range(count)]
    try:
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()


class Peer:
    """A peer's process, which takes steps when told."""

    def __init__(self, peer: str, workload: str, steps: int) -> None:
        self.name, self.steps, self.peak_bytes = PEERS[peer], steps, 0
        self.errors = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / "peers.py"), peer, workload],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, text=True)
        about = self._answer()
        self.description = about["description"]
        if not about["flushesDenormals"]:
            self.description += ", denormals NOT flushed"

    def seconds(self) -> float:
        """Seconds a step, over some steps."""
        self.process.stdin.write(f"{self.steps}\n")
        self.process.stdin.flush()
        answer = self._answer()
        self.peak_bytes = answer["peakBytes"]
        return answer["secondsPerStep"]

    def close(self) -> None:
        """Ends the process."""
        self.process.communicate()

    def _answer(self) -> dict:
        line = self.process.stdout.readline()
        if not line:
            self.process.wait()
            self.errors.seek(0)
            raise RuntimeError(last_line(self.errors.read()))
        return json.loads(line)


def engines(workload: str, names: list[str], steps: int, builds: list[tuple[str, str]]) -> list[Ours | Peer]:
    """Ours and the peers that start, each named on standard error with the reason where it does not."""
    timed = WORKLOADS[workload]
    started: list[Ours | Peer] = [Ours(timed), *(Ours(timed, build) for build in builds)]
    if timed.configuration.image is not None:
        started.append(Ours(timed, precision="bf16"))
    for name in names:
        try:
            started.append(Peer(name, workload, steps))
        except RuntimeError as error:
            skip(workload, PEERS[name], error)
    return started


def timings(
    workload: str, names: list[str], steps: int, options: argparse.Namespace
) -> tuple[dict[tuple[str, int], list[float]], dict[str, int], list[str]]:
    """Seconds a step of each engine beside each number of neighbors in each round, their peak memory, and what they say of themselves."""
    running, rounds = engines(workload, names, steps, options.also), max(1, options.rounds)
    seconds: dict[tuple[str, int], list[float]] = {(engine.name, busy): [] for engine in running for busy in options.busy}
    for number in range(rounds):
        for busy in options.busy:
            for engine in list(running):
                try:
                    with neighbors(busy):
                        seconds[engine.name, busy].append(engine.seconds())
                except RuntimeError as error:
                    skip(workload, engine.name, error)
                    running.remove(engine)
        print(f"{workload}: round {number + 1} of {rounds}", file=sys.stderr)
    for engine in running:
        engine.close()
    about = [engine.description for engine in running if isinstance(engine, Peer)]
    peaks = {engine.name: engine.peak_bytes for engine in running}
    return {key: values for key, values in seconds.items() if values}, peaks, about


def skip(workload: str, name: str, reason: RuntimeError) -> None:
    """Says that an engine is left out."""
    print(f"{workload}: {name} is skipped: {reason}", file=sys.stderr)


def rows(
    workload: str, seconds: dict[tuple[str, int], list[float]], peaks: dict[str, int], machine: dict
) -> list[str]:
    """The workload's lines of the table."""
    medians = {key: statistics.median(values) for key, values in seconds.items()}
    lines = []
    for (name, busy), values in seconds.items():
        median = medians[name, busy]
        peers = [m for (peer, beside), m in medians.items() if beside == busy and not peer.startswith("gmvae")]
        ratio = f"{min(peers) / median:.2f}" if peers else "–"
        span = f"{1e3 * min(values):.3g}–{1e3 * max(values):.3g}"
        alone = f"{median / medians[name, 0]:.2f}" if (name, 0) in medians else "–"
        lines.append(
            f"| {workload} | {busy} | {name} | {1e3 * median:.3g} | {span} | {alone} | {ratio} "
            f"| {share(workload, median, machine)} | {peaks.get(name, 0) / 1e6:.0f} |")
    return lines


def share(workload: str, median: float, machine: dict) -> str:
    """How much of the machine's matrix-product rate the step's products reach."""
    if not machine:
        return "–"
    return f"{100 * machine['operations'][workload] / median / (1e9 * machine['gigaflops']):.0f} %"


def measured_machine() -> dict:
    """The matrix-product rate, or nothing where numpy is missing."""
    done = subprocess.run([sys.executable, str(HERE / "peers.py"), "machine"], capture_output=True, text=True)
    if done.returncode != 0:
        print(f"The matrix-product rate is skipped: {last_line(done.stderr)}", file=sys.stderr)
        return {}
    return json.loads(done.stdout)


def processor() -> str:
    """The processor's name."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def report(table: list[str], about: list[str], machine: dict, rounds: int) -> str:
    """The results as a Markdown page."""
    facts = [
        date.today().isoformat(), processor(), f"{len(os.sched_getaffinity(0))} processors", f"rounds: {rounds}",
        "float32 where nothing else is said; forward, backward and Adam", *dict.fromkeys(about)]
    lines = ["# One training step, ours and the peers in turn", "", "; ".join(facts) + ".", ""]
    if machine:
        shape = "×".join(map(str, machine["shape"]))
        lines += [f"Matrix products: {machine['gigaflops']:.0f} GFLOP/s at best ({machine['library']}, {shape}).", ""]
    lines += [
        "| workload | busy neighbors | engine | median ms | min–max ms | times alone | speed, fastest peer = 1 | share of the matrix-product rate | peak MB |",
        "|---|---:|---|---:|---:|---:|---:|---:|---:|",
        *table,
        "",
        "All learn from 10,000 synthetic examples. Peers slice shuffled batches from data in memory, draw their noise, and read nothing back until a round ends; "
        "denormals are flushed on every thread unless said otherwise. Made by `Scripts/bench/run --write`.",
    ]
    return "\n".join(lines) + "\n"


def notes(page: Path) -> str:
    """The sections after the table, which people write."""
    _, heading, rest = (page.read_text() if page.exists() else "").partition("\n## ")
    return heading + rest


def arguments() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(
        prog="Scripts/bench/run", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workload", choices=WORKLOADS, action="append", help="only this one; may be given again")
    parser.add_argument("--peer", choices=PEERS, action="append", help="only this one; may be given again")
    parser.add_argument(
        "--also", type=lambda text: tuple(text.split("=", 1)), action="append", default=[], metavar="NAME=PROGRAM",
        help="another build of ours, for example one with another oneDNN; may be given again")
    parser.add_argument("--rounds", type=int, default=7, help="how often each engine has its turn (default 7)")
    parser.add_argument(
        "--busy", type=int, action="append", metavar="N",
        help="beside N processes that keep a processor busy; may be given again, as in --busy 0 --busy 1 (default 0)")
    parser.add_argument("--quick", action="store_true", help="a fifth of the steps in each turn of a peer")
    parser.add_argument("--write", action="store_true", help="also write the table to Scripts/bench/RESULTS.md")
    options = parser.parse_args()
    options.busy = options.busy or [0]
    return options


def main() -> None:
    """Measures, prints, and writes where asked."""
    options = arguments()
    machine = measured_machine()
    table: list[str] = []
    about: list[str] = []
    for workload in options.workload or WORKLOADS:
        steps = max(2, WORKLOADS[workload].steps // (5 if options.quick else 1))
        peers = [name for name in suited(WORKLOADS[workload]) if name in (options.peer or PEERS)]
        seconds, peaks, versions = timings(workload, peers, steps, options)
        table += rows(workload, seconds, peaks, machine)
        about += versions
    page = report(table, about, machine, max(1, options.rounds))
    print(page, end="")
    if options.write:
        results = HERE / "RESULTS.md"
        results.write_text(page + notes(results))


if __name__ == "__main__":
    main()
