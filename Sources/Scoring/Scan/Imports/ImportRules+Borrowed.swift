extension ImportRules {
    /// Names that libraries import for themselves: reached through a harmless module they are what they are at home.
    ///
    /// A pickle takes any attribute of a module, so `sklearn.callback._transport.Client` is multiprocessing's.
    static func isBorrowed(_ name: String) -> Bool { borrowedNames.contains(name) || name.hasPrefix("PyCapsule") }

    private static let borrowedNames: Set<String> = [
        // Programs and threads
        "Popen", "Process", "Pool", "ThreadPool", "Thread", "Timer", "Client", "Listener", "Connection", "Server",
        "Manager",
        "BaseManager", "SyncManager", "ThreadPoolExecutor", "ProcessPoolExecutor", "Executor", "Parallel", "call",
        "run", "system",
        "popen", "check_output", "check_call", "spawn", "Progress",
        // Files
        "NamedTemporaryFile", "TemporaryFile", "TemporaryDirectory", "SpooledTemporaryFile", "ZipFile", "TarFile",
        "GzipFile",
        "BZ2File", "LZMAFile", "FileIO", "TextIOWrapper", "FileHandler", "Memory", "DataSource", "NpzFile", "open",
        "load", "dump",
        "export_graphviz", "export_text", "CVBooster", "File", "DiskIOStore", "NpzIOStore", "H5IOStore",
        "ShardedH5IOStore",
        // Code
        "Unpickler", "Pickler", "loads", "dumps", "eval", "exec", "compile", "getattr", "setattr", "import_module",
        "Template",
        "Environment", "GraphModule", "PackageImporter", "SourceFileLoader", "FunctionType", "CodeType", "LambdaType",
        "MethodType", "ModuleType", "namedtuple", "NamedTuple", "TypedDict", "ForwardRef", "make_dataclass",
        "dataclass", "Mock",
        "MagicMock", "signature", "partial", "partialmethod", "itemgetter", "attrgetter", "methodcaller", "reduce",
        "wraps",
        "lru_cache", "cache", "contextmanager", "delayed", "ArgumentParser", "HelpFormatter", "RawTextHelpFormatter",
        "NewType",
        "CDLL", "PyDLL", "CFUNCTYPE", "PYFUNCTYPE", "POINTER", "FFI", "ScriptModule", "RecursiveScriptModule",
        "CompilationUnit",
        // The network
        "HTTPConnection", "HTTPSConnection", "Session", "Request", "SMTP", "FTP", "IMAP4", "ServerProxy", "urlopen",
        "urlretrieve",
        "get_file", "HfApi", "HfFileSystem",
    ]
}
