import Wire

extension ImportRules {
    /// Modules of which nothing belongs into a pickle, with all below them: they run programs or code, open files or
    /// connections, or load what does.
    static let unsafeModules: Set<String> = [
        // Programs
        "os", "posix", "nt", "sys", "subprocess", "commands", "popen2", "pty", "_posixsubprocess", "_winapi", "pipes",
        "pexpect", "ptyprocess", "sh", "plumbum", "fabric", "paramiko", "invoke", "platform", "_osx_support",
        "_aix_support", "_pyrepl", "multiprocessing.popen_fork", "multiprocessing.popen_spawn_posix",
        "multiprocessing.util", "multiprocessing.process", "multiprocessing.context", "multiprocessing.pool",
        "multiprocessing.managers", "multiprocessing.connection", "asyncio", "concurrent.futures", "webbrowser",
        "antigravity", "crontab", "winreg", "_winreg", "msvcrt", "resource", "signal", "_signal", "pwd", "crypt",
        // Code
        "runpy", "code", "codeop", "_xxsubinterpreters", "_interpreters", "interpreters", "importlib",
        "_frozen_importlib", "_frozen_importlib_external", "imp", "_imp", "pkgutil", "zipimport", "zipapp", "marshal",
        "site", "compileall", "py_compile", "ihooks", "rexec", "bdb", "pdb", "cProfile", "profile", "_lsprof",
        "hotshot", "timeit", "trace", "doctest", "pydoc", "cgitb", "cgi", "idlelib", "lib2to3", "turtledemo",
        "unittest", "test.support", "pytest", "_pytest", "nose", "IPython", "ipykernel", "jupyter_core", "atexit", "gc",
        "inspect.currentframe", "cmd", "sched", "sysconfig", "__future__.__builtins__", "nuitka", "cython", "Cython",
        "pyximport", "numexpr", "jinja2", "mako", "execnet", "xonsh",
        // Native code
        "ctypes", "_ctypes", "cffi", "_cffi_backend", "mmap", "distutils", "setuptools", "pip", "ensurepip", "venv",
        "virtualenv", "conda", "numpy.f2py", "numpy.distutils", "numpy.ctypeslib", "numpy.testing",
        "numpy.ma.testutils",
        "scipy.weave", "weave", "torch.utils.cpp_extension", "torch._dynamo", "torch._inductor", "torch._functorch",
        "torch.utils._config_module", "torch.utils.bottleneck", "torch.utils.collect_env",
        "torch.utils.data.datapipes.utils",
        "torch.hub", "torch.package", "torch.jit.unsupported_tensor_ops", "torch.fx.experimental",
        "torch.multiprocessing",
        "torch.distributed.elastic", "torch.distributed.rpc", "torch.distributed.run", "torch.distributed.launch",
        "torch.testing", "torch._lobpcg", "torch.utils.benchmark", "torch.utils.model_dump", "torch.utils.hipify",
        "torch._appdirs", "triton", "tensorflow.python.tools", "tensorflow.python.debug",
        // The network
        "socket", "_socket", "ssl", "_ssl", "socketserver", "SocketServer", "http", "httplib", "httplib2", "urllib2",
        "urllib3", "urllib.request", "requests", "aiohttp", "httpx", "smtplib", "imaplib", "ftplib", "poplib",
        "telnetlib", "nntplib", "xmlrpc", "xmlrpclib", "wsgiref", "select", "selectors", "asyncore", "asynchat",
        "BaseHTTPServer", "SimpleHTTPServer", "CGIHTTPServer", "ftputil", "boto3", "botocore", "websocket",
        "websockets",
        "huggingface_hub", "gdown", "wget", "transformers.dynamic_module_utils", "transformers.utils.hub",
        "datasets.load", "datasets.utils.file_utils", "torchvision.datasets.utils", "nltk.downloader",
        "gensim.downloader",
        // Pickles in pickles, other loaders
        "pickle", "shelve", "pickleshare", "jsonpickle", "yaml", "ruamel", "klepto", "pandas.io", "dask.bytes",
        // Files
        "shutil", "tempfile", "fileinput", "filecmp", "glob", "linecache", "sqlite3", "_sqlite3", "dbm", "anydbm",
        "gdbm", "_gdbm", "_dbm", "bsddb", "tarfile", "zipfile", "logging.config", "logging.handlers", "syslog",
        "readline", "getpass", "netrc", "mailbox", "mailcap", "genericpath", "fsspec", "s3fs", "smart_open",
        "pandas.core.computation", "pandas._testing", "pandas.testing", "pandas.util._tester",
    ]

