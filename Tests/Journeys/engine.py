"""Models that run: the real engine, and the sample Hub's small GGUF model."""

import os
import shutil
from pathlib import Path

import pytest
from house import REPOSITORY, SAMPLES, House

WRITER = "roost-samples/tiny-writer-gguf"
#: Its weights in each quantisation that it has.
QUANTISATIONS = ["F16", "Q8_0", "Q4_0"]
PYTHON = Path(os.environ.get("ROOST_ENGINE_PYTHON", REPOSITORY / ".venv-engine" / "bin" / "python"))


def require_engine():
    found = os.environ.get("LLAMA_SERVER") or shutil.which("llama-server") or PYTHON.exists()
    assert found, "there is no llama.cpp: run scripts/engine"


def know(house: House) -> House:
    """Has the house know the engine."""
    require_engine()
    house.env |= {"ROOST_ENGINE_PYTHON": str(PYTHON), "ROOST_THREADS": "1"}
    if "LLAMA_SERVER" in os.environ:
        house.env["LLAMA_SERVER"] = os.environ["LLAMA_SERVER"]
    return house


def prepare(house: House) -> House:
    """Has the house know the engine, and the model in every quantisation."""
    know(house).pull(f"file://{SAMPLES / WRITER}", "--all")
    return house


def processes(house: House) -> list[int]:
    """Of the engines of a home, by the notes it keeps of them."""
    folder = house.home / "engines"
    return sorted(int(each.name.split(".")[0]) for each in folder.iterdir()) if folder.exists() else []


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
