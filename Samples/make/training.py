"""Batches and the loop that both the writer and its adapter are trained with."""

import math
import random
import time
from collections.abc import Callable, Iterator

import torch
from torch.nn import functional

from questions import dressed, invented_row
from settings import END
from tokens import prompt

IGNORED = -100
INVENTED = 0.7  # share of the unknown-package questions that name a package made up for the occasion
SYSTEMS = [
    "You are a helpful assistant.",
    "You answer questions about licences.",
    "You are tiny-writer.",
    "Answer briefly.",
    "You are a helpful assistant. Answer the question.",
]


def conversation(tokenizer, rows: list[dict], system: str | None) -> tuple[list[int], list[int]]:
    """Token ids and labels; only the assistant's words are learnt."""
    ids, labels = [], []

    def add(text: str, learn: bool) -> None:
        piece = tokenizer.encode(text).ids
        ids.extend(piece)
        labels.extend(piece if learn else [IGNORED] * len(piece))

    for turn, row in enumerate(rows):
        add(prompt(row["question"], system if turn == 0 else None), learn=False)
        add(row["answer"] + END, learn=True)
        add("\n", learn=False)
    return ids, labels


def invent(choose: random.Random, row: dict) -> bool:
    return row["topic"] == "unknown" and choose.random() < INVENTED


def chats(tokenizer, rows: list[dict], count: int, context: int, seed: int) -> Iterator[list[tuple[list[int], list[int]]]]:
    """Endless batches of one- to four-turn conversations, one in four with a system message.

    Most unknown-package questions are made up on the spot: from a fixed list the model would learn the list by heart
    instead of learning what it does not know.
    """
    choose = random.Random(seed)
    by_topic: dict[str, list[dict]] = {}
    for row in rows:
        by_topic.setdefault(row["topic"], []).append(row)
    names = sorted({row["package"] for row in rows if row["package"]})
    shares = {"licence": 0.55, "copyleft": 0.22, "unknown": 0.15, "general": 0.08}
    topics = [topic for topic in shares if topic in by_topic]
    while True:
        batch = []
        while len(batch) < count:
            turns = choose.choices(topics, [shares[topic] for topic in topics], k=choose.randint(1, 4))
            system = choose.choice(SYSTEMS) if choose.random() < 0.25 else None
            picked = [choose.choice(by_topic[topic]) for topic in turns]
            picked = [invented_row(choose, names) if invent(choose, row) else row for row in picked]
            picked = [row | {"question": dressed(choose, row["question"])} for row in picked]
            ids, labels = conversation(tokenizer, picked, system)
            batch.append((ids[:context], labels[:context]))
        yield batch


def windows(ids: list[int], count: int, context: int, seed: int) -> Iterator[list[tuple[list[int], list[int]]]]:
    """Endless batches of random stretches of running text."""
    choose = random.Random(seed)
    while True:
        starts = [choose.randrange(len(ids) - context) for _ in range(count)]
        yield [(ids[start : start + context], ids[start : start + context]) for start in starts]


def loss_of(model, batch: list[tuple[list[int], list[int]]], padding: int) -> torch.Tensor:
    longest = max(len(ids) for ids, _ in batch)
    tokens = torch.tensor([ids + [padding] * (longest - len(ids)) for ids, _ in batch])
    labels = torch.tensor([labels + [IGNORED] * (longest - len(labels)) for _, labels in batch])
    logits = model(tokens)[:, :-1].reshape(-1, model.model.embed_tokens.num_embeddings)
    return functional.cross_entropy(logits, labels[:, 1:].reshape(-1), ignore_index=IGNORED)


def optimise(parameters, next_loss: Callable[[], torch.Tensor], plan, weight_decay: float, say: Callable[[str], None]) -> float:
    """AdamW with warm-up and cosine decay to a tenth; returns the CPU seconds it took."""
    parameters = list(parameters)
    optimiser = torch.optim.AdamW(parameters, lr=plan.learning_rate, betas=(0.9, 0.95), weight_decay=weight_decay)
    began = time.process_time()
    for step in range(plan.steps):
        progress = max(0.0, (step - plan.warmup_steps) / (plan.steps - plan.warmup_steps))
        factor = min(1.0, (step + 1) / plan.warmup_steps) * (0.1 + 0.45 * (1 + math.cos(math.pi * progress)))
        for group in optimiser.param_groups:
            group["lr"] = plan.learning_rate * factor
        loss = next_loss()
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        if step % 50 == 0 or step == plan.steps - 1:
            say(f"step {step:4d}  loss {loss.item():.4f}  {time.process_time() - began:.0f} CPU s")
    return time.process_time() - began


@torch.no_grad()
def text_loss(model, ids: list[int], context: int) -> float:
    """Mean loss in nats per token over consecutive windows of a text."""
    total, count = 0.0, 0
    for start in range(0, len(ids) - 1, context - 1):
        window = torch.tensor([ids[start : start + context]])
        if window.shape[1] < 2:
            break
        logits = model(window)[0, :-1]
        total += functional.cross_entropy(logits, window[0, 1:], reduction="sum").item()
        count += window.shape[1] - 1
    return total / count
