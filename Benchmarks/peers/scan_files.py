"""Makes the files that scanners are compared on: `scan_files.py FOLDER` fills FOLDER/malicious and FOLDER/benign.

No file does harm: what the malicious ones would run is `echo`. They are written instruction by instruction, because no
pickler writes them, and are never loaded.
"""

import bz2
import datetime
import decimal
import fractions
import gzip
import io
import json
import lzma
import pickle
import struct
import sys
import tarfile
import uuid
import warnings
import zipfile
import zlib
from collections import Counter, OrderedDict, defaultdict, deque
from pathlib import Path

HARMLESS = "echo harmless"

#: What an import can do: the module, the name, and the arguments it is called with.
GADGETS = [
    ("os", "system", [HARMLESS]), ("posix", "system", [HARMLESS]), ("nt", "system", [HARMLESS]), ("os", "popen", [HARMLESS]),
    ("os", "execv", ["/bin/true", []]), ("os", "spawnlp", [0, "true"]), ("subprocess", "Popen", [["true"]]),
    ("subprocess", "check_output", [["true"]]), ("subprocess", "getoutput", [HARMLESS]), ("commands", "getoutput", [HARMLESS]),
    ("builtins", "eval", ["1"]), ("builtins", "exec", ["1"]), ("__builtin__", "eval", ["1"]), ("__builtin__", "execfile", ["x"]),
    ("builtins", "__import__", ["os"]), ("builtins", "compile", ["1", "x", "eval"]), ("builtins", "open", ["x", "w"]),
    ("__builtin__", "apply", [1]), ("builtins", "breakpoint", []), ("builtins", "input", []), ("runpy", "run_path", ["x.py"]),
    ("runpy", "_run_code", ["1", {}]), ("importlib", "import_module", ["os"]), ("imp", "load_source", ["x", "x.py"]),
    ("pkgutil", "resolve_name", ["os:system"]), ("zipimport", "zipimporter", ["x.zip"]), ("code", "interact", []),
    ("codeop", "compile_command", ["1"]), ("pty", "spawn", ["true"]), ("pdb", "run", ["1"]), ("bdb", "Bdb", []),
    ("timeit", "timeit", ["1"]), ("cProfile", "run", ["1"]), ("profile", "runctx", ["1", {}, {}]), ("trace", "Trace", []),
    ("doctest", "debug_script", ["1"]), ("pydoc", "locate", ["os.system"]), ("pydoc", "pipepager", ["x", HARMLESS]),
    ("webbrowser", "open", ["http://127.0.0.1"]), ("antigravity", "geohash", [1, 1, b""]), ("socket", "create_connection", [["127.0.0.1", 9]]),
    ("ssl", "get_server_certificate", [["127.0.0.1", 9]]), ("urllib.request", "urlopen", ["http://127.0.0.1:9"]),
    ("http.client", "HTTPSConnection", ["127.0.0.1"]), ("httplib", "HTTPConnection", ["127.0.0.1"]), ("requests.api", "get", ["http://127.0.0.1:9"]),
    ("aiohttp.client", "ClientSession", []), ("smtplib", "SMTP", ["127.0.0.1"]), ("ftplib", "FTP", ["127.0.0.1"]),
    ("imaplib", "IMAP4_stream", [HARMLESS]), ("poplib", "POP3", ["127.0.0.1"]), ("telnetlib", "Telnet", ["127.0.0.1"]),
    ("xmlrpc.client", "ServerProxy", ["http://127.0.0.1:9"]), ("asyncio.subprocess", "create_subprocess_shell", [HARMLESS]),
    ("asyncio.unix_events", "_UnixSubprocessTransport._start", [{}]), ("ctypes", "CDLL", ["libc.so.6"]), ("_ctypes", "dlopen", ["x", 1]),
    ("shutil", "rmtree", ["/nonexistent"]), ("tempfile", "mkdtemp", []), ("pickle", "loads", [b"N."]), ("_pickle", "loads", [b"N."]),
    ("cPickle", "loads", [b"N."]), ("marshal", "loads", [b"N"]), ("dill._dill", "loads", [b"N."]), ("cloudpickle", "loads", [b"N."]),
    ("shelve", "open", ["x"]), ("joblib", "load", ["x"]), ("numpy", "load", ["x"]), ("torch", "load", ["x"]), ("torch.serialization", "load", ["x"]),
    ("torch.hub", "load", ["a/b", "c"]), ("torch._inductor.codecache", "compile_file", ["", "", ["true"]]), ("torch.jit.unsupported_tensor_ops", "execWrapper", ["1", {}, {}]),
    ("torch.utils.collect_env", "run", [HARMLESS]), ("torch.utils.bottleneck.__main__", "run_cprofile", ["1", {}]),
    ("torch.fx.experimental.symbolic_shapes", "ShapeEnv.evaluate_guards_expression", [1, "1"]), ("torch._dynamo.guards", "GuardBuilder.get", [1, "1"]),
    ("torch.utils._config_module", "ConfigModule.load_config", [{}, b""]), ("torch.utils.data.datapipes.utils.decoder", "basichandlers", ["pkl", b"N."]),
    ("torch.distributed.elastic.multiprocessing.subprocess_handler", "SubprocessHandler", ["true"]), ("torch.utils.cpp_extension", "load_inline", ["x", ""]),
    ("torch.package", "PackageImporter", ["x"]), ("torch.serialization", "os.system", [HARMLESS]), ("numpy.f2py.crackfortran", "getlincoef", ["1", {}]),
    ("numpy.f2py.diagnose", "run_command", [HARMLESS]), ("numpy.testing._private.utils", "runstring", ["1", {}]), ("numpy.testing._private.utils", "rundocs", ["x"]),
    ("numpy.distutils.exec_command", "exec_command", [HARMLESS]), ("numpy.ctypeslib", "load_library", ["x", "."]), ("numpy", "memmap", ["x"]),
    ("pandas", "read_pickle", ["x"]), ("pandas", "eval", ["1"]), ("pandas.core.computation.eval", "eval", ["1"]), ("pandas.io.pickle", "read_pickle", ["x"]),
    ("pip", "main", [["--version"]]), ("pip._internal", "main", [["--version"]]), ("ensurepip", "_run_pip", [["--version"]]), ("venv", "create", ["x"]),
    ("distutils.file_util", "write_file", ["x", ["y"]]), ("distutils.spawn", "spawn", [["true"]]), ("setuptools.sandbox", "run_setup", ["x", []]),
    ("idlelib.pyshell", "ModifiedInterpreter.runcode", [1, "1"]), ("idlelib.autocomplete", "AutoComplete.get_entity", [1, "1"]),
    ("lib2to3.pgen2.grammar", "Grammar.loads", [{}, b""]), ("uuid", "_get_command_stdout", ["true"]), ("_osx_support", "_read_output", [HARMLESS]),
    ("_aix_support", "_read_cmd_output", [HARMLESS]), ("_pyrepl.pager", "pipe_pager", ["x", HARMLESS]), ("test.support.script_helper", "assert_python_ok", ["-c", "1"]),
    ("logging", "FileHandler", ["x"]), ("logging.config", "listen", [9]), ("_io", "FileIO", ["x"]), ("io", "open", ["x"]), ("sqlite3", "connect", ["x"]),
    ("sys", "exit", []), ("gc", "get_objects", []), ("signal", "raise_signal", [0]), ("threading", "Timer", [1, 1]), ("multiprocessing.util", "spawnv_passfds", [b"x", [], []]),
    ("multiprocessing.pool", "Pool", [1]), ("concurrent.futures.process", "ProcessPoolExecutor", [1]), ("cgitb", "lookup", ["x", 1, {}]), ("linecache", "getlines", ["/etc/hostname"]),
    ("compileall", "compile_file", ["x"]), ("site", "addsitedir", ["x"]), ("unittest.mock", "_importer", ["os"]), ("IPython", "embed", []),
    ("transformers.dynamic_module_utils", "get_class_from_dynamic_module", ["x", "y"]), ("huggingface_hub", "snapshot_download", ["x"]),
    ("sympy.parsing.sympy_parser", "parse_expr", ["1"]), ("yaml", "unsafe_load", ["1"]), ("mmap", "mmap", [-1, 1]), ("cffi", "FFI", []),
    ("nltk.downloader", "download", ["x"]), ("some.library.nobody.knows", "run", ["x"]), ("__main__", "Model", []), ("keras.models", "load_model", ["x"]),
]


