import Scoring
import Testing
import Wire

@Suite struct `Pickles` {
    @Test(arguments: [
        ("os", "system"), ("posix", "system"), ("nt", "system"), ("subprocess", "Popen"), ("builtins", "eval"),
        ("__builtin__", "execfile"),
        ("runpy", "_run_code"), ("importlib", "import_module"), ("torch.hub", "load"), ("pip", "main"),
        ("webbrowser", "open"), ("pty", "spawn"),
        ("asyncio.subprocess", "create_subprocess_shell"), ("ctypes", "CDLL"),
        ("numpy.testing._private.utils", "runstring"), ("code", "interact"),
        ("torch.serialization", "os.system"), ("sklearn.utils.validation", "os.system"),
        ("pandas.core.frame", "DataFrame.eval"), ("commands", "getoutput"),
    ])
    func `that run something are unsafe, however the call is written`(_ module: String, _ name: String) async throws {
        let ways = [
            PickleBytes.call(module, name), PickleBytes.stackCall(module, name),
            Array("(S'true'\ni\(module)\n\(name)\n.".utf8),
        ]
        for bytes in ways {
            let scan = try await FileScan.of(bytes)
            #expect(scan.verdict == .unsafe)
            #expect(scan.findings.first?.name == "\(module).\(name)")
        }
    }

    /// The functions that were found to be missing in another scanner's list, one advisory each.
    @Test(arguments: [
        ("idlelib.pyshell", "ModifiedInterpreter.runcode"), ("idlelib.debugobj", "ObjectTreeItem.SetText"),
        ("ctypes", "CDLL"),
        ("cProfile", "run"), ("cProfile", "runctx"), ("torch.utils.bottleneck.__main__", "run_cprofile"),
        ("torch.utils.bottleneck.__main__", "run_autograd_prof"),
        ("trace", "Trace.run"), ("trace", "Trace.runctx"), ("profile", "Profile.runctx"), ("profile", "Profile.run"),
        ("profile", "run"),
        ("idlelib.autocomplete", "AutoComplete.get_entity"), ("idlelib.autocomplete", "AutoComplete.fetch_completions"),
        ("pydoc", "locate"),
        ("torch._dynamo.guards", "GuardBuilder.get"), ("idlelib.calltip", "Calltip.fetch_tip"),
        ("idlelib.calltip", "get_entity"),
        ("code", "InteractiveInterpreter.runcode"),
        ("torch.fx.experimental.symbolic_shapes", "ShapeEnv.evaluate_guards_expression"),
        ("lib2to3.pgen2.grammar", "Grammar.loads"), ("lib2to3.pgen2.pgen", "ParserGenerator.make_label"),
        ("torch.utils.collect_env", "run"),
        ("doctest", "debug_script"), ("_aix_support", "_read_cmd_output"), ("imaplib", "IMAP4_stream"),
        ("_osx_support", "_read_output"),
        ("_pyrepl.pager", "pipe_pager"), ("test.support.script_helper", "assert_python_ok"),
        ("uuid", "_get_command_stdout"),
        ("torch.utils.data.datapipes.utils.decoder", "basichandlers"),
        ("idlelib.pyshell", "ModifiedInterpreter.runcommand"),
        ("asyncio.unix_events", "_UnixSubprocessTransport._start"), ("distutils.file_util", "write_file"),
        ("idlelib.run", "Executive.runcode"),
        ("numpy.f2py.crackfortran", "getlincoef"), ("numpy.f2py.crackfortran", "_eval_length"), ("pty", "spawn"),
        ("pkgutil", "resolve_name"),
        ("torch.jit.unsupported_tensor_ops", "execWrapper"), ("torch.utils._config_module", "ConfigModule.load_config"),
        ("ensurepip", "_run_pip"),
        ("timeit", "timeit"), ("venv", "create"), ("ssl", "get_server_certificate"), ("logging", "FileHandler"),
        ("_io", "FileIO"),
        ("urllib.request", "urlopen"), ("torch._inductor.codecache", "compile_file"),
        ("numpy.testing._private.utils", "runstring"),
    ])
    func `with the functions of published advisories are unsafe`(_ module: String, _ name: String) async throws {
        #expect(try await FileScan.of(PickleBytes.stackCall(module, name)).verdict == .unsafe)
    }

