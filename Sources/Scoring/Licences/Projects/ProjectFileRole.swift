/// What a file of a project tells of its licence, and how much that counts: the order of GitHub's licensee, `LICENSE` before
/// package manifests before the README.
package enum ProjectFileRole: Sendable, Hashable {
    /// Holds the licence; 0.1…1 by how plainly its name says so.
    case licence(Double)
    case manifest
    case readme
    /// Its first lines may carry an SPDX tag.
    case source
    case nothing

    package init(path: String) {
        let parts = path.lowercased().split(separator: "/").map(String.init)
        guard let name = parts.last else {
            self = .nothing
            return
        }
        if parts.count == 2, ["licenses", "licences", "license", "licence"].contains(parts[0]) {
            self = .licence(0.55)
        } else if path.lowercased() == "debian/copyright" || Self.manifests.contains(name)
            || Self.manifestEndings.contains(where: name.hasSuffix)
        {
            self = .manifest
        } else if parts.count == 1, let score = Self.score(name) {
            self = .licence(score)
        } else if Self.readme(name) {
            self = parts.count == 1 ? .readme : .nothing
        } else {
            self = Self.sourceEndings.contains(where: name.hasSuffix) ? .source : .nothing
        }
    }

    /// The larger counts more.
    var rank: Double {
        switch self {
        case .licence(let score): score
        case .manifest: 0.09
        case .readme: 0.05
        case .source: 0.02
        case .nothing: 0
        }
    }

    private static let manifests: Set<String> = [
        "pyproject.toml", "setup.cfg", "setup.py", "package.json", "cargo.toml", "composer.json", "description",
        "pom.xml",
        "citation.cff", "codemeta.json", "meta.json", "meta.yml", "dist.ini", "pkg-info", "metadata", "bower.json",
    ]
    private static let manifestEndings = [".gemspec", "._gemspec", ".cabal", ".podspec", ".nuspec"]
    private static let sourceEndings = [
        ".py", ".c", ".h", ".cc", ".cpp", ".hpp", ".rs", ".go", ".js", ".ts", ".java", ".swift", ".rb", ".sh", ".pl",
        ".kt",
    ]
    private static let texts: Set<String> = ["", "md", "markdown", "txt", "html"]
    private static let never: Set<String> = [
        "xml", "sh", "go", "gemspec", "py", "js", "json", "header", "spdx", "c", "h",
    ]

    private static func readme(_ name: String) -> Bool {
        name == "readme" || name.hasPrefix("readme.") || name.hasPrefix("readme-")
    }

    /// How plainly the name says that this is the licence; nil when it does not.
    private static func score(_ name: String) -> Double? {
        let dot = name.lastIndex(of: ".")
        let stem = dot.map { String(name[..<$0]) } ?? name
        let ending = dot.map { String(name[name.index(after: $0)...]) } ?? ""
        guard !never.contains(ending) else { return nil }
        let isText = texts.contains(ending)
        for (words, best) in [(["license", "licence", "unlicense", "unlicence", "licenses"], 1.0), (["copying"], 0.9)] {
            if words.contains(stem) { return ending.isEmpty ? best : isText ? best - 0.05 : best - 0.2 }
            if words.contains(where: stem.hasPrefix) { return best - 0.3 }
            if words.contains(where: stem.hasSuffix) || words.contains(where: { stem.contains("-\($0)") }) {
                return best - 0.4
            }
        }
        if stem == "ofl" { return 0.5 }
        if stem == "copyright" || stem.hasPrefix("copyright-") { return 0.35 }
        if stem == "notice" { return 0.3 }
        if stem == "patents" { return 0.15 }
        return words(stem).contains("license") || words(stem).contains("licence") ? 0.4 : nil
    }

    private static func words(_ stem: String) -> [String] {
        stem.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
