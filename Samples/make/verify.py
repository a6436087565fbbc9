"""Reads the sample Hub with other people's loaders and prints a table: `python verify.py [--hub FOLDER]`."""

import argparse
import io
import json
import pickletools
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import gguf
import numpy
from safetensors import safe_open

import settings as at
from cards_check import card_problems, make_cache, run_snippets, text_problems
from engine import engine
from questions import read_jsonl
from tokens import prompt

SIZE_LIMIT = 8_000_000
FREE_PROMPTS = ["Once upon a time", "The licensee may", "Hello, my name is", "{", "Ünïcödé 日本 🐦"]
SAMPLE = ["Hello!  two spaces\n\ttab", "What is the licence of libyaml-0-2?", "Ünïcödé 日本 🐦", "GPL-2+ 'quoted' 1234"]


class Checks:
    def __init__(self):
        self.rows: list[tuple[bool, str, str]] = []

    def run(self, name: str, check: Callable[[], str]) -> None:
        try:
            self.rows.append((True, name, check()))
        except Exception as problem:  # a check that breaks is a check that fails
            self.rows.append((False, name, f"{type(problem).__name__}: {problem}"))
        passed, _, found = self.rows[-1]
        print(f"{'ok  ' if passed else 'FAIL'}  {name:44} {found}", flush=True)


def expect(condition: bool, message: str) -> None:
    if not condition:
        raise ValueError(message)


def safetensors_files(hub: Path) -> str:
    count = values = 0
    for path in sorted(hub.rglob("*.safetensors")):
        with safe_open(path, "numpy") as file:
            for name in file.keys():
                tensor = file.get_tensor(name)
                expect(bool(numpy.isfinite(tensor).all()), f"{path.name}: {name} is not finite")
                values += tensor.size
        count += 1
    return f"{count} files, {values:,} values, all finite"


def tokenizer_and_config(hub: Path) -> str:
    from tokenizers import Tokenizer
    from transformers import AutoConfig, AutoTokenizer

    folder = hub / at.WRITER
    config = AutoConfig.from_pretrained(folder)
    theirs, ours = AutoTokenizer.from_pretrained(folder), Tokenizer.from_file(str(folder / "tokenizer.json"))
    for text in SAMPLE:
        expect(theirs.encode(text, add_special_tokens=False) == ours.encode(text).ids, f"tokens of {text!r} differ")
        expect(theirs.decode(ours.encode(text).ids) == text, f"{text!r} does not survive")
    chat = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hello"}]
    rendered = theirs.apply_chat_template(chat, add_generation_prompt=True, tokenize=False)
    expect(rendered == prompt("Hello", "Be brief."), "the chat template renders otherwise than training did")
    return f"{type(config).__name__}, {type(theirs).__name__}, {len(theirs)} tokens, template as trained"


def transformers_model(hub: Path) -> str:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    from writer import load_writer

    torch.set_num_threads(1)
    folder = hub / at.WRITER
    theirs = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    ours, _ = load_writer(folder, at.Shape())
    tokenizer = AutoTokenizer.from_pretrained(folder)
    rows = read_jsonl(hub / at.QUESTIONS / "test.jsonl")[:40]
    difference = 0.0
    with torch.no_grad():
        for row in rows:
            ids = tokenizer(prompt(row["question"]), return_tensors="pt")["input_ids"]
            difference = max(difference, (theirs(ids).logits - ours(ids)).abs().max().item())
    expect(difference < 1e-3, f"logits differ by {difference}")
    return f"logits equal ours to {difference:.1e} on {len(rows)} prompts"


