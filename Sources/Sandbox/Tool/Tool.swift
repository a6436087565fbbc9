import Glibc
package import SystemPackage

/// A program that is trusted, such as `git`: run by its absolute path, without a shell, with a clean environment, and
/// with limits. What is not trusted runs in a sandbox (`SandboxRunning`).
package struct Tool: Hashable, Sendable {
    /// Where it lies: absolute, so that nobody's `PATH` decides what is run.
    package let executable: FilePath

    /// The folders programs of the system live in; an operator's `PATH` is not asked.
    package static let folders: [FilePath] = ["/usr/bin", "/bin", "/usr/local/bin", "/usr/sbin", "/sbin"]

    /// Takes an absolute path to a program that can be run, else throws `ToolError.missing`.
    package init(_ executable: FilePath) throws(ToolError) {
        guard executable.isAbsolute, Self.isProgram(executable) else { throw .missing(executable.string) }
        self.executable = executable
    }

    /// Finds a program of the system by its name, in `folders` only, else throws `ToolError.missing`.
    package init(named name: String) throws(ToolError) {
        guard let component = FilePath.Component(name), component.kind == .regular,
            let found = Self.folders.map({ $0.appending(component) }).first(where: Self.isProgram)
        else { throw .missing(name) }
        executable = found
    }

    /// What it is called in messages.
    package var name: String { executable.lastComponent?.string ?? executable.string }

    private static func isProgram(_ path: FilePath) -> Bool {
        guard let status = try? Stat(path) else { return false }  // not there: not a program
        return status.type == .regular && access(path.string, X_OK) == 0
    }
}
