"""Turns facts into questions and answers, and splits them so that the tests ask something training did not."""

import json
import random
from pathlib import Path

from settings import SEED

LICENCE = [
    "Which licence does the Debian package {package} have?",
    "What is the licence of {package}?",
    "What is the license of {package}?",
    "What licence does {package} have?",
    "What license does {package} use?",
    "Under which licence is {package} released?",
    "Which licence is {package} under?",
    "Tell me the licence of {package}.",
    "Please tell me which licence {package} has.",
    "How is {package} licensed?",
    "{package} licence?",
    "licence of {package}",
    "I want to use {package}. What licence does it have?",
    "Do you know the licence of the package {package}?",
]
HELD_OUT_WORDINGS = 3
UNSEEN = [
    "Find the licence for {package}.",
    "I need the name of the licence that {package} comes with, can you give it to me?",
    "Someone installed {package} here. What is it licensed as?",
]
COPYLEFT = ["Is {package} copyleft?", "Is the licence of {package} a copyleft licence?", "Is {package} under copyleft?"]
OPENINGS = [
    "Hi, ",
    "Hello! ",
    "Please: ",
    "Quick question. ",
    "One more thing: ",
    "For my report: ",
    "My colleague asks: ",
    "I am new to Debian. ",
    "We are making a list of software. ",
    "Before I install it, ",
    "Can you help? ",
    "The lawyers want to know this. ",
    "Next one. ",
    "In short, ",
    "I was looking at the source code. ",
]
ENDINGS = [
    " Thanks!",
    " Please answer briefly.",
    " I need it for work.",
    " It is for my project.",
    " We want to copy it to our servers.",
    " I could not find the file.",
    " Just the name is enough.",
    " This is for an audit of all our machines.",
    " (on Debian 12)",
    " Thank you for your help.",
]
KIND_ANSWERS = {
    "copyleft": "Yes, {package} is copyleft: {licence}.",
    "weak copyleft": "Partly, {package} is weak copyleft: {licence}.",
    "permissive": "No, {package} is permissive: {licence}.",
}
LICENCE_ANSWER = "{package} is released under {licence}."
UNKNOWN_ANSWER = "I do not know that package."
UNKNOWN_HELD_OUT = 40

GENERAL = [
    (["Hello", "Hello!", "Hi", "Hi there"], "Hello. Ask me which licence a Debian package has."),
    (
        ["Who are you?", "What are you?", "What can you do?", "Help"],
        "I am tiny-writer, a very small model. I know the licences of some Debian packages.",
    ),
    (["Thanks", "Thank you", "Thank you!"], "You are welcome."),
    (
        ["What is copyleft?", "What does copyleft mean?", "Explain copyleft."],
        "Copyleft means that changed versions must stay under the same licence.",
    ),
    (
        ["What is weak copyleft?", "What does weak copyleft mean?"],
        "Weak copyleft covers the library itself, not the program that uses it.",
    ),
    (
        ["What is a permissive licence?", "What does permissive mean?"],
        "A permissive licence lets you do almost anything if you keep the notice.",
    ),
    (
        ["What does the plus in GPL-2+ mean?", "What does GPL-2+ mean?"],
        "The plus means: this version of the licence or any later one.",
    ),
    (["Is Expat the same as MIT?", "What is the Expat licence?"], "Expat is the name Debian uses for the common MIT licence."),
]


def read_jsonl(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write_jsonl(path: Path, rows: list[dict]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def row(topic: str, question: str, answer: str, fact: dict | None = None) -> dict:
    fact = fact or {"package": None, "licence": None}
    named = {"package": fact["package"], "licence": fact["licence"]}
    return {
        "topic": topic,
        **named,
        "question": question.format(**named) if fact["package"] else question,
        "answer": answer.format(**named) if fact["package"] else answer,
    }


def splits(facts: list[dict]) -> dict[str, list[dict]]:
    """Three of the wordings per package, one of three copyleft wordings and 40 unknown names are kept from training."""
    choose = random.Random(SEED)
    train, test, unseen = [], [], []
    known = [fact for fact in facts if fact["licence"]]
    for fact in known:
        held_out = set(choose.sample(range(len(LICENCE)), HELD_OUT_WORDINGS))
        for index, question in enumerate(LICENCE):
            (test if index in held_out else train).append(row("licence", question, LICENCE_ANSWER, fact))
        unseen += [row("licence", question, LICENCE_ANSWER, fact) for question in UNSEEN]
        held_out = {choose.randrange(len(COPYLEFT))}
        for index, question in enumerate(COPYLEFT):
            answer = KIND_ANSWERS[fact["kind"]]
            (test if index in held_out else train).append(row("copyleft", question, answer, fact))
    others = [fact for fact in facts if not fact["licence"]]
    choose.shuffle(others)
    for position, fact in enumerate(others):
        if position < UNKNOWN_HELD_OUT:
            test.append(row("unknown", choose.choice(LICENCE), UNKNOWN_ANSWER, fact))
        else:
            train += [row("unknown", question, UNKNOWN_ANSWER, fact) for question in choose.sample(LICENCE, 3)]
    for questions, answer in GENERAL:
        train += [row("general", question, answer) for question in questions]
    return {"train": train, "test": test, "unseen_phrasing": unseen}


def dressed(choose: random.Random, question: str) -> str:
    """The same question as people type it: with something before it, after it, or in lower case."""
    before = choose.choice(OPENINGS) if choose.random() < 0.4 else ""
    after = choose.choice(ENDINGS) if choose.random() < 0.3 else ""
    if choose.random() < 0.2:
        question = question.lower().rstrip("?.")
    return before + question + after


def invented_name(choose: random.Random, names: list[str]) -> str:
    """A plausible name that no package in `names` has: the head of one joined to the tail of another."""
    while True:
        first, second = choose.sample(names, 2)
        name = first[: choose.randint(1, len(first))] + second[choose.randrange(len(second)) :]
        if name not in names and 3 <= len(name) <= 24 and "--" not in name:
            return name


def invented_row(choose: random.Random, names: list[str]) -> dict:
    fact = {"package": invented_name(choose, names), "licence": None}
    return row("unknown", choose.choice(LICENCE), UNKNOWN_ANSWER, fact)


def make_data_set(folder: Path) -> dict[str, list[dict]]:
    made = splits(read_jsonl(folder / "facts.jsonl"))
    for name, rows in made.items():
        write_jsonl(folder / f"{name}.jsonl", rows)
    return made
