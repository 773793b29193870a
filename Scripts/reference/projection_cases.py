"""Reference values for projections into the plane, from scikit-learn.

    projection_cases.py FOLDER                     writes 10,000 points and scikit-learn's t-SNE of them
    GMVAE_TSNE=FOLDER swift test --filter "t-SNE"   writes ours beside it, and says how long it took
    projection_cases.py FOLDER compare             prints the trustworthiness of both
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, trustworthiness

from model_cases import tensor

NEIGHBORS = 12


def pca_document() -> dict:
    """Two principal components of 30 rows of 6 numbers; the largest loading of each axis is positive."""
    generator = np.random.default_rng(11)
    factors = generator.normal(size=(30, 3)) * [3.0, 1.5, 0.4]
    data = (factors @ generator.normal(size=(3, 6)) + generator.normal(size=(30, 6)) * 0.2 + generator.normal(size=6))
    data = data.astype(np.float32)
    fitted = PCA(n_components=2, svd_solver="full").fit(data.astype(np.float64))
    largest = np.abs(fitted.components_).argmax(axis=1)
    signs = np.sign(fitted.components_[np.arange(2), largest])[:, None]
    axes = fitted.components_ * signs
    return {
        "data": tensor(data),
        "mean": tensor(fitted.mean_),
        "axes": tensor(axes),
        "projections": tensor((data - fitted.mean_) @ axes.T),
        "explained_variance_ratio": tensor(fitted.explained_variance_ratio_),
    }


def tsne_document() -> dict:
    """300 handwritten digits of 8 by 8 pixels, and how well t-SNE keeps their neighbors: the mean of three seeds.

    Few decimals: the descent is chaotic, and another processor's rounding moves the rest.
    """
    digits = load_digits()
    data = digits.data[:300]
    fitted = [TSNE(random_state=seed, init="pca", perplexity=30).fit(data) for seed in range(3)]
    trust = [trustworthiness(data, one.embedding_, n_neighbors=NEIGHBORS) for one in fitted]
    return {
        "data": {"shape": list(data.shape), "values": data.astype(int).ravel().tolist()},
        "neighbors": NEIGHBORS,
        "trustworthiness": round(float(np.mean(trust)), 3),
        "divergence": round(float(np.mean([one.kl_divergence_ for one in fitted])), 2),
    }


def write_large_check(folder: Path) -> None:
    """10,000 points of 200 dimensions on 20 curved sheets, as float32, and what scikit-learn makes of them."""
    generator = np.random.default_rng(5)
    rows = []
    for _ in range(20):
        angles = generator.uniform(0, 2, (500, 3))
        features = np.concatenate([np.sin(3 * angles), np.cos(2 * angles), angles], axis=1)
        sheet = features @ generator.normal(size=(9, 200)) + 3 * generator.normal(size=200)
        rows.append(sheet + 0.3 * generator.normal(size=(500, 200)))
    data = np.concatenate(rows).astype(np.float32)
    folder.mkdir(parents=True, exist_ok=True)
    data.tofile(folder / "points.f32")
    start = time.perf_counter()
    reduced = PCA(n_components=50, random_state=0).fit_transform(data)
    fitted = TSNE(random_state=0, init="pca", perplexity=30, n_jobs=2).fit(reduced)
    seconds = time.perf_counter() - start
    fitted.embedding_.astype(np.float32).tofile(folder / "scikit-learn.f32")
    print(f"scikit-learn: {seconds:.1f} s, KL {fitted.kl_divergence_:.4f}")


def compare(folder: Path) -> None:
    """Prints the trustworthiness of both embeddings in the folder."""
    data = np.fromfile(folder / "points.f32", np.float32).reshape(-1, 200)
    for name in ("scikit-learn", "gmvae"):
        embedding = np.fromfile(folder / f"{name}.f32", np.float32).reshape(-1, 2)
        print(f"{name}: trustworthiness {trustworthiness(data, embedding, n_neighbors=NEIGHBORS):.4f}")


if __name__ == "__main__":
    if len(sys.argv) == 2:
        write_large_check(Path(sys.argv[1]))
    elif len(sys.argv) == 3 and sys.argv[2] == "compare":
        compare(Path(sys.argv[1]))
    else:
        sys.exit(__doc__)
