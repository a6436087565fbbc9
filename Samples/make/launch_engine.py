"""llama.cpp's server out of the xllamacpp wheel, one model, until told to stop."""

import argparse
import json
import signal
import sys

import xllamacpp

arguments = argparse.ArgumentParser()
arguments.add_argument("--model", required=True)
arguments.add_argument("--lora")
asked = arguments.parse_args()

settings = xllamacpp.CommonParams()
settings.model.path = asked.model
settings.hostnames, settings.port = ["127.0.0.1"], 0
settings.n_ctx, settings.n_parallel = 256, 1
settings.cpuparams.n_threads = settings.cpuparams_batch.n_threads = 1
settings.cache_ram_mib = 0  # with an adapter loaded, a prompt cache gives wrong answers
if asked.lora:
    settings.lora_adapters = [xllamacpp.CommonAdapterLoraInfo(asked.lora, 1.0)]
server = xllamacpp.Server(settings)
print(json.dumps({"listening": server.listening_address}), flush=True)
for name in (signal.SIGTERM, signal.SIGINT):
    signal.signal(name, lambda *_: sys.exit(0))
while True:
    signal.pause()
