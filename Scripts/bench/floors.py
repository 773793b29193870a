"""k-means and a Gaussian mixture of scikit-learn on MNIST, Fashion-MNIST and the pen digits: what a deep model has to beat.

python3 Scripts/bench/floors.py DATA  prints a Markdown table; DATA holds the folders mnist, fashion and pendigits (those absent are
left out). Fitted on the training examples, measured on the test examples; the mixture of images sees their first 50 principal
components. Mean and standard deviation over five seeds.
"""

import gzip
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.metrics import normalized_mutual_info_score
from sklearn.mixture import GaussianMixture

SEEDS = range(1, 6)


def idx(path):
    data = gzip.open(path).read()
    rank = data[3]
    shape = np.frombuffer(data, ">i4", rank, 4)
    return np.frombuffer(data, np.uint8, offset=4 + 4 * rank).reshape(shape)


def images(folder):
    files = [idx(folder / f"{part}-{kind}.gz") for part in ("train", "t10k") for kind in ("images-idx3-ubyte", "labels-idx1-ubyte")]
    train, train_labels, test, test_labels = files
    pca = PCA(50, random_state=0).fit(train.reshape(len(train), -1) / 255)
    project = lambda pixels: pca.transform(pixels.reshape(len(pixels), -1) / 255)
    return project(train), project(test), test_labels


def digits(folder):
    train, test = (np.loadtxt(folder / f"pendigits.{part}", delimiter=",") for part in ("tra", "tes"))
    return train[:, :-1] / 100, test[:, :-1] / 100, test[:, -1].astype(int)


def metrics(labels, clusters):
    table = np.zeros((clusters.max() + 1, labels.max() + 1), int)
    np.add.at(table, (clusters, labels), 1)
    matched = table[linear_sum_assignment(-table)].sum()
    return table.max(1).sum() / len(labels), matched / len(labels), normalized_mutual_info_score(labels, clusters)


def row(name, k, train, test, labels):
    for kind, fit in (
        ("k-means", lambda seed: KMeans(k, n_init=1, random_state=seed)),
        ("Gaussian mixture", lambda seed: GaussianMixture(k, reg_covar=1e-4, max_iter=200, random_state=seed)),
    ):
        values = np.array([metrics(labels, fit(seed).fit(train).predict(test)) for seed in SEEDS])
        cells = " | ".join(f"{m:.3f} ± {s:.3f}" for m, s in zip(values.mean(0), values.std(0, ddof=1)))
        print(f"| {name} | {kind} | {k} | {cells} |", flush=True)


def main(data):
    print("| data | method | K | purity | hungarian | nmi |\n|---|---|---|---|---|---|", flush=True)
    for name, load, sizes in (("mnist", images, (10, 16, 30)), ("fashion", images, (10,)), ("pendigits", digits, (10,))):
        folder = data / name
        if folder.is_dir():
            for k in sizes:
                row(name, k, *load(folder))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
