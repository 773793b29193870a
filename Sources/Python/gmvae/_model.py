"""A model of the gmvae shell, to be used from Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, NamedTuple, Optional, Tuple, Union

import numpy as np

from . import _networks, _safetensors, _table

if TYPE_CHECKING:
    import pandas

_FORMATS = ("gmvae checkpoint", "gmvae weights")
_NEWEST = 2
_LARGEST_LOG_VARIANCE = 20
_CHUNK = 500


class Encoding(NamedTuple):
    """What the model says of N observations."""

    x_mean: np.ndarray
    """Means of q(x|y), N × Dx."""
    x_log_variance: np.ndarray
    """Log variances of q(x|y), N × Dx."""
    w_mean: np.ndarray
    """Means of q(w|y), N × Dw."""
    w_log_variance: np.ndarray
    """Log variances of q(w|y), N × Dw."""
    responsibilities: np.ndarray
    """p(z|y) at the posterior means, N × K."""
    components: np.ndarray
    """The component with the highest density, N."""

    def table(self, index: Any = None) -> "pandas.DataFrame":
        """Component, its probability and the means of x as a table of pandas."""
        import pandas

        columns: Dict[str, np.ndarray] = {
            "component": self.components,
            "probability": self.responsibilities[np.arange(len(self.components)), self.components],
        }
        columns.update({f"x{place}": self.x_mean[:, place] for place in range(self.x_mean.shape[1])})
        return pandas.DataFrame(columns, index=index)


_PARAMETERS = {"bernoulli": 1, "gaussian": 2, "poisson": 1, "nb": 2, "zinb": 3, "categorical": 1, "mixed": 2}
"""How many numbers the decoder gives for an observed one."""


class Model:
    """A Gaussian-mixture variational autoencoder: w ~ N(0, I), z one of K components, x | w, z Gaussian, y | x."""

    def __init__(self, metadata: Dict[str, str], tensors: Dict[str, np.ndarray]) -> None:
        if metadata.get("format") not in _FORMATS:
            raise _safetensors.FormatError("the file holds no model of gmvae: write one with 'save model'")
        self.metadata: Dict[str, str] = dict(metadata)
        """What the file says of the model and of the data it was made for."""
        foreign = ("adam.", "history.", "epoch.")
        self.weights: Dict[str, np.ndarray] = {
            name: value for name, value in tensors.items() if not name.startswith(foreign)
        }
        """Every parameter by its name: `encoder.1.weight`."""
        self.components: int = int(metadata["model.components"])
        """K."""
        self.groups: Dict[int, int] = {
            int(merged): int(first)
            for merged, _, first in (text.partition("-") for text in metadata.get("model.merged", "").split())
        }
        """The components that count as another one, by number, with the number of that."""
        self.latent: int = int(metadata["model.latent"])
        """Dx, the size of the clustered latent x."""
        self.style: int = int(metadata["model.style"])
        """Dw, the size of the style latent w."""
        self.likelihood: str = metadata["model.likelihood"]
        """p(y|x): one of `bernoulli`, `gaussian`, `poisson`, `nb`, `zinb`, `categorical` and `mixed`."""
        self._categories = [
            slice(int(first), int(last) + 1)
            for first, _, last in (text.partition("-") for text in metadata.get("model.categories", "").split())
        ]
        if self.likelihood not in _PARAMETERS:
            raise _safetensors.FormatError(f"the likelihood '{self.likelihood}' is newer than this package; update it")
        kind, *sizes = metadata["model.observed"].split(":")
        self.shape: Tuple[int, ...] = tuple(int(size) for size in sizes)
        """The shape of an observation: (D,), or (channels, height, width)."""
        self.columns: Tuple[_table.Column, ...] = _table.parse(metadata.get("data.columns", ""))
        """The columns of the table it was made for; none for other data."""
        names = metadata["model.covariate.names"].split("\t") if "model.covariate" in metadata else []
        self.batches: Tuple[str, ...] = tuple(_table.unescaped(name) for name in names)
        """The batches that the decoder and p(w) are told; none for most models."""
        self._shares = np.array(metadata.get("model.covariate.shares", "").split(), np.float64)
        version = int(metadata.get("version", 1))
        if version > _NEWEST:
            raise _safetensors.FormatError("the file is of a newer gmvae; update the package: pip install -U gmvae")
        logits = int(metadata.get("model.logits", 0))
        self._has_component_head = logits > 0
        heads = {
            "encoder": 2 * (self.latent + self.style) + logits,
            "prior": 2 * self.components * self.latent,
            "decoder": int(np.prod(self.shape)) * _PARAMETERS[self.likelihood],
        }
        own_head = _networks.parse(metadata.get("model.head", ""), version)
        self._networks = {
            name: _networks.Network(
                name,
                _networks.parse(metadata[f"model.{name}"], version)
                + (own_head if name == "decoder" and own_head else [_dense(size)]),
                self.weights,
            )
            for name, size in heads.items()
        }

    def encode(self, y: Any) -> Encoding:
        """The posteriors and components of observations: an array N × D (or N × the shape of an image), or a table of pandas.

        Of a table that the model was made for, the columns are found by their names, in their own units; missing values
        are None or NaN. An array holds the numbers that the model was trained on: pixels from 0 to 1, columns after their
        scaling.
        """
        rows = self._rows(y)
        parts = [self._encode(rows[start : start + _CHUNK]) for start in range(0, len(rows), _CHUNK)]
        if not parts:
            parts = [self._encode(np.zeros((1, *self.shape), np.float32))]
            return Encoding(*(part[:0] for part in parts[0]))
        return Encoding(*(np.concatenate(column) for column in zip(*parts)))

    def assign(self, y: Any) -> Any:
        """The component of each observation; for a table of pandas, a column with its index."""
        components = self.encode(y).components
        if hasattr(y, "index") and hasattr(y, "to_numpy"):
            import pandas

            return pandas.Series(components, index=y.index, name="component")
        return components

    def decode(self, x: Any, batch: Any = None) -> np.ndarray:
        """The mean of p(y|x) for rows of x, N × Dx: N × the shape of an observation.

        For a model that tells batches apart, `batch` is the name of one, or names one for each row; without it, the mean over
        the batches by their shares.
        """
        x = np.asarray(x, np.float32)
        if x.ndim != 2 or x.shape[1] != self.latent:
            raise ValueError(f"x needs the shape (rows, {self.latent}), and has {x.shape}")
        if batch is None and self.batches:
            parts = [share * self.decode(x, name) for name, share in zip(self.batches, self._shares)]
            return np.sum(parts, axis=0).astype(np.float32)
        x = np.concatenate([x, self._told(batch, len(x))], axis=1)
        parts = [self._decode(x[start : start + _CHUNK]) for start in range(0, len(x), _CHUNK)]
        return np.concatenate(parts) if parts else np.zeros((0, *self.shape), np.float32)

    def decode_table(self, x: Any, batch: Any = None) -> Dict[str, np.ndarray]:
        """The same for a model of a table: its columns by name, in their own units; `pandas.DataFrame` takes it as it is."""
        if not self.columns:
            raise ValueError("the model was not made for a table")
        return _table.originals(self.columns, self.decode(x, batch))

    def prior(self, w: Any) -> Tuple[np.ndarray, np.ndarray]:
        """Means and log variances of p(x|w, z) for rows of w, N × Dw: both N × K × Dx."""
        heads = self._networks["prior"](np.asarray(w, np.float32))
        means, log_variances = heads.reshape(len(heads), 2, self.components, self.latent).swapaxes(0, 1)
        return means, np.clip(log_variances, -_LARGEST_LOG_VARIANCE, _LARGEST_LOG_VARIANCE)

    def sample(
        self,
        count: int,
        component: Optional[int] = None,
        seed: Union[int, np.random.Generator] = 0,
    ) -> np.ndarray:
        """New observations: the means of p(y|x) at draws of x from one component, or from any of them alike.

        Batches, where the model tells such apart, are drawn by their shares.
        """
        random = np.random.default_rng(seed)
        if component is not None and not 0 <= component < self.components:
            raise ValueError(f"there are components 0 to {self.components - 1}, and no {component}")
        z = random.integers(self.components, size=count) if component is None else np.full(count, component)
        w = random.standard_normal((count, self.style))
        batch = None
        if self.batches:
            numbers = random.choice(len(self.batches), size=count, p=self._shares / self._shares.sum())
            batch = [self.batches[number] for number in numbers]
            w = w + self.weights["style.means"][numbers]
        means, log_variances = self.prior(w)
        rows = np.arange(count)
        noise = random.standard_normal((count, self.latent))
        return self.decode(means[rows, z] + np.exp(log_variances[rows, z] / 2) * noise, batch)

    def __repr__(self) -> str:
        return (
            f"<gmvae.Model {self.metadata.get('model.name', '')}: K = {self.components}, x {self.latent}, "
            f"w {self.style}, y {'×'.join(map(str, self.shape))}>"
        )

    def _told(self, batch: Any, count: int) -> np.ndarray:
        """What the decoder reads behind x: a 1 at the batch of each row, N × batches."""
        if batch is not None and not self.batches:
            raise ValueError("the model tells no batches apart")
        told = np.zeros((count, len(self.batches)), np.float32)
        names = [batch] * count if isinstance(batch, str) else [] if batch is None else [str(name) for name in batch]
        if self.batches and len(names) != count:
            raise ValueError(f"{count} rows need as many batches, and {len(names)} are named")
        for row, name in enumerate(names):
            if name not in self.batches:
                raise ValueError(f"there is no batch '{name}': the model knows {', '.join(self.batches)}")
            told[row, self.batches.index(name)] = 1
        return told

    def _rows(self, y: Any) -> np.ndarray:
        if self.columns and hasattr(y, "columns"):
            return _table.observed(self.columns, y)
        rows = np.asarray(y.to_numpy() if hasattr(y, "to_numpy") else y, np.float32)
        size = int(np.prod(self.shape))
        if rows.ndim < 2 or rows[0:1].size not in (0, size):
            raise ValueError(f"y needs {size} numbers a row, and has the shape {rows.shape}")
        return rows.reshape(len(rows), *self.shape)

    def _encode(self, rows: np.ndarray) -> Tuple[np.ndarray, ...]:
        heads = self._networks["encoder"](np.log1p(rows) if self.likelihood in ("nb", "zinb") else rows)
        ends = np.cumsum([self.latent, self.latent, self.style, self.style])
        x, x_log_variance, w, w_log_variance, logits = np.split(heads, ends, axis=1)
        density = logits.astype(np.float64) if self._has_component_head else self._density(x, w)
        for merged, first in self.groups.items():
            density[:, first] = np.logaddexp(density[:, first], density[:, merged])
            density[:, merged] = -np.inf
        share = np.exp(density - density.max(axis=1, keepdims=True))
        share /= share.sum(axis=1, keepdims=True)
        return x, x_log_variance, w, w_log_variance, share, density.argmax(axis=1)

    def _density(self, x: np.ndarray, w: np.ndarray) -> np.ndarray:
        """log N(x; mu_k(w), var_k(w)) up to a constant, N × K."""
        means, log_variances = (part.astype(np.float64) for part in self.prior(w))
        return -0.5 * ((x[:, None] - means) ** 2 * np.exp(-log_variances) + log_variances).sum(axis=2)

    def _decode(self, x: np.ndarray) -> np.ndarray:
        heads = self._networks["decoder"](x)
        heads = heads.reshape(len(x), -1)
        means = heads[:, : int(np.prod(self.shape))]
        if self.likelihood == "bernoulli":
            means = _logistic(means)
        elif self.likelihood == "poisson":
            means = np.exp(means)
        elif self.likelihood in ("nb", "zinb"):
            means = 10_000 * _softmax(means)  # of so many counts
            if self.likelihood == "zinb":
                means = means * _logistic(-heads[:, 2 * means.shape[1] :])
        elif self.likelihood in ("categorical", "mixed"):
            means = means.copy()
            whole = [slice(None)] if self.likelihood == "categorical" and not self._categories else self._categories
            for places in whole:
                means[:, places] = _softmax(means[:, places])
        return means.reshape(len(x), *self.shape)


def _softmax(logits: np.ndarray) -> np.ndarray:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _logistic(logits: np.ndarray) -> np.ndarray:
    return 0.5 * (np.tanh(0.5 * logits) + 1)


def _dense(units: int) -> _networks.Layer:
    return _networks.Layer("dense", (units,), "linear")


def load(path: _safetensors.Path) -> Model:
    """The model in a file that `save model` or `export weights` wrote.

    Raises `FormatError` where it is none, `OSError` where it cannot be read.
    """
    return Model(*_safetensors.read(path))