    @Test(arguments: [
        ("collections", "OrderedDict"), ("numpy", "ndarray"), ("numpy.core.multiarray", "_reconstruct"),
        ("numpy._core.multiarray", "scalar"),
        ("torch._utils", "_rebuild_tensor_v2"), ("torch", "BFloat16Storage"), ("torch.nn.modules.linear", "Linear"),
        ("sklearn.tree._tree", "Tree"),
        ("sklearn.ensemble._forest", "RandomForestClassifier"), ("scipy.sparse._csr", "csr_matrix"),
        ("pandas.core.frame", "DataFrame"),
        ("pandas._libs.internals", "_unpickle_block"), ("xgboost.core", "Booster"),
        ("lightgbm.sklearn", "LGBMClassifier"), ("uuid", "UUID"),
        ("datetime", "datetime"), ("copyreg", "_reconstructor"), ("transformers.training_args", "TrainingArguments"),
        ("tokenizers", "Tokenizer"),
        ("argparse", "Namespace"), ("builtins", "set"), ("__builtin__", "object"),
        ("sklearn.neighbors._kd_tree", "newObj"),
    ])
    func `of what models need are safe`(_ module: String, _ name: String) async throws {
        let scan = try await FileScan.of([0x80, 2] + PickleBytes.global(module, name) + Array(")R.".utf8))
        #expect(scan.verdict == .safe, "\(scan.findings)")
    }

    @Test(arguments: [
        ("nobody.knows", "this"), ("__main__", "Model"), ("types", "CodeType"), ("dill._dill", "_create_function"),
        ("scipy.stats._continuous_distns", "norm_gen"),
        ("sklearn.datasets._base", "load_files"), ("numpy", "apply_along_axis"),
        ("torch.fx.graph_module", "reduce_graph_module"), ("posixpath", "join"),
    ])
    func `of what is not known are suspicious`(_ module: String, _ name: String) async throws {
        #expect(try await FileScan.of(PickleBytes.call(module, name)).verdict == .suspicious)
    }

    /// A module's attributes include what it imported for itself.
    @Test(arguments: [
        ("sklearn.callback._transport", "Client"), ("sklearn.feature_selection._base", "attrgetter"),
        ("sklearn.metrics._scorer", "partial"),
        ("lightgbm.basic", "NamedTemporaryFile"), ("xgboost._data_utils", "PyCapsule_GetPointer"),
        ("sklearn.gaussian_process.kernels", "namedtuple"),
        ("keras.src.saving.saving_lib", "DiskIOStore"), ("scipy.special._precompute.hyp2f1_data", "Pool"),
        ("pandas.core.common", "partial"),
        ("sklearn.tree", "export_graphviz"), ("xgboost.sklearn", "ThreadPoolExecutor"),
    ])
    func `of what a library only borrowed are suspicious`(_ module: String, _ name: String) async throws {
        #expect(try await FileScan.of(PickleBytes.call(module, name)).verdict == .suspicious)
    }

    @Test func `that break after they ran something are unsafe, and say where they break`() async throws {
        let scan = try await FileScan.of(PickleBytes.call("os", "system").dropLast() + [0xFF, 0xFF])
        #expect(scan.verdict == .unsafe)
        let broken = try #require(scan.findings.first { $0.rule == "pickle-broken" })
        #expect(broken.verdict == .unscanned)
        #expect(broken.offset == Int64(PickleBytes.call("os", "system").count - 1))
    }

    @Test func `that only break are unscanned, never safe`() async throws {
        for bytes: [UInt8] in [
            [0x80, 2, 0x5D, 0xFF], [0x80, 2, 0x5D], [0x80, 9, 0x5D, 0x2E], [0x80, 2, 0x52, 0x2E],
        ] {
            #expect(try await FileScan.of(bytes).verdict == .unscanned)
        }
    }