    /// Single names that do the same in modules that are otherwise of use.
    static let unsafeNames: [String: Set<String>] = [
        "builtins": [
            "eval", "exec", "execfile", "compile", "open", "file", "input", "raw_input", "breakpoint", "apply",
            "__import__", "reload", "setattr", "delattr", "globals", "locals", "vars", "help", "exit", "quit", "intern",
            "__build_class__", "__loader__", "__spec__", "__dict__", "memoryview.__init__", "copyright", "credits",
            "license",
        ],
        "operator": ["call"],
        "functools": ["reduce"],
        "io": ["open", "open_code", "FileIO", "TextIOWrapper", "OpenWrapper"],
        "logging": ["FileHandler", "basicConfig"],
        "codecs": ["open"],
        "uuid": [
            "_get_command_stdout", "_popen", "_find_mac", "_ifconfig_getter", "_arp_getter", "_ip_getter", "getnode",
        ],
        "test": ["test_support"],
        "typing": ["get_type_hints", "ForwardRef"],
        "dataclasses": ["make_dataclass", "_create_fn"],
        "random": ["_urandom", "_os"],
        "threading": ["Thread", "Timer"],
        "multiprocessing": ["Process", "Pool"],
        "inspect": ["getattr_static", "getsource", "getsourcefile", "findsource", "getmodule", "_main"],
        "numpy": [
            "load", "save", "savez", "savez_compressed", "loadtxt", "savetxt", "genfromtxt", "fromfile", "memmap",
            "DataSource", "fromregex", "source", "test", "deprecate", "safe_eval", "lookfor", "info",
        ],
        "numpy.lib.npyio": ["load", "save", "DataSource", "loadtxt", "genfromtxt"],
        "numpy.lib._npyio_impl": ["load", "save", "DataSource", "loadtxt", "genfromtxt"],
        "numpy.lib.utils": ["safe_eval"],
        "torch": ["load", "save", "compile", "_load_global_deps"],
        "torch.serialization": ["load", "save", "_load", "_legacy_load", "_save"],
        "torch.jit": ["load", "script", "trace", "_script", "save"],
        "torch.fx.graph_module": ["_exec_with_source", "_forward_from_src", "_method_from_src"],
        "torch.utils.data.datapipes.utils.decoder": ["basichandlers"],
        "pandas": ["eval", "read_pickle", "to_pickle", "read_csv", "read_hdf", "read_sql", "read_html", "read_json"],
        "joblib": ["load", "dump", "Memory", "Parallel"],
        "joblib.numpy_pickle": ["load", "dump", "load_temporary_memmap"],
        "joblib.memory": ["Memory", "MemorizedFunc", "MemorizedResult"],
        "cloudpickle": ["load", "loads"],
        "cloudpickle.cloudpickle": ["load", "loads"],
        "dill": ["load", "loads", "load_session", "load_module"],
        "dill._dill": ["load", "loads", "_getattribute", "load_session"],
        "keras.models": ["load_model"],
        "tensorflow": ["load_library", "load_op_library", "py_function", "numpy_function"],
        "sympy": ["sympify", "lambdify", "parse_expr"],
        "sympy.core.sympify": ["sympify"],
        "sympy.parsing.sympy_parser": ["parse_expr", "eval_expr"],
    ]

    /// Names of modules that nobody calls a class, a function or a variable of his own.
    static let modulesByName: Set<String> = [
        "os", "sys", "posix", "subprocess", "builtins", "__builtins__", "importlib", "runpy", "pty", "socket", "ctypes",
        "shutil", "pickle", "marshal", "commands", "__builtin__", "_posixsubprocess", "webbrowser", "multiprocessing",
    ]

    /// What reached through an attribute gives away the intent.
    static let unsafeAttributes: Set<String> = [
        "system", "popen", "eval", "exec", "__import__", "__globals__", "__builtins__", "__subclasses__", "__code__",
        "__mro__", "__bases__", "__getattribute__", "__dict__", "__reduce__", "__reduce_ex__", "runcode", "runctx",
        "runcommand", "Popen", "check_output", "exec_module", "evaluate_guards_expression", "execWrapper",
    ]

    /// Names whose harmlessness depends on how they are used; the walk notes what is not.
    static let conditional: [String: ConditionalRule] = [
        "builtins.getattr": ConditionalRule(misused: .unsafe, mustBeCalled: true),
        "functools.partial": ConditionalRule(misused: .suspicious),
        "torch.storage._load_from_bytes": ConditionalRule(misused: .suspicious, mustBeCalled: true),
        "_codecs.encode": ConditionalRule(misused: .suspicious),
        "codecs.encode": ConditionalRule(misused: .suspicious),
        "numpy._core._ufunc_reconstruct": ConditionalRule(misused: .unsafe, mustBeCalled: true),
        "operator.itemgetter": ConditionalRule(misused: .unsafe),
        "operator.attrgetter": ConditionalRule(misused: .unsafe, plain: .suspicious),
        "operator.methodcaller": ConditionalRule(misused: .unsafe, plain: .suspicious),
        "builtins.type": ConditionalRule(misused: .suspicious, mustNotBeCalled: true),
        "builtins.map": ConditionalRule(misused: .suspicious, mustNotBeCalled: true),
        "builtins.filter": ConditionalRule(misused: .suspicious, mustNotBeCalled: true),
        "builtins.super": ConditionalRule(misused: .suspicious, mustNotBeCalled: true),
    ]

    struct ConditionalRule {
        let misused: ScanVerdict
        /// What it means otherwise.
        var plain = ScanVerdict.safe
        /// The thing itself, kept as a value, has no business in a pickle.
        var mustBeCalled = false
        /// It is harmless as a value alone.
        var mustNotBeCalled = false
    }
}
