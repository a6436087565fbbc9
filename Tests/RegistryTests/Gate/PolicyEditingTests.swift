import Domain
import Foundation
import Scoring
import Testing
import Wire

@testable import Registry

@Suite struct `Changing the policy` {
    private static let lax = "version: 1\nname: lax\n"

    private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    @Test func `puts a text in force, keeps the file before, and writes down who did`() async throws {
        try await GateHome.with(Self.lax) { gate in
            let draft = try await gate.keeper.policies.draft()
            #expect(draft.text == Self.lax && draft.obstacle == nil && draft.path == gate.policyPath)
            let saved = try await gate.keeper.save(policy: strictBus, expecting: draft.tag, by: "alice")
            #expect(saved.policy.name == "strict-bus")
            #expect(try await gate.keeper.policies.current().policy.name == "strict-bus")
            #expect(try text(gate.policyPath) == strictBus)
            #expect(try text(gate.policyPath + ".before") == Self.lax)
            #expect(gate.audit.actions == ["alice policy.set strict-bus"])
        }
    }

    @Test func `makes the file where there is none`() async throws {
        try await GateHome.with { gate in
            let draft = try await gate.keeper.policies.draft()
            #expect(draft.tag == "none" && draft.text == PolicyPreset.baseline.text)
            _ = try await gate.keeper.save(policy: Self.lax, expecting: draft.tag, by: "alice")
            #expect(try text(gate.policyPath) == Self.lax)
            #expect(!FileManager.default.fileExists(atPath: gate.policyPath + ".before"))
        }
    }

    @Test func `overwrites nothing that was not seen, unless one says so`() async throws {
        try await GateHome.with(Self.lax) { gate in
            let seen = try await gate.keeper.policies.draft().tag
            try gate.write(policy: strictBus)
            let refused = await problem { _ = try await gate.keeper.save(policy: Self.lax, expecting: seen, by: "a") }
            #expect(refused?.code == .conflict)
            #expect(try text(gate.policyPath) == strictBus && gate.audit.actions.isEmpty)
            _ = try await gate.keeper.save(policy: Self.lax, expecting: nil, by: "a")
            #expect(try text(gate.policyPath) == Self.lax)
        }
    }

    @Test(arguments: ["", "version: 1", "a: [", String(repeating: "#", count: 70_000)])
    func `takes no text that is no policy`(_ wrong: String) async throws {
        try await GateHome.with(Self.lax) { gate in
            await #expect(throws: PolicyError.self) {
                try await gate.keeper.save(policy: wrong, expecting: nil, by: "a")
            }
            let kept = try text(gate.policyPath)
            #expect(kept == Self.lax)
            let mistakes = gate.keeper.check(policy: wrong).mistakes
            #expect(!mistakes.isEmpty)
        }
    }

    @Test func `mends a file that is wrong, which the draft shows as it is`() async throws {
        try await GateHome.with(Self.lax) { gate in
            _ = try await gate.keeper.policies.current()
            try gate.write(policy: "not: [yaml")
            let draft = try await gate.keeper.policies.draft()
            #expect(draft.text == "not: [yaml")
            _ = try await gate.keeper.save(policy: strictBus, expecting: draft.tag, by: "a")
            let loaded = try await gate.keeper.policies.current()
            #expect(loaded.policy.name == "strict-bus" && loaded.problem == nil)
        }
    }

    @Test func `keeps the mode of the file, follows a link, and respects that nobody may write`() async throws {
        try await GateHome.with { gate in
            let real = "\(gate.home.folder)/shared-policy.yaml"
            try Data(Self.lax.utf8).write(to: URL(filePath: real))
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: real)
            try FileManager.default.createSymbolicLink(atPath: gate.policyPath, withDestinationPath: real)
            _ = try await gate.keeper.save(policy: strictBus, expecting: nil, by: "a")
            #expect(try text(real) == strictBus)
            let mode = try FileManager.default.attributesOfItem(atPath: real)[.posixPermissions] as? Int
            #expect(mode == 0o640)
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: gate.policyPath) == real)
            try FileManager.default.setAttributes([.posixPermissions: 0o440], ofItemAtPath: real)
            let refused = await problem { _ = try await gate.keeper.save(policy: Self.lax, expecting: nil, by: "a") }
            #expect(refused?.code == .forbidden && refused?.message.contains("cannot be changed") == true)
        }
    }

    @Test func `is tried page by page, and changes nothing`() async throws {
        try await GateHome.with(Self.lax) { gate in
            for number in 0..<25 {
                for score in [0.9, number < 5 ? 0.1 : 0.8] {
                    try await gate.ledger.record(GateHome.subject("org/m\(number)", score: score))
                }
            }
            _ = try await gate.keeper.rescore(recording: true)
            var (after, pages, decided, changed): (Int64?, Int, Int, Set<String>) = (0, 0, 0, [])
            while let from = after {
                let page = try await gate.keeper.preview(policy: strictBus, after: from, limit: 10)
                #expect(page.total == 25 && page.policy == "strict-bus")
                pages += 1
                decided += page.decided
                changed.formUnion(page.changed.map(\.model))
                after = page.next
            }
            #expect(pages == 3 && decided == 25)
            #expect(changed == Set((0..<5).map { "org/m\($0)" }))
            #expect(try await gate.ledger.verdict(of: id("org/m1"))?.policy == "lax")
        }
    }
}
