extension ImportRules {
    /// What of a library is data: its classes, except those below some modules, and a few kinds of functions.
    struct Library {
        /// Modules below it of which nothing is taken for harmless.
        var except: Set<String> = []
        /// Classes that do more than hold data.
        var exceptClasses: Set<String> = []
        /// Modules below it whose functions are plain mathematics.
        var functions: Set<String> = []
    }

    /// Parts of a module's name that no library uses for what is in a model.
    private static let suspectParts: Set<String> = [
        "tests", "test", "testing", "_testing", "cli", "commands", "scripts", "hub", "download", "downloader", "vendor",
        "_vendor", "vendored", "externals", "compat", "__main__", "io", "conftest", "plugins", "plotting",
        "setup",
        "subprocess", "server", "launcher", "debug", "_build_utils", "jit",
    ]

    static func isSafe(module: String, name: String) -> Bool {
        if safeNames[module]?.contains(name) == true { return true }
        if module == "builtins" { return isBuiltinError(name) }
        if module == "collections.abc" || module == "typing" { return isClassName(name) && module == "collections.abc" }
        // TorchScript's own classes: no Python module has this name.
        if module == "__torch__" || module.hasPrefix("__torch__.") { return true }
        let parts = module.split(separator: ".").map(String.init)
        guard !isBorrowed(name), !parts.contains(where: { $0.hasSuffix("_test") || $0 == "_precompute" }) else {
            return false
        }
        switch parts[0] {
        case "numpy": return isSafeNumpy(module, name)
        case "torch": return isSafeTorch(module, name)
        case "scipy": return isSafeScipy(module, name)
        case "pandas": return isSafePandas(parts, name)
        default: break
        }
        guard let library = libraries[parts[0]] else { return false }
        guard suspectParts.isDisjoint(with: parts.dropFirst()) else { return false }
        var prefix = ""
        for part in parts {
            prefix += prefix.isEmpty ? part : "." + part
            if library.except.contains(prefix) { return false }
            if library.functions.contains(prefix), !isClassName(name), !name.hasPrefix("__"),
                !modulesByName.contains(name)
            {
                return true
            }
        }
        return isClassName(name) ? !library.exceptClasses.contains(name) : isRebuilder(name)
    }

    /// Functions that compiled classes are rebuilt with.
    private static func isRebuilder(_ name: String) -> Bool {
        name.hasPrefix("__pyx_unpickle_") || name == "newObj" || name == "newobj"
    }

    private static func isBuiltinError(_ name: String) -> Bool {
        isClassName(name)
            && ["Error", "Exception", "Warning", "Iteration", "Interrupt", "Exit"].contains { name.hasSuffix($0) }
    }

    private static func isSafeNumpy(_ module: String, _ name: String) -> Bool {
        if module == "numpy" || module == "numpy._core.umath" || module == "numpy._core._multiarray_umath" {
            return numpyNames.contains(name)
        }
        if module.hasPrefix("numpy.dtypes") { return isClassName(name) && name.hasSuffix("DType") }
        if module.hasPrefix("numpy.random.") { return isRebuilder(name) || isClassName(name) }
        if module.hasPrefix("numpy.polynomial.") { return isClassName(name) }
        return module.hasPrefix("numpy.lib.") && ["poly1d", "Arrayterator"].contains(name)
    }

    private static func isSafeTorch(_ module: String, _ name: String) -> Bool {
        if module == "torch" {
            if name.hasSuffix("Storage") || name.hasSuffix("Tensor") { return isClassName(name) }
            return torchNames.contains(name)
        }
        if module == "torch._utils" { return name.hasPrefix("_rebuild_") }
        if ["torch.sparse", "torch.cuda"].contains(module) { return isClassName(name) && name.hasSuffix("Tensor") }
        let open = [
            "torch.nn.modules.", "torch.nn.parameter", "torch.optim.", "torch.distributions.", "torch.nn.parallel.",
            "torch.ao.quantization.", "torch.quantization.", "torch.ao.nn.", "torch.nn.quantized.",
            "torch.nn.intrinsic.",
            "torch.nn.qat.", "torch.nn.utils.", "torch.utils.data.dataset", "torch.utils.data.sampler",
            "torch.nn.attention",
            "torch.utils.data._utils.collate", "torch.amp.", "torch.cuda.amp.", "torch.masked.",
            "torch.nn.quantizable.",
        ]
        return isClassName(name) && open.contains { module.hasPrefix($0) }
    }

    private static func isSafeScipy(_ module: String, _ name: String) -> Bool {
        // Distributions run text that is in their state (`_parse_arg_template`), so they stay unknown.
        if module.hasPrefix("scipy.sparse") {
            return name.hasSuffix("_matrix") || name.hasSuffix("_array") || isClassName(name)
        }
        let open = [
            "scipy.spatial.", "scipy.interpolate.", "scipy.optimize.", "scipy.special.", "scipy.signal.",
            "scipy.linalg.",
        ]
        guard open.contains(where: { module.hasPrefix($0) }) else { return false }
        return isClassName(name) || isRebuilder(name) || ["interp1d", "cKDTree", "ckdtree"].contains(name)
    }

    private static func isSafePandas(_ parts: [String], _ name: String) -> Bool {
        guard suspectParts.isDisjoint(with: parts.dropFirst()), !["util"].contains(parts.dropFirst().first ?? "") else {
            return false
        }
        return isClassName(name) || isRebuilder(name) || pandasFunctions.contains(name)
    }

    private static let pandasFunctions: Set<String> = [
        "_new_Index", "_new_DatetimeIndex", "_new_PeriodIndex", "_new_TimedeltaIndex", "_new_IntervalIndex",
        "new_block",
        "_unpickle_block", "_unpickle_timestamp", "_timedelta_unpickle", "_nat_unpickle", "_unpickle_array",
        "__nat_unpickle",
        "_unpickle_interval", "__newobj__", "_period_unpickle", "make_block", "_offset_unpickle",
    ]

    private static let torchNames: Set<String> = [
        "Size", "device", "dtype", "layout", "memory_format", "qscheme", "Generator", "finfo", "iinfo", "float",
        "float16", "float32",
        "float64", "bfloat16", "half", "double", "int", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32",
        "uint64", "short", "long", "bool", "complex32", "complex64", "complex128", "qint8", "quint8", "qint32",
        "quint4x2",
        "strided", "sparse_coo", "sparse_csr", "preserve_format", "contiguous_format", "channels_last",
        "per_tensor_affine",
        "per_channel_affine", "per_tensor_symmetric", "per_channel_symmetric", "float8_e4m3fn", "float8_e5m2", "relu",
        "tanh", "sigmoid", "softmax", "log_softmax", "exp", "log", "sqrt", "abs", "sin", "cos", "mean", "sum", "max",
        "min",
    ]
}
