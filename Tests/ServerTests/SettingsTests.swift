import Domain
import Foundation
import Testing

@testable import Server

@Suite struct SettingsTests {
    @Test func `a flag beats the environment, which beats the file, which beats the default`() async throws {
        let home = try folder()
        defer { try? FileManager.default.removeItem(atPath: home) }  // a temporary folder
        try "port: 1111\njobs: 7\nconnections: 9\n".write(
            toFile: "\(home)/config.yaml", atomically: true, encoding: .utf8)
        let environment = ["ROOST_HOME": home, "ROOST_PORT": "2222", "ROOST_JOBS": "5"]
        let settings = try await Settings(flags: .init(port: 3333), environment: environment)
        #expect(settings.port == 3333)
        #expect(settings.jobsAtOnce == 5)
        #expect(settings.connections == 9)
        #expect(settings.host == "127.0.0.1")
    }

    @Test func `the Hub's own variables are honoured, and an empty one means none`() async throws {
        let home = try folder()
        defer { try? FileManager.default.removeItem(atPath: home) }  // a temporary folder
        let given = ["ROOST_HOME": home, "HF_ENDPOINT": "http://127.0.0.1:9", "HF_HUB_OFFLINE": "1"]
        let settings = try await Settings(flags: .init(), environment: given)
        #expect(settings.hubs == ["http://127.0.0.1:9"] && settings.isOffline)
        let none = try await Settings(flags: .init(), environment: ["ROOST_HOME": home, "HF_ENDPOINT": ""])
        #expect(none.hubs.isEmpty && !none.isOffline)
    }

    @Test(arguments: [["ROOST_HOST": "0.0.0.0"], ["ROOST_PORT": "70000"], ["ROOST_CONNECTIONS": "0"]])
    func `what makes no sense is refused`(given: [String: String]) async throws {
        let home = try folder()
        defer { try? FileManager.default.removeItem(atPath: home) }  // a temporary folder
        await #expect(throws: Problem.self) {
            try await Settings(flags: .init(home: home), environment: given)
        }
    }

    private func folder() throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "roost-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }
}
