import Domain
import Foundation
import Storage
import Testing

@testable import Engines

@Suite struct `What a model was seen to hold` {
    private func memories(_ body: (MeasuredMemory, Digest) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.path + "/memories-\(UUID().uuidString).db"
        defer { try? FileManager.default.removeItem(atPath: path) }  // Nothing depends on it being gone.
        let database = try await SQLiteDatabase.open(path)
        try await database.migrate([.engines])
        let digest = try #require(Digest(bytes: [UInt8](repeating: 1, count: 32)))
        try await body(MeasuredMemory(database: database, now: { 0 }), digest)
        try await database.close()
    }

    @Test func `is the most of all runs by the same engine`() async throws {
        try await memories { memories, digest in
            for bytes in [200, 500, 300] {
                try await memories.remember(digest, way: "c1", ByteCount(bytes), by: "one")
            }
            #expect(try await memories.recall(digest, way: "c1", by: "one") == ByteCount(500))
            #expect(try await memories.recall(digest, way: "c2", by: "one") == nil)
        }
    }

    @Test func `says nothing of another engine, and begins anew with it`() async throws {
        try await memories { memories, digest in
            try await memories.remember(digest, way: "c1", ByteCount(500), by: "one")
            #expect(try await memories.recall(digest, way: "c1", by: "two") == nil)
            try await memories.remember(digest, way: "c1", ByteCount(300), by: "two")
            #expect(try await memories.recall(digest, way: "c1", by: "two") == ByteCount(300))
        }
    }

    @Test func `is its own and the pages of files, apart`() {
        let text = "Name:\tpython (x)\nVmRSS:\t 100 kB\nRssAnon:\t   60 kB\nRssFile:\t   30 kB\nRssShmem:\t   10 kB\n"
        let memory = ProcessMemory(status: text)
        #expect(memory == ProcessMemory(own: ByteCount(70 * 1024), mapped: ByteCount(30 * 1024)))
        #expect(ProcessMemory(status: "Name: zombie\n") == nil)
    }
}
