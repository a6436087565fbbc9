import Blobs
import Domain
import Foundation
import NIOCore
import SystemPackage
import Testing

/// Gives a new folder to `body` and removes it afterwards.
func withScratch<Result>(_ body: (FilePath) async throws -> Result) async throws -> Result {
    let url = FileManager.default.temporaryDirectory.appending(component: "blobs-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }  // Nothing depends on it being gone.
    return try await body(FilePath(url.path))
}

/// Gives a new store and its home to `body`.
func withStore<Result>(_ body: (BlobStore) async throws -> Result) async throws -> Result {
    try await withScratch { folder in try await body(try BlobStore.create(at: folder.appending("home"))) }
}

extension FilePath {
    var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: string).sorted() } }
    var content: [UInt8] { get throws { try Array(Data(contentsOf: URL(filePath: string))) } }
    var exists: Bool { (try? Stat(self, followTargetSymlink: false)) != nil }  // no status: not there

    @discardableResult
    func write(_ bytes: [UInt8], permissions: Int = 0o644) throws -> FilePath {
        try Data(bytes).write(to: URL(filePath: string))
        try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: string)
        return self
    }

    func makeFolders() throws {
        try FileManager.default.createDirectory(atPath: string, withIntermediateDirectories: true)
    }

    func age(by seconds: Double) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -seconds)], ofItemAtPath: string)
    }

    /// Changes one byte in place, whatever the permissions say.
    func flipByte(at offset: Int64) throws {
        let mode = try Stat(self).permissions
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: string)
        let file = try SystemPackage.FileDescriptor.open(self, .readWrite)
        defer { try? file.close() }  // Written already.
        var byte: [UInt8] = [0]
        _ = try byte.withUnsafeMutableBytes { try file.read(fromAbsoluteOffset: offset, into: $0) }
        try file.writeAll(toAbsoluteOffset: offset, [byte[0] ^ 0x40])
        try FileManager.default.setAttributes([.posixPermissions: Int(mode.rawValue)], ofItemAtPath: string)
    }
}

/// The same bytes every time: a test that fails can be repeated.
func patterned(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    return (0..<count).map { _ in
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return UInt8(truncatingIfNeeded: state)
    }
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

extension BlobStore {
    /// Stages and commits.
    @discardableResult
    func keep(_ bytes: [UInt8]) async throws -> BlobFacts {
        let staged = try await stage(bytes: bytes)
        try await commit([staged])
        return staged.facts
    }

    /// What is in `partial/` besides locks.
    func leavings() throws -> [String] { try partial.names.filter { !$0.hasSuffix(".lock") } }

    func content(of digest: Digest) async throws -> [UInt8] {
        try await open(digest).chunks().collect()
    }
}

extension ByteChunks {
    func collect() async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await chunk in self { bytes += chunk.readableBytesView }
        return bytes
    }
}
