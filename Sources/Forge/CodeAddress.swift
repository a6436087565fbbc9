import Hub

/// Where a linked code repository lies, read out of any of the forms in which people link one.
package struct CodeAddress: Hashable, Sendable {
    /// What is cloned.
    enum Remote: Hashable, Sendable {
        case web(WebLocation)
        /// An absolute folder of this machine, from a `file://` address.
        case folder(String)
    }

    let remote: Remote

    /// Two links to one repository have one key; it names the repository in the cache and in messages.
    package var key: String {
        switch remote {
        case .web(let location): Self.isCaseless(location) ? location.description.lowercased() : location.description
        case .folder(let path): "file://\(path)"
        }
    }

    /// Bytes of a link at most.
    private static let maximumLength = 2048
    private static let maximumSegments = 20
    /// Hosts whose repositories are always `owner/name`, and that speak https.
    private static let twoSegmentHosts: Set<String> = ["github.com", "codeberg.org", "bitbucket.org", "gitee.com"]
    private static let secureHosts: Set<String> = twoSegmentHosts.union(["gitlab.com", "huggingface.co"])
    /// What begins the address of something inside a repository.
    private static let inside: Set<String> = [
        "-", "tree", "blob", "src", "commit", "commits", "releases", "issues", "pull", "wiki", "raw", "tags",
    ]

    /// Reads `https://github.com/org/name/tree/main/x`, `git+https://…`, `git@host:org/name.git`, `ssh://git@host/…`,
    /// `github.com/org/name`, `file:///path`; nil for what is none of these.
    package init?(_ link: some StringProtocol) {
        guard link.utf8.count <= Self.maximumLength, let text = Self.asURL(String(link)) else { return nil }
        if let path = Self.folder(text) {
            remote = .folder(path)
        } else {
            guard let location = WebLocation(text), let repository = Self.repository(location) else { return nil }
            remote = .web(repository)
        }
    }

    private static func asURL(_ link: String) -> String? {
        var text = link.trimmingSpaces
        if text.hasPrefix("git+") { text = String(text.dropFirst(4)) }
        if text.hasPrefix("ssh://") {
            let rest = text.dropFirst(6)
            let afterUser = rest.hasPrefix("git@") ? rest.dropFirst(4) : rest
            return "https://\(afterUser)"
        }
        if text.hasPrefix("git@"), let colon = text.firstIndex(of: ":") {
            let host = text[text.index(text.startIndex, offsetBy: 4)..<colon]
            return "https://\(host)/\(text[text.index(after: colon)...])"
        }
        if text.contains("://") { return text }
        let host = text.prefix { $0 != "/" }.lowercased()
        return secureHosts.contains(host) ? "https://\(text)" : nil
    }

    private static func folder(_ text: String) -> String? {
        guard text.hasPrefix("file:///"), let path = PercentEncoding.decode(text.dropFirst(7)),
            !path.split(separator: "/").contains(".."), !path.utf8.contains(0)
        else { return nil }
        return path
    }

    private static func repository(_ location: WebLocation) -> WebLocation? {
        var host = location.origin.host
        if host.hasPrefix("www.") { host = String(host.dropFirst(4)) }
        var segments = location.path.split(separator: "/").map(String.init)
        if host == "raw.githubusercontent.com" { host = "github.com" }
        if twoSegmentHosts.contains(host) {
            guard segments.count >= 2 else { return nil }
            segments = Array(segments.prefix(2))
        } else if let cut = segments.dropFirst(2).firstIndex(where: { inside.contains($0) }) {
            segments = Array(segments[..<cut])
        }
        guard (1...maximumSegments).contains(segments.count), segments.allSatisfy(isPlain) else { return nil }
        if segments[segments.count - 1].hasSuffix(".git"), secureHosts.contains(host) {
            segments[segments.count - 1].removeLast(4)
        }
        guard segments.last?.isEmpty == false, let origin = origin(location.origin, host: host) else { return nil }
        return WebLocation(origin: origin, target: "/" + segments.joined(separator: "/"))
    }

    private static func origin(_ origin: WebOrigin, host: String) -> WebOrigin? {
        if secureHosts.contains(host) { return WebOrigin(scheme: .https, authority: host) }
        return host == origin.host ? origin : WebOrigin(scheme: origin.scheme, authority: "\(host):\(origin.port)")
    }

    /// Letters, digits and `-._~+`: nothing that a server or git could read as anything but a name.
    private static func isPlain(_ segment: String) -> Bool {
        segment != "." && segment != ".." && !segment.hasPrefix("-")
            && segment.utf8.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || "-._~+".utf8.contains($0)
            }
    }

    private static func isCaseless(_ location: WebLocation) -> Bool { secureHosts.contains(location.origin.host) }
}

extension String {
    fileprivate var trimmingSpaces: String {
        let start = drop { $0.isWhitespace }
        return String(
            start[..<(start.lastIndex { !$0.isWhitespace }.map { start.index(after: $0) } ?? start.startIndex)])
    }
}
