import Hub
import Wire

/// Web addresses of a card with what stands around them.
struct CardAddress {
    let url: WebAddress
    /// Whether the author labels it as the model's code: `- **Repository:** …`, `repo:` in the front matter.
    let isLabelled: Bool
    /// Whether it stands in a code block or a line that installs something.
    let isInstallation: Bool
    /// Whether it stands in a row of a table: one of many things that are compared or listed.
    let isListed: Bool
    /// Whether it stands in a section about training.
    let isAboutTraining: Bool
    let source: String
}

/// The host and path of an address, without query and fragment.
struct WebAddress: Hashable {
    /// In lower case, without `www.`.
    let host: String
    let path: [String]

    init?(_ text: String) {
        guard let scheme = text.utf8.firstRange(of: "://".utf8) else { return nil }
        let rest = text[scheme.upperBound...].utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        let parts = rest.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
        guard var host = parts.first?.lowercased(), host.utf8.contains(UInt8(ascii: ".")) else { return nil }
        if let at = host.lastIndex(of: "@") { host = String(host[host.index(after: at)...]) }
        if host.hasPrefix("www.") { host = String(host.dropFirst(4)) }
        self.host = host
        path = Array(parts.dropFirst())
    }
}

/// All addresses of a card, in the order of its lines: front matter first, then text, then code.
struct CardAddresses {
    static let maximumCount = 2000

    private(set) var all: [CardAddress] = []

    init(_ reading: Reading) {
        readFrontMatter(reading)
        readTags(reading)
        let prose = reading.prose
        var owners: [Int?] = Array(repeating: nil, count: prose.lines.count)
        for (index, section) in prose.sections.enumerated() {
            for line in section.start..<max(section.start, section.ownEnd) { owners[line] = index }
        }
        for (index, line) in prose.lines.enumerated() where !line.isGenerated {
            let section = owners[index].map { prose.sections[$0] }
            add(line.text, section: section, isCode: false)
        }
        for block in prose.blocks { add(block.text, section: prose.sections[block.section], isCode: true) }
    }

    private mutating func add(_ text: String, section: Prose.Section?, isCode: Bool) {
        guard text.utf8.contains(UInt8(ascii: ".")) else { return }
        let found = AddressScan.addresses(in: text, limit: Self.maximumCount - all.count)
        guard !found.isEmpty else { return }
        let isCitation = isCode && LoweredText(text).contains("@")
        let isInstallation =
            isCode && !isCitation || LoweredText(text).containsAny(["pip install", "git clone", "npm install"])
        let isLabelled = !isCode && (Self.isLabel(section?.title ?? "") || Self.isLabel(String(text.prefix(60))))
        let isListed = !isCode && text.utf8.first == UInt8(ascii: "|")
        for address in found {
            guard let url = WebAddress(address) else { continue }
            all.append(
                CardAddress(
                    url: url, isLabelled: isLabelled && !isListed, isInstallation: isInstallation, isListed: isListed,
                    isAboutTraining: section?.topics.contains(.training) ?? false, source: "README.md"))
        }
    }

    /// `Repository`, `Code`, `GitHub` as the label before a link; not in the address itself.
    private static func isLabel(_ text: String) -> Bool {
        let before = LoweredText(text.prefix { $0 != "(" && $0 != "<" })
        let end =
            ["http", "github.com", "gitlab.com"].compactMap { before.position(of: $0) }.min() ?? before.bytes.count
        let tokens = LoweredText(String(decoding: before.bytes[..<end], as: UTF8.self)).tokens
        return tokens.contains { ["repository", "repo", "code", "github", "codebase", "gitlab"].contains($0) }
    }

    private static let codeKeys = [
        "repo", "repository", "repo_url", "code", "github", "source_code", "code_repository",
    ]

    private mutating func readFrontMatter(_ reading: Reading) {
        for key in Self.codeKeys {
            for value in reading.card?.frontMatter?[key]?.strings ?? [] {
                label(value, source: "README.md \(key)")
            }
        }
    }

    private mutating func readTags(_ reading: Reading) {
        for prefix in ["repo:", "github:", "code:"] {
            for value in reading.tagged(prefix) { label(value, source: "tag \(prefix)\(value)") }
        }
    }

    private mutating func label(_ value: String, source: String) {
        let isName = !value.contains("://") && value.split(separator: "/").count == 2 && !value.contains(".com/")
        let text = isName ? "https://github.com/\(value)" : value
        for address in AddressScan.addresses(in: text, limit: 1) {
            guard let url = WebAddress(address), all.count < Self.maximumCount else { continue }
            all.append(
                CardAddress(
                    url: url, isLabelled: true, isInstallation: false, isListed: false, isAboutTraining: false,
                    source: source))
        }
    }
}
