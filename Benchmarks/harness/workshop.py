"""What every benchmark works with: the program, the tools, a scratch folder in memory, and sizes."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .measure import Launcher

HERE = Path(__file__).resolve().parent.parent
# Of a safetensors file, in bytes.
HEADER = 504


@dataclass
class Workshop:
    roost: Path
    rounds: int
    quick: bool
    with_mlflow: bool
    litellm: bool
    sglang: bool
    scratch: Path
    disk: Path
    launcher: Launcher
    python: Path  # of the peers' environment
    homes: int = 0

    @staticmethod
    def open(options) -> "Workshop":
        scratch = Path(tempfile.mkdtemp(prefix="roost-bench-", dir=options.scratch))
        # Roost notes here which homes there were, and these come and go.
        os.environ["XDG_STATE_HOME"] = str(scratch / "state")
        compiled = scratch / "bin"
        compiled.mkdir()
        for name, libraries in {"measured": [], "receive": ["-lcrypto", "-lpthread"]}.items():
            source = HERE / "reference" / f"{name}.c"
            subprocess.run(["cc", "-O2", "-Wall", "-o", compiled / name, source, *libraries], check=True)
        return Workshop(
            roost=options.roost.resolve(), rounds=options.rounds or (1 if options.quick else 3), quick=options.quick,
            with_mlflow=options.with_mlflow,
            litellm=router("litellm", options.with_litellm), sglang=router("sglang", options.with_sglang), scratch=scratch, disk=options.disk, launcher=Launcher(compiled / "measured", scratch),
            python=peers_python(options.with_mlflow))

    def close(self) -> None:
        shutil.rmtree(self.scratch, ignore_errors=True)

    def size(self, full: int, quick: int) -> int:
        return quick if self.quick else full

    def folder(self, name: str) -> Path:
        """A new empty folder."""
        path = self.scratch / name
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True)
        return path

    def needs(self, megabytes: int) -> None:
        """Refuses before the scratch folder is full."""
        free = shutil.disk_usage(self.scratch).free >> 20
        available = int(next(
            line.split()[1] for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemAvailable"))) >> 10
        if min(free, available) < megabytes:
            raise SystemExit(f"{self.scratch} needs {megabytes} MB and has {min(free, available)}: use --quick or --scratch")

    def home(self) -> Path:
        """Where Roost has never been: it would miss a home that is gone."""
        self.homes += 1
        return self.scratch / f"home{self.homes}"

    @property
    def receive(self) -> Path:
        return self.scratch / "bin" / "receive"

    def peer(self, name: str) -> list[str]:
        return [str(self.python), str(HERE / "peers" / f"{name}.py")]


def peers_python(with_mlflow: bool) -> Path:
    """The interpreter of `.venv-bench`, which is made when it is not there."""
    folder = HERE / ".venv-bench"
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    for wanted in ["requirements.txt"] + (["requirements-mlflow.txt"] if with_mlflow else []):
        stamp = folder / wanted
        if not stamp.exists() or stamp.read_text() != (HERE / wanted).read_text():
            subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", HERE / wanted], check=True)
            shutil.copy(HERE / wanted, stamp)
    return python


def router(name: str, is_wanted: bool) -> bool:
    """Whether a peer of the gateway is measured; each has an environment of its own, for they ask for versions others do not have."""
    folder = HERE / f".venv-{name}"
    if is_wanted and not (folder / "installed").exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", "-r", HERE / f"requirements-{name}.txt"], check=True)
        (folder / "installed").touch()
    return is_wanted


def weights(path: Path, size: int) -> Path:
    """A safetensors file of one tensor, whose bytes no compressor shrinks."""
    path.parent.mkdir(parents=True, exist_ok=True)
    length = size - 8 - HEADER
    header = json.dumps({"weight": {"dtype": "U8", "shape": [length], "data_offsets": [0, length]}}).encode()
    with path.open("wb") as file:
        file.write(HEADER.to_bytes(8, "little") + header.ljust(HEADER))
        for start in range(0, length, 1 << 20):
            file.write(os.urandom(min(length - start, 1 << 20)))
    return path
