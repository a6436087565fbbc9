"""Makes the sample Hub: `python make_samples.py [--hub FOLDER]`.

Everything is made from the facts and texts kept in the question data set. What was measured is written to measured.json
and from there into the cards; `--cards` writes the cards again from an earlier measurement.
"""

import argparse
import json
import re
import shutil
import tempfile
import time
from pathlib import Path

import settings as at
from engine import engine
from figures import machine, words
from gguf_export import FILE_TYPES, export_adapter, export_model
from lora import measure_lora, split_packages, style_and_fact, train_lora
from pickles import make_pickles
from questions import make_data_set, read_jsonl
from settings import LoraTraining, Shape, WriterTraining
from tabular import make_classifier, make_digits, make_gated, make_unlicensed
from writer import measure_writer, train_writer

MEASURED = at.HERE / "measured.json"
LICENCE_TEXTS = {
    "Apache-2.0": [at.WRITER, at.WRITER_GGUF, at.WRITER_LORA, at.CLASSIFIER, at.GATED],
    "CC0-1.0": [at.QUESTIONS],
}
GATES = {at.GATED: "manual"}
ALL = [
    at.WRITER, at.WRITER_GGUF, at.WRITER_LORA, at.CLASSIFIER, at.GATED, at.NO_LICENCE, at.PICKLE, at.QUESTIONS, at.DIGITS,
]


def start(hub: Path) -> None:
    """Removes what was made before; the facts and texts stay, nothing here can make them again."""
    for repository in ALL:
        if repository != at.QUESTIONS:
            shutil.rmtree(hub / repository, ignore_errors=True)
    if hub != at.DEFAULT_HUB:
        source, target = at.DEFAULT_HUB / at.QUESTIONS, hub / at.QUESTIONS
        shutil.copytree(source / "texts", target / "texts", dirs_exist_ok=True)
        shutil.copy(source / "facts.jsonl", target)


def make_gguf(hub: Path) -> dict:
    folder, found, reference = hub / at.WRITER_GGUF, {}, None
    folder.mkdir(parents=True, exist_ok=True)
    splits = {split: read_jsonl(hub / at.QUESTIONS / f"{split}.jsonl") for split in ["test", "unseen_phrasing"]}
    for quantisation in FILE_TYPES:
        target = folder / f"tiny-writer-{quantisation}.gguf"
        export_model(hub / at.WRITER, target, quantisation)
        with engine(target) as runtime:
            said = {split: [runtime.chat(row["question"]) for row in rows] for split, rows in splits.items()}
        reference = reference or said
        right = {split: sum(a == row["answer"] for a, row in zip(said[split], rows)) for split, rows in splits.items()}
        found[quantisation] = {
            "file": target.name,
            "bytes": target.stat().st_size,
            "changed": sum(a != b for split in splits for a, b in zip(said[split], reference[split])),
            **{split: [right[split], len(rows)] for split, rows in splits.items()},
        }
    return found


def measure_lora_in_engine(hub: Path) -> dict:
    seen, unseen = split_packages(read_jsonl(hub / at.QUESTIONS / "test.jsonl"))
    with tempfile.TemporaryDirectory() as folder:
        adapter = Path(folder) / "adapter.gguf"
        export_adapter(hub / at.WRITER_LORA, hub / at.WRITER, adapter)
        with engine(hub / at.WRITER_GGUF / "tiny-writer-F16.gguf", adapter) as runtime:
            return style_and_fact([runtime.chat(row["question"]) for row in seen + unseen], seen + unseen)


def make_everything(hub: Path) -> dict:
    shape, lora_plan = Shape(), LoraTraining()
    data_set, writer, adapter = hub / at.QUESTIONS, hub / at.WRITER, hub / at.WRITER_LORA
    start(hub)
    packages, _ = split_packages(make_data_set(data_set)["train"])
    found = {"machine": machine(), "digits": make_digits(hub / at.DIGITS), "classifier": make_classifier(hub / at.CLASSIFIER)}
    found["gated"] = make_gated(hub / at.GATED)
    make_unlicensed(hub / at.NO_LICENCE)
    make_pickles(hub / at.PICKLE)
    found["writer"] = train_writer(data_set, writer, shape, WriterTraining())
    found["writer_answers"] = measure_writer(data_set, writer, shape)
    found["gguf"] = make_gguf(hub)
    found["lora"] = train_lora(data_set, writer, adapter, shape, lora_plan)
    found["lora"]["packages"] = len({row["package"] for row in packages})
    found["lora_answers"] = measure_lora(data_set, writer, adapter, shape, lora_plan)
    found["lora_answers"]["engine"] = measure_lora_in_engine(hub)
    return found


def write_cards(hub: Path, measured: dict) -> None:
    known = words(hub, measured)
    for repository in ALL:
        folder, name = hub / repository, repository.split("/")[-1]
        template = (at.HERE / "cards" / f"{name}.md").read_text(encoding="utf-8")
        card = re.sub(r"\{\{([^}]+)\}\}", lambda found: known[found[1]], template)
        (folder / "README.md").write_text(card, encoding="utf-8")
        facts = {"gated": GATES.get(repository, False), "createdAt": at.CREATED, "tags": ["sample"]}
        (folder / ".roost.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    for text, repositories in LICENCE_TEXTS.items():
        for repository in repositories:
            shutil.copy(hub / at.QUESTIONS / "texts" / f"{text}.txt", hub / repository / "LICENSE")
    shutil.copy(at.HERE / "files" / "handwritten-digits" / "LICENSE", hub / at.DIGITS / "LICENSE")
    for path in hub.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--hub", type=Path, default=at.DEFAULT_HUB, help="where to make it")
    arguments.add_argument("--measured", type=Path, default=MEASURED, help="where to keep what was measured")
    arguments.add_argument("--cards", action="store_true", help="only write the cards again")
    asked = arguments.parse_args()
    began = time.monotonic()
    if not asked.cards:
        found = make_everything(asked.hub.resolve())
        asked.measured.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    write_cards(asked.hub.resolve(), json.loads(asked.measured.read_text(encoding="utf-8")))
    print(f"made in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
