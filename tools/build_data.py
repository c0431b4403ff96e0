"""Rebuild the embedded data of `course/data` from packages of the Python package index.

    python tools/build_data.py           write the files
    python tools/build_data.py --check   rebuild in a temporary folder and compare

Each entry of `SOURCES` names a wheel, the file in it with its SHA-256, and the file that we make from it. The
wheels come from the index that pip is configured with, and nothing in them is run. Exit status: 0, all is as
declared; 1, a named difference; 2, pip could not download.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "course" / "data"


class Difference(Exception):
    """Something is not as declared."""


class DownloadFailed(Exception):
    """Pip could not download a wheel."""


@dataclass(frozen=True)
class Source:
    """One embedded file and where it comes from.

    Parameters
    ----------
    package, version : str
        The wheel, as pip names it.
    member, sha256 : str
        The file inside the wheel, and the SHA-256 of its bytes.
    output, output_sha256 : str
        The gzip file in `course/data`, and the SHA-256 of its bytes.
    transform : callable (bytes) -> bytes
        Makes our contents, before gzip, from the file in the wheel.
    """

    package: str
    version: str
    member: str
    sha256: str
    output: str
    output_sha256: str
    transform: Callable[[bytes], bytes]


def normal_lines(text: bytes) -> bytes:
    """End every line, the last one too, with LF.

    >>> normal_lines(b"1,2\\r\\n3,4")
    b'1,2\\n3,4\\n'
    """
    return b"".join(line + b"\n" for line in text.splitlines())


def unpacked_lines(data: bytes) -> bytes:
    """Decompress, then as `normal_lines`."""
    return normal_lines(gzip.decompress(data))


def halved_grey(png: bytes) -> bytes:
    """Read a grey picture of even sides and average its blocks of 2 × 2, rounded half up; return the pixels."""
    import numpy as np
    from PIL import Image

    pixels = np.asarray(Image.open(io.BytesIO(png)), dtype=np.int64)  # (H, W), 0 … 255
    blocks = pixels.reshape(pixels.shape[0] // 2, 2, pixels.shape[1] // 2, 2).sum(axis=(1, 3))
    return ((blocks + 2) // 4).astype(np.uint8).tobytes()


SOURCES = (
    Source(
        package="EvoCluster",
        version="1.0.6",
        member="EvoCluster/datasets/banknote.csv",
        sha256="d0539aaed2139ba7a587b3e34fb345ce503ff7d5d33dbf9912d8e195ce425cb9",
        output="banknote.csv.gz",
        output_sha256="9b2223f6338f2a102e45a83c2713155ec25909339b08024d7bcebef7e73987cb",
        transform=normal_lines,
    ),
    Source(
        package="scikit-learn",
        version="1.9.1",
        member="sklearn/datasets/data/digits.csv.gz",
        sha256="09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22",
        output="digits.csv.gz",
        output_sha256="e31b7ccbf8cc2b158de948b1bb7a67bf39a856fb064b3aa8ef489f12a2dc4b63",
        transform=unpacked_lines,
    ),
    Source(
        package="scikit-image",
        version="0.26.0",
        member="skimage/data/camera.png",
        sha256="b0793d2adda0fa6ae899c03989482bff9a42d3d5690fc7e3648f2795d730c23a",
        output="photo.gz",
        output_sha256="fb8abb6501bce73b8b3c8e0de5ba26b2ba20567492dc4ab825f0f4bea567ad77",
        transform=halved_grey,
    ),
)


def sha256(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def demand_sha256(what: str, data: bytes, expected: str) -> None:
    """Raise `Difference` unless the bytes have the declared SHA-256."""
    if (got := sha256(data)) != expected:
        raise Difference(f"{what}: SHA-256 is {got}, declared is {expected}")


def download(source: Source, folder: Path) -> Path:
    """Download the wheel into a folder and return its path."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--disable-pip-version-check"]
    wanted = f"{source.package}=={source.version}"
    # wheels only: to look at a source distribution, pip would run its setup.py
    command = [*pip, "--no-deps", "--only-binary=:all:", "--retries=2", "--dest", str(folder), wanted]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    wheels = list(folder.glob("*.whl"))
    if done.returncode != 0 or len(wheels) != 1:
        raise DownloadFailed(f"{wanted}: pip could not download the wheel\n{done.stderr.strip()}")
    return wheels[0]


def packed(data: bytes) -> bytes:
    """Compress with gzip, without a time stamp or a file name in the header."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=buffer, mode="wb", compresslevel=9, mtime=0) as file:
        file.write(data)
    return buffer.getvalue()


def contents(source: Source) -> bytes:
    """Make the contents of the embedded file anew from its package."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(download(source, Path(folder))) as wheel:
        if source.member not in wheel.namelist():
            raise Difference(f"{source.package} {source.version}: the wheel has no file {source.member}")
        data = wheel.read(source.member)
    demand_sha256(f"{source.package} {source.version}: {source.member}", data, source.sha256)
    return source.transform(data)


def compare(source: Source, rebuilt: bytes, committed: Path) -> str:
    """Compare rebuilt contents with a committed file; return a line that says what was found.

    The committed file must have its declared SHA-256 and, decompressed, the rebuilt contents. Compressing
    the same contents may give other bytes with another build of zlib; that is said but is no difference.
    """
    if not committed.is_file():
        raise Difference(f"{source.output}: the file is missing")
    data = committed.read_bytes()
    demand_sha256(source.output, data, source.output_sha256)
    if (old := gzip.decompress(data)) != rebuilt:
        lines = enumerate(zip(old.split(b"\n"), rebuilt.split(b"\n"), strict=False), start=1)
        first = next((f"line {n} is {a!r}, rebuilt {b!r}" for n, (a, b) in lines if a != b), "one is longer")
        raise Difference(f"{source.output}: contents differ: {first}")
    same = "the same bytes" if packed(rebuilt) == data else "the same contents, compressed by another zlib"
    return f"{source.output}: {same}, SHA-256 {source.output_sha256}"


def write(source: Source, rebuilt: bytes, target: Path) -> str:
    """Write the embedded file, unless it is there already; return a line that says what was done."""
    if target.is_file() and sha256(target.read_bytes()) == source.output_sha256:
        return compare(source, rebuilt, target)
    data = packed(rebuilt)
    target.write_bytes(data)
    demand_sha256(f"{source.output} (written)", data, source.output_sha256)
    return f"{source.output}: written, SHA-256 {source.output_sha256}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Build or check all files and return the exit status."""
    parser = argparse.ArgumentParser(description="Rebuild the embedded data from their packages.")
    parser.add_argument(
        "--check", action="store_true", help="compare with the committed files, write nothing"
    )
    check = parser.parse_args(arguments).check
    status = 0
    for source in SOURCES:
        try:
            print((compare if check else write)(source, contents(source), DATA / source.output))
        except Difference as difference:
            print(difference, file=sys.stderr)
            status = max(status, 1)
        except DownloadFailed as failure:
            print(failure, file=sys.stderr)
            status = 2
    return status


if __name__ == "__main__":
    sys.exit(main())
