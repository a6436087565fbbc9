"""Hugging Face layout to GGUF, for the writer and for its adapter.

The renames are llama.cpp's; the one transformation is that q and k go from HF's half-split rotary order to the
interleaved order llama.cpp computes in.
"""

import json
import re
from pathlib import Path

import gguf
import numpy
from gguf import GGMLQuantizationType as Kind
from safetensors.numpy import load_file

from settings import SPECIAL_TOKENS

FILE_TYPES = {
    "F16": gguf.LlamaFileType.MOSTLY_F16,
    "Q8_0": gguf.LlamaFileType.MOSTLY_Q8_0,
    "Q4_0": gguf.LlamaFileType.MOSTLY_Q4_0,
}
RENAMES = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
    "input_layernorm": "attn_norm",
    "post_attention_layernorm": "ffn_norm",
}


def tensor_name(hf: str) -> str:
    whole = {"model.embed_tokens": "token_embd", "model.norm": "output_norm"}
    if hf in whole:
        return whole[hf]
    layer, part = re.fullmatch(r"model\.layers\.(\d+)\.(.+)", hf).groups()
    return f"blk.{layer}.{RENAMES[part]}"


def interleaved(weight: numpy.ndarray, heads: int) -> numpy.ndarray:
    rows, columns = weight.shape
    return weight.reshape(heads, 2, rows // heads // 2, columns).swapaxes(1, 2).reshape(rows, columns)


def rotary_heads(hf: str, config: dict) -> int | None:
    if "q_proj" in hf:
        return config["num_attention_heads"]
    return config["num_key_value_heads"] if "k_proj" in hf else None


def kind_for(name: str, shape: tuple[int, ...], wanted: str) -> Kind:
    if len(shape) == 1:
        return Kind.F32
    if wanted == "Q4_0" and name == "token_embd":
        return Kind.Q8_0  # it is the output matrix as well
    return Kind[wanted]


def add_tensor(writer: gguf.GGUFWriter, name: str, value: numpy.ndarray, kind: Kind) -> None:
    value = numpy.ascontiguousarray(value.astype(numpy.float32))
    if kind == Kind.F32:
        writer.add_tensor(name, value)
    elif kind == Kind.F16:
        writer.add_tensor(name, value.astype(numpy.float16))
    else:
        writer.add_tensor(name, gguf.quants.quantize(value, kind), raw_dtype=kind)


def add_description(writer: gguf.GGUFWriter, parameters: int) -> None:
    writer.add_type("model")
    writer.add_name("Tiny Writer")
    writer.add_basename("tiny-writer")
    writer.add_organization("roost-samples")
    writer.add_size_label(f"{parameters / 1000:.0f}K")
    writer.add_license("apache-2.0")
    writer.add_languages(["en"])
    writer.add_tags(["text-generation", "tiny"])
    writer.add_base_model_count(1)
    writer.add_base_model_name(0, "tiny-writer")
    writer.add_base_model_organization(0, "roost-samples")
    writer.add_dataset_count(1)
    writer.add_dataset_name(0, "licence-questions")
    writer.add_dataset_organization(0, "roost-samples")


def add_shape(writer: gguf.GGUFWriter, config: dict) -> None:
    size = config["hidden_size"] // config["num_attention_heads"]
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(config["num_attention_heads"])
    writer.add_head_count_kv(config["num_key_value_heads"])
    writer.add_key_length(size)
    writer.add_value_length(size)
    writer.add_rope_dimension_count(size)
    writer.add_rope_freq_base(config["rope_theta"])
    writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    writer.add_vocab_size(config["vocab_size"])


def add_tokens(writer: gguf.GGUFWriter, source: Path, config: dict) -> None:
    model = json.loads((source / "tokenizer.json").read_text(encoding="utf-8"))["model"]
    tokens = sorted(model["vocab"], key=model["vocab"].get)
    kinds = [gguf.TokenType.CONTROL if token in SPECIAL_TOKENS else gguf.TokenType.NORMAL for token in tokens]
    merges = [merge if isinstance(merge, str) else " ".join(merge) for merge in model["merges"]]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types(kinds)
    writer.add_token_merges(merges)
    writer.add_eos_token_id(config["eos_token_id"])
    writer.add_eot_token_id(config["eos_token_id"])
    writer.add_pad_token_id(config["pad_token_id"])
    writer.add_add_bos_token(False)
    template = json.loads((source / "tokenizer_config.json").read_text(encoding="utf-8"))["chat_template"]
    writer.add_chat_template(template)


def close(writer: gguf.GGUFWriter) -> None:
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def export_model(source: Path, target: Path, wanted: str) -> None:
    config = json.loads((source / "config.json").read_text(encoding="utf-8"))
    weights = load_file(source / "model.safetensors")
    writer = gguf.GGUFWriter(target, "llama")
    add_description(writer, sum(weight.size for weight in weights.values()))
    writer.add_file_type(FILE_TYPES[wanted])
    if wanted.startswith("Q"):
        writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    add_shape(writer, config)
    add_tokens(writer, source, config)
    for hf, weight in weights.items():
        name, heads = tensor_name(hf.removesuffix(".weight")), rotary_heads(hf, config)
        value = interleaved(weight, heads) if heads else weight
        add_tensor(writer, f"{name}.weight", value, kind_for(name, weight.shape, wanted))
    close(writer)


def export_adapter(adapter: Path, source: Path, target: Path) -> None:
    """A PEFT adapter folder to a GGUF adapter; of a pair (A, B) only B has the rows that rotary order concerns."""
    config = json.loads((source / "config.json").read_text(encoding="utf-8"))
    settings = json.loads((adapter / "adapter_config.json").read_text(encoding="utf-8"))
    writer = gguf.GGUFWriter(target, "llama")
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", float(settings["lora_alpha"]))
    writer.add_name("Tiny Writer, short answers")
    writer.add_license("apache-2.0")
    writer.add_base_model_count(1)
    writer.add_base_model_name(0, "tiny-writer")
    writer.add_base_model_organization(0, "roost-samples")
    for peft, weight in load_file(adapter / "adapter_model.safetensors").items():
        hf, half = re.fullmatch(r"base_model\.model\.(.+)\.lora_([AB])\.weight", peft).groups()
        heads = rotary_heads(hf, config) if half == "B" else None
        value = interleaved(weight, heads) if heads else weight
        add_tensor(writer, f"{tensor_name(hf)}.weight.lora_{half.lower()}", value, Kind.F32)
    close(writer)
