"""`python -m gmvae`: the gmvae program that was installed with this package."""

import os
import shutil
import sys
import sysconfig


def program() -> str:
    """The path of the program: beside this Python, else wherever the shell finds it."""
    places = [sysconfig.get_path("scripts"), sysconfig.get_path("scripts", os.name + "_user")]
    found = [os.path.join(place, "gmvae") for place in places if place]
    path = next((path for path in found if os.access(path, os.X_OK)), None) or shutil.which("gmvae")
    if path is None:
        raise SystemExit("the gmvae program is not installed: pip install gmvae, on Linux with an x86-64 processor")
    return path


if __name__ == "__main__":
    # In the place of this process, so that signals reach the program itself.
    path = program()
    os.execv(path, [path, *sys.argv[1:]])
