#!/usr/bin/env python3
"""UMAP and t-SNE beside umap-learn and scikit-learn: seconds, and how far neighbors in the plane are neighbors in the data.

    Scripts/bench/planes.py                                   prints a table
    Scripts/bench/planes.py --sets mnist70000 --methods umap,umap-learn,umap-learn-threads --write

Data lie below $GMVAE_DATA: pendigits and mnist. All methods see the same rows in turn. Ours is the whole process, from the start of the
program to the written places; the others are fit_transform alone, after one on a few rows that compiles what Numba compiles.
Trustworthiness is that of Venna and Kaski with 15 neighbors, in the space of the data: scikit-learn's function to 12,000 rows, and the
same sum over 2,000 rows drawn at random of more. --write puts the table into PLANES.md.
It needs NumPy, scikit-learn and umap-learn.
"""

import argparse
import datetime
import gzip
import os
import re
import subprocess
import tempfile
import time
import warnings
from pathlib import Path

import numpy as np
from sklearn.manifold import TSNE, trustworthiness

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("GMVAE_DATA", Path.home() / ".local/share/gmvae"))
PAGE = Path(__file__).with_name("PLANES.md")
NEIGHBORS = 15
MOST_ROWS = 12_000
QUERIES = 2_000
TITLES = {
    "umap": "gmvae, UMAP",
    "umap-learn": "umap-learn, seeded",
    "umap-learn-threads": "umap-learn, all threads, no seed",
    "tsne": "gmvae, t-SNE",
    "scikit-learn": "scikit-learn, t-SNE",
}


def examples(name):
    """Rows as float32."""
    if name == "pendigits":
        rows = np.vstack([np.loadtxt(DATA / f"pendigits/pendigits.{part}", delimiter=",") for part in ("tra", "tes")])
        return rows[:, :-1].astype(np.float32)
    count = int(name.removeprefix("mnist"))
    files = [DATA / f"mnist/{part}-images-idx3-ubyte.gz" for part in ("train", "t10k")]
    rows = np.vstack([np.frombuffer(gzip.open(file).read(), np.uint8, offset=16).reshape(-1, 784) for file in files])
    return np.ascontiguousarray(rows[:count]).astype(np.float32) / 255


def trust(rows, places):
    """Trustworthiness, of all rows or of a sample of them."""
    if len(rows) <= MOST_ROWS:
        return trustworthiness(rows, places, n_neighbors=NEIGHBORS)
    queries = np.random.default_rng(0).choice(len(rows), QUERIES, replace=False)
    squares, penalty = (rows**2).sum(1), 0
    for query in queries:
        order = np.argsort(squares - 2 * rows @ rows[query])
        ranks = np.empty(len(rows), int)
        ranks[order[order != query]] = np.arange(1, len(rows))
        near = np.argsort(((places - places[query]) ** 2).sum(1))
        near = near[near != query][:NEIGHBORS]
        penalty += np.maximum(ranks[near] - NEIGHBORS, 0).sum()
    n, k = len(rows), NEIGHBORS
    return 1 - 2 / (len(queries) * k * (2 * n - 3 * k - 1)) * penalty


def ours(arguments, projection, rows, folder):
    np.save(Path(folder) / "all.npy", rows)
    text = f'load npy all.npy test=0; export places "places.tsv" of=data on=train projection={projection}'
    command = [arguments.program, "--no-init", "--quiet", "--threads", str(arguments.threads), "-c", text]
    began = time.perf_counter()
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    seconds = time.perf_counter() - began
    if run.returncode:
        raise SystemExit(run.stderr)
    places = np.loadtxt(Path(folder) / "places.tsv", delimiter="\t", skiprows=1, usecols=(1, 2))
    return places.astype(np.float32), seconds


def theirs(arguments, method, rows):
    import umap

    def reducer():
        if method == "scikit-learn":
            return TSNE(random_state=0, n_jobs=arguments.threads)
        return umap.UMAP(random_state=0) if method == "umap-learn" else umap.UMAP(n_jobs=arguments.threads)

    if method != "scikit-learn":
        reducer().fit_transform(rows[:: max(1, len(rows) // 5000)])
    began = time.perf_counter()
    places = reducer().fit_transform(rows)
    return places, time.perf_counter() - began


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", default="pendigits,mnist10000")
    parser.add_argument("--methods", default=",".join(TITLES))
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--program", default=str(ROOT / ".build/release/gmvae"))
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    lines = ["| data | method | s | times ours | trustworthiness |", "|---|---|---:|---:|---:|"]
    warnings.simplefilter("ignore")
    for name in arguments.sets.split(","):
        rows, own = examples(name), {}
        for method in arguments.methods.split(","):
            with tempfile.TemporaryDirectory() as folder:
                is_ours = method in ("umap", "tsne")
                places, seconds = ours(arguments, method, rows, folder) if is_ours else theirs(arguments, method, rows)
            kind = "tsne" if method in ("tsne", "scikit-learn") else "umap"
            if is_ours:
                own[kind] = seconds
            ratio = f"{seconds / own[kind]:.2f}" if kind in own else ""
            line = f"| {name} | {TITLES[method]} | {seconds:.1f} | {ratio} | {trust(rows, places):.4f} |"
            print(line, flush=True)
            lines.append(line)
    if arguments.write:
        today = f"{datetime.date.today()}; {arguments.threads} threads; load of the machine at the end {os.getloadavg()[0]:.1f}."
        text = PAGE.read_text() if PAGE.exists() else "# Points in the plane\n\n<!-- table -->\n<!-- /table -->\n"
        block = f"<!-- table -->\n{today}\n\n" + "\n".join(lines) + "\n<!-- /table -->"
        PAGE.write_text(re.sub(r"<!-- table -->.*<!-- /table -->", lambda _: block, text, flags=re.S))


if __name__ == "__main__":
    main()
