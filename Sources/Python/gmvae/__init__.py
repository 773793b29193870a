"""Models of the gmvae shell in NumPy.

>>> import gmvae
>>> model = gmvae.load("arcs.safetensors")      # what `save model` or `export weights` wrote
>>> model.assign(y)                             # the component of each row of y
>>> model.encode(y).x_mean                      # where each row lies in latent space
>>> model.sample(5, component=3)                # new observations
"""

from ._model import Encoding, Model, load
from ._safetensors import FormatError

__all__ = ["Encoding", "FormatError", "Model", "load"]
