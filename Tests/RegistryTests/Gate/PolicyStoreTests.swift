import Domain
import Foundation
import Scoring
import Testing

@testable import Registry

@Suite struct `The policy of a house` {
    @Test func `is baseline where there is no file`() async throws {
        try await GateHome.with { gate in
            let loaded = try await gate.keeper.policies.current()
            #expect(loaded.policy.name == "baseline" && loaded.file == nil && loaded.problem == nil)
            #expect(loaded.digest == (try PolicyPreset.baseline.policy.digest))
        }
    }

    @Test func `is read again when its file changes, however it is written`() async throws {
        try await GateHome.with(strictBus) { gate in
            #expect(try await gate.keeper.policies.current().policy.name == "strict-bus")
            try gate.write(policy: strictBus.replacing("strict-bus", with: "other-bus1"))
            #expect(try await gate.keeper.policies.current().policy.name == "other-bus1")
            // In place, of the same length.
            let handle = try #require(FileHandle(forWritingAtPath: gate.policyPath))
            try handle.write(contentsOf: Data(strictBus.replacing("strict-bus", with: "third-bus1").utf8))
            try handle.close()
            #expect(try await gate.keeper.policies.current().policy.name == "third-bus1")
        }
    }

    @Test(arguments: ["version: 1", "not: [yaml", "", "version: 1\nname: x\nunknown: maybe\n"])
    func `stays as it was when the new file is wrong, and says so`(_ text: String) async throws {
        try await GateHome.with(strictBus) { gate in
            _ = try await gate.keeper.policies.current()
            try gate.write(policy: text)
            for _ in 0..<2 {
                let loaded = try await gate.keeper.policies.current()
                #expect(loaded.policy.name == "strict-bus")
                #expect(loaded.problem?.code == .badRequest && loaded.problem?.message.contains("policy.yaml") == true)
            }
            try gate.write(policy: strictBus.replacing("strict-bus", with: "mended"))
            let mended = try await gate.keeper.policies.current()
            #expect(mended.policy.name == "mended" && mended.problem == nil)
        }
    }

    @Test func `stays as it was when its file vanishes, and is read when it is back`() async throws {
        try await GateHome.with(strictBus) { gate in
            _ = try await gate.keeper.policies.current()
            try FileManager.default.removeItem(atPath: gate.policyPath)
            let kept = try await gate.keeper.policies.current()
            #expect(kept.policy.name == "strict-bus" && kept.problem?.message.contains("is gone") == true)
            try gate.write(policy: strictBus)
            #expect(try await gate.keeper.policies.current().problem == nil)
        }
    }

    @Test func `cannot begin with a wrong file, nor with one that cannot be read`() async throws {
        try await GateHome.with("version: 1\nname: x\nmetrics: 7\n") { gate in
            let wrong = await problem { _ = try await gate.keeper.policies.current() }
            #expect(wrong?.code == .badRequest)
            #expect(wrong?.message.contains("line 3: metrics: must be a mapping") == true)
            try FileManager.default.removeItem(atPath: gate.policyPath)
            try FileManager.default.createDirectory(atPath: gate.policyPath, withIntermediateDirectories: false)
            #expect(await problem { _ = try await gate.keeper.policies.current() }?.code == .badRequest)
        }
    }

    @Test func `is never more than a small text`() async throws {
        try await GateHome.with(strictBus) { gate in
            _ = try await gate.keeper.policies.current()
            try gate.write(policy: String(repeating: "#", count: 100_000))
            #expect(try await gate.keeper.policies.current().problem?.message.contains("65536") == true)
            try Data([0x76, 0xFF, 0xFE]).write(to: URL(filePath: gate.policyPath))
            #expect(try await gate.keeper.policies.current().problem?.message.contains("UTF-8") == true)
        }
    }

    @Test func `can be checked without being put in force`() async throws {
        try await GateHome.with(strictBus) { gate in
            let read = try PolicyStore.read(gate.policyPath)
            #expect(read?.policy.name == "strict-bus")
            let missing = try PolicyStore.read(gate.policyPath + ".no")
            #expect(missing == nil)
        }
    }
}
