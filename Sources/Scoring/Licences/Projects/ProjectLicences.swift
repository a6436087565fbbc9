package import Wire

/// Under which licence a project is, by everything in it that says so.
package struct ProjectLicences {
    let knowledge: LicenceKnowledge

    /// More texts are not looked at.
    private static let maximumTexts = 80
    private static let leastOfReadme = 0.75

    package init(knowledge: LicenceKnowledge) { self.knowledge = knowledge }

    /// Of a folder, the project's licence first; of a single file, what it says, whatever its name.
    package func matches(in folder: ProjectFolder) -> [LicenceMatch] {
        guard folder.isFile, let file = folder.files.first else { return matches(in: folder.files) }
        let named = ProjectFile(path: file.name, bytes: file.bytes)
        let said = named.role == .manifest || named.role == .readme ? matches(in: named) : []
        return said.isEmpty ? knowledge.detect(bytes: file.bytes, where: file.name) : said
    }

    /// The project's licence first, then every other one that was found, each once.
    package func matches(in files: [ProjectFile]) -> [LicenceMatch] {
        let ranked = files.filter { $0.role.rank > 0 }
            .sorted { ($0.role.rank, $1.path) > ($1.role.rank, $0.path) }.prefix(Self.maximumTexts)
        var first: [LicenceMatch] = []
        var rest: [LicenceMatch] = []
        var expressions: [LicenceMatch] = []
        for file in ranked {
            let found = matches(in: file)
            if case .manifest = file.role { expressions += found.filter { $0.id.contains(" or ") } }
            first += found.prefix(1)
            rest += found.dropFirst()
        }
        first = lesserFirst(first)
        first = choices(expressions, among: first) + first
        var seen: Set<String> = []
        return (first + rest).filter { seen.insert($0.id).inserted }
    }

    /// What one file says, the most important first.
    package func matches(in file: ProjectFile) -> [LicenceMatch] {
        switch file.role {
        case .licence, .nothing: return knowledge.detect(bytes: file.bytes, where: file.path)
        case .manifest:
            let declared = ManifestLicence(file).declared.compactMap { name -> LicenceMatch? in
                knowledge.identify(id: name).map { Self.placed($0, file.path, 0.95) }
                    ?? knowledge.detect(text: name, where: file.path).first { $0.confidence >= Self.leastOfReadme }
            }
            return declared.isEmpty
                ? knowledge.detect(bytes: Array(file.bytes.prefix(4096)), where: file.path) : declared
        case .readme: return readme(file)
        case .source:
            return knowledge.detect(bytes: Array(file.bytes.prefix(4096)), where: file.path).filter {
                $0.confidence >= 0.8
            }
        }
    }

    /// The front matter, else the section on the licence, else what is said plainly anywhere.
    private func readme(_ file: ProjectFile) -> [LicenceMatch] {
        let readme = ReadmeLicence(file.bytes)
        if let id = readme.declared, let match = knowledge.identify(id: id) {
            return [Self.placed(match, "\(file.path) front matter", 0.95)]
        }
        if let section = readme.section {
            let found = knowledge.detect(text: section.text, where: "\(file.path):\(section.line)")
            if let best = found.first {
                return [Self.placed(best, "\(file.path):\(section.line)", best.confidence)] + found.dropFirst()
            }
            if let link = readme.linkedName, let match = knowledge.identify(id: link) {
                return [Self.placed(match, "\(file.path):\(section.line)", 0.8)]
            }
        }
        return knowledge.detect(bytes: file.bytes, where: file.path).filter { $0.confidence >= Self.leastOfReadme }
    }

    /// The LGPL is written as an addition to the GPL, and projects under it carry both texts.
    private func lesserFirst(_ found: [LicenceMatch]) -> [LicenceMatch] {
        guard let leading = found.first, leading.id.hasPrefix("gpl-"),
            let lesser = found.firstIndex(where: { $0.id.hasPrefix("lgpl-") })
        else { return found }
        var ordered = found
        ordered.insert(ordered.remove(at: lesser), at: 0)
        return ordered
    }

    /// `MIT OR Apache-2.0` of a manifest is the answer when the files hold the texts of both.
    private func choices(_ expressions: [LicenceMatch], among found: [LicenceMatch]) -> [LicenceMatch] {
        let ids = Set(found.map(\.id))
        return expressions.filter { match in
            guard let expression = knowledge.expression(match.spdx ?? match.id) else { return false }
            return expression.records.count > 1 && expression.records.allSatisfy { ids.contains($0.id) }
        }
    }

    private static func placed(_ match: LicenceMatch, _ place: String, _ confidence: Double) -> LicenceMatch {
        var copy = match
        copy.where = place
        copy.confidence = confidence
        return copy
    }
}
