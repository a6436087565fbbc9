import API
import Access
import Domain
import Foundation
import Logging
import NIOCore
import Registry
import Testing

@testable import Server

/// A temporary folder with a home, a state folder and whatever a test writes into it.
struct ServerFixture: Sendable {
    let folder: String

    static func with(_ body: (ServerFixture) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/server-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }  // Nothing depends on it being gone.
        try await body(ServerFixture(folder: folder))
    }

    var homePath: String { "\(folder)/home" }

    /// Only what a test says is set; nothing of the process's own variables.
    func environment(_ more: [String: String] = [:]) -> [String: String] {
        ["HOME": folder, "ROOST_HOME": homePath, "XDG_STATE_HOME": "\(folder)/state"].merging(more) { $1 }
    }

    func settings(_ flags: Settings.Flags = .init(), _ more: [String: String] = [:]) async throws -> Settings {
        try await Settings(flags: flags, environment: environment(more))
    }

    func home(_ path: String? = nil) -> Home { Home(path ?? homePath, environment: environment()) }

    @discardableResult
    func write(_ path: String, _ text: String) throws -> String {
        let url = URL(filePath: "\(folder)/\(path)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(atPath: "\(folder)/\(path)", withIntermediateDirectories: true)
    }

    /// Refuses nothing but dangerous files: what is tested here is not the gate.
    private static let openPolicy =
        "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/") + "/Journeys/open-policy.yaml"

    /// Opens the house for `body` and closes it.
    func withHouse(_ more: [String: String] = [:], _ body: (House) async throws -> Void) async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let cost = PasswordCost(exponent: 10, lanes: 1)
        let variables = ["ROOST_POLICY": Self.openPolicy].merging(more) { $1 }
        let house = try await House.open(try await settings(.init(), variables), logger: logger, passwordCost: cost)
        do {
            try await body(house)
        } catch {
            try? await house.close()  // The first error says more.
            throw error
        }
        try await house.close()
    }
}

extension House {
    /// Keeps a folder under a name.
    func keep(_ folder: String, as name: String) async throws {
        _ = try await importer.run(ImportRequest(path: folder, name: name, mode: "copy"), dryRun: false) { _, _, _ in }
    }
}

extension MirrorCatalogue {
    /// All rows of all pages; each page must keep the limit.
    func all(_ query: MirrorQuery, kind: RepositoryKind = .model) async throws -> [String] {
        var query = query
        var names: [String] = []
        repeat {
            let page = try await list(query, kind: kind)
            #expect(page.rows.count <= query.limit)
            names += page.rows.map(\.summary.id.path)
            query.cursor = page.next
        } while query.cursor != nil && names.count < 1000
        return names
    }

    func text(_ path: String, of repository: MirrorRepository) async throws -> String {
        let file = try #require(repository.files.first { $0.path.text == path })
        let content = try await content(of: file, in: repository)
        var text = ""
        for try await buffer in content.chunks(0..<content.size.bytes) { text += String(buffer: buffer) }
        return text
    }
}

func id(_ name: String, kind: RepositoryKind = .model) throws -> RepositoryID {
    try #require(RepositoryID(name, kind: kind))
}

/// The problem an error becomes for the user.
func problem(_ body: () async throws -> Void) async -> Problem? {
    do {
        try await body()
        return nil
    } catch {
        return Problem(error)
    }
}
