"""Clusters and the graph of neighbors by NumPy, SciPy and scikit-learn."""

from __future__ import annotations

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import cdist
from sklearn.mixture import GaussianMixture

from model_cases import tensor

COMPONENTS = 4
NEIGHBORS = 10
FLOOR = 1e-3


def points(generator: np.random.Generator) -> np.ndarray:
    """Points around four centers, each stretched along another axis."""
    centers = np.array([[-2, 0, 1], [1.5, 1, -1], [0, -2, 0], [2, -1.5, 2]])
    turns = generator.standard_normal((COMPONENTS, 3, 3)) * 0.5
    labels = np.arange(120) % COMPONENTS
    noise = np.einsum("nij,nj->ni", turns[labels], generator.standard_normal((120, 3)))
    return (centers[labels] + noise).astype(np.float32)


def graph(x: np.ndarray) -> np.ndarray:
    """W, with w_ij = exp(-d²/(s_i s_j)) for the nearest neighbors and s the distance to the seventh, made symmetric."""
    distances = cdist(x, x)
    np.fill_diagonal(distances, np.inf)
    order = np.argsort(distances, axis=1)[:, :NEIGHBORS]
    scales = np.take_along_axis(distances, order[:, 6:7], axis=1)[:, 0]
    directed = np.zeros_like(distances)
    for row, columns in enumerate(order):
        directed[row, columns] = np.exp(-distances[row, columns] ** 2 / (scales[row] * scales[columns]))
    return (directed + directed.T) / 2


def axes(weights: np.ndarray, count: int) -> np.ndarray:
    """The eigenvectors 2… of D^-½ W D^-½ over √degree, the largest number of each 10."""
    roots = np.sqrt(weights.sum(axis=1))
    _, vectors = np.linalg.eigh(weights / np.outer(roots, roots))
    columns = vectors[:, ::-1][:, 1:count + 1] / roots[:, None]
    return 10 * columns / columns[np.abs(columns).argmax(axis=0), range(count)]


def information(weights: np.ndarray, labels: np.ndarray) -> float:
    """The mutual information of the clusters at both ends of two steps of the walk, in nats."""
    walk = weights / weights.sum(axis=1, keepdims=True)
    hot = np.eye(COMPONENTS)[labels]
    joint = hot.T @ walk @ walk @ hot / len(labels)
    outer = np.outer(joint.sum(axis=1), joint.sum(axis=0))
    kept = joint > 0
    return float((joint[kept] * np.log(joint[kept] / outer[kept])).sum())


def mixture(x: np.ndarray, labels: np.ndarray, form: str) -> float:
    """log p of a point, averaged, after EM from a partition has settled."""
    x = x.astype(np.float64)
    hot = np.eye(COMPONENTS)[labels]
    floor = FLOOR * x.var(axis=0).mean()

    class FromPartition(GaussianMixture):
        """Begins at the partition: scikit-learn takes means and covariances only."""

        def _initialize_parameters(self, data, *_, **__):
            self._initialize(data, hot)

    model = FromPartition(COMPONENTS, covariance_type=form, reg_covar=floor, tol=1e-9, max_iter=2000)
    return float(model.fit(x).score(x))


def clustering_document() -> dict:
    """The points and what is found in them."""
    x = points(np.random.default_rng(5))
    ward = fcluster(linkage(x.astype(np.float64), "ward"), COMPONENTS, "maxclust") - 1
    weights = graph(x)
    return {
        "points": tensor(x), "ward": ward.tolist(), "degrees": tensor(weights.sum(axis=1)),
        "axes": tensor(axes(weights, 3)), "information": information(weights, ward),
        "full": mixture(x, ward, "full"), "diagonal": mixture(x, ward, "diag"),
    }
