package import SystemPackage

/// A folder of this machine that confined code may read, such as a Python environment.
package struct SandboxMount: Hashable, Sendable {
    package let source: FilePath
    /// Where it appears inside. Environments know their own path, so it is the same by default.
    package let target: FilePath

    package init(_ source: FilePath, at target: FilePath? = nil) {
        self.source = source
        self.target = target ?? source
    }

    /// First components that belong to the sandbox itself.
    private static let reserved: Set<String> = [
        "bin", "dev", "etc", "in", "lib", "lib64", "out", "proc", "run", "sys", "tmp", "usr",
    ]

    func check() throws(SandboxError) {
        guard source.isAbsolute, source.lexicallyNormalized() == source, !source.components.isEmpty else {
            throw .badRequest("`\(source)` is not the absolute path of a folder below `/`")
        }
        try SandboxRequest.checkFolder(source)
        guard target.isAbsolute, target.lexicallyNormalized() == target, let first = target.components.first,
            !Self.reserved.contains(first.string), target.string.utf8.count < 4000
        else { throw .badRequest("nothing may be mounted at `\(target)` inside a sandbox") }
    }
}
