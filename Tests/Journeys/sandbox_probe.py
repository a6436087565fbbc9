"""Runs inside a sandbox and tries to get out. Prints one JSON object: what was tried, and null or how it went wrong.

Nothing here harms a machine whose sandbox is broken: files are opened for writing and not written, signals are signal 0, and
calls get arguments that the kernel cannot use.
"""

import ctypes
import errno
import fcntl
import json
import os
import platform
import resource
import signal
import socket
import sys

LIBC = ctypes.CDLL(None, use_errno=True)
ARM = platform.machine() == "aarch64"
#: x86-64, 64-bit Arm.
CALLS = {
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "bpf": (321, 280), "io_uring_setup": (425, 425), "keyctl": (250, 219),
    "add_key": (248, 217), "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39),
    "chroot": (161, 51), "pivot_root": (155, 41), "open_tree": (428, 428), "fsopen": (430, 430), "reboot": (169, 142),
    "init_module": (175, 105), "finit_module": (313, 273), "kexec_load": (246, 104), "perf_event_open": (298, 241),
    "userfaultfd": (323, 282), "memfd_create": (319, 279), "shmget": (29, 194), "msgget": (68, 186), "personality": (135, 92),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265), "pidfd_getfd": (438, 438), "process_madvise": (440, 440),
    "swapon": (167, 224), "sethostname": (170, 161), "settimeofday": (164, 170), "syslog": (103, 116), "quotactl": (179, 60),
    "clone3": (435, 435), "move_pages": (279, 239), "kcmp": (312, 272), "acct": (163, 89), "fanotify_init": (300, 262)}
FOUND: dict[str, str | None] = {}


def attempt(name, expect=()):
    """The attempt must raise an OSError, of one of these numbers if any are given."""
    def run(action):
        try:
            got = action()
        except OSError as refused:
            FOUND[name] = None if not expect or refused.errno in expect else f"refused as {errno.errorcode.get(refused.errno)}"
        else:
            FOUND[name] = f"succeeded: {str(got)[:200]}"
        return action
    return run


def check(name, holds, otherwise=""):
    FOUND[name] = None if holds else otherwise or "does not hold"


def call(name, *arguments):
    ctypes.set_errno(0)
    result = LIBC.syscall(CALLS[name][ARM], *arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), name)
    return result


def files():
    for path in ["/etc/shadow", "/etc/passwd", "/root", "/home", "/var", "/run", "/sys", "/boot", "/proc/1/root/etc/shadow",
                 "/proc/kcore", "/proc/kmsg", *sys.argv[2:]]:
        def look(path=path):
            return os.listdir(path) if os.path.isdir(path) else open(path, "rb").read(10)
        attempt(f"read {path}")(look)
    for folder in ["/usr", "/usr/bin", "/etc", "", "/in", "/dev"]:
        attempt(f"make a file in {folder}/", (errno.EROFS, errno.EACCES, errno.ENOENT))(lambda folder=folder: make(folder))
    for path in ["/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/proc/sys/kernel/modprobe", "/proc/sys/vm/drop_caches",
                 "/proc/sys/kernel/unprivileged_bpf_disabled", "/proc/irq/default_smp_affinity"]:
        attempt(f"open {path} to write")(lambda path=path: os.close(os.open(path, os.O_WRONLY)))
    attempt("open the input to write")(lambda: open("/in/data", "a"))
    for device in ["sda", "vda", "nvme0n1", "mem", "kmsg", "kvm", "fuse", "vsock", "vhost-vsock", "net/tun"]:
        attempt(f"open /dev/{device}")(lambda device=device: open(f"/dev/{device}", "rb"))
    attempt("make a device")(lambda: os.mknod(f"/tmp/device-{os.getpid()}", 0o20600, os.makedev(1, 3)))
    check("setuid programs are not honoured", os.statvfs("/usr").f_flag & os.ST_NOSUID)


def make(folder):
    path = f"{folder}/roost-probe"
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
    os.unlink(path)
    return path


def network():
    for port in [int(sys.argv[1]), 22, 80]:
        attempt(f"connect to 127.0.0.1:{port}")(lambda port=port: socket.create_connection(("127.0.0.1", port), 2))
    for host in ["169.254.169.254", "1.1.1.1", "10.0.0.1"]:
        attempt(f"connect to {host}", (errno.ENETUNREACH,))(lambda host=host: socket.create_connection((host, 80), 2))
    def abstract():
        with socket.socket(socket.AF_UNIX) as s:
            s.connect(f"\0roost-probe-{sys.argv[1]}")
    attempt("connect to an abstract socket of the machine")(abstract)
    for name, family in {"VSOCK": 40, "PACKET": 17, "NETLINK": 16, "ALG": 38, "BLUETOOTH": 31, "KEY": 15, "XDP": 44,
                         "TIPC": 30, "CAN": 29, "RDS": 21}.items():
        for kind in [socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET]:
            attempt(f"socket AF_{name} {int(kind)}", (errno.EAFNOSUPPORT,))(lambda f=family, k=kind: socket.socket(f, k))
    attempt("raw socket", (errno.EPERM,))(lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1))


