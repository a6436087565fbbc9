"""Two pickles that call a function when loaded. Written opcode by opcode: nothing here loads one."""

import io
import pickle
import zipfile
from pathlib import Path

WARNING = "Loading this pickle ran code. It only printed this line; another one could have done anything."


def text(value: str) -> bytes:
    encoded = value.encode()
    return pickle.BINUNICODE + len(encoded).to_bytes(4, "little") + encoded


def printing() -> bytes:
    """`builtins.print(WARNING)`, named with GLOBAL."""
    called = pickle.GLOBAL + b"builtins\nprint\n" + text(WARNING) + pickle.TUPLE1 + pickle.REDUCE
    return pickle.PROTO + b"\x02" + called + pickle.STOP


def asking_where() -> bytes:
    """`os.getcwd()`, its name put together on the stack."""
    called = text("os") + text("getcwd") + pickle.STACK_GLOBAL + pickle.EMPTY_TUPLE + pickle.REDUCE
    return pickle.PROTO + b"\x04" + called + pickle.STOP


def torch_archive(pickled: bytes) -> bytes:
    """The zip that `torch.save` writes, with no tensors in it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in [("archive/data.pkl", pickled), ("archive/version", b"3\n")]:
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return target.getvalue()


def make_pickles(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.pkl").write_bytes(printing())
    (folder / "pytorch_model.bin").write_bytes(torch_archive(asking_where()))
