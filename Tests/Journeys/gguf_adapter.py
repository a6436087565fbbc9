"""Writes the adapter of the sample Hub, which is in PEFT's layout, as the GGUF that llama.cpp reads."""

import json
import struct
from pathlib import Path

NAMES = {
    "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v", "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down"}


def tensors(path: Path):
    data = path.read_bytes()
    length = struct.unpack_from("<Q", data)[0]
    for name, each in json.loads(data[8:8 + length]).items():
        if name != "__metadata__":
            start, end = each["data_offsets"]
            yield name, each["shape"], data[8 + length + start:8 + length + end]


def interleaved(data: bytes, shape: list[int], heads: int) -> bytes:
    """The rows of a projection whose halves are rotated, in the order of one whose neighbours are."""
    rows, width = shape[0], shape[1] * 4
    half = rows // heads // 2
    order = [head * half * 2 + part * half + i for head in range(heads) for i in range(half) for part in range(2)]
    return b"".join(data[row * width:(row + 1) * width] for row in order)


def text(value: str) -> bytes:
    return struct.pack("<Q", len(value)) + value.encode()


def write(folder: Path, base: Path, to: Path) -> Path:
    config, lora = (json.loads((path).read_text()) for path in (base / "config.json", folder / "adapter_config.json"))
    heads = {"attn_q": config["num_attention_heads"], "attn_k": config["num_key_value_heads"]}
    found = []
    for name, shape, data in tensors(folder / "adapter_model.safetensors"):
        layer, _, rest = name.removeprefix("base_model.model.model.layers.").partition(".")
        module, _, part = rest.removesuffix(".weight").rpartition(".")
        theirs = NAMES[module]
        if part == "lora_B" and theirs in heads:
            data = interleaved(data, shape, heads[theirs])
        found.append((f"blk.{layer}.{theirs}.weight.{part.lower()}", shape, data))
    keys = [("general.architecture", "llama"), ("general.type", "adapter"), ("adapter.type", "lora"), ("general.name", "tiny-writer-lora")]
    head = b"GGUF" + struct.pack("<IQQ", 3, len(found), len(keys) + 1)
    for key, value in keys:
        head += text(key) + struct.pack("<I", 8) + text(value)
    head += text("adapter.lora.alpha") + struct.pack("<If", 6, float(lora["lora_alpha"]))
    offset = 0
    for name, shape, data in found:
        head += text(name) + struct.pack("<I", 2) + struct.pack("<QQ", *reversed(shape)) + struct.pack("<IQ", 0, offset)
        offset += len(data) + -len(data) % 32
    body = b"".join(data + bytes(-len(data) % 32) for _, _, data in found)
    to.write_bytes(head + bytes(-len(head) % 32) + body)
    return to