def short(text: str) -> bytes:
    data = text.encode()
    return b"X" + struct.pack("<I", len(data)) + data


def value(thing) -> bytes:
    match thing:
        case str(): return short(thing)
        case bytes(): return b"B" + struct.pack("<I", len(thing)) + thing
        case int(): return b"J" + struct.pack("<i", thing)
        case list(): return b"(" + b"".join(map(value, thing)) + b"l"
        case dict(): return b"}"
    raise TypeError(thing)


def called(gadget, style: int) -> bytes:
    """A call as protocol 0, 2 or 4 writes it, or through INST or OBJ."""
    module, name, arguments = gadget
    inside = b"".join(map(value, arguments))
    match style:
        case 0: return f"c{module}\n{name}\n".encode() + b"(" + inside + b"tR."
        case 1: return b"(" + inside + f"i{module}\n{name}\n.".encode()
        case 2: return b"\x80\x02" + f"c{module}\n{name}\n".encode() + b"(" + inside + b"tR."
        case 3: return b"\x80\x03(" + f"c{module}\n{name}\n".encode() + inside + b"o."
        case _:
            body = short(module) + b"\x94" + short(name) + b"\x94\x93\x94(" + inside + b"t\x94R\x94."
            return b"\x80\x04\x95" + struct.pack("<Q", len(body)) + body


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def flagged(data: bytes, bit: int, central=True) -> bytes:
    """The same zip with a flag set that its members do not deserve."""
    out = bytearray(data)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        if signature == b"PK\x01\x02" and not central:
            continue
        start = out.find(signature)
        while start >= 0:
            out[start + at] |= bit
            start = out.find(signature, start + 4)
    return bytes(out)


