#!/usr/bin/env python3
"""Writes the small files that the tests of the data readers read, into Tests/DataTests/Files.

Needs numpy, scipy, pillow, pandas and anndata. Values follow formulas that the tests repeat, so nothing has to be stored beside them.
"""

from pathlib import Path

import numpy
import pandas
import scipy.io
from PIL import Image

FILES = Path(__file__).resolve().parents[2] / "Tests/DataTests/Files"


def street_view(count: int) -> dict[str, numpy.ndarray]:
    """Images X[h, w, c, n] = (7h + 31w + 101c + 53n) mod 251 and labels 1, 2, …, 10, 1, …"""
    h, w, c, n = numpy.indices((32, 32, 3, count))
    labels = numpy.arange(count) % 10 + 1
    return {"X": ((7 * h + 31 * w + 101 * c + 53 * n) % 251).astype(numpy.uint8), "y": labels[:, None]}


def write_matlab() -> None:
    images = street_view(2)
    small = images | {"y": images["y"].astype(numpy.uint8)}
    scipy.io.savemat(FILES / "svhn-plain.mat", small)
    scipy.io.savemat(FILES / "svhn-compressed.mat", small, do_compression=True)
    scipy.io.savemat(FILES / "svhn-version-4.mat", {"y": images["y"].astype(float)}, format="4")
    # Labels as real files have them, and variables that have to be passed over.
    others = {
        "cells": numpy.array([[1, 2]], dtype=object), "text": "house", "record": {"a": 1.5, "b": "c"},
        "sparse": scipy.sparse.eye(3), "complex": numpy.array([1 + 2j]), "flag": numpy.array([True]),
    }
    many = street_view(130)
    scipy.io.savemat(
        FILES / "svhn-many.mat", others | many | {"y": many["y"].astype(float)}, do_compression=True)


def write_arrays() -> None:
    # Value v[n, d] = 10n + d as every type, and images v[n, h, w, c] = (60n + 12h + 3w + c) mod 251 in every order.
    vectors = 10 * numpy.arange(6)[:, None] + numpy.arange(4)
    types = {kind: vectors.astype(kind) for kind in "u1 i1 u2 i2 u4 i4 u8 i8 f4 f8".split()}
    n, h, w, c = numpy.indices((6, 5, 4, 3))
    last = ((60 * n + 12 * h + 3 * w + c) % 251).astype(numpy.uint8)
    first = numpy.ascontiguousarray(last.transpose(0, 3, 1, 2))
    arrays = types | {
        "flags": vectors % 3 == 0, "fortran": numpy.asfortranarray(vectors.astype(float)), "one": vectors[:, 0],
        "last": last, "last_fortran": numpy.asfortranarray(last), "first": first,
        "first_fortran": numpy.asfortranarray(first), "gray": last[..., 0], "gray_float": last[..., 0] / numpy.float32(255),
        "odd": last[..., :2], "f2": vectors.astype("f2"), "big": vectors.astype(">f4"), "big_i2": vectors.astype(">i2"), "text": numpy.array(["a", "b"]),
        "hole": numpy.where(vectors == 32, numpy.nan, vectors), "labels": numpy.arange(6) % 3 * 5,
        "halves": numpy.arange(6) / 2,
    }
    numpy.savez_compressed(FILES / "arrays.npz", **arrays)
    numpy.savez(
        FILES / "parts.npz", x_train=last, y_train=arrays["labels"], x_test=last[:2], y_test=arrays["labels"][:2, None])
    numpy.save(FILES / "vectors.npy", types["f4"])
    numpy.save(FILES / "labels.npy", arrays["labels"].astype(numpy.uint8))
    for version in (2, 3):
        with open(FILES / f"version-{version}.npy", "wb") as file:
            numpy.lib.format.write_array(file, types["i8"], version=(version, 0))


