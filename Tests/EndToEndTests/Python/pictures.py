"""Writes the objects of COIL-20 as a person has them: a folder of PNG files for each object, and one view of each apart.

python3 pictures.py coil20_32x32.npz FOLDER  makes FOLDER/objects/obj1/obj1__0.png … and FOLDER/new/obj1__71.png …
"""

import ast
import struct
import sys
import zipfile
import zlib
from pathlib import Path


def array(archive, name):
    """A NumPy array's header and bytes."""
    data = archive.read(name + ".npy")
    end = 10 + struct.unpack("<H", data[8:10])[0]
    return ast.literal_eval(data[10:end].decode().strip()), data[end:]


def png(width, gray):
    """A picture of one byte a pixel."""
    rows = b"".join(b"\0" + gray[at:at + width] for at in range(0, len(gray), width))
    head = struct.pack(">IIBBBBB", width, len(gray) // width, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts)


def main(source, folder):
    with zipfile.ZipFile(source) as archive:
        header, data = array(archive, "x")
        labels = array(archive, "y")[1]
    assert header["fortran_order"] and header["descr"] == "<f4"
    count, height, width = header["shape"]
    values, seen = memoryview(data).cast("f"), [0] * 20
    for index, label in enumerate(labels):
        gray = bytes(
            round(255 * values[index + count * (row + height * column)]) for row in range(height) for column in range(width))
        name, view = f"obj{label + 1}", seen[label]
        seen[label] += 1
        place = folder / "new" if view == 71 else folder / "objects" / name
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{name}__{view}.png").write_bytes(png(width, gray))


main(sys.argv[1], Path(sys.argv[2]))
