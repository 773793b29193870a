#!/usr/bin/env python3
"""Clusters found without labels on many data sets, beside what is cheap: the table of Notebooks/data-sets.md.

    Scripts/bench/clusters.py                       measures what is not measured yet, and writes the page
    Scripts/bench/clusters.py --sets iris,wine --seeds 2 --page table.md

Data lie below $GMVAE_DATA: tables/*.csv.gz with the column `label`, and archives of arrays. Each row is one data set, all rows of it,
with as many components as classes; means and standard deviations are over seeds. Labels are looked at after all is done. Results are
kept in --results, so that a run may be interrupted. It needs NumPy, SciPy and scikit-learn, and umap-learn for the column of that name.
"""

import argparse
import json
import os
import re
import subprocess
import tempfile
import time
import warnings
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans, SpectralClustering
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score
from sklearn.mixture import GaussianMixture

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("GMVAE_DATA", Path.home() / ".local/share/gmvae"))
TABLES = (
    "iris wine seeds new_thyroid ecoli glass breast_cancer banknote ionosphere vehicle vowel segment satimage spam digits8x8 letter"
).split()
ARCHIVES = {
    "pendigits": None,
    "usps": "usps/usps.npz",
    "coil20": "coil20/coil20_32x32.npz",
    **{name: f"timeseries/{name}.npz" for name in ("GunPoint", "ArrowHead", "Coffee", "ItalyPowerDemand", "OSULeaf", "ACSF1")},
}
OURS = {"train": "train", "best": "train recipe=best"}
FLOORS = ("k-means", "diagonal", "full", "spectral", "umap")
TITLES = {"train": "`train`", "best": "`train recipe=best`", "umap": "UMAP, mixture", "full": "full mixture", "diagonal": "diagonal mixture"}


def examples(name):
    """Values, one row an example, and labels from 0."""
    if name in TABLES:
        import csv
        import gzip

        rows = list(csv.reader(gzip.open(DATA / f"tables/{name}.csv.gz", "rt")))[1:]
        values, labels = np.array([[float(v) for v in row[:-1]] for row in rows]), [row[-1] for row in rows]
    elif name == "pendigits":
        rows = np.vstack([np.loadtxt(DATA / f"pendigits/pendigits.{part}", delimiter=",") for part in ("tra", "tes")])
        values, labels = rows[:, :-1], rows[:, -1]
    else:
        arrays = np.load(DATA / ARCHIVES[name])
        parts = [part for part in ("_train", "_test", "") if "x" + part in arrays]
        values = np.vstack([arrays["x" + part].reshape(len(arrays["x" + part]), -1) for part in parts])
        labels = np.concatenate([arrays["y" + part] for part in parts])
    return values.astype(np.float32), np.unique(labels, return_inverse=True)[1]


def metrics(labels, clusters):
    table = np.zeros((clusters.max() + 1, labels.max() + 1), int)
    np.add.at(table, (clusters, labels), 1)
    return {
        "hungarian": table[linear_sum_assignment(-table)].sum() / len(labels),
        "purity": table.max(1).sum() / len(labels),
        "nmi": normalized_mutual_info_score(labels, clusters),
        "ari": adjusted_rand_score(labels, clusters),
    }


def ours(program, train, values, labels, seed, threads):
    with tempfile.TemporaryDirectory() as folder:
        np.savez(Path(folder) / "all.npz", x=values, y=labels)
        text = f"load npy all.npz test=0; model components={labels.max() + 1}; {train}; accuracy on=train"
        command = [program, "--no-init", "--json", "--seed", str(seed), "--threads", str(threads), "-c", text]
        run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if run.returncode:
        raise SystemExit(run.stderr)
    found = {key: float(re.findall(rf'"{key}": ?([0-9.e-]+)', run.stdout)[-1]) for key in ("hungarian", "purity", "nmi", "ari")}
    return found | {"notes": [line for line in run.stderr.splitlines() if line.startswith("note: clusters")]}


