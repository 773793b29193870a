"""Makes the wheel: the program with its libraries, fonts, completions and kernel, and the Python package.

The program is a script of the wheel, its libraries lie in lib/gmvae beside bin, under names of their own, so that no
library of the machine or of another package takes their place. Everything but glibc is inside.
"""

import base64
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time
import zipfile

ROOT, STAGE, VERSION, TARGET = sys.argv[1:]
ROOT, STAGE = pathlib.Path(ROOT), pathlib.Path(STAGE)
TAG = "py3-none-manylinux_2_36_x86_64"
DATA = f"gmvae-{VERSION}.data"
INFO = f"gmvae-{VERSION}.dist-info"
LIBC = re.compile(r"(ld-linux.*|linux-vdso|lib(c|m|dl|rt|pthread|util|resolv|mvec|anl))\.so.*")
LOADED_LATER = "libzmq.so.5"  # by the kernel, under this name
TIME = time.gmtime(max(int(os.environ["SOURCE_DATE_EPOCH"]), 315532800))[:6]
EXECUTABLE = 0o755


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def libraries(path):
    """The libraries that a file needs, with those that these need, by their names."""
    found = re.findall(r"^\s*(\S+) => (/\S+)", output("ldd", str(path)), re.M)
    return {name: pathlib.Path(os.path.realpath(place)) for name, place in found if not LIBC.fullmatch(name)}


def vendor(program, folder):
    """Copies the program's libraries into a folder under new names, and tells all of them these names."""
    tool = str(STAGE.parent / "tools/bin/patchelf")
    late = next(pathlib.Path(line.split()[-1]) for line in output("/sbin/ldconfig", "-p").splitlines() if LOADED_LATER in line)
    needed = libraries(program) | libraries(late)
    names = {}
    for name, path in sorted(needed.items()):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
        stem, end = name.split(".so", 1)
        names[name] = f"{stem}-{digest}.so{end}"
        shutil.copyfile(path, folder / names[name])
    shutil.copyfile(os.path.realpath(late), folder / LOADED_LATER)
    for file in sorted(folder.iterdir()) + [program]:
        own = output(tool, "--print-needed", str(file)).split()
        changes = [word for name in own if name in names for word in ("--replace-needed", name, names[name])]
        named = [] if file == program or file.name == LOADED_LATER else ["--set-soname", file.name]
        rpath = "$ORIGIN/../lib/gmvae" if file == program else "$ORIGIN"
        subprocess.run([tool, *changes, *named, "--set-rpath", rpath, str(file)], check=True)
        file.chmod(EXECUTABLE)
    return sorted({*needed.values(), pathlib.Path(os.path.realpath(late))})


def licenses(files):
    """The licences of what is inside, by the Debian packages that the libraries and fonts come from."""
    packages = {}
    for file in files:
        candidates = [str(file), str(file).replace("/usr/lib/", "/lib/", 1)]
        found = next((line for place in candidates for line in dpkg_owner(place)), None)
        if found:
            packages.setdefault(found, []).append(file.name)
    return {name: (pathlib.Path(f"/usr/share/doc/{name}/copyright").read_bytes(), kept) for name, kept in packages.items()}


def dpkg_owner(path):
    run = subprocess.run(["dpkg", "-S", path], capture_output=True, text=True)
    return [line.split(":")[0] for line in run.stdout.splitlines()[:1]]


def version(package):
    """What Debian calls the version, by which its source is found."""
    return output("dpkg-query", "-W", "-f", "${Version}\n", package).splitlines()[0]


def notice(found):
    lines = [
        "gmvae is free software under the GPL, version 3 or later, as a whole, because of GNU readline; see LICENSE.",
        "",
        "Inside of the program: the runtime and the libraries of Swift, and swift-argument-parser, both by Apple Inc. and",
        "the Swift project authors, Apache License 2.0 with the Runtime Library Exception (https://swift.org/LICENSE.txt).",
        "",
        "Beside it, from Debian packages whose copyright files are here under their names:",
        *[f"  {name} {version(name)}: {', '.join(sorted(kept))}" for name, (_, kept) in sorted(found.items())],
        "",
        "Their sources: https://sources.debian.org. The source of gmvae comes with it where you got this file.",
    ]
    return "\n".join(lines) + "\n"


