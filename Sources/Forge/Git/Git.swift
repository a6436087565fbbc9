import Domain
import Hub
import Sandbox
import SystemPackage

/// git, told to trust nothing: no configuration, no hooks, no credentials, no questions, and one server only.
struct Git: Sendable {
    let tool: Tool
    /// An empty folder that it takes for the user's home.
    let home: FilePath
    let remote: GitRemote

    /// Older ones cannot be told which address a name has (`http.curloptResolve`).
    static let oldest = (major: 2, minor: 37)

    /// Runs a command. Objects that a partial clone left out are never fetched on the side: a list of them would be thousands
    /// of requests. Throws `ToolError` and `ForgeError`.
    func run(
        _ arguments: [String], in folder: FilePath? = nil, input: [UInt8] = [], limits: ToolLimits
    ) async throws -> ToolResult {
        let result = try await tool.run(
            Self.caution + remote.configuration + place(folder) + arguments, environment: environment,
            workingDirectory: home, input: input, limits: limits)
        guard result.exit == .exited(0) else { throw ForgeError.git(Self.words(result)) }
        return result
    }

    /// The same, with what it prints handed over as it comes.
    func run(
        _ arguments: [String], in folder: FilePath, limits: ToolLimits,
        onOutput: @escaping @Sendable ([UInt8]) async throws -> Void
    ) async throws {
        let result = try await tool.run(
            Self.caution + remote.configuration + place(folder) + arguments, environment: environment,
            workingDirectory: home, limits: limits, onOutput: onOutput)
        guard result.exit == .exited(0) else { throw ForgeError.git(Self.words(result)) }
    }

    private func place(_ folder: FilePath?) -> [String] { folder.map { ["--git-dir=\($0)"] } ?? [] }

    private var environment: [String: String] {
        var variables = [
            "HOME": home.string, "XDG_CONFIG_HOME": home.string, "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", "GIT_ATTR_NOSYSTEM": "1",
            "GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "/bin/false", "SSH_ASKPASS": "/bin/false",
            "GIT_SSH_COMMAND": "/bin/false", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0",
        ]
        // In a variable and not in an argument: other users can read arguments.
        if let proxy = remote.proxy { variables.merge(["https_proxy": proxy, "http_proxy": proxy]) { $1 } }
        return variables
    }

    private static let caution =
        [
            "protocol.allow=never", "http.followRedirects=false", "http.emptyAuth=false", "http.lowSpeedLimit=1000",
            "http.lowSpeedTime=20", "credential.helper=", "core.askPass=", "core.hooksPath=/dev/null",
            "core.fsmonitor=false", "core.attributesFile=/dev/null", "core.pager=cat", "gc.auto=0",
            "maintenance.auto=false", "fetch.unpackLimit=1", "transfer.unpackLimit=1", "fetch.writeCommitGraph=false",
            "fetch.recurseSubmodules=false", "submodule.recurse=false", "transfer.bundleURI=false", "pack.threads=1",
            "safe.directory=*", "log.mailmap=false", "log.showSignature=false", "diff.renameLimit=0",
            "i18n.logOutputEncoding=UTF-8", "core.quotePath=false",
        ].flatMap { ["-c", $0] }

    private static func words(_ result: ToolResult) -> String {
        let line = result.complaint ?? "\(result.exit)"
        let plain = line.unicodeScalars.map { $0.isASCII && $0.value >= 32 && $0.value != 127 ? Character($0) : "?" }
        return String(plain.prefix(200))
    }
}

/// Where git may go.
struct GitRemote: Sendable {
    /// What is cloned.
    let url: String
    /// The one protocol that is allowed: `https`, `http` or `file`.
    let scheme: String
    /// `host:port:addresses`, so that git asks no resolver.
    var resolve: String?
    var proxy: String?

    var configuration: [String] {
        var settings = ["protocol.\(scheme).allow=always"]
        if let resolve { settings.append("http.curloptResolve=\(resolve)") }
        return settings.flatMap { ["-c", $0] }
    }
}
