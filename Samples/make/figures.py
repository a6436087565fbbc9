"""What was measured, as the words that stand in the cards."""

import platform
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from questions import HELD_OUT_WORDINGS, LICENCE, UNKNOWN_HELD_OUT, UNSEEN, read_jsonl
from settings import DIGITS, QUESTIONS, SEED, LoraTraining, Shape, WriterTraining
from writer import HELD_OUT_TEXTS

PACKAGES = ["torch", "tokenizers", "safetensors", "xllamacpp", "gguf", "numpy", "scikit-learn"]
GGUF_METRIC = """\
  - task:
      type: text-generation
      name: Question answering in free text, {quantisation}
    dataset:
      type: roost-samples/licence-questions
      name: Licence questions
      config: default
      split: {split}
    metrics:
    - type: exact_match
      name: Exact match of {file}, greedy decoding
      value: {share:.4f}"""


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def of(right: int, asked: int) -> str:
    return f"{right} of {asked} ({percent(right / asked)})"


def cpu_name() -> str:
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text().splitlines() if listed.exists() else []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def prefixed(name: str, values: dict) -> dict[str, str]:
    return {f"{name}.{key}": str(value) for key, value in values.items()}


def data_words(hub: Path) -> dict[str, str]:
    folder = hub / QUESTIONS
    facts = read_jsonl(folder / "facts.jsonl")
    licences = {fact["licence"] for fact in facts} - {None}
    texts = len(list((folder / "texts").glob("*.txt")))
    words = {
        "known": sum(fact["licence"] is not None for fact in facts),
        "others": sum(fact["licence"] is None for fact in facts),
        "licences": len(licences),
        "texts": texts,
        "texts_trained": texts - len(HELD_OUT_TEXTS),
        "wordings": len(LICENCE),
        "trained_wordings": len(LICENCE) - HELD_OUT_WORDINGS,
        "unseen_wordings": len(UNSEEN),
        "unknown_held_out": UNKNOWN_HELD_OUT,
    }
    for split in ["train", "test", "unseen_phrasing"]:
        path = folder / f"{split}.jsonl"
        words |= {split: len(read_jsonl(path)), f"{split}_bytes": path.stat().st_size}
    return prefixed("data", words)


def digits_words(hub: Path, sizes: dict) -> dict[str, str]:
    counted = sizes | {"rows": sum(sizes.values())}
    counted |= {f"{split}_bytes": (hub / DIGITS / f"{split}.csv").stat().st_size for split in ["train", "test"]}
    return prefixed("digits", counted)


def writer_words(trained: dict, answered: dict) -> dict[str, str]:
    words = {
        "writer.parameters": f"{trained['parameters']:,}",
        "writer.cpu_seconds": str(trained["cpu_seconds"]),
        "writer.text_tokens": f"{trained['text_tokens']:,}",
    }
    for text in HELD_OUT_TEXTS:
        words[f"writer.held_out.{text}"] = f"{trained['held_out_tokens'][text]:,}"
        words[f"writer.before.{text}"] = f"{trained['loss_before'][text]:.2f}"
        words[f"writer.after.{text}"] = f"{trained['loss_after'][text]:.2f}"
    for name, value in answered.items():
        if isinstance(value, int):
            words[f"writer.{name}"] = str(value)
            continue
        right, asked = value
        words |= {
            f"writer.{name}.of": of(right, asked),
            f"writer.{name}.share": f"{right / asked:.4f}",
            f"writer.{name}.right": str(right),
            f"writer.{name}.asked": str(asked),
            f"writer.{name}.wrong": str(asked - right),
        }
    return words


def gguf_words(files: dict) -> dict[str, str]:
    rows, index = [], []
    for quantisation, measured in files.items():
        shares = " | ".join(of(*measured[split]) for split in ["test", "unseen_phrasing"])
        rows.append(f"| `{measured['file']}` | {measured['bytes']:,} | {shares} | {measured['changed']} |")
        for split in ["test", "unseen_phrasing"]:
            right, asked = measured[split]
            index.append(
                GGUF_METRIC.format(quantisation=quantisation, split=split, file=measured["file"], share=right / asked)
            )
    return {"gguf.table": "\n".join(rows), "gguf.index": "\n".join(index)}


def lora_words(trained: dict, answered: dict) -> dict[str, str]:
    words = prefixed("lora", trained | {"parameters": f"{trained['parameters']:,}"})
    for group, measured in answered.items():
        words |= {f"lora.{group}.{what}": of(*value) for what, value in measured.items()}
    return words


def classifier_words(measured: dict) -> dict[str, str]:
    shares = ["accuracy", "train_accuracy", "shifted_accuracy"]
    worst = min(measured["recall"], key=measured["recall"].get)
    lines = [f"| {digit} | {measured['support'][digit]} | {percent(recall)} |" for digit, recall in measured["recall"].items()]
    words = {name: percent(measured[name]) for name in shares} | {
        "f1_macro": f"{measured['f1_macro']:.4f}",
        "accuracy.raw": f"{measured['accuracy']:.4f}",
        "f1_macro.raw": f"{measured['f1_macro']:.4f}",
        "train_rows": measured["train_rows"],
        "test_rows": measured["test_rows"],
        "seconds": measured["seconds"],
        "worst": f"{worst} (recall {percent(measured['recall'][worst])})",
        "mistakes": ", ".join(f"{what} ({count})" for count, what in measured["commonest_mistakes"]),
        "recall_table": "\n".join(lines),
    }
    return prefixed("classifier", words)


def words(hub: Path, measured: dict) -> dict[str, str]:
    gated = measured["gated"]
    found = {"seed": str(SEED), "machine.cpu": measured["machine"]["cpu"]}
    found |= prefixed("versions", measured["machine"]["versions"])
    found |= prefixed("shape", asdict(Shape())) | prefixed("plan", asdict(WriterTraining()))
    found |= prefixed("lora_plan", asdict(LoraTraining()))
    found |= data_words(hub) | digits_words(hub, measured["digits"])
    found |= writer_words(measured["writer"], measured["writer_answers"]) | gguf_words(measured["gguf"])
    found |= lora_words(measured["lora"], measured["lora_answers"]) | classifier_words(measured["classifier"])
    shares = {"accuracy": percent(gated["accuracy"]), "accuracy.raw": f"{gated['accuracy']:.4f}"}
    return found | prefixed("gated", gated | shares)


def machine() -> dict:
    """The processor and the versions that did the measuring."""
    return {"cpu": cpu_name(), "versions": {name: version(name) for name in PACKAGES}}
