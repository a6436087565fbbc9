import FoundationEssentials
import Wire

/// The eight questions about a body of code.
struct CodeProbes {
    private let source: String
    private let paths: [String]
    private let files: [FileFact]
    private let texts: [String: Captured<String>]
    private let asOf: Date
    /// Nil for code beside the weights: the Hub knows no releases and runs no checks.
    private let code: CodeFact?

    /// Seconds of 24 months.
    private static let recent = 24 * 30.44 * 86_400
    /// Bytes above which a binary does not belong into a repository of code.
    private static let largestBinary: Int64 = 1_000_000

    init(linked code: CodeFact, files: [FileFact], asOf: Date) {
        source = code.url
        self.files = files
        paths = files.map(\.path)
        texts = code.texts
        self.asOf = asOf
        self.code = code
    }

    init(own facts: Facts, files: [FileFact]) {
        source = "files"
        self.files = files
        paths = files.map(\.path)
        texts = facts.texts
        asOf = facts.asOf
        code = nil
    }

    func ask(_ sheet: inout ProbeSheet) {
        find("tests", 0.20, "add tests", &sheet, where: CodeFiles.isTest)
        if code == nil {
            sheet.notApplicable("ci", 0.15, "the Hub runs no checks")
        } else {
            find("ci", 0.15, "let a CI service run the tests", &sheet, where: CodeFiles.isContinuousIntegration)
        }
        dependencies(&sheet)
        linter(&sheet)
        find("licence_file", 0.10, "add a LICENSE file", &sheet, where: CodeFiles.isLicence)
        readme(&sheet)
        release(&sheet)
        cleanliness(&sheet)
    }

    private func find(
        _ id: String, _ weight: Double, _ remedy: String, _ sheet: inout ProbeSheet, where matches: (String) -> Bool
    ) {
        if let path = paths.first(where: matches) {
            sheet.yes(id, weight, "\(path) is there", [Evidence(source: source, locator: path, excerpt: path)])
        } else {
            sheet.no(id, weight, "none of \(paths.count) files", remedy: remedy)
        }
    }

    private func dependencies(_ sheet: inout ProbeSheet) {
        let remedy = "pin versions in requirements.txt, or commit the lock file"
        if let lock = paths.first(where: CodeFiles.isLock) {
            return sheet.yes(
                "pinned", 0.15, "\(lock) locks versions", [Evidence(source: source, locator: lock, excerpt: lock)])
        }
        let manifests = paths.filter(CodeFiles.isManifest)
        guard let first = manifests.first else {
            return sheet.no("pinned", 0.15, "no file names the dependencies", remedy: remedy)
        }
        let shares = manifests.compactMap { path in texts[path]?.value.flatMap { Requirements($0).pinnedShare } }
        if let share = shares.max(), share > 0.5 {
            let reason = "\(Score.percent(share)) of the requirements have exact versions"
            sheet.yes("pinned", 0.15, reason, [Evidence(source: source, locator: first, excerpt: reason)])
        } else {
            sheet.partial("pinned", 0.15, 0.5, "\(first) names dependencies without exact versions", remedy: remedy)
        }
    }

    private func linter(_ sheet: inout ProbeSheet) {
        let remedy = "configure a linter, formatter or type checker"
        if let path = paths.first(where: CodeFiles.isLinterSetting) {
            return sheet.yes(
                "linter", 0.15, "\(path) is there", [Evidence(source: source, locator: path, excerpt: path)])
        }
        for name in ["pyproject.toml", "setup.cfg", "tox.ini", "package.json", "Makefile"] {
            guard let text = texts[name]?.value else { continue }
            let lowered = LoweredText(text.utf8.prefix(1 << 20).withText)
            let tool = CodeFiles.linters.first { lowered.contains($0) }
            if let tool {
                return sheet.yes("linter", 0.15, "\(name) sets up \(tool.filter { $0.isLetter || $0 == "-" })")
            }
        }
        sheet.no("linter", 0.15, "no settings of a linter, formatter or type checker", remedy: remedy)
    }

    private func readme(_ sheet: inout ProbeSheet) {
        let path = texts.keys.filter { $0.lowercased().hasPrefix("readme") }.min()
        guard let path, let text = texts[path]?.value else {
            if paths.contains(where: { $0.lowercased().hasPrefix("readme") }) {
                return sheet.unknown("readme", 0.10, "the README was not captured")
            }
            return sheet.no("readme", 0.10, "no README", remedy: "write a README with installation and usage")
        }
        let body = Prose(text)
        let lowered = LoweredText(text.utf8.prefix(1 << 20).withText)
        let installs =
            lowered.containsAny([
                "pip install", "conda install", "npm install", "git clone", "docker", "cargo add", "make install",
            ])
            || body.sections.contains { LoweredText($0.title).contains("install") }
        let uses = !body.blocks.isEmpty && !body.sections(about: .installation).isEmpty || body.blocks.count > 1
        let remedy = "say in the README how to install and use it"
        sheet.partial(
            "readme", 0.10, (installs ? 0.5 : 0) + (uses ? 0.5 : 0),
            installs && uses
                ? "the README says how to install and use it"
                : "the README lacks \(installs ? "usage" : "installation")",
            remedy: remedy, [Evidence(source: source, locator: path, excerpt: path)])
    }

    private func release(_ sheet: inout ProbeSheet) {
        guard let code else { return sheet.notApplicable("release", 0.05, "every commit on the Hub is a version") }
        switch code.tags {
        case .unavailable(let why): sheet.unknown("release", 0.05, "tags could not be read: \(why)")
        case .absent: sheet.no("release", 0.05, "no tags", remedy: "tag releases")
        case .known(let tags):
            let dated = tags.compactMap { tag in tag.date.map { (tag.name, $0) } }
            let newest = dated.max { ($0.1, $0.0) < ($1.1, $1.0) }
            if let newest, asOf.timeIntervalSince(newest.1) <= Self.recent {
                sheet.yes("release", 0.05, "\(newest.0.prefix(60)) is less than 24 months old")
            } else if dated.isEmpty, !tags.isEmpty {
                sheet.unknown("release", 0.05, "the tags have no dates")
            } else {
                sheet.no("release", 0.05, "no release in 24 months", remedy: "tag a release")
            }
        }
    }

    private func cleanliness(_ sheet: inout ProbeSheet) {
        let remedy = "take secrets and binaries out of the history"
        for path in texts.keys.sorted() {
            if let text = texts[path]?.value, let kind = Secrets.kind(in: text) {
                let evidence = Evidence(source: source, locator: path, excerpt: kind)
                return sheet.no("clean", 0.10, "\(path) holds \(kind)", remedy: remedy, [evidence])
            }
        }
        // Beside weights, large binaries are what the repository is for.
        if code != nil, let binary = files.first(where: { $0.size > Self.largestBinary && CodeFiles.isBinary($0.path) })
        {
            let evidence = Evidence(source: source, locator: binary.path, excerpt: "\(binary.size) bytes")
            return sheet.no("clean", 0.10, "\(binary.path) is a binary over 1 MB", remedy: remedy, [evidence])
        }
        sheet.yes("clean", 0.10, "no secrets in \(texts.count) texts, no large binaries")
    }
}

extension Substring.UTF8View {
    fileprivate var withText: Substring { Substring(self) }
}
