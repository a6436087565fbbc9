"""A LoRA adapter that makes the writer answer in four words, in PEFT's layout."""

import json
import random
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import nn
from torch.nn import functional

from llama import Llama, answers, special_ids
from questions import read_jsonl
from settings import LORA_TARGETS, SEED, WRITER, LoraTraining, Shape
from tokens import prompt
from training import chats, loss_of, optimise
from writer import load_writer, quiet_torch

STYLE = "The licence is {licence}."
HELD_OUT_PACKAGES = 40


class Lora(nn.Module):
    def __init__(self, base: nn.Linear, rank: int, alpha: int):
        super().__init__()
        self.base, self.scale = base.requires_grad_(False), alpha / rank
        self.lora_A = nn.Parameter(torch.empty(rank, base.in_features).normal_(std=base.in_features**-0.5))
        self.lora_B = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.base(x) + self.scale * functional.linear(functional.linear(x, self.lora_A), self.lora_B)


def adapted(model: Llama, plan: LoraTraining) -> dict[str, Lora]:
    """Puts an adapter around every target projection; returns them by HF module name."""
    model.requires_grad_(False)
    found = {}
    for name, module in list(model.named_modules()):
        for target in LORA_TARGETS:
            if hasattr(module, target):
                wrapped = Lora(getattr(module, target), plan.rank, plan.alpha)
                setattr(module, target, wrapped)
                found[f"{name}.{target}"] = wrapped
    return found


def save_adapter(adapters: dict[str, Lora], folder: Path, plan: LoraTraining) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    state = {}
    for name, adapter in adapters.items():
        state[f"base_model.model.{name}.lora_A.weight"] = adapter.lora_A.detach().contiguous()
        state[f"base_model.model.{name}.lora_B.weight"] = adapter.lora_B.detach().contiguous()
    save_file(dict(sorted(state.items())), folder / "adapter_model.safetensors", metadata={"format": "pt"})
    config = {
        "base_model_name_or_path": WRITER,
        "bias": "none",
        "fan_in_fan_out": False,
        "inference_mode": True,
        "lora_alpha": plan.alpha,
        "lora_dropout": 0.0,
        "modules_to_save": None,
        "peft_type": "LORA",
        "r": plan.rank,
        "target_modules": LORA_TARGETS,
        "task_type": "CAUSAL_LM",
    }
    (folder / "adapter_config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def split_packages(rows: list[dict]) -> tuple[list[dict], list[dict]]:
    """(licence questions of the packages the adapter learns from, of those it never sees)."""
    asked = [row for row in rows if row["topic"] == "licence"]
    packages = sorted({row["package"] for row in asked})
    held_out = set(random.Random(SEED).sample(packages, HELD_OUT_PACKAGES))
    return [r for r in asked if r["package"] not in held_out], [r for r in asked if r["package"] in held_out]


def restyled(rows: list[dict]) -> list[dict]:
    return [row | {"answer": STYLE.format(licence=row["licence"])} for row in rows]


def train_lora(data_set: Path, base: Path, folder: Path, shape: Shape, plan: LoraTraining, say=print) -> dict:
    quiet_torch()
    model, tokenizer = load_writer(base, shape)
    adapters = adapted(model, plan)
    seen, _ = split_packages(read_jsonl(data_set / "train.jsonl"))
    batches = chats(tokenizer, restyled(seen), plan.chats_per_step, shape.context, SEED)
    _, padding = special_ids(tokenizer)
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    cpu_seconds = optimise(trained, lambda: loss_of(model, next(batches), padding), plan, 0.0, say)
    save_adapter(adapters, folder, plan)
    return {"parameters": sum(parameter.numel() for parameter in trained), "cpu_seconds": round(cpu_seconds)}


def load_adapted(base: Path, folder: Path, shape: Shape, plan: LoraTraining):
    model, tokenizer = load_writer(base, shape)
    state = load_file(folder / "adapter_model.safetensors")
    for name, adapter in adapted(model, plan).items():
        adapter.lora_A.data = state[f"base_model.model.{name}.lora_A.weight"]
        adapter.lora_B.data = state[f"base_model.model.{name}.lora_B.weight"]
    return model, tokenizer


def style_and_fact(said: list[str], rows: list[dict]) -> dict[str, list[int]]:
    styled = sum(answer.startswith("The licence is ") and answer.endswith(".") for answer in said)
    right = sum(answer == row["answer"] for answer, row in zip(said, restyled(rows)))
    return {"style": [styled, len(rows)], "style_and_fact": [right, len(rows)]}


def measure_lora(data_set: Path, base: Path, folder: Path, shape: Shape, plan: LoraTraining) -> dict:
    model, tokenizer = load_adapted(base, folder, shape, plan)
    seen, unseen = split_packages(read_jsonl(data_set / "test.jsonl"))
    found = {}
    plain, _ = load_writer(base, shape)
    asked = seen + unseen
    found["base"] = style_and_fact(answers(plain, tokenizer, [prompt(row["question"]) for row in asked]), asked)
    for name, rows in [("seen_packages", seen), ("unseen_packages", unseen)]:
        found[name] = style_and_fact(answers(model, tokenizer, [prompt(row["question"]) for row in rows]), rows)
    return found
