#!/usr/bin/env python3
"""Runs one peer's training steps on demand, so that peers can take turns in one session.

    peers.py PEER WORKLOAD    PEER: eager, compile, each also with -last (channels last), jax, jax-scan
                              WORKLOAD: table, plain, arcs, mnist-fc, mnist, svhn, each also with ", M=10"
    peers.py machine          the machine's matrix-product rate, and the operations of one step of each workload

After its warm-up a peer prints a line of JSON that describes it. Then, for each line with a number of steps on standard
input, it takes a few steps to warm up again, then so many, and prints {"secondsPerStep": …, "peakBytes": …}.
"""

from __future__ import annotations

import json
import resource
import sys
import time

from workloads import WORKLOADS, Workload


def make_peer(name: str, workload: Workload):
    """The peer of that name; only its own framework is imported."""
    framework, _, layout = name.partition("-")
    if framework in ("eager", "compile"):
        from torch_peer import TorchPeer

        return TorchPeer(workload, compiled=framework == "compile", channels_last=layout == "last")
    if framework == "jax":
        from jax_peer import JAXPeer

        return JAXPeer(workload, scanned=layout == "scan")
    raise SystemExit(f"peers.py: unknown peer {name!r}")


def serve(name: str, workload: Workload) -> None:
    """Warms up, then answers each number of steps with the seconds that one took."""
    peer = make_peer(name, workload)
    flushed = peer.flushes_denormals()
    peer.run(2 * workload.chunk)
    say({"description": peer.description(), "flushesDenormals": flushed})
    for line in sys.stdin:
        peer.run(workload.chunk)
        start = time.perf_counter()
        taken = peer.run(int(line))
        seconds = (time.perf_counter() - start) / taken
        say({"secondsPerStep": seconds, "peakBytes": 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss})


def say(value: dict) -> None:
    """One line of JSON."""
    print(json.dumps(value), flush=True)


def main() -> None:
    """Serves the peer, or measures the machine."""
    if sys.argv[1:] == ["machine"]:
        import matrix_rate

        operations = {name: workload.operations() for name, workload in WORKLOADS.items()}
        say(matrix_rate.measured() | {"operations": operations})
    elif len(sys.argv) == 3 and sys.argv[2] in WORKLOADS:
        serve(sys.argv[1], WORKLOADS[sys.argv[2]])
    else:
        raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
