"""The byte-level BPE tokenizer and the ChatML conversation format."""

import json
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from settings import CHAT_TEMPLATE, END, ENDOFTEXT, SPECIAL_TOKENS, Shape


def train_tokenizer(texts: list[str], shape: Shape) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=shape.vocabulary,
        special_tokens=SPECIAL_TOKENS,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def save_tokenizer(tokenizer: Tokenizer, folder: Path, shape: Shape) -> None:
    tokenizer.save(str(folder / "tokenizer.json"))
    config = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": shape.context,
        "bos_token": None,
        "eos_token": END,
        "pad_token": ENDOFTEXT,
        "unk_token": None,
        "add_prefix_space": False,
        "clean_up_tokenization_spaces": False,
        "chat_template": CHAT_TEMPLATE,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def opened(role: str) -> str:
    return f"<|im_start|>{role}\n"


def prompt(question: str, system: str | None = None) -> str:
    """What the chat template renders for one question, up to where the answer begins."""
    before = f"{opened('system')}{system}{END}\n" if system else ""
    return f"{before}{opened('user')}{question}{END}\n{opened('assistant')}"
