import Foundation
import SystemPackage
import Testing

@testable import Blobs

@Suite struct `A small file` {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/whole-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }  // Nothing depends on it being gone.
        try body(folder)
    }

    private func mode(_ path: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    @Test func `is replaced whole, with the mode that was asked for, and nothing is left beside it`() throws {
        try withFolder { folder in
            let path = FilePath("\(folder)/file")
            for text in ["first", "second, and longer"] {
                try WholeFile.replace(path, with: Array(text.utf8), permissions: [.ownerReadWrite])
                #expect(try String(contentsOfFile: path.string, encoding: .utf8) == text)
            }
            #expect(try mode(path.string) == 0o600)
            try WholeFile.replace(path, with: [], permissions: [.ownerReadWrite, .groupRead, .otherRead])
            #expect(try mode(path.string) == 0o644)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
        }
    }

    @Test func `leaves nothing behind where it cannot be put`() throws {
        try withFolder { folder in
            let path = FilePath("\(folder)/taken")
            try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: false)
            #expect(throws: BlobError.self) {
                try WholeFile.replace(path, with: [1], permissions: [.ownerReadWrite])
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["taken"])
        }
    }

    @Test func `behind a link is replaced where it is, and the link stays`() throws {
        try withFolder { folder in
            try FileManager.default.createDirectory(atPath: "\(folder)/far", withIntermediateDirectories: false)
            try Data("old".utf8).write(to: URL(filePath: "\(folder)/far/real"))
            try FileManager.default.createSymbolicLink(atPath: "\(folder)/link", withDestinationPath: "far/real")
            let real = try WholeFile.destination(of: FilePath("\(folder)/link"))
            #expect(real.string.hasSuffix("/far/real"))
            #expect(try WholeFile.destination(of: FilePath("\(folder)/none")).string.hasSuffix("/none"))
        }
    }

    @Test func `that nobody may write to is said to be so`() throws {
        try withFolder { folder in
            let path = "\(folder)/file"
            #expect(WholeFile.obstacle(to: FilePath(path)) == nil)
            #expect(WholeFile.obstacle(to: FilePath("\(folder)/no/file"))?.contains("folder") == true)
            try Data().write(to: URL(filePath: path))
            #expect(WholeFile.obstacle(to: FilePath(path)) == nil)
            try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
            #expect(WholeFile.obstacle(to: FilePath(path))?.contains("mode") == true)
        }
    }
}
