"""Runs llama.cpp's server out of the Python wheel, with the words of `llama-server`."""

import argparse
import os
import signal
import sys

import xllamacpp

options = argparse.ArgumentParser()
options.add_argument("--model", required=True)
options.add_argument("--alias")
options.add_argument("--host", default="127.0.0.1")
options.add_argument("--port", type=int, default=0)
options.add_argument("--ctx-size", type=int, default=0)
options.add_argument("--threads", type=int, default=1)
options.add_argument("--threads-http", type=int, default=-1)
options.add_argument("--parallel", type=int, default=1)
options.add_argument("--ubatch-size", type=int, default=512)
options.add_argument("--cache-ram", type=int, default=0)
options.add_argument("--embedding", action="store_true")
options.add_argument("--pooling", choices=["mean"])
options.add_argument("--no-webui", action="store_true")
options.add_argument("--lora", action="append", default=[])
given = options.parse_args()

wanted = xllamacpp.CommonParams()
wanted.model.path = given.model
wanted.hostnames = [given.host]
wanted.port = given.port
wanted.n_ctx = given.ctx_size
wanted.n_threads_http = given.threads_http
wanted.n_parallel = given.parallel
wanted.n_ubatch = given.ubatch_size
wanted.cpuparams.n_threads = wanted.cpuparams_batch.n_threads = given.threads
wanted.embedding = given.embedding
if given.lora:
    wanted.lora_adapters = [xllamacpp.CommonAdapterLoraInfo(path, 1.0) for path in given.lora]
if given.pooling:
    wanted.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
wanted.cache_ram_mib = given.cache_ram
# The context is what was asked for, not what the engine thinks would fit.
wanted.fit_params = False
if given.alias:
    wanted.model_alias = {given.alias}
if os.environ.get("LLAMA_API_KEY"):
    wanted.api_keys = [os.environ["LLAMA_API_KEY"]]
server = xllamacpp.Server(wanted)
# After the server, which has handlers of its own.
for number in (signal.SIGTERM, signal.SIGINT):
    signal.signal(number, lambda *_: sys.exit(0))
while True:
    signal.pause()