    @Test func `are followed one behind the other, and found behind junk`() async throws {
        let harmless: [UInt8] = [0x80, 2, 0x5D, 0x2E]
        let evil = PickleBytes.call("os", "system")
        #expect(try await FileScan.of(harmless + evil).names == ["os.system"])
        #expect(try await FileScan.of(harmless + [1, 2, 3] + evil).verdict == .unsafe)
        #expect(
            try await FileScan.of([UInt8](repeating: 7, count: 70_000) + evil, "weights.bin").rules == ["pickle-hidden"]
        )
        #expect(try await FileScan.of(harmless + Array("plain words".utf8)).verdict == .safe)
    }

    @Test func `keep their names in the memo`() async throws {
        let bytes =
            [0x80, 4] + PickleBytes.short("system") + [0x94, 0x30] + PickleBytes.short("os") + [0x68, 0, 0x93]
            + PickleBytes.short("x") + [0x85, 0x52, 0x2E]
        #expect(try await FileScan.of(bytes).names == ["os.system"])
    }

    @Test func `that compute what they import are unsafe`() async throws {
        let bytes =
            [0x80, 4] + PickleBytes.global("builtins", "str") + PickleBytes.short("os") + [0x85, 0x52]
            + PickleBytes.short("system") + [0x93, 0x2E]
        let scan = try await FileScan.of(bytes)
        #expect(scan.verdict == .unsafe)
        #expect(scan.rules.contains("pickle-computed-import"))
    }

    @Test func `may take a member of an enumeration, and not a way into a module`() async throws {
        let member =
            [0x80, 2] + PickleBytes.global("builtins", "getattr") + PickleBytes.global("enum", "IntEnum")
            + PickleBytes.text("RED") + [0x86, 0x52, 0x2E]
        #expect(try await FileScan.of(member).verdict == .safe)
        let way =
            [0x80, 2] + PickleBytes.global("builtins", "getattr") + PickleBytes.global("collections", "OrderedDict")
            + PickleBytes.text("__init__") + [0x86, 0x52, 0x2E]
        #expect(try await FileScan.of(way).verdict == .unsafe)
    }

    @Test func `use the registry of extensions, frames and protocols as no pickler does`() async throws {
        #expect(try await FileScan.of([0x80, 2, 0x82, 1, 0x2E]).rules == ["pickle-extension"])
        let straddling: [UInt8] =
            [0x80, 4, 0x95] + PickleBytes.little(UInt64(3)) + PickleBytes.short("a long text") + [0x2E]
        #expect(try await FileScan.of(straddling).rules == ["pickle-frame"])
        #expect(try await FileScan.of([0x80, 2, 0x80, 3, 0x4E, 0x2E]).rules == ["pickle-protocol"])
        #expect(
            try await FileScan.of([0x80, 2, 0x5D] + [UInt8](repeating: 0x32, count: 20) + [0x2E]).rules == [
                "pickle-expansion"
            ])
    }

    @Test func `that change an imported thing itself are suspicious`() async throws {
        let bytes = [0x80, 2] + PickleBytes.global("torch", "Tensor") + PickleBytes.text("a") + [0x4E, 0x73, 0x2E]
        #expect(try await FileScan.of(bytes).rules == ["pickle-patch"])
    }

    @Test func `inside the bytes of another are looked into`() async throws {
        let evil = PickleBytes.call("os", "system")
        let bytes = [0x80, 3] + [0x42] + PickleBytes.little(UInt32(evil.count)) + evil + [0x2E]
        let scan = try await FileScan.of(bytes)
        #expect(scan.verdict == .unsafe)
        #expect(scan.findings.first?.member == "(bytes at 7)")
        let harmless: [UInt8] = [0x80, 2, 0x5D, 0x71, 0, 0x30, 0x4E, 0x2E]
        let loaded =
            [0x80, 2] + PickleBytes.global("torch.storage", "_load_from_bytes") + [0x42]
            + PickleBytes.little(UInt32(harmless.count)) + harmless + [0x85, 0x52, 0x2E]
        #expect(try await FileScan.of(loaded).verdict == .safe)
    }

    @Test func `of the oldest protocol are known without a mark, and prose is none`() async throws {
        #expect(
            try await FileScan.of(
                Array("S'os'\nS'system'\n\u{93}".utf8.filter { $0 != 0xC2 })
                    + Array("S'ls'\n\u{85}R.".utf8.filter { $0 != 0xC2 })
            ).names == ["os.system"])
        #expect(try await FileScan.of(Array("cos\nsystem\n(S'true'\ntR.".utf8), "notes.txt").verdict == .unsafe)
        #expect(
            try await FileScan.of(Array("cat\ndog\nIn a garden. Nothing more.\n".utf8), "notes.txt").verdict == .safe)
        #expect(
            try await FileScan.of(Array("cat\ndog\nIn a garden. Nothing more.\n".utf8), "model.pkl").verdict != .safe)
    }

    @Test func `are not followed deeper than the stack and the memo may be`() async throws {
        var limits = ScanLimits()
        limits.stackDepth = 100
        #expect(
            try await FileScan.of([0x80, 2] + [UInt8](repeating: 0x4E, count: 200) + [0x2E], limits: limits).verdict
                == .unscanned)
        let far: [UInt8] = [0x80, 2, 0x4E, 0x72, 0xFF, 0xFF, 0xFF, 0x7F, 0x2E]
        #expect(try await FileScan.of(far).verdict == .safe)
    }
}