def calls():
    for name in CALLS:
        arguments = {
            "ptrace": (16, 1, 0, 0), "unshare": (0x10000000,), "memfd_create": (b"x", 0),
            "shmget": (0, 4096, 0o1666), "msgget": (0, 0o1666), "chroot": (b"/tmp",), "keyctl": (0, -3, 1),
            "personality": (0x0040000,)}.get(name, (1, 5, 0, 0, 0))
        attempt(f"call {name}", (errno.EPERM, errno.ENOSYS))(lambda n=name, a=arguments: call(n, *a))
    clone = 220 if ARM else 56
    for name, flag in {"user": 0x10000000, "mount": 0x20000, "network": 0x40000000, "process": 0x20000000}.items():
        def new(flag=flag):
            if LIBC.syscall(clone, flag | signal.SIGCHLD, 0, 0, 0, 0) == 0:
                os._exit(0)
            if number := ctypes.get_errno():
                raise OSError(number, "clone")
            return "a new namespace"
        ctypes.set_errno(0)
        attempt(f"clone into a new {name} namespace", (errno.EPERM,))(new)
    if not ARM:
        attempt("call getpid by its x32 number", (errno.ENOSYS,))(lambda: call_number(0x40000000 | 39))
    for request in [0x5412, 0x541C]:
        for stream in [0, 1, 2]:
            attempt(f"type on descriptor {stream} ({request:#x})")(lambda s=stream, r=request: fcntl.ioctl(s, r, b"x"))
    attempt("open the terminal")(lambda: open("/dev/tty"))
    attempt("become root")(lambda: os.setuid(0))
    attempt("change groups")(lambda: os.setgroups([0]))
    attempt("raise a limit")(lambda: limit_up())


def call_number(number):
    ctypes.set_errno(0)
    if LIBC.syscall(number) < 0:
        raise OSError(ctypes.get_errno(), "x32")


def limit_up():
    try:
        resource.setrlimit(resource.RLIMIT_NPROC, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    except ValueError as refused:
        raise OSError(errno.EPERM, str(refused)) from refused


def neighbours():
    status = dict(line.split(":\t", 1) for line in open("/proc/self/status").read().splitlines() if ":\t" in line)
    check("privileges cannot be gained", status["NoNewPrivs"].strip() == "1")
    check("a filter is on", status["Seccomp"].strip() == "2")
    check("no capability", all(int(status[each], 16) == 0 for each in ["CapEff", "CapPrm", "CapBnd", "CapAmb"]), str(status))
    numbers = [each for each in os.listdir("/proc") if each.isdigit()]
    check("only its own processes are seen", len(numbers) < 6, str(numbers))
    first = open("/proc/1/status").read()
    check("the filter is on the first process too", "Seccomp:\t2" in first and "NoNewPrivs:\t1" in first, first)
    chain = open("/proc/1/cmdline").read().split("\0/in/probe.py\0")[0] + open("/proc/1/environ").read()
    check("no folder of the machine is named", not any(each in chain for each in [*sys.argv[2:], "roost"]), chain)
    descriptors = {int(each) for each in os.listdir("/proc/self/fd")}
    check("nothing is inherited", len(descriptors) == 4 and {0, 1, 2} <= descriptors, str(descriptors))
    check("input is empty", os.readlink("/proc/self/fd/0") == "/dev/null")
    check("no secret in the environment", not {"HF_TOKEN", "OPENAI_API_KEY", "ROOST_HOME"} & set(os.environ), str(os.environ))
    check("core dumps are off", resource.getrlimit(resource.RLIMIT_CORE) == (0, 0))
    attempt("reach a process of the machine", (errno.ESRCH,))(lambda: os.kill(int(open("/in/host-pid").read()), 0))
    check("its parent is its own first process", os.getppid() == 1, str(os.getppid()))
    if open("/proc/1/comm").read() == "bwrap\n":
        os.kill(1, signal.SIGKILL)  # the first process of a namespace does not die of those in it


def fill():
    for folder, most in {"/tmp": 64, "/dev/shm": 64, "/out": 32}.items():
        written = 0
        try:
            for number in range(20):
                with open(f"{folder}/fill{number}", "wb", buffering=0) as file:
                    for _ in range(16):
                        written += file.write(bytes(1 << 20))
        except OSError as full:
            check(f"{folder} is bounded", full.errno in (errno.ENOSPC, errno.EFBIG) and written <= most << 20, f"{full} {written}")
        else:
            FOUND[f"{folder} is bounded"] = f"{written} bytes fit"
        for number in range(20):
            if os.path.exists(f"{folder}/fill{number}"):
                os.unlink(f"{folder}/fill{number}")


def bomb():
    children = []
    try:
        for _ in range(500):
            child = os.fork()
            if child == 0:
                signal.pause()
            children.append(child)
    except BlockingIOError:
        pass
    check("a fork bomb is bounded", 5 < len(children) < 64, f"{len(children)} children")
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
for part in [files, network, calls, neighbours, fill, bomb]:
    part()
os.symlink("/etc/passwd", "/out/passwd")
os.symlink("/", "/out/everything")
os.mkfifo("/out/pipe")
open("/out/honest", "w").write("honest")
json.dump(FOUND, sys.stdout)