def metadata(readme):
    return f"""Metadata-Version: 2.4
Name: gmvae
Version: {VERSION}
Summary: A notebook shell for Gaussian-mixture variational autoencoders, and its models in NumPy
License-Expression: GPL-3.0-or-later
License-File: LICENSE
License-File: NOTICE
Requires-Python: >=3.8
Requires-Dist: numpy>=1.20
Provides-Extra: pandas
Requires-Dist: pandas; extra == 'pandas'
Description-Content-Type: text/markdown

{readme}"""


KERNEL = """{"argv":["python","-m","gmvae","kernel","{connection_file}"],"display_name":"gmvae","language":"gmvae",\
"interrupt_mode":"signal","metadata":{"debugger":false}}
"""


def contents():
    """Every file of the wheel: its name, its bytes, and whether it is a program."""
    files = {}
    work = STAGE / "wheel"
    libs = work / "lib"
    libs.mkdir(parents=True)
    program = work / "gmvae"
    shutil.copyfile(STAGE / "gmvae", program)
    sources = vendor(program, libs)
    files[f"{DATA}/scripts/gmvae"] = (program.read_bytes(), True)
    files[f"{DATA}/scripts/gmvae-fetch-data"] = ((ROOT / "Scripts/fetch-data").read_bytes(), True)
    for library in sorted(libs.iterdir()):
        files[f"{DATA}/data/lib/gmvae/{library.name}"] = (library.read_bytes(), True)
    fonts = [pathlib.Path(f"/usr/share/fonts/truetype/dejavu/{name}.ttf") for name in ("DejaVuSans", "DejaVuSans-Bold")]
    share = f"{DATA}/data/share"
    plain = {f"{share}/gmvae/fonts/{font.name}": font.read_bytes() for font in fonts}
    plain[f"{share}/gmvae/fonts.conf"] = (ROOT / "Scripts/packaging/fonts.conf").read_bytes()
    plain[f"{share}/man/man1/gmvae.1"] = (ROOT / "Scripts/packaging/gmvae.1").read_bytes()
    plain[f"{share}/jupyter/kernels/gmvae/kernel.json"] = KERNEL.encode()
    plain[f"{share}/jupyter/kernels/gmvae/logo-svg.svg"] = logo()
    for shell, place in (("bash", "bash-completion/completions/gmvae"), ("zsh", "zsh/site-functions/_gmvae"),
                         ("fish", "fish/vendor_completions.d/gmvae.fish")):
        plain[f"{share}/{place}"] = (STAGE / f"completion.{shell}").read_bytes()
    for source in sorted((ROOT / "Sources/Python/gmvae").glob("*")):
        if source.is_file():
            plain[f"gmvae/{source.name}"] = source.read_bytes()
    found = licenses(sources + fonts)
    plain[f"{INFO}/licenses/LICENSE"] = (ROOT / "LICENSE").read_bytes()
    plain[f"{INFO}/licenses/NOTICE"] = notice(found).encode()
    for name, (text, _) in found.items():
        plain[f"{INFO}/licenses/{name}.txt"] = text
    plain[f"{INFO}/METADATA"] = metadata((ROOT / "Sources/Python/README.md").read_text()).encode()
    plain[f"{INFO}/WHEEL"] = f"Wheel-Version: 1.0\nGenerator: gmvae\nRoot-Is-Purelib: false\nTag: {TAG}\n".encode()
    files.update({name: (content, False) for name, content in plain.items()})
    return files


def logo():
    """The picture of the kernel, as the program installs it."""
    folder = STAGE / "kernel"
    subprocess.run([str(STAGE / "gmvae"), "kernel", "install", "--prefix", str(folder)], check=True, stdout=subprocess.DEVNULL)
    return (folder / "share/jupyter/kernels/gmvae/logo-svg.svg").read_bytes()


def write(path, files):
    record = ""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as wheel:
        for name, (content, is_program) in sorted(files.items()):
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            record += f"{name},sha256={digest},{len(content)}\n"
            add(wheel, name, content, is_program)
        add(wheel, f"{INFO}/RECORD", (record + f"{INFO}/RECORD,,\n").encode(), False)


def add(wheel, name, content, is_program):
    entry = zipfile.ZipInfo(name, TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = (0o100000 | (EXECUTABLE if is_program else 0o644)) << 16
    wheel.writestr(entry, content)


def main():
    files = contents()
    path = pathlib.Path(TARGET) / f"gmvae-{VERSION}-{TAG}.whl"
    write(path, files)
    print(f"{path}  {path.stat().st_size / 1e6:.1f} MB, {sum(len(content) for content, _ in files.values()) / 1e6:.0f} MB unpacked")


main()