def gguf_file(hub: Path, quantisation: str) -> str:
    path = hub / at.WRITER_GGUF / f"tiny-writer-{quantisation}.gguf"
    reader = gguf.GGUFReader(path)
    wanted = ["general.license", "general.base_model.0.name", "tokenizer.chat_template", "llama.context_length"]
    expect(all(key in reader.fields for key in wanted), "a key is missing")
    measured = json.loads((at.HERE / "measured.json").read_text())["gguf"][quantisation]
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(hub / at.WRITER / "tokenizer.json"))
    with engine(path) as runtime:
        for text in SAMPLE:
            expect(runtime.post("/tokenize", {"content": text})["tokens"] == tokenizer.encode(text).ids, f"tokens of {text!r}")
        found = {}
        for split in ["test", "unseen_phrasing"]:
            rows = read_jsonl(hub / at.QUESTIONS / f"{split}.jsonl")
            found[split] = [sum(runtime.chat(row["question"]) == row["answer"] for row in rows), len(rows)]
            expect(found[split] == measured[split], f"{split}: card says {measured[split]}, found {found[split]}")
        for text in FREE_PROMPTS:
            said = runtime.complete(text)
            printable = all(letter.isprintable() or letter in "\n\t" for letter in said) and "\ufffd" not in said
            expect(printable and said.strip() != "", f"{text!r} -> {said!r}")
    return ", ".join(f"{split} {right}/{asked}" for split, (right, asked) in found.items()) + ", free text printable"


def classifier_reproduces(hub: Path) -> str:
    folder = hub / at.CLASSIFIER
    with tempfile.TemporaryDirectory() as target:
        subprocess.run([sys.executable, "-B", str(folder / "train.py"), target], check=True, capture_output=True)
        for name in ["model.safetensors", "metrics.json", "config.json"]:
            expect((Path(target) / name).read_bytes() == (folder / name).read_bytes(), f"{name} differs")
    return "train.py makes the same three files again, byte for byte"


def pickles(hub: Path) -> str:
    """Disassembled, never loaded."""
    folder = hub / at.PICKLE
    with zipfile.ZipFile(folder / "pytorch_model.bin") as archive:
        contents = {"model.pkl": (folder / "model.pkl").read_bytes(), "pytorch_model.bin": archive.read("archive/data.pkl")}
    found = []
    for name, content in contents.items():
        pickletools.dis(content, io.StringIO())
        opcodes = [opcode.name for opcode, _, _ in pickletools.genops(content)]
        expect("REDUCE" in opcodes and {"GLOBAL", "STACK_GLOBAL"} & set(opcodes) != set(), f"{name} calls nothing")
        found.append(f"{name} {' '.join(opcodes)}")
    return "; ".join(found)


def all_files(hub: Path) -> str:
    files = [path for path in hub.rglob("*") if path.is_file()]
    total = sum(path.stat().st_size for path in files)
    expect(total <= SIZE_LIMIT, f"{total:,} bytes")
    problems = text_problems(hub)
    expect(not problems, "; ".join(problems[:5]))
    return f"{len(files)} files, {total:,} bytes, text is UTF-8 without machine paths"


def cards(hub: Path) -> str:
    repositories = sorted(str(path.parent.relative_to(hub)) for path in hub.rglob("README.md"))
    problems = [f"{name}: {problem}" for name in repositories for problem in card_problems(hub, name)]
    expect(not problems, "; ".join(problems))
    return f"{len(repositories)} cards, what they name exists"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--hub", type=Path, default=at.DEFAULT_HUB)
    hub = arguments.parse_args().hub.resolve()
    checks = Checks()
    checks.run("files", lambda: all_files(hub))
    checks.run("cards", lambda: cards(hub))
    checks.run("safetensors", lambda: safetensors_files(hub))
    checks.run("tiny-writer: AutoConfig, AutoTokenizer", lambda: tokenizer_and_config(hub))
    checks.run("tiny-writer: AutoModelForCausalLM", lambda: transformers_model(hub))
    for quantisation in ["F16", "Q8_0", "Q4_0"]:
        checks.run(f"tiny-writer-{quantisation}.gguf in llama.cpp", lambda: gguf_file(hub, quantisation))
    checks.run("tiny-classifier: train.py", lambda: classifier_reproduces(hub))
    checks.run("pickle-model: pickletools", lambda: pickles(hub))
    with tempfile.TemporaryDirectory() as cache:
        make_cache(hub, Path(cache))
        for repository in [at.WRITER, at.WRITER_GGUF, at.WRITER_LORA, at.CLASSIFIER, at.GATED]:
            checks.run(f"snippet of {repository}", lambda: " | ".join(run_snippets(hub, repository, Path(cache))))
    sys.exit(0 if all(passed for passed, _, _ in checks.rows) else 1)


if __name__ == "__main__":
    main()