def tarred(name: str, data: bytes, mode="w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        member = tarfile.TarInfo(name)
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


def npy_of(stream: bytes) -> bytes:
    head = b"{'descr': '|O', 'fortran_order': False, 'shape': (1,), }"
    head += b" " * (63 - (len(head) + 10) % 64) + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head + stream


def saved_model(operation: str) -> bytes:
    def field(number: int, data: bytes) -> bytes:
        return bytes([number << 3 | 2, *length(len(data))]) + data

    def length(size: int) -> list[int]:
        return [size] if size < 128 else [size & 127 | 128, *length(size >> 7)]

    node = field(1, b"node") + field(2, operation.encode())
    return b"\x08\x01" + field(2, field(2, field(1, field(1, b"x") + field(2, b"Placeholder")) + field(1, node)))


def keras_config(layer: str, config: dict) -> bytes:
    dense = {"class_name": "Dense", "config": {"units": 3, "activation": "relu"}}
    return json.dumps({
        "class_name": "Sequential", "config": {"name": "m", "layers": [dense, {"class_name": layer, "config": config}]}}).encode()


def hdf5(path: Path, config: bytes) -> None:
    import h5py
    with h5py.File(path, "w") as file:
        file.attrs["model_config"] = config.decode()
        file.attrs["keras_version"] = "2.12.0"
        file.create_dataset("model_weights/dense/kernel", data=[[0.5] * 64] * 64)


def malicious(folder: Path) -> None:
    for number, gadget in enumerate(GADGETS):
        style = [4, 2, 0, 4, 3, 1][number % 6]
        (folder / f"gadget-{number:03}-{gadget[0]}.{gadget[1]}.pkl").write_bytes(called(gadget, style))
    plain, newer = called(GADGETS[0], 2), called(GADGETS[0], 4)
    lambda_code = {"name": "l", "function": ["4wEAAAAAAAAA", None, None], "function_type": "lambda"}
    files = {
        "bz2.joblib": bz2.compress(plain), "gzip.joblib": gzip.compress(plain), "zlib.joblib": zlib.compress(plain), "xz.joblib": lzma.compress(plain),
        "lzma.joblib": lzma.compress(plain, lzma.FORMAT_ALONE), "torch.pt": zipped(**{"m__data__0": b"\0" * 64, "m__data.pkl": plain, "m__version": b"3"}),
        "torch-like.pt": zipped(**{"m__data.pkl": newer, "m__version": b"3"}), "encrypted-flag.pt": flagged(zipped(**{"m__data.pkl": plain}), 1),
        "encrypted-local.pt": flagged(zipped(**{"m__data.pkl": plain}), 1, central=False), "patched-flag.zip": flagged(zipped(**{"m__data.pkl": plain}), 0x20),
        "renamed.zip": zipped(**{"m__data.pkl": plain}).replace(b"m/data.pkl", b"m/data.txt", 1), "crc.pt": bad_crc(zipped(**{"m__data.pkl": plain})),
        "nested.zip": zipped(**{"inner.zip": zipped(**{"deep.pkl": plain})}), "text.txt.zip": zipped(**{"notes.txt": plain}),
        "hidden.zip": hidden(plain), "directory-less.zip": zipped(**{"m__data.pkl": plain}).partition(b"PK\x01\x02")[0], "object.npy": npy_of(plain),
        "object.npz": zipped(**{"arr_0.npy": npy_of(newer)}), "weights.tar": tarred("pickle", plain), "weights.tar.gz": tarred("data.pkl", plain, "w:gz"),
        "traversal.tar": tarred("../../etc/cron.d/x", b"x"), "traversal.zip": zipped(**{"..__..__x": b"x"}), "appended.pkl": pickle.dumps([1]) + plain,
        "behind-junk.bin": b"\0" * 777 + newer + b"\0" * 77, "broken-after.pkl": plain[:-1] + b"\xff\xff\xff", "unended.pkl": plain[:-1],
        "in-bytes.pkl": pickle.dumps({"state": plain}), "load-from-bytes.pkl": b"\x80\x02ctorch.storage\n_load_from_bytes\n" + value(plain) + b"\x85R.",
        "getattr.pkl": b"\x80\x02cbuiltins\ngetattr\ncos.path\njoin\n" + short("__globals__") + b"\x86R.",
        "computed.pkl": b"\x80\x04" + b"cbuiltins\nstr\n" + value(b"os") + short("ascii") + b"\x86R" + short("system") + b"\x93" + short(HARMLESS) + b"\x85R.",
        "memo-text.pkl": b"\x80\x04" + short("system") + b"\x940" + short("os") + b"h\x00\x93" + short(HARMLESS) + b"\x85R.",
        "extension.pkl": b"\x80\x02\x82\x01" + short(HARMLESS) + b"\x85R.", "partial.pkl": b"\x80\x02cfunctools\npartial\n(cos\nsystem\n" + short(HARMLESS) + b"tR)R.",
        "attrgetter.pkl": b"\x80\x02coperator\nattrgetter\n" + short("system") + b"\x85Rc__builtin__\n__import__\n" + short("os") + b"\x85R\x85R.",
        "patch.pkl": b"\x80\x02csys\nmodules\n" + short("os") + b"Ns.", "ufunc.pkl": b"\x80\x02cnumpy.core\n_ufunc_reconstruct\n" + short("os") + short("system") + b"\x86R" + short(HARMLESS) + b"\x85R.",
        "magic.pt": b"\x80\x02c__builtin__\neval\n" + short("0x1950A86A20F9469CFC6C") + b"\x85R." + b"\x80\x02M\xe9\x03." + plain,
        "scipy-template.pkl": b"\x80\x02cscipy.stats._continuous_distns\nnorm_gen\n)\x81}" + short("_parse_arg_template") + short("x") + b"sb.",
        "read.pb": saved_model("ReadFile"), "write.pb": saved_model("WriteFile"), "pyfunc.pb": saved_model("PyFunc"), "eager.pb": saved_model("EagerPyFunc"),
        "lambda.keras": zipped(**{"config.json": keras_config("Lambda", lambda_code), "metadata.json": b"{}"}),
        "lambda-escaped.keras": zipped(**{"config.json": keras_config("Lambda", lambda_code).replace(b"Lambda", b"\\u004cambda"), "metadata.json": b"{}"}),
        "import.keras": zipped(**{"config.json": json.dumps({"class_name": "function", "module": "os", "config": "system"}).encode(), "metadata.json": b"{}"}),
        "torch-module.keras": zipped(**{"config.json": keras_config("TorchModuleWrapper", {"module": "x"}), "metadata.json": b"{}"}),
        "program.bin": b"\x7fELF\x02\x01\x01" + b"\0" * 200, "script.pt": b"#!/bin/sh\n" + HARMLESS.encode(),
        "laughs.pkl": b"\x80\x02(" + b"(" * 9 + short("lol") + (b"2" * 9 + b"l") * 9 + b"l.",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    hdf5(folder / "lambda.h5", keras_config("Lambda", lambda_code))


def bad_crc(data: bytes) -> bytes:
    out = bytearray(data)
    for signature, at in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        start = out.find(signature)
        out[start + at] ^= 0x55
    return bytes(out)


def hidden(payload: bytes) -> bytes:
    """A member that the directory does not list."""
    shown, secret = zipped(**{"a.txt": b"nothing"}), zipped(**{"data.pkl": payload})
    members, _, directory = shown.partition(b"PK\x01\x02")
    secret = secret.partition(b"PK\x01\x02")[0]
    end = directory.index(b"PK\x05\x06")
    moved = bytearray(b"PK\x01\x02" + directory)
    offset = struct.unpack_from("<I", moved, end + 4 + 16)[0]
    struct.pack_into("<I", moved, end + 4 + 16, offset + len(secret))
    return members + secret + bytes(moved)


def plain_values(folder: Path) -> None:
    import numpy
    import pandas
    moment = datetime.datetime(2026, 1, 2, 3, 4, tzinfo=datetime.timezone.utc)
    values = {
        "words": {f"word{number}": number for number in range(5000)}, "nested": [[(1, 2.5, None, True)] * 20] * 20, "unicode": "ünïcödé" * 500,
        "counter": Counter("abracadabra"), "ordered": OrderedDict(a=1), "default": defaultdict(list, a=[1]), "deque": deque([1, 2]), "moment": moment,
        "days": [datetime.date(2026, 1, 1), datetime.timedelta(3)], "decimal": decimal.Decimal("1.5"), "fraction": fractions.Fraction(1, 3),
        "uuid": uuid.UUID(int=5), "complex": [1 + 2j, {1, 2}, frozenset([3]), bytearray(b"x"), range(9), slice(1, 2)], "path": Path("a/b"),
        "big": 1 << 3000, "float": [0.1 * n for n in range(3000)], "bytes": [bytes([n % 256]) * n for n in range(300)],
        "array": numpy.arange(3000).reshape(30, 100), "floats": numpy.random.default_rng(0).normal(size=(50, 50)), "text": numpy.array(["a", "bc"]),
        "objects": numpy.array([{"a": 1}, None, "x"], dtype=object), "struct": numpy.zeros(4, dtype=[("a", "<f4"), ("b", "<i8")]), "scalar": numpy.float32(2),
        "types": [numpy.dtype("f8"), numpy.int64, numpy.float32], "random": numpy.random.RandomState(3), "generator": numpy.random.default_rng(5),
        "masked": numpy.ma.array([1, 2, 3], mask=[0, 1, 0]), "frame": pandas.DataFrame({"a": [1, 2], "b": ["x", "y"], "c": pandas.Timestamp("2026-01-01")}),
        "series": pandas.Series([1.5, 2.5], index=pandas.date_range("2026-01-01", periods=2)), "category": pandas.Categorical(["a", "b", "a"]),
        "multi": pandas.MultiIndex.from_product([[1, 2], ["a", "b"]]), "period": pandas.period_range("2026-01", periods=3, freq="M"),
        "interval": pandas.IntervalIndex.from_breaks([0, 1, 2]), "zone": pandas.Timestamp("2026-01-01", tz="Europe/Vienna"),
    }
    for name, each in values.items():
        for protocol in (0, 2, 3, 4, 5):
            (folder / f"value-{name}-{protocol}.pkl").write_bytes(pickle.dumps(each, protocol))
    numpy.savez(folder / "arrays.npz", a=values["array"], b=values["objects"])
    numpy.savez_compressed(folder / "arrays-compressed.npz", a=values["array"], b=values["text"])
    for name in ("array", "floats", "text", "objects", "struct"):
        numpy.save(folder / f"{name}.npy", values[name], allow_pickle=True)


def estimators(folder: Path) -> None:
    import joblib
    import numpy
    from sklearn.utils import all_estimators
    random = numpy.random.default_rng(1)
    inputs = numpy.abs(random.normal(size=(60, 4)))
    classes = random.integers(0, 2, size=60)
    compressions = [0, 3, ("gzip", 3), ("bz2", 3), ("xz", 3), ("lzma", 3), ("lz4", 3)]
    for number, (name, kind) in enumerate(sorted(all_estimators())):
        try:
            model = kind()
            model.fit(inputs, classes)
        except Exception:  # noqa: BLE001 — those that need other inputs are left out
            continue
        try:
            joblib.dump(model, folder / f"sklearn-{name}.joblib", compress=compressions[number % len(compressions)])
            if number % 2 == 0:
                (folder / f"sklearn-{name}.pkl").write_bytes(pickle.dumps(model))
        except Exception:  # noqa: BLE001 — what cannot be pickled is no file
            (folder / f"sklearn-{name}.joblib").unlink(missing_ok=True)


def boosters(folder: Path) -> None:
    import joblib
    import lightgbm
    import numpy
    import xgboost
    random = numpy.random.default_rng(2)
    inputs, classes = random.normal(size=(80, 4)), random.integers(0, 2, size=80)
    for name, model in {
        "xgboost": xgboost.XGBClassifier(n_estimators=5), "lightgbm": lightgbm.LGBMClassifier(n_estimators=5, verbose=-1),
        "xgboost-regressor": xgboost.XGBRegressor(n_estimators=5), "lightgbm-regressor": lightgbm.LGBMRegressor(n_estimators=5, verbose=-1),
    }.items():
        model.fit(inputs, classes)
        (folder / f"{name}.pkl").write_bytes(pickle.dumps(model))
        joblib.dump(model, folder / f"{name}.joblib", compress=3)


def torch_pickle(tensors: dict[str, int]) -> bytes:
    """What `torch.save` puts into `data.pkl`."""
    out = b"\x80\x02ccollections\nOrderedDict\nq\x00)Rq\x01("
    for number, (name, count) in enumerate(tensors.items()):
        storage = b"(" + short("storage") + b"ctorch\nFloatStorage\n" + short(str(number)) + short("cpu") + value(count) + b"tQ"
        out += short(name) + b"ctorch._utils\n_rebuild_tensor_v2\n(" + storage + b"K\x00" + value(count) + b"\x85K\x01\x85\x89ccollections\nOrderedDict\n)RtR"
    return out + b"u."


def networks(folder: Path) -> None:
    import numpy
    random = numpy.random.default_rng(4)
    for size in (10, 1000, 100_000):
        data = random.normal(size=size).astype("<f4").tobytes()
        (folder / f"torch-{size}.pt").write_bytes(zipped(**{
            "m__data.pkl": torch_pickle({"weight": size}), "m__byteorder": b"little", "m__data__0": data, "m__version": b"3\n"}))
        legacy = [0x1950A86A20F9469CFC6C, 1001, {"little_endian": True}]
        (folder / f"torch-legacy-{size}.bin").write_bytes(
            b"".join(pickle.dumps(each, 2) for each in legacy) + torch_pickle({"weight": size}) + pickle.dumps(["0"], 2) + struct.pack("<q", size) + data)
    dense = {"name": "d", "units": 3, "activation": "relu"}
    hdf5(folder / "dense.h5", keras_config("Dense", dense))
    (folder / "dense.keras").write_bytes(zipped(**{"config.json": keras_config("Dense", dense), "metadata.json": b"{}"}))
    (folder / "saved_model.pb").write_bytes(saved_model("MatMul"))


def main() -> None:
    warnings.simplefilter("ignore")
    folder = Path(sys.argv[1])
    for name, makers in {"malicious": [malicious], "benign": [plain_values, estimators, boosters, networks]}.items():
        (folder / name).mkdir(parents=True)
        for make in makers:
            make(folder / name)
        print(name, len(list((folder / name).iterdir())))


if __name__ == "__main__":
    main()
