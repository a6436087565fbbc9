import Domain
import Foundation
import Testing

@testable import Server

@Suite struct HomeTests {
    @Test func `a home that was here before and is gone is refused, not made anew`() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "roost-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: root) }  // a temporary folder
        let home = Home("\(root)/home", environment: ["XDG_STATE_HOME": "\(root)/state"])
        #expect(try home.prepare())
        try home.remember()
        try FileManager.default.removeItem(atPath: "\(root)/home")
        let error = #expect(throws: Problem.self) { try home.prepare() }
        #expect(error?.message.contains("was here before") == true)
        #expect(!FileManager.default.fileExists(atPath: "\(root)/home"))
    }

    @Test(arguments: ["roost.db", "blobs"])
    func `half a home is refused`(only: String) throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "roost-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: root) }  // a temporary folder
        try FileManager.default.createDirectory(atPath: "\(root)/home/\(only)", withIntermediateDirectories: true)
        let home = Home("\(root)/home", environment: ["XDG_STATE_HOME": "\(root)/state"])
        #expect(throws: Problem.self) { try home.prepare() }
    }
}
