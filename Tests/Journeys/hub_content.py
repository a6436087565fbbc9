"""The files of a test Hub: bytes in memory, files on disk, and large ones that are computed as they are read."""

import hashlib
import random
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Iterator, Protocol

MEBIBYTE = 1 << 20
WEIGHTS = (".safetensors", ".bin", ".gguf", ".pt", ".h5", ".onnx")


class Source(Protocol):
    """Bytes that can be read from anywhere."""

    size: int

    def read(self, start: int, end: int) -> Iterator[bytes]: ...


class Bytes:
    """A small file in memory."""

    def __init__(self, content: bytes):
        self.content = content
        self.size = len(content)

    def read(self, start: int, end: int) -> Iterator[bytes]:
        yield self.content[start:end]


class OnDisk:
    """A file of this machine."""

    def __init__(self, path: Path):
        self.path = path
        self.size = path.stat().st_size

    def read(self, start: int, end: int) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            file.seek(start)
            while start < end and (piece := file.read(min(MEBIBYTE, end - start))):
                start += len(piece)
                yield piece


class Seeded:
    """A large file that is nowhere: the same seed gives the same bytes, and no two mebibytes are equal."""

    def __init__(self, size: int, seed: int = 0, head: bytes = b""):
        self.size = size
        self.seed = seed
        self.head = head

    def read(self, start: int, end: int) -> Iterator[bytes]:
        block = _block(self.seed)
        while start < end:
            index, offset = divmod(start, MEBIBYTE)
            mark = self.head if index == 0 and self.head else index.to_bytes(16, "little")
            whole = mark + block[len(mark) :]
            piece = memoryview(whole)[offset : offset + min(MEBIBYTE - offset, end - start)]
            start += len(piece)
            yield piece


@lru_cache(maxsize=64)
def _block(seed: int) -> bytes:
    return random.Random(seed).randbytes(MEBIBYTE)


@dataclass
class HubFile:
    """A file as the Hub knows it: its bytes, and the names git and LFS give them."""

    source: Source
    lfs: bool

    @classmethod
    def of(cls, path: str, content) -> "HubFile":
        source = content if hasattr(content, "read") else Bytes(content.encode() if isinstance(content, str) else content)
        return cls(source, lfs=path.endswith(WEIGHTS) or source.size > 10 * MEBIBYTE)

    @property
    def size(self) -> int:
        return self.source.size

    @cached_property
    def sha256(self) -> str:
        return self._hash(hashlib.sha256())

    @cached_property
    def git_oid(self) -> str:
        """The name of the blob in git: of an LFS file it is that of the pointer."""
        if not self.lfs:
            return self._hash(hashlib.sha1(b"blob %d\0" % self.size))
        pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize %d\n"
        pointer %= self.sha256.encode(), self.size
        return hashlib.sha1(b"blob %d\0" % len(pointer) + pointer).hexdigest()

    @property
    def etag(self) -> str:
        return self.sha256 if self.lfs else self.git_oid

    def bytes(self) -> bytes:
        return b"".join(bytes(piece) for piece in self.source.read(0, self.size))

    def equals(self, path: Path) -> bool:
        """Whether a file has these very bytes; never more than a mebibyte of each in memory."""
        if path.stat().st_size != self.size:
            return False
        with path.open("rb") as file:
            return all(file.read(len(piece)) == bytes(piece) for piece in self.source.read(0, self.size))

    def _hash(self, hasher) -> str:
        for piece in self.source.read(0, self.size):
            hasher.update(piece)
        return hasher.hexdigest()
