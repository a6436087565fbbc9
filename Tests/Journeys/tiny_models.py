"""Tiny random models as their makers publish them, and what llama.cpp's rules make of their tensors, in numpy."""

import json
from pathlib import Path

import gguf
import numpy as np
from gguf import GGMLQuantizationType as Type
from gguf.quants import QuantError, quantize
from safetensors.numpy import save_file

WIDTH, FORWARD, LAYERS, HEADS, KEY_HEADS = 64, 96, 2, 4, 2

#: As byte-level vocabularies write bytes: what is printable as itself, the rest from U+0100 on.
PLAIN = [*range(33, 127), *range(161, 173), *range(174, 256)]
LETTERS = {byte: chr(byte) for byte in PLAIN} | {
    byte: chr(256 + index) for index, byte in enumerate(each for each in range(256) if each not in PLAIN)}

DECODER = {
    "model.embed_tokens": "token_embd", "model.norm": "output_norm", "lm_head": "output", "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v", "self_attn.o_proj": "attn_output", "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down", "input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm",
    "self_attn.q_norm": "attn_q_norm", "self_attn.k_norm": "attn_k_norm"}
ENCODER = {
    "embeddings.word_embeddings": "token_embd", "embeddings.position_embeddings": "position_embd",
    "embeddings.token_type_embeddings": "token_types", "embeddings.LayerNorm": "token_embd_norm", "attention.self.query": "attn_q",
    "attention.self.key": "attn_k", "attention.self.value": "attn_v", "attention.output.dense": "attn_output",
    "attention.output.LayerNorm": "attn_output_norm", "intermediate.dense": "ffn_up", "output.dense": "ffn_down",
    "output.LayerNorm": "layer_output_norm"}


def added(tokens) -> list[dict]:
    how = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    return [{"id": each, "content": text} | how for each, text in enumerate(tokens)]


def byte_pairs(extra: dict | None = None) -> dict:
    vocabulary = {"<|endoftext|>": 0, "<|im_start|>": 1, "<|im_end|>": 2}
    for letter in LETTERS.values():
        vocabulary[letter] = len(vocabulary)
    merges = [["a", "b"], ["Ġ", "t"], ["Ġt", "h"]]
    for pair in merges:
        vocabulary["".join(pair)] = len(vocabulary)
    return {
        "version": "1.0", "added_tokens": added(list(vocabulary)[:3]), "normalizer": None, "post_processor": None,
        "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True},
        "model": {"type": "BPE", "vocab": vocabulary, "merges": merges}} | (extra or {})