def write_pictures() -> None:
    # Pixel (x, y) has red = (8x + 5y) mod 251, green = 3x, blue = 4y; and the means of areas as Pillow's box filter has them.
    y, x = numpy.indices((48, 56))
    pixels = numpy.stack([(8 * x + 5 * y) % 251, 3 * x, 4 * y], axis=-1).astype(numpy.uint8)
    color = Image.fromarray(pixels)
    color.save(FILES / "color.png", optimize=True)
    gray = Image.fromarray(pixels[..., 0])
    gray.save(FILES / "gray.png", optimize=True)
    gray.resize((8, 8), Image.Resampling.BOX).save(FILES / "gray-8.png")
    color.resize((8, 8), Image.Resampling.BOX).save(FILES / "color-8.png")
    clear = numpy.dstack([pixels[:2, :2], [[0, 255], [0, 255]]]).astype(numpy.uint8)
    Image.fromarray(clear).save(FILES / "clear.png")
    color.quantize(16).save(FILES / "palette.png")
    Image.fromarray(pixels[..., 0].astype(numpy.uint16) * 257).save(FILES / "gray-16-bits.png")


def write_own() -> None:
    """What people bring: sparse matrices, text labels, records, no numbers at all, and pictures of 16 bits and in JPEG."""
    dense = numpy.where((numpy.indices((6, 5)).sum(axis=0) % 3) == 0, numpy.arange(30).reshape(6, 5), 0)
    sparse = scipy.sparse.csr_matrix(dense.astype(numpy.float32))
    scipy.sparse.save_npz(FILES / "rows.npz", sparse)
    scipy.sparse.save_npz(FILES / "columns.npz", sparse.tocsc())
    kinds = numpy.array(["müller", "möller", ""] * 2)
    numpy.savez(
        FILES / "plain-sparse.npz", data=sparse.data, indices=sparse.indices, indptr=sparse.indptr, shape=sparse.shape,
        y=numpy.arange(6) % 2, class_names=["low", "high"], gene_names=["g0", "g1", "g2", "g3", "g4"])
    numpy.save(FILES / "kinds.npy", kinds)
    numpy.savez(FILES / "kinds.npz", kinds=kinds)
    measured = numpy.arange(72, dtype=numpy.float64).reshape(24, 3) ** 1.5 + 1e8
    numpy.savez(FILES / "measured.npz", x=measured, feature_names=["mass", "length", "age"])
    numpy.savez(FILES / "measured-otherwise.npz", x=measured[:, ::-1], feature_names=["age", "length", "mass"])
    numpy.save(FILES / "measured.npy", measured)
    numpy.save(FILES / "records.npy", numpy.zeros(6, dtype=[("a", "f4"), ("b", "i4")]))
    numpy.save(FILES / "single.npy", numpy.float32(7))
    numpy.save(FILES / "empty.npy", numpy.zeros((0, 5), numpy.float32))
    numpy.save(FILES / "one-hot.npy", numpy.eye(3)[[0, 1, 2, 0, 1, 2]])
    gray = numpy.full((8, 8), 128 * 257, numpy.uint16)
    Image.fromarray(gray).save(FILES / "gray-128-16-bits.png")
    y, x = numpy.indices((48, 56))
    smooth = numpy.stack([4 * x, 4 * y, 2 * x + 2 * y], axis=-1).astype(numpy.uint8)
    Image.fromarray(smooth).save(FILES / "smooth.jpg", quality=95)


def write_anndata() -> None:
    """Counts v[n, d] = (3n + 7d) mod 5 of ten cells and four genes as scanpy keeps them: sparse by rows or by columns, dense in
    compressed chunks, a layer, types with a missing one, a number and a name for each cell."""
    import anndata

    counts = ((3 * numpy.arange(10)[:, None] + 7 * numpy.arange(4)) % 5).astype(numpy.float32)
    types = pandas.Categorical(["T cell", "B cell", None, "T cell", "NK", "T cell", "B cell", "NK", "T cell", "B cell"])
    obs = pandas.DataFrame(
        {"type": types, "batch": numpy.arange(10) % 2, "donor": [f"d{n % 3}" for n in range(10)]},
        index=[f"cell{n}" for n in range(10)])
    var = pandas.DataFrame(index=["CD3E", "CD19", "NKG7", "LYZ"])
    for name, matrix in {
        "rows": scipy.sparse.csr_matrix(counts), "columns": scipy.sparse.csc_matrix(counts), "dense": counts,
    }.items():
        cells = anndata.AnnData(matrix, obs=obs, var=var)
        cells.layers["double"] = 2 * matrix
        cells.write_h5ad(FILES / f"cells-{name}.h5ad", compression="gzip" if name != "columns" else None)


if __name__ == "__main__":
    FILES.mkdir(exist_ok=True)
    write_matlab()
    write_arrays()
    write_pictures()
    write_own()
    write_anndata()
