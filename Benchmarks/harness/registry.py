"""A registry full of invented models, written straight into Roost's own tables."""

import hashlib
import json
import random
import sqlite3
import time
from datetime import UTC, datetime
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


def fill_work(path: Path, jobs: int, requests: int) -> str:
    """Adds jobs that have ended, each with its events, and traces of requests; gives back the newest job's id."""
    draw = random.Random(2)
    base = sqlite3.connect(path, isolation_level=None)
    base.executescript("PRAGMA synchronous = OFF; BEGIN")
    # Traces older than a month are removed when the server begins.
    began = int(time.time()) - max(jobs, requests) - 60
    place = base.execute("SELECT position FROM job_feed WHERE name = 'jobs'").fetchone()[0]
    newest = ""
    for number in range(jobs):
        second = began + number
        newest, at = name(second, draw), second * 1000
        failed = number % 10 == 0
        problem = ("unreachable", "hub.example did not answer within 30 s", "try again") if failed else (None, None, None)
        row = base.execute(
            """INSERT INTO jobs (id, kind, subject, payload, state, phase, completed, total, problem_code, problem_message,
            problem_hint, attempts, created_at, started_at, updated_at, finished_at, last_sequence, asked_by)
            VALUES (?,'pull',?,'{}',?,'keeping',?,?,?,?,?,1,?,?,?,?,4,'admin')""",
            (newest, f"author{draw.randrange(AUTHORS)}/model-{number}", "failed" if failed else "completed", 1 << 30, 1 << 30,
             *problem, at, at, at + 900, at + 900)).lastrowid
        events = [("queued", None), ("running", None), ("phase", "fetching"), ("failed" if failed else "completed", None)]
        for sequence, (kind, text) in enumerate(events, 1):
            place += 1
            base.execute(
                "INSERT INTO job_events (job, sequence, at, type, label, text, hint, position) VALUES (?,?,?,?,?,?,?,?)",
                (row, sequence, at + sequence, kind, *((problem if kind == "failed" else (None, text, None))), place))
    base.execute("UPDATE job_feed SET position = ? WHERE name = 'jobs'", (place,))
    for number in range(requests):
        second = began + number
        trace = request(name(second, draw), second, draw)
        base.execute(
            "INSERT INTO requests (id, started_at, person, route, outcome, cost, body) VALUES (?,?,?,?,?,?,?)",
            (trace["id"], second * 1000, trace["by"], trace["route"], trace["outcome"], trace["cost"], json.dumps(trace)))
    base.execute("COMMIT")
    base.close()
    return newest


def name(second: int, draw: random.Random) -> str:
    """As Roost names jobs and requests: their second, and chance."""
    value = second << 25 | draw.getrandbits(25)
    return "".join("0123456789abcdefghjkmnpqrstvwxyz"[value >> shift & 31] for shift in range(55, -1, -5))


def request(id: str, second: int, draw: random.Random) -> dict:
    duration = draw.randrange(50, 5000)
    attempt = {"leg": "cloud:writer", "started_after": 0, "duration": duration, "outcome": "answered", "status": 200}
    stamp = datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return {
        "id": id, "started_at": stamp, "asked": "writer", "route": "writer", "kind": "chat", "is_streamed": True,
        "by": draw.choice(["admin", "ann", "bob"]), "answered_by": "cloud:writer", "outcome": "answered", "attempts": [attempt],
        "prompt_tokens": draw.randrange(2000), "answer_tokens": draw.randrange(500), "cost": draw.randrange(10_000),
        "first_content": duration // 4, "duration": duration}


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
