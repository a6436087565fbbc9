import Testing

/// Who may use which library, beyond what the order of targets in Package.swift says.
struct LayerTests {
    /// The targets that may import a library, and nobody else.
    private static let owners: [(library: String, targets: Set<String>)] = [
        ("GRDB", ["Storage"]),
        ("Subprocess", ["Sandbox", "Engines"]),
        ("Hummingbird", ["API", "MCP", "Dashboard", "Server"]),
        ("ArgumentParser", ["roost"]),
    ]

    @Test func `a library is imported only where it belongs`() {
        var strangers: [String] = []
        for file in Checkout.sources {
            for (module, line) in file.imports {
                for owner in Self.owners where module.hasPrefix(owner.library) && !owner.targets.contains(file.target) {
                    strangers.append("\(file.path):\(line) imports \(module)")
                }
            }
        }
        #expect(strangers.isEmpty, "\(strangers.joined(separator: "\n"))")
    }

    @Test func `every folder of the sources is a target`() throws {
        let package = try Checkout.text(of: "Package.swift")
        let declared = package.matches(
            of: /(?:words|capability|system|[tT]arget|executableTarget)\(\s*(?:name:\s*)?"([A-Za-z0-9]+)"/)
        let targets = Set(declared.map { String($0.output.1) })
        let folders = try Checkout.folders(in: "Sources")
        #expect(folders.filter { !targets.contains($0) } == [], "folders without a target")
        let drivers = try Checkout.folders(in: "Benchmarks/Drivers")
        let inSources = targets.filter { !$0.hasSuffix("Tests") && !drivers.contains($0) }.sorted()
        #expect(inSources.filter { !folders.contains($0) } == [], "targets without a folder")
    }
}
