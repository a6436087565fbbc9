package import SystemPackage

/// A command to run confined.
package struct SandboxRequest: Hashable, Sendable {
    /// A name in `/usr/local/bin`, `/usr/bin`, or a path as it is inside.
    package var command: String
    package var arguments: [String]
    /// Added to `PATH`, `HOME` (`/tmp`), `USER`, `LANG`, `TZ`; nothing is inherited.
    package var environment: [String: String] = [:]
    /// Its standard input; empty is `/dev/null`.
    package var input: [UInt8] = []
    /// A folder that it may read at `/in`.
    package var inputFolder: FilePath?
    /// Further folders that it may read.
    package var mounts: [SandboxMount] = []
    /// Where the regular files of `/out` go when it has ended: a folder that is empty, or not there yet.
    package var outputFolder: FilePath?
    package var limits = SandboxLimits()

    package init(_ command: String, _ arguments: [String] = []) {
        self.command = command
        self.arguments = arguments
    }

    /// Together with the environment, in bytes: the kernel's own limit is 2 MiB.
    private static let longestWords = 1 << 20
    private static let mostMounts = 32
    private static let mostInput = 64 << 20

    /// Throws `SandboxError.badRequest` naming what cannot be.
    func check() throws(SandboxError) {
        try limits.check()
        let words = [command] + arguments + environment.keys + environment.values
        guard !command.isEmpty else { throw .badRequest("there is no command") }
        guard !words.contains(where: { $0.utf8.contains(0) }) else {
            throw .badRequest("there is a NUL in the command")
        }
        guard words.reduce(0, { $0 + $1.utf8.count + 1 }) <= Self.longestWords,
            !words.contains(where: { $0.utf8.count > 120_000 })
        else { throw .badRequest("the command is too long") }
        guard environment.keys.allSatisfy(Self.isVariable) else {
            throw .badRequest("a variable's name may have letters, digits and `_` only")
        }
        guard input.count <= Self.mostInput else { throw .badRequest("the input is too long") }
        guard mounts.count <= Self.mostMounts else {
            throw .badRequest("there are more than \(Self.mostMounts) mounts")
        }
        if let inputFolder { try Self.checkFolder(inputFolder) }
        for mount in mounts { try mount.check() }
    }

    static func checkFolder(_ path: FilePath) throws(SandboxError) {
        guard let status = try? Stat(path), status.type == .directory else {  // whatever the reason: it is no folder
            throw .badRequest("`\(path)` is not a folder")
        }
    }

    private static func isVariable(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(48...57).contains(first) else { return false }
        return name.utf8.allSatisfy {
            (65...90).contains($0) || (97...122).contains($0) || (48...57).contains($0) || $0 == 95
        }
    }
}
