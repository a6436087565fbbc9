import CAssets
import Glibc
package import SystemPackage

/// A llama.cpp that can be started: its own server, or the one in the Python wheel `xllamacpp`.
package struct LlamaProgram: Hashable, Sendable, CustomStringConvertible {
    package let executable: FilePath
    /// What stands before the options.
    let leading: [String]
    /// The server out of the wheel, which holds a Python beside it.
    package let isWheel: Bool

    package var description: String { isWheel ? "xllamacpp in \(executable)" : "\(executable)" }

    /// Which version it is, without starting it: the wheel says, of a program its size and moment do.
    var identity: String {
        guard isWheel else {
            var status = stat()
            guard stat(executable.string, &status) == 0 else { return "" }
            return "llama-server \(status.st_size) \(status.st_mtim.tv_sec)"
        }
        return Self.packages(of: executable).first { $0.hasPrefix("xllamacpp-") } ?? "xllamacpp"
    }

    /// Looks for `LLAMA_SERVER`, then `llama-server` on the path, then a Python that has the wheel.
    ///
    /// - Parameter pythons: interpreters to look at, such as that of the environment `make run` makes.
    package static func find(
        environment: [String: String], pythons: [FilePath]
    ) throws(EngineError) -> LlamaProgram {
        if let named = environment["LLAMA_SERVER"], !named.isEmpty {
            guard named.hasPrefix("/"), isProgram(FilePath(named)) else {
                throw .noEngine(looked: ["LLAMA_SERVER=\(named), which is no program with an absolute path"])
            }
            return LlamaProgram(executable: FilePath(named), leading: [], isWheel: false)
        }
        for folder in (environment["PATH"] ?? "").split(separator: ":") where folder.hasPrefix("/") {
            let path = FilePath(String(folder)).appending("llama-server")
            if isProgram(path) { return LlamaProgram(executable: path, leading: [], isWheel: false) }
        }
        for python in pythons where isProgram(python) && hasWheel(python) {
            return LlamaProgram(executable: python, leading: ["-I", "-c", launcher], isWheel: true)
        }
        throw .noEngine(
            looked: ["LLAMA_SERVER", "`llama-server` on PATH"] + pythons.map { "xllamacpp in `\($0)`" })
    }

    /// The wheel's folder lies beside the interpreter's others: no process has to be started to know.
    static func hasWheel(_ python: FilePath) -> Bool {
        packages(of: python).contains("xllamacpp")
    }

    private static func packages(of python: FilePath) -> [String] {
        let libraries = python.removingLastComponent().removingLastComponent().appending("lib")
        return ProcessFiles.names(in: libraries).filter { $0.hasPrefix("python") }.flatMap { name in
            ProcessFiles.names(in: libraries.appending("\(name)/site-packages"))
        }
    }

    private static func isProgram(_ path: FilePath) -> Bool {
        var status = stat()
        return stat(path.string, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path.string, X_OK) == 0
    }

    private static var launcher: String {
        let asset = roost_llama_launcher()
        return String(decoding: UnsafeBufferPointer(start: asset.bytes, count: asset.size), as: UTF8.self)
    }
}
