import Domain
import Storage
import Testing
import Wire

@testable import Registry

@Suite struct `Browsing what is kept` {
    @Test func `an earlier version shows its own size and is not the current one`() async throws {
        try await TestHome.with { home in
            try home.publish("org/owl/weights.bin", "hoot")
            let old = try await home.pull("org/owl").commit
            try home.publish("org/owl/weights.bin", "hoot hoot")
            let new = try await home.pull("org/owl").commit
            let current = try await home.catalogue.headline(of: id("org/owl"))
            #expect(current.isCurrent && current.versions == 2 && current.summary.commit == new)
            let earlier = try await home.catalogue.headline(of: id("org/owl"), at: Revision(old))
            #expect(!earlier.isCurrent && earlier.summary.commit == old && earlier.summary.sizeBytes == 4)
            await #expect(throws: RegistryError.notKept("org/cat")) {
                try await home.catalogue.headline(of: id("org/cat"))
            }
            await #expect(throws: RegistryError.versionNotKept(model: "org/owl", revision: "v9")) {
                try await home.catalogue.headline(of: id("org/owl"), at: Revision("v9"))
            }
        }
    }

    @Test func `files come page by page, each once`() async throws {
        try await TestHome.with { home in
            for number in 0..<5 { try home.publish("org/owl/file\(number)", "\(number)") }
            try await home.pull("org/owl")
            let version = try await home.catalogue.headline(of: id("org/owl"))
            let first = try await home.catalogue.files(of: version, after: nil, limit: 3)
            #expect(first.files.map(\.path) == ["file0", "file1", "file2"] && first.next == "file2")
            let second = try await home.catalogue.files(of: version, after: first.next, limit: 3)
            #expect(second.files.map(\.path) == ["file3", "file4"] && second.next == nil)
        }
    }

    @Test func `the values of a column are offered once each, in order`() async throws {
        try await TestHome.with { home in
            for (number, task) in ["b", "a", "b", nil, "c"].enumerated() {
                var sample = Sample("org/model\(number)")
                sample.facets.task = task
                try await sample.keep(in: home.catalogue)
            }
            #expect(try await home.catalogue.values(of: .task) == ["a", "b", "c"])
            #expect(try await home.catalogue.values(of: .license) == [])
        }
    }

    @Test(arguments: ModelQuery.Order.allCases)
    func `what is kept apart is listed in every order, each once`(order: ModelQuery.Order) async throws {
        try await GateHome.with { gate in
            var names: [String] = []
            for number in 0..<12 {
                let apart = number.isMultiple(of: 3)
                let name = "org/model\(number)"
                try await gate.keep(name, score: 1)
                if apart {
                    _ = try await gate.catalogue.database.write { session in
                        try session.run(
                            """
                            UPDATE versions SET quarantined = 1 WHERE model_id = (SELECT id FROM models WHERE name = \(name))
                            """)
                    }
                    names.append(name)
                }
            }
            var query = ModelQuery()
            query.quarantined = true
            query.order = order
            query.limit = 3
            var found: [String] = []
            repeat {
                let page = try await gate.catalogue.search(query)
                found += page.models.map(\.name)
                query.cursor = page.next
            } while query.cursor != nil && found.count < 20
            #expect(found.count == names.count && Set(found) == Set(names))
            query = ModelQuery()
            query.quarantined = false
            #expect(try await gate.catalogue.search(query).models.count == 8)
        }
    }

    @Test(arguments: ModelQuery.Order.allCases)
    func `what has a tag is listed in every order, each once`(order: ModelQuery.Order) async throws {
        try await TestHome.with { home in
            for number in 0..<9 {
                var sample = Sample("org/model\(number * 7 % 9)", size: number % 2)
                sample.facets.tags = number < 5 ? ["first", "second"] : ["second"]
                try await sample.keep(in: home.catalogue)
            }
            var query = ModelQuery()
            query.tags = ["first", "second"]
            query.order = order
            query.limit = 2
            var found: [String] = []
            repeat {
                let page = try await home.catalogue.search(query)
                found += page.models.map(\.name)
                query.cursor = page.next
            } while query.cursor != nil && found.count < 20
            #expect(found.count == 5 && Set(found).count == 5)
            if order == .name { #expect(found == found.sorted()) }
        }
    }

    @Test func `a pattern that is none is said before anything is asked`() {
        var query = ModelQuery()
        #expect(query.patternProblem == nil)
        query.pattern = "^tiny"
        #expect(query.patternProblem == nil)
        query.pattern = "tiny("
        #expect(query.patternProblem?.code == .badRequest)
    }
}
