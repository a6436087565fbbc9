import Wire

/// The licences that a package manifest declares, as written.
struct ManifestLicence {
    let declared: [String]

    private static let maximumDeclared = 40
    private static let maximumBytes = 512 << 10
    private static let longest = 300

    init(_ file: ProjectFile) {
        let text = String(decoding: file.bytes.prefix(Self.maximumBytes), as: UTF8.self)
        let name = file.name.lowercased()
        let found = name.hasSuffix(".json") ? Self.json(text) : name == "pom.xml" ? Self.pom(text) : Self.lines(text)
        declared = found.filter { !$0.isEmpty && $0.utf8.count <= Self.longest }.prefix(Self.maximumDeclared).map(
            Self.plain)
    }

    private static func json(_ text: String) -> [String] {
        guard let value = try? WireJSON.decodeExactly(JSONValue.self, from: text) else { return [] }  // not JSON
        return ["license", "licence", "licenses"].flatMap { key in names(value[key]) }
    }

    private static func names(_ value: JSONValue?) -> [String] {
        switch value {
        case .string(let text): [text]
        case .array(let items):
            items.count > 1 ? [items.flatMap { names($0) }.joined(separator: " OR ")] : items.flatMap { names($0) }
        case .object(let fields): names(fields["type"] ?? fields["name"] ?? fields["url"])
        default: []
        }
    }

    private static func pom(_ text: String) -> [String] {
        text.split(separator: "<license>").dropFirst().prefix(8).compactMap { part in
            guard let start = part.firstRange(of: "<name>"), let end = part.firstRange(of: "</name>"),
                start.upperBound <= end.lowerBound
            else { return nil }
            return String(part[start.upperBound..<end.lowerBound].trimmed)
        }
    }

    /// `license = "MIT"`, `License: GPL-3`, `s.licenses = ['MIT']`, `License :: OSI Approved :: MIT License`.
    private static func lines(_ text: String) -> [String] {
        var fields: [String] = []
        var classifiers: [String] = []
        for line in text.split(whereSeparator: \.isNewline).prefix(4000) {
            let line = line.trimmed
            if let range = line.firstRange(of: "License :: "),
                let last = line[range.upperBound...].split(separator: "::").last
            {
                classifiers.append(clean(last))
            } else if let value = field(line) {
                fields.append(value)
            }
        }
        return fields + classifiers.filter { $0 != "OSI Approved" }
    }

    private static func field(_ line: Substring) -> String? {
        let lower = line.lowercased()
        guard let word = ["licenses", "licences", "license", "licence"].first(where: { key(lower, $0) }) else {
            return nil
        }
        guard let place = lower.firstRange(of: word), let mark = line.firstIndex(where: { $0 == "=" || $0 == ":" })
        else { return nil }
        guard
            lower.distance(from: lower.startIndex, to: place.upperBound)
                <= line.distance(from: line.startIndex, to: mark)
        else {
            return nil
        }
        var value = line[line.index(after: mark)...].trimmed
        if value.hasPrefix(">") || value.hasPrefix("=") { value = value.dropFirst().trimmed }
        if value.hasPrefix("{") {
            guard let text = value.firstRange(of: "text") ?? value.firstRange(of: ":type") else { return nil }
            value = value[text.upperBound...]
        }
        if value.hasPrefix("[") {
            return clean(value).split(separator: ",").map { clean($0) }.joined(separator: " OR ")
        }
        return clean(value)
    }

    /// Whether a line begins with the key, perhaps after `s.`, `spec.`, quotes.
    private static func key(_ line: String, _ word: String) -> Bool {
        guard let range = line.firstRange(of: word) else { return false }
        let before = line[..<range.lowerBound]
        let after = line[range.upperBound...].drop { $0 == "\"" || $0 == "'" || $0 == " " || $0 == "\t" }
        let isHead =
            before.isEmpty || before.hasSuffix(".") || before.allSatisfy { $0 == "\"" || $0 == "'" || $0 == " " }
        return isHead && (after.hasPrefix("=") || after.hasPrefix(":"))
    }

    private static func clean(_ text: some StringProtocol) -> String {
        let signs = Set<Character>(" \t\"'`,;[]{}()=>.")
        let start = text.firstIndex { !signs.contains($0) } ?? text.endIndex
        let end = text[start...].lastIndex { !signs.contains($0) || $0 == ")" }.map { text.index(after: $0) } ?? start
        return String(text[start..<end])
    }

    /// `GPL-3 | file LICENCE` and `MIT + file LICENSE` of R: the file is looked at anyway.
    private static func plain(_ text: String) -> String {
        let parts = text.split { $0 == "|" }.map { part -> Substring in
            let bare = part.firstRange(of: "+ file").map { part[..<$0.lowerBound] } ?? part[...]
            return bare.trimmed
        }
        return parts.filter { !$0.hasPrefix("file ") }.joined(separator: " OR ")
    }
}
