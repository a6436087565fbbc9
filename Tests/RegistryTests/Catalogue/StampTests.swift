import Domain
import Foundation
import Testing
import Wire

@testable import Registry

@Suite struct `The stamp of a version` {
    @Test func `stays while nothing changes, and is that of every name of the version`() async throws {
        try await TestHome.with { home in
            try home.write("owl/config.json", Array("{}".utf8))
            try await home.take("\(home.folder)/owl", name: "org/owl")
            let name = try id("org/owl")
            let stamp = try #require(try await home.catalogue.stamp(of: name))
            let commit = try #require(try await home.version("org/owl")).commit
            #expect(try await home.catalogue.stamp(of: name, at: Revision(commit)) == stamp)
            #expect(try await home.catalogue.stamp(of: name, at: Revision(String(commit.hex.prefix(7)))) == stamp)
            #expect(try await home.catalogue.stamp(of: name, at: Revision("v9")) == nil)
            #expect(try await home.catalogue.stamp(of: id("ORG/owl")) == nil)
            try home.write("cat/config.json", Array("[]".utf8))
            try await home.take("\(home.folder)/cat", name: "org/cat")
            #expect(try await home.catalogue.stamp(of: name) == stamp, "another model is another matter")
        }
    }

    @Test func `changes with whatever changes what is shown`() async throws {
        try await GateHome.with { gate in
            let home = gate.home
            try home.write("owl/config.json", Array("{}".utf8))
            let path = "\(home.folder)/owl"
            try await home.take(path, name: "org/owl")
            let name = try id("org/owl")
            var stamps = [try await home.catalogue.stamp(of: name)]
            try await home.take(path, name: "org/owl")
            stamps.append(try await home.catalogue.stamp(of: name))
            let version = try #require(try await home.version("org/owl"))
            for quarantined in [true, false] {
                try await gate.settle(name, at: version.commit, quarantined)
                stamps.append(try await home.catalogue.stamp(of: name))
            }
            try home.damage(try #require(version.files.first).digest)
            _ = try await home.verify()
            stamps.append(try await home.catalogue.stamp(of: name))
            _ = try await home.catalogue.remove(name)
            stamps.append(try await home.catalogue.stamp(of: name))
            #expect(Set(stamps).count == stamps.count && stamps.last == .some(nil))
        }
    }
}

extension GateHome {
    /// Decides anew about a kept version.
    fileprivate func settle(_ name: RepositoryID, at commit: GitObjectID, _ isApart: Bool) async throws {
        let course = try await pass(name.path, score: isApart ? 0 : 1)
        var verdict = course.verdict
        verdict.commit = commit.hex
        verdict.decision = isApart ? .quarantined : .admitted
        try await ledger.settle([verdict])
    }
}
