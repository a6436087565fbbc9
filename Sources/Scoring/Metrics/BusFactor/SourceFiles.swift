/// Which files of a repository people write as source, told from the path alone. Documentation, data and what was
/// copied from others do not count, as in the study the truck factor comes from.
enum SourceFiles {
    static func contains(_ path: String) -> Bool {
        let bytes = path.utf8
        guard bytes.count <= 1000, let dot = bytes.lastIndex(of: UInt8(ascii: ".")) else { return false }
        let ending = String(path[bytes.index(after: dot)...]).lowercased()
        guard endings.contains(ending) else { return false }
        let lowered = LoweredText(path)
        if lowered.contains(".min.") || lowered.contains("-min.") || lowered.contains(".bundle.") { return false }
        let parts = lowered.bytes.split(separator: UInt8(ascii: "/")).dropLast()
        return !parts.contains { foreign.contains(String(decoding: $0, as: UTF8.self)) }
    }

    /// Folders of others' code, of documentation and of what machines write.
    private static let foreign: Set<String> = [
        "node_modules", "bower_components", "vendor", "vendored", "third_party", "third-party", "thirdparty",
        "3rdparty",
        "external", "externals", "extern", "deps", "dist", "docs", "doc", "documentation", "javadoc", "samples",
        "sample",
        "examples", "example", "site-packages", "godeps", "carthage", "pods", "__pycache__", ".venv",
    ]

    private static let endings: Set<String> = [
        "py", "pyx", "pxd", "pyi", "c", "h", "cc", "cpp", "cxx", "hpp", "hh", "hxx", "cu", "cuh", "m", "mm", "swift",
        "rs",
        "go", "java", "kt", "kts", "scala", "groovy", "clj", "cljs", "js", "jsx", "mjs", "cjs", "ts", "tsx", "coffee",
        "vue",
        "svelte", "rb", "erb", "php", "pl", "pm", "lua", "r", "jl", "cs", "fs", "vb", "hs", "ml", "mli", "ex", "exs",
        "erl",
        "hrl", "el", "lisp", "scm", "rkt", "dart", "zig", "nim", "d", "f", "f90", "f95", "for", "pas", "asm", "s", "sh",
        "bash", "zsh", "fish", "ps1", "bat", "awk", "tcl", "sql", "html", "htm", "css", "scss", "sass", "less", "styl",
        "haml", "jade", "pug", "hbs", "mustache", "ejs", "glsl", "metal", "wgsl", "proto", "thrift", "cmake", "ipynb",
        "gradle", "vim", "rake", "gemspec", "ipp", "tpp", "inl", "cl", "sv", "v", "vhd", "sol",
    ]
}