def scaled(values):
    """Comparable columns, as the program's partition sees them: proportions stay where all columns are in one unit."""
    values = values[:, values.std(0) > 0].astype(np.float64)
    variances = values.var(0)
    is_one_unit = variances.sum() ** 2 / (variances**2).sum() > 0.3 * len(variances)
    return (values - values.mean(0)) / np.sqrt(variances.mean() if is_one_unit else variances)


def floor(method, values, count, seed):
    points = scaled(values)
    if method == "k-means":
        return KMeans(count, n_init=10, random_state=seed).fit_predict(points)
    if method in ("full", "diagonal"):
        kind = "full" if method == "full" else "diag"
        return GaussianMixture(count, covariance_type=kind, reg_covar=1e-4, n_init=5, random_state=seed).fit_predict(points)
    if method == "spectral":
        return SpectralClustering(count, affinity="nearest_neighbors", n_neighbors=10, random_state=seed).fit_predict(points)
    import umap

    places = umap.UMAP(n_neighbors=20, min_dist=0.0, n_components=10, random_state=seed).fit_transform(points)
    return GaussianMixture(count, reg_covar=1e-4, n_init=5, random_state=seed).fit_predict(places)


def measure(name, method, seed, arguments):
    values, labels = examples(name)
    began = time.monotonic()
    if method in OURS:
        result = ours(arguments.program, OURS[method], values, labels, seed, arguments.threads)
    else:
        if method == "full" and values.shape[1] > 100 or method == "spectral" and len(values) > 12000:
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = metrics(labels, floor(method, values, labels.max() + 1, seed))
    return result | {"seconds": time.monotonic() - began}


def table(results, names, seeds, key="hungarian"):
    methods = [*OURS, *FLOORS]
    lines = ["| data | " + " | ".join(TITLES.get(method, method) for method in methods) + " |", "|---" * (len(methods) + 1) + "|"]
    for name in names:
        cells = []
        for method in methods:
            found = [results.get(f"{name} {method} {seed}") for seed in seeds]
            numbers = [result[key] for result in found if result]
            spread = f" ± {np.std(numbers, ddof=1):.3f}" if len(numbers) > 1 else ""
            cells.append(f"{np.mean(numbers):.3f}{spread}" if numbers else "")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", default=",".join([*TABLES, *ARCHIVES]))
    parser.add_argument("--methods", default=",".join([*OURS, *FLOORS]))
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--program", default=str(ROOT / ".build/release/gmvae"))
    parser.add_argument("--results", default=str(Path(tempfile.gettempdir()) / "gmvae-clusters.json"))
    parser.add_argument("--page", default=str(ROOT / "Notebooks/data-sets.md"))
    arguments = parser.parse_args()
    names, seeds, path = arguments.sets.split(","), range(1, arguments.seeds + 1), Path(arguments.results)
    results = json.loads(path.read_text()) if path.exists() else {}
    for seed in seeds:
        for name in names:
            for method in arguments.methods.split(","):
                key = f"{name} {method} {seed}"
                if key in results:
                    continue
                results[key] = measure(name, method, seed, arguments)
                path.write_text(json.dumps(results))
                print(key, results[key] and round(results[key]["hungarian"], 3), flush=True)
    page = Path(arguments.page)
    text = page.read_text() if page.exists() else "<!-- tables -->\n<!-- /tables -->\n"
    parts = [("Hungarian accuracy", "hungarian"), ("Adjusted Rand index", "ari")]
    tables = "\n\n".join(f"## {title}\n\n{table(results, names, seeds, key)}" for title, key in parts)
    page.write_text(re.sub(r"(<!-- tables -->\n).*(<!-- /tables -->)", lambda m: m[1] + "\n" + tables + "\n\n" + m[2], text, flags=re.S))


if __name__ == "__main__":
    main()