QWEN = (
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+")


def qwen_pairs() -> dict:
    split = {"type": "Split", "pattern": {"Regex": QWEN}, "behavior": "Isolated", "invert": False}
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": False}
    return byte_pairs(
        {"normalizer": {"type": "NFC"}, "pre_tokenizer": {"type": "Sequence", "pretokenizers": [split, byte_level]}})


def fallback_pieces() -> dict:
    vocabulary = {"<unk>": 0, "<s>": 1, "</s>": 2} | {f"<0x{byte:02X}>": 3 + byte for byte in range(256)}
    for piece in ["▁", "a", "b", "ab", "▁ab"]:
        vocabulary[piece] = len(vocabulary)
    return {
        "version": "1.0", "normalizer": {"type": "Prepend", "prepend": "▁"}, "pre_tokenizer": None,
        "added_tokens": added(list(vocabulary)[:3]),
        "decoder": {"type": "Sequence", "decoders": [{"type": "ByteFallback"}]}, "post_processor": None,
        "model": {"type": "BPE", "unk_token": "<unk>", "fuse_unk": True, "byte_fallback": True, "vocab": vocabulary, "merges": [["a", "b"], ["▁", "ab"]]}}


def decoder(cls: str, tokenizer: dict, dtype, *, tied=False, biases=False, head_norms=False, **config) -> dict:
    """Files of a decoder by their names: `config`, `tokenizer`, and its tensors."""
    random = np.random.default_rng(7)
    vocabulary = len(tokenizer["model"]["vocab"])
    head = config.get("head_dim", WIDTH // HEADS)
    tensors = {"model.embed_tokens.weight": (vocabulary, WIDTH), "model.norm.weight": (WIDTH,)}
    if not tied:
        tensors["lm_head.weight"] = (vocabulary, WIDTH)
    for layer in range(LAYERS):
        at = f"model.layers.{layer}"
        shapes = {"q": (HEADS * head, WIDTH), "k": (KEY_HEADS * head, WIDTH), "v": (KEY_HEADS * head, WIDTH)}
        for name, shape in shapes.items():
            tensors[f"{at}.self_attn.{name}_proj.weight"] = shape
            if biases:
                tensors[f"{at}.self_attn.{name}_proj.bias"] = shape[:1]
        tensors[f"{at}.self_attn.o_proj.weight"] = (WIDTH, HEADS * head)
        tensors |= {f"{at}.mlp.{name}_proj.weight": (FORWARD, WIDTH) for name in ("gate", "up")}
        tensors[f"{at}.mlp.down_proj.weight"] = (WIDTH, FORWARD)
        tensors |= {f"{at}.{name}.weight": (WIDTH,) for name in ("input_layernorm", "post_attention_layernorm")}
        if head_norms:
            tensors |= {f"{at}.self_attn.{name}_norm.weight": (head,) for name in "qk"}
    sizes = {
        "architectures": [cls], "hidden_size": WIDTH, "intermediate_size": FORWARD, "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS, "num_key_value_heads": KEY_HEADS, "vocab_size": vocabulary, "rms_norm_eps": 1e-5,
        "max_position_embeddings": 128, "rope_theta": 10000.0, "tie_word_embeddings": tied, "eos_token_id": 2}
    values = {name: (random.standard_normal(shape) * 0.1).astype(dtype) for name, shape in tensors.items()}
    return {"config": sizes | config, "tokenizer": tokenizer, "tensors": values}


def encoder() -> dict:
    random = np.random.default_rng(8)
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b", "##b", "hello", "world"]
    tensors = {"embeddings.word_embeddings.weight": (len(words), WIDTH), "embeddings.position_embeddings.weight": (32, WIDTH),
               "embeddings.token_type_embeddings.weight": (2, WIDTH)}
    parts = {"attention.self.query": (WIDTH, WIDTH), "attention.self.key": (WIDTH, WIDTH), "attention.self.value": (WIDTH, WIDTH),
             "attention.output.dense": (WIDTH, WIDTH), "intermediate.dense": (FORWARD, WIDTH), "output.dense": (WIDTH, FORWARD),
             "attention.output.LayerNorm": (WIDTH,), "output.LayerNorm": (WIDTH,)}
    names = {"embeddings.LayerNorm": (WIDTH,)} | {
        f"encoder.layer.{layer}.{part}": shape for layer in range(LAYERS) for part, shape in parts.items()}
    for name, shape in names.items():
        tensors |= {f"{name}.weight": shape, f"{name}.bias": shape[:1]}
    values = {f"bert.{name}": (random.standard_normal(shape) * 0.1).astype(np.float32) for name, shape in tensors.items()}
    values |= {"cls.predictions.bias": np.zeros(3, np.float32), "bert.pooler.dense.bias": np.zeros(WIDTH, np.float32)}
    values["bert.embeddings.position_ids"] = np.arange(32)
    tokenizer = {
        "version": "1.0", "pre_tokenizer": {"type": "BertPreTokenizer"},
        "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None, "lowercase": True},
        "added_tokens": added(words[:5]), "post_processor": None,
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "max_input_chars_per_word": 100, "continuing_subword_prefix": "##", "vocab": {word: each for each, word in enumerate(words)}}}
    config = {
        "architectures": ["BertForMaskedLM"], "hidden_size": WIDTH, "intermediate_size": FORWARD, "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS, "vocab_size": len(words), "max_position_embeddings": 32, "type_vocab_size": 2,
        "layer_norm_eps": 1e-12}
    return {"config": config, "tokenizer": tokenizer, "tensors": values}


def publish(model: dict, folder: Path, *, parts=1, bfloat=False):
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps(model["config"]))
    (folder / "tokenizer.json").write_text(json.dumps(model["tokenizer"]))
    end = next(each for each in ("<|im_end|>", "</s>", "[SEP]") if each in model["tokenizer"]["model"]["vocab"])
    named = {"eos_token": end, "add_bos_token": False}
    if end == "[SEP]":
        named = {f"{each}_token": f"[{each.upper()}]" for each in ("pad", "unk", "cls", "sep", "mask")}
    (folder / "tokenizer_config.json").write_text(json.dumps(named))
    (folder / "README.md").write_text("---\nlicense: mit\n---\n# Tiny\n\nA random model to convert.\n")
    if "Bert" in model["config"]["architectures"][0]:
        (folder / "1_Pooling").mkdir()
        (folder / "1_Pooling" / "config.json").write_text('{"pooling_mode_mean_tokens": true}')
        (folder / "modules.json").write_text('[{"type": "sentence_transformers.models.Pooling", "path": "1_Pooling"}]')
    names = sorted(model["tensors"])
    files = ["model.safetensors"] if parts == 1 else [f"model-{each + 1:05}-of-{parts:05}.safetensors" for each in range(parts)]
    for index, file in enumerate(files):
        save_file({name: model["tensors"][name] for name in names[index::parts]}, folder / file)
    if parts > 1:
        places = {name: files[index % parts] for index, name in enumerate(names)}
        (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": places}))


def official(model: dict, wanted: Type) -> dict[str, tuple[Type, bytes]]:
    """Type and bytes of every tensor, as `convert_hf_to_gguf.py` of llama.cpp has them."""
    found = {}
    is_bert = "Bert" in model["config"]["architectures"][0]
    for name, values in model["tensors"].items():
        name = name.removeprefix("bert.")
        if name.startswith(("cls.", "pooler.")) or name.endswith("position_ids"):
            continue
        stem, _, suffix = name.rpartition(".")
        layer = next((part for part in stem.split(".") if part.isdecimal()), None)
        inner = stem.split(f".{layer}.", 1)[1] if layer else stem
        target = (f"blk.{layer}." if layer else "") + (ENCODER if is_bert else DECODER)[inner] + f".{suffix}"
        values = values.astype(np.float32)
        if model["config"]["architectures"][0] in ("LlamaForCausalLM", "MistralForCausalLM") and inner[-6:] in ("q_proj", "k_proj"):
            heads = HEADS if inner.endswith("q_proj") else KEY_HEADS
            shape = values.shape
            values = values.reshape(heads, 2, shape[0] // heads // 2, *shape[1:]).swapaxes(1, 2).reshape(shape)
        kind = wanted
        if values.ndim < 2 or "_norm" in target or suffix != "weight" or target in ("position_embd.weight", "token_types.weight"):
            kind = Type.F32
        if kind == Type.Q4_0 and (target == "output.weight" or target == "token_embd.weight" and "lm_head.weight" not in model["tensors"]):
            kind = Type.Q8_0
        try:
            found[target] = (kind, quantize(np.ascontiguousarray(values), kind).tobytes())
        except QuantError:
            found[target] = (Type.F16, values.astype(np.float16).tobytes())
    return found


def stored(path: Path) -> tuple[dict, dict[str, tuple[Type, bytes]]]:
    """What a file says, and type and bytes of its tensors."""
    reader = gguf.GGUFReader(path)
    facts = {key: field.contents() for key, field in reader.fields.items() if not key.startswith("GGUF.")}
    return facts, {each.name: (each.tensor_type, each.data.tobytes()) for each in reader.tensors}
