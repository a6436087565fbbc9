import Testing

/// `openapi.yaml` is the contract: it and the routes say the same.
struct ContractTests {
    /// The constants of Paths.swift: `models` is `/api/v1/models`, parameters in braces.
    private static let declared: [String: String] = {
        let file = Checkout.sources.first { $0.path == "Sources/API/Paths.swift" }
        let found: [(String, String)] = (file?.lines ?? []).compactMap { line in
            line.firstMatch(of: /static let (\w+) = "(\/[^"]*)"/).map { match in
                (String(match.output.1), String(match.output.2).replacing(/:(\w+)/) { "{\($0.output.1)}" })
            }
        }
        return Dictionary(found, uniquingKeysWith: { first, _ in first })
    }()

    /// The mirror answers below one path, and reads what follows it by itself.
    private static let mount = "/hub"

    /// The paths of the contract with the methods of each.
    private static func documented() throws -> [String: Set<String>] {
        var paths: [String: Set<String>] = [:]
        var isInside = false
        var current = ""
        for line in try Checkout.text(of: "openapi.yaml").split(separator: "\n") {
            if !line.hasPrefix(" "), !line.hasPrefix("#") { isInside = line.hasPrefix("paths:") }
            guard isInside else { continue }
            if let path = line.wholeMatch(of: #/\ \ (/[^\s:]*):\s*/#) {
                current = String(path.output.1)
                paths[current] = []
            } else if let method = line.wholeMatch(of: #/\ {4}(get|head|post|put|patch|delete):\s*/#) {
                paths[current]?.insert(String(method.output.1))
            }
        }
        return paths
    }

    @Test func `every path of the server is in the contract`() throws {
        let documented = try Self.documented()
        try #require(Self.declared.count > 10)
        let missing = Self.declared.values.sorted().filter { path in
            path == Self.mount ? !documented.keys.contains { $0.hasPrefix("\(path)/") } : documented[path] == nil
        }
        #expect(missing.isEmpty, "openapi.yaml lacks \(missing)")
    }

    @Test func `every path of the contract is one of the server`() throws {
        let known = Set(Self.declared.values)
        #expect(known.contains(Self.mount))
        let unknown = try Self.documented().keys.filter { !known.contains($0) && !$0.hasPrefix("\(Self.mount)/") }
        #expect(unknown.isEmpty, "Sources/API/Paths.swift lacks \(unknown.sorted())")
    }

    @Test func `a path takes the methods the contract says`() throws {
        var served: [String: Set<String>] = [:]
        for file in Checkout.sources where ["API", "MCP"].contains(file.target) {
            let text = file.lines.joined(separator: "\n")
            for route in text.matches(of: /router\.(get|head|post|put|patch|delete)\(\s*Paths\.(\w+),\s*needs:/) {
                let path = try #require(Self.declared[String(route.output.2)], "\(file.path): \(route.output.2)")
                served[path, default: []].insert(String(route.output.1))
            }
        }
        let documented = try Self.documented().filter { !$0.key.hasPrefix("\(Self.mount)/") }
        let paths = Set(served.keys).union(documented.keys).sorted()
        let different = paths.filter { served[$0] != documented[$0] }.map { path in
            "\(path): served \(served[path]?.sorted() ?? []), documented \(documented[path]?.sorted() ?? [])"
        }
        #expect(different.isEmpty, "\(different.joined(separator: "\n"))")
    }

    @Test func `every route goes through the table, which asks what it needs`() {
        let table = "Sources/API/Access/RouteTable.swift"
        let strangers = Checkout.sources.filter { $0.path != table }.flatMap { file in
            file.places { code, _ in code.contains(/\bRouter\(|\brouter\.on\(/) }
        }
        #expect(strangers.isEmpty, "routes that nobody guards:\n\(strangers.joined(separator: "\n"))")
    }

    @Test func `every metric is in the contract`() throws {
        let contract = try Checkout.text(of: "openapi.yaml")
        let names = Checkout.sources.filter { $0.path.hasPrefix("Sources/API/") }.flatMap { file in
            file.lines.flatMap {
                $0.matches(of: /(?:gauge|counter|histogram)\("(roost_\w+)"/).map { String($0.output.1) }
            }
        }
        try #require(!names.isEmpty)
        let missing = names.filter { !contract.contains("`\($0)`") }
        #expect(missing.isEmpty, "openapi.yaml lacks \(missing)")
    }
}
