"""Every number and place the sample Hub is made with."""

from dataclasses import dataclass
from pathlib import Path

SEED = 20261120
CREATED = "2026-11-20T00:00:00.000Z"

HERE = Path(__file__).resolve().parent
DEFAULT_HUB = HERE.parent / "hub"

QUESTIONS = "datasets/roost-samples/licence-questions"
DIGITS = "datasets/roost-samples/handwritten-digits"
WRITER = "roost-samples/tiny-writer"
WRITER_GGUF = "roost-samples/tiny-writer-gguf"
WRITER_LORA = "roost-samples/tiny-writer-lora"
CLASSIFIER = "roost-samples/tiny-classifier"
GATED = "roost-samples/gated-model"
NO_LICENCE = "sketchy/no-licence"
PICKLE = "sketchy/pickle-model"

ENDOFTEXT, START, END = "<|endoftext|>", "<|im_start|>", "<|im_end|>"
SPECIAL_TOKENS = [ENDOFTEXT, START, END]
CHAT_TEMPLATE = (
    "{% for message in messages %}"
    "<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n"
    "{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


@dataclass(frozen=True)
class Shape:
    """Dimensions of the writer; a Llama with tied embeddings and grouped-query attention."""

    vocabulary: int = 1024
    width: int = 128
    layers: int = 4
    heads: int = 4
    kv_heads: int = 2
    feed_forward: int = 320
    context: int = 256
    rope_theta: float = 10000.0
    norm_epsilon: float = 1e-5


@dataclass(frozen=True)
class WriterTraining:
    steps: int = 900
    chats_per_step: int = 14
    texts_per_step: int = 4
    learning_rate: float = 3e-3
    warmup_steps: int = 40
    weight_decay: float = 0.05


@dataclass(frozen=True)
class LoraTraining:
    rank: int = 8
    alpha: int = 16
    steps: int = 150
    chats_per_step: int = 12
    learning_rate: float = 4e-3
    warmup_steps: int = 10


LORA_TARGETS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
