import FoundationEssentials
import Glibc
import Sandbox
import SystemPackage

/// An interpreter of this machine as confined code can use it: what to start, and what has to be mounted for it.
struct PythonPlace: Hashable, Sendable {
    let program: String
    let mounts: [SandboxMount]

    /// Why there is none, in a few words.
    struct Missing: Error, Hashable {
        let reason: String
    }

    /// The system's own is seen in every sandbox. Anything else must be an environment of Python, told by its `pyvenv.cfg` or by
    /// the standard library in it: it is mounted read-only, and a home folder with a `bin/python3` in it must not be.
    init(_ settings: ReproduceSettings) throws(Missing) {
        guard let path = settings.python ?? Self.found(in: settings.searchPath) else {
            throw Missing(reason: "there is no python3 below /usr; `reproduce.python` names another one")
        }
        let given = FilePath(path)
        guard given.isAbsolute, given.lexicallyNormalized() == given, access(path, X_OK) == 0 else {
            throw Missing(reason: "`\(path)` is no program; `reproduce.python` is the whole path of one")
        }
        program = path
        guard !path.hasPrefix("/usr/") else {
            mounts = []
            return
        }
        let root = given.removingLastComponent().removingLastComponent()
        guard Self.isEnvironment(root) else {
            throw Missing(reason: "`\(path)` is in no environment of Python, so it is not mounted into the sandbox")
        }
        var folders = [root]
        if let base = Self.base(of: root), !base.starts(with: "/usr") {
            guard Self.isEnvironment(base) else {
                throw Missing(reason: "`\(root)` was made from `\(base)`, which is no installation of Python")
            }
            folders.append(base)
        }
        mounts = folders.map { SandboxMount($0) }
    }

    private static func found(in folders: [String]) -> String? {
        let all = folders.filter { $0.hasPrefix("/usr/") } + ["/usr/local/bin", "/usr/bin"]
        return all.map { "\($0)/python3" }.first { access($0, X_OK) == 0 }
    }

    private static func isEnvironment(_ root: FilePath) -> Bool {
        guard root.components.count >= 2 else { return false }
        if access(root.appending("pyvenv.cfg").string, R_OK) == 0 { return true }
        let library = root.appending("lib").string
        let names = try? FileManager.default.contentsOfDirectory(atPath: library)  // unreadable: no environment
        return (names ?? []).contains { $0.hasPrefix("python3") && access("\(library)/\($0)/os.py", R_OK) == 0 }
    }

    /// Where the interpreter of a virtual environment is installed, as its `pyvenv.cfg` says; nil when it is none.
    private static func base(of root: FilePath) -> FilePath? {
        let file = root.appending("pyvenv.cfg").string
        let text = try? String(contentsOfFile: file, encoding: .utf8)  // none: then it stands by itself
        let home = (text ?? "").prefix(4096).split(whereSeparator: \.isNewline).first { $0.hasPrefix("home") }
        let value = home?.split(separator: "=", maxSplits: 1).last.map { $0.drop { $0 == " " } }
        return value.map { FilePath(String($0)).lexicallyNormalized().removingLastComponent() }
    }
}
