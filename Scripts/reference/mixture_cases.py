"""Gaussian mixtures with diagonal covariances by scikit-learn."""

from __future__ import annotations

import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture

from model_cases import tensor

COMPONENTS = 4
STEPS = 20
LEAST_VARIANCE = 1e-6


def points(generator: np.random.Generator) -> np.ndarray:
    """Points around four centers, each with its own spread along each side."""
    centers = np.array([[-2, 0, 1], [1.5, 1, -1], [0, -2.5, 0], [2, -1, 2]])
    spreads = np.array([[0.5, 1, 0.3], [0.8, 0.4, 0.6], [1.2, 0.3, 0.5], [0.3, 0.6, 0.9]])
    labels = generator.choice(COMPONENTS, 240, p=[0.4, 0.3, 0.2, 0.1])
    return (centers[labels] + spreads[labels] * generator.standard_normal((240, 3))).astype(np.float32)


def fitted(x: np.ndarray, **options: object) -> GaussianMixture:
    """A mixture fitted in double precision; that the steps ran out is no warning here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return GaussianMixture(
            COMPONENTS, covariance_type="diag", reg_covar=LEAST_VARIANCE, **options).fit(x.astype(np.float64))


def mixture_document() -> dict:
    """The points, a start, the mixture some steps after it, and the likelihood of the best of many starts."""
    x = points(np.random.default_rng(11))
    weights, means = np.full(COMPONENTS, 1 / COMPONENTS), x[:COMPONENTS].astype(np.float64)
    variances = np.tile(x.var(axis=0, dtype=np.float64), (COMPONENTS, 1))
    after = fitted(
        x, max_iter=STEPS, tol=0, weights_init=weights, means_init=means, precisions_init=1 / variances)
    best = fitted(x, max_iter=1000, tol=1e-9, n_init=30, random_state=0)
    return {
        "steps": STEPS,
        "points": tensor(x),
        "start": {"weights": tensor(weights), "means": tensor(means), "variances": tensor(variances)},
        "after": {
            "weights": tensor(after.weights_), "means": tensor(after.means_), "variances": tensor(after.covariances_)},
        "likelihood": after.score(x.astype(np.float64)),
        "best_likelihood": best.score(x.astype(np.float64)),
    }
