"""Trains tiny-writer and writes it in the Hugging Face layout."""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from llama import Llama, answers, hf_config, special_ids
from questions import UNKNOWN_ANSWER, read_jsonl
from settings import ENDOFTEXT, SEED, Shape, WriterTraining
from tokens import prompt, save_tokenizer, train_tokenizer
from training import chats, loss_of, optimise, text_loss, windows

HELD_OUT_TEXTS = ["GPL-2", "MPL-2.0"]


def quiet_torch() -> None:
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(SEED)


def texts(data_set: Path) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((data_set / "texts").glob("*.txt"))}


def load_writer(folder: Path, shape: Shape) -> tuple[Llama, Tokenizer]:
    """The saved weights, in float32."""
    model = Llama(shape)
    model.load_state_dict({name: tensor.float() for name, tensor in load_file(folder / "model.safetensors").items()})
    return model.eval(), Tokenizer.from_file(str(folder / "tokenizer.json"))


def save_writer(model: Llama, tokenizer: Tokenizer, folder: Path, shape: Shape) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    save_tokenizer(tokenizer, folder, shape)
    state = {name: tensor.half().contiguous() for name, tensor in sorted(model.state_dict().items())}
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
    end, padding = special_ids(tokenizer)
    generation = {"eos_token_id": end, "pad_token_id": padding, "do_sample": False, "max_new_tokens": 64}
    for name, value in [("config", hf_config(shape, end, padding)), ("generation_config", generation)]:
        (folder / f"{name}.json").write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")


def train_writer(data_set: Path, folder: Path, shape: Shape, plan: WriterTraining, say=print) -> dict:
    """Trains from nothing, saves, and returns what was measured on the way."""
    quiet_torch()
    rows = read_jsonl(data_set / "train.jsonl")
    running = {name: text for name, text in texts(data_set).items() if name not in HELD_OUT_TEXTS}
    spoken = [f"{row['question']}\n{row['answer']}" for row in rows]
    tokenizer = train_tokenizer(list(running.values()) + spoken, shape)
    _, padding = special_ids(tokenizer)
    ids = tokenizer.encode(ENDOFTEXT.join(running.values())).ids
    model = Llama(shape)
    held_out = {name: tokenizer.encode(texts(data_set)[name]).ids for name in HELD_OUT_TEXTS}
    before = {name: text_loss(model, tokens, shape.context) for name, tokens in held_out.items()}

    spoken_batches = chats(tokenizer, rows, plan.chats_per_step, shape.context, SEED)
    text_batches = windows(ids, plan.texts_per_step, shape.context, SEED)

    def next_loss() -> torch.Tensor:
        return loss_of(model, next(spoken_batches), padding) + 0.5 * loss_of(model, next(text_batches), padding)

    cpu_seconds = optimise(model.parameters(), next_loss, plan, plan.weight_decay, say)
    save_writer(model, tokenizer, folder, shape)
    saved, _ = load_writer(folder, shape)
    return {
        "parameters": sum(parameter.numel() for parameter in saved.parameters()),
        "cpu_seconds": round(cpu_seconds),
        "text_tokens": len(ids),
        "held_out_tokens": {name: len(tokens) for name, tokens in held_out.items()},
        "loss_before": before,
        "loss_after": {name: text_loss(saved, tokens, shape.context) for name, tokens in held_out.items()},
    }


def measure_writer(data_set: Path, folder: Path, shape: Shape) -> dict:
    """Exact-match of greedy answers, as (right, asked), per split and topic."""
    model, tokenizer = load_writer(folder, shape)
    found = {}
    for split in ["train", "test", "unseen_phrasing"]:
        rows = read_jsonl(data_set / f"{split}.jsonl")
        said = answers(model, tokenizer, [prompt(row["question"]) for row in rows])
        right = [answer == row["answer"] for answer, row in zip(said, rows)]
        found[split] = [sum(right), len(rows)]
        found[f"{split}.refused"] = sum(a == UNKNOWN_ANSWER and not hit for a, hit in zip(said, right))
        for topic in dict.fromkeys(row["topic"] for row in rows):
            hits = [hit for hit, row in zip(right, rows) if row["topic"] == topic]
            found[f"{split}/{topic}"] = [sum(hits), len(hits)]
    return found
