"""Checks the cards: they parse, they name what exists, and their Python runs as printed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import yaml

FORBIDDEN = re.compile(r"(?<![\w.])/(?:work|tmp|root|home|Users|opt|mnt)/")
COMMIT = "0" * 40


def front_matter(card: str) -> dict:
    found = re.match(r"---\n(.*?)\n---\n", card, re.DOTALL)
    return yaml.safe_load(found[1]) if found else {}


def listed(value) -> list:
    return value if isinstance(value, list) else [value] if value else []


def card_problems(hub: Path, repository: str) -> list[str]:
    card = (hub / repository / "README.md").read_text(encoding="utf-8")
    said, problems = front_matter(card), []
    problems += [f"no data set {name}" for name in listed(said.get("datasets")) if not (hub / "datasets" / name).is_dir()]
    problems += [f"no base model {name}" for name in listed(said.get("base_model")) if not (hub / name).is_dir()]
    if "{{" in card:
        problems.append("a placeholder is left")
    for result in (entry for index in said.get("model-index", []) for entry in index["results"]):
        values = [metric["value"] for metric in result["metrics"]]
        problems += [f"metric value {value!r}" for value in values if not (isinstance(value, float) and 0 <= value <= 1)]
    for config in said.get("configs", []):
        paths = [entry["path"] for entry in config["data_files"]]
        problems += [f"no file {path}" for path in paths if not (hub / repository / path).is_file()]
    return problems


def text_problems(hub: Path) -> list[str]:
    """Files that should be text and are not UTF-8, or that name a place on somebody's machine."""
    problems = []
    for path in sorted(hub.rglob("*")):
        if path.suffix in {".safetensors", ".gguf", ".pkl", ".bin"} or not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            problems.append(f"{path.relative_to(hub)} is not UTF-8")
            continue
        problems += [f"{path.relative_to(hub)}: {found[0]}" for found in FORBIDDEN.finditer(text)]
    return problems


def make_cache(hub: Path, cache: Path) -> None:
    """The models as `huggingface_hub` keeps them after a download, so that loaders find them offline by name."""
    for card in hub.glob("*/*/README.md"):
        if card.parent.parent.name == "datasets":
            continue
        repository = card.parent
        folder = cache / f"models--{repository.parent.name}--{repository.name}"
        (folder / "refs").mkdir(parents=True)
        (folder / "refs" / "main").write_text(COMMIT)
        (folder / "snapshots").mkdir()
        (folder / "snapshots" / COMMIT).symlink_to(repository.resolve())


def run_snippets(hub: Path, repository: str, cache: Path) -> list[str]:
    """What each Python block of a card prints last; raises if one fails."""
    card = (hub / repository / "README.md").read_text(encoding="utf-8")
    environment = os.environ | {"HF_HUB_CACHE": str(cache), "HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1", "GOMP_SPINCOUNT": "0"}
    printed = []
    for snippet in re.findall(r"```python\n(.*?)```", card, re.DOTALL):
        ran = subprocess.run([sys.executable, "-c", snippet], env=environment, capture_output=True, text=True, timeout=300)
        if ran.returncode != 0:
            raise RuntimeError(f"snippet of {repository}: {ran.stderr.strip().splitlines()[-1:]}")
        printed.append(ran.stdout.strip().splitlines()[-1])
    return printed
