import Domain
import FoundationEssentials
import Hub
import Logging
import Sandbox
import SystemPackage
import Testing

@testable import Forge

/// A temporary folder with real repositories of git, and forges that read them.
struct Workshop: Sendable {
    let folder: FilePath
    let git: Tool

    /// Gives a new workshop to `body` and removes it afterwards.
    static func with(_ body: (Workshop) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.path + "/forge-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }  // nothing depends on it being gone
        try await body(Workshop(folder: FilePath(path), git: try Tool(named: "git")))
    }

    /// Runs git in a repository of the workshop; commits are Ada's unless said otherwise.
    @discardableResult
    func run(_ arguments: [String], in name: String, as author: String = "Ada <ada@x.example>") async throws -> String {
        let parts = author.split(separator: "<", maxSplits: 1)
        let person = parts[0].split(separator: " ").joined(separator: " ")
        let address = String(parts[1].dropLast())
        let environment = [
            "HOME": folder.string, "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": person, "GIT_AUTHOR_EMAIL": address,
            "GIT_COMMITTER_NAME": person, "GIT_COMMITTER_EMAIL": address,
            "GIT_AUTHOR_DATE": "2026-01-02T03:04:05Z", "GIT_COMMITTER_DATE": "2026-01-02T03:04:05Z",
        ]
        return try await git.run(
            ["-c", "protocol.file.allow=always"] + arguments, environment: environment,
            workingDirectory: folder.appending(name)
        ).succeeded().text
    }

    /// A new repository whose server can leave contents out, or not.
    func repository(_ name: String, filters: Bool = true) async throws {
        try FileManager.default.createDirectory(
            atPath: folder.appending(name).string, withIntermediateDirectories: true)
        try await run(["init", "--quiet", "--initial-branch=trunk"], in: name)
        if filters { try await run(["config", "uploadpack.allowFilter", "true"], in: name) }
    }

    func write(_ bytes: [UInt8], to path: String, in name: String) throws {
        let place = folder.appending(name).pushing(FilePath(path))
        try FileManager.default.createDirectory(
            atPath: place.removingLastComponent().string, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(filePath: place.string))
    }

    func write(_ text: String, to path: String, in name: String) throws {
        try write(Array(text.utf8), to: path, in: name)
    }

    /// Writes files and commits everything.
    func commit(
        _ title: String, _ files: [String: String] = [:], in name: String, as author: String = "Ada <ada@x.example>"
    ) async throws {
        for (path, text) in files { try write(text, to: path, in: name) }
        try await run(["add", "--all"], in: name)
        try await run(["commit", "--quiet", "--allow-empty", "--message=\(title)"], in: name, as: author)
    }

    /// A forge that may read folders and the server of the test.
    func forge(
        _ settings: ForgeSettings = ForgeSettings(allowsLocal: true), allow: [String] = ["git.example"],
        isOffline: Bool = false, now: @escaping @Sendable () -> Date = { Date() }
    ) throws -> Forge {
        let permits = try allow.map { try #require(ReachPermit($0)) }
        let names = FixedNames(["git.example": "127.0.0.1", "inner.example": "127.0.0.1", "lan.example": "10.0.0.1"])
        return Forge(
            folder: folder.appending("cache"), settings: settings,
            reach: Reach(rules: ReachRules(isOffline: isOffline, allow: permits), names: names),
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), now: now)
    }

    func url(_ name: String) -> String { "file://\(folder.appending(name))" }

    /// What lies in the cache.
    var cached: [String] {
        get throws {
            let path = folder.appending("cache").string
            guard FileManager.default.fileExists(atPath: path) else { return [] }
            return try FileManager.default.contentsOfDirectory(atPath: path)
        }
    }
}

/// Names that mean what the test says.
struct FixedNames: NameResolving {
    let names: [String: String]
    init(_ names: [String: String]) { self.names = names }
    func addresses(of host: String) async -> [IPAddress] { [names[host].flatMap { IPAddress($0) }].compactMap { $0 } }
}
