"""A registry full of invented models, written straight into Roost's own tables."""

import hashlib
import json
import random
import sqlite3
from pathlib import Path

FAMILIES = [
    "llama", "mistral", "qwen", "gemma", "phi", "falcon", "yi", "deepseek", "mixtral", "bloom", "opt", "gpt", "bert",
    "roberta", "whisper", "vicuna", "zephyr", "orca", "starcoder", "granite"]
SIZES = ["0.5b", "1b", "2b", "3b", "7b", "8b", "13b", "14b", "32b", "70b"]
VARIANTS = ["instruct", "chat", "base", "code", "math", "vision", "dpo", "sft", "merge", "reasoning"]
QUANTISATIONS = ["", "", "", "gguf", "awq", "gptq", "mlx", "exl2"]
TASKS = ["text-generation", "text-classification", "feature-extraction", "image-to-text", "automatic-speech-recognition",
         "fill-mask", "translation", "summarization", "question-answering", "token-classification"]
LIBRARIES = ["transformers", "diffusers", "sentence-transformers", "gguf", "mlx", "peft", "timm", "onnx"]
LICENSES = ["apache-2.0", "mit", "llama3", "gemma", "cc-by-4.0", "cc-by-nc-4.0", "openrail", "other"]
# Words of the cards, the commonest first; the n-th is drawn in proportion to 1/n.
VOCABULARY = 50_000
CARD_WORDS = 50
AUTHORS = 5_000
RARE_TAG, RARE_EVERY = "rare-tag", 10_000
DATASET_EVERY = 100


def fill(path: Path, count: int) -> None:
    """Adds `count` models to a database Roost has made; takes about a minute for a million."""
    draw = random.Random(1)
    base = sqlite3.connect(path, isolation_level=None)
    base.executescript("PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA foreign_keys = OFF;")
    words = vocabulary(draw)
    weights = cumulative(VOCABULARY)
    for start in range(1, count + 1, 20_000):
        batch = [model(number, draw, words, weights) for number in range(start, min(start + 20_000, count + 1))]
        base.execute("BEGIN")
        base.executemany(
            """INSERT INTO models (id, kind, name, short_name, author, task, library, license, tags, downloads, likes, size,
            current_version, kept_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)""", [row["model"] for row in batch])
        base.executemany(
            """INSERT INTO versions (id, model_id, commit_id, revision, selection, quantisation, source, state, size, file_count,
            started_at, kept_at) VALUES (?,?,?,'main','whole repository',?,'http://bench','whole',?,3,?,?)""",
            [row["version"] for row in batch])
        base.executemany("INSERT INTO model_tags (tag, model_id) VALUES (?,?)", [tag for row in batch for tag in row["tags"]])
        base.executemany("INSERT INTO model_texts (rowid, name, tags, card) VALUES (?,?,?,?)", [row["text"] for row in batch])
        base.executemany("INSERT INTO model_names (rowid, piece) VALUES (?,?)", [row["text"][:2] for row in batch])
        base.execute("COMMIT")
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    base.close()


def vocabulary(draw: random.Random) -> list[str]:
    """Pronounceable words, so that prefixes meet as they do in language."""
    syllables = [a + b for a in "bcdfghjklmnprstvwz" for b in "aeiou"]
    words: dict[str, None] = {}
    length = 1
    while len(words) < VOCABULARY:
        length = 1 if len(words) < 60 else 2 if len(words) < 4000 else 3
        words["".join(draw.choice(syllables) for _ in range(length))] = None
    return list(words)


def cumulative(count: int) -> list[float]:
    total, sums = 0.0, []
    for rank in range(1, count + 1):
        total += 1 / rank
        sums.append(total)
    return sums


def model(number: int, draw: random.Random, words: list[str], weights: list[float]) -> dict:
    family, size, variant = draw.choice(FAMILIES), draw.choice(SIZES), draw.choice(VARIANTS)
    quantisation = draw.choice(QUANTISATIONS)
    author = f"author{draw.randrange(AUTHORS)}"
    short = "-".join(part for part in [family, size, variant, quantisation, f"v{number}"] if part)
    task, library, license = draw.choice(TASKS), draw.choice(LIBRARIES), draw.choice(LICENSES)
    tags = {library, task, f"license:{license}", family, "region:us", f"dataset:set{draw.randrange(2000)}"}
    if number % RARE_EVERY == 0:
        tags.add(RARE_TAG)
    kind = "dataset" if number % DATASET_EVERY == 0 else "model"
    card = " ".join(draw.choices(words, cum_weights=weights, k=CARD_WORDS))
    bytes_, downloads, at = draw.randrange(1 << 36), int(draw.paretovariate(0.7)), 1_700_000_000_000 + number * 1000
    ordered = sorted(tags)
    commit = hashlib.sha1(str(number).encode()).hexdigest()
    return {
        "model": (number, kind, f"{author}/{short}", short, author, task, library, license, json.dumps(ordered), downloads,
                  draw.randrange(1000), bytes_, number, at),
        "version": (number, number, commit, quantisation or None, bytes_, at, at),
        "tags": [(tag, number) for tag in ordered],
        "text": (number, f"{author}/{short}", " ".join(ordered), card),
    }
