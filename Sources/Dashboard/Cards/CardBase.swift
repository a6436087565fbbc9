import API
package import Domain
package import Hub

/// Where the links of a card lead.
package struct CardBase: Sendable {
    private let file: @Sendable (RepositoryPath) -> String?
    private let site: String?

    static let maximumAddress = 2048

    /// - Parameters:
    ///   - site: what an address that begins with `/` is behind, such as `https://huggingface.co`; nil when there is none.
    ///   - file: the page of a file of the repository; nil when it has none. The answer is trusted.
    package init(site: String? = nil, file: @escaping @Sendable (RepositoryPath) -> String?) {
        self.site = site
        self.file = file
    }

    /// Relative links lead nowhere.
    package static let none = CardBase { _ in nil }

    /// A repository's pages on its Hub; nowhere for a folder.
    package static func hub(_ endpoint: HubEndpoint, _ repository: RepositoryID, revision: String) -> CardBase {
        guard endpoint.origin != nil else { return none }
        let files = "\(endpoint.page(of: repository))/blob/\(PercentCoding.encode(revision))"
        return CardBase(site: endpoint.description) { "\(files)/\(PercentCoding.encode($0.text, slashes: true))" }
    }

    /// The page of a file; nil when it has none.
    func address(of path: RepositoryPath) -> String? { file(path) }

    /// An address that is safe to link, not yet escaped; nil for a scheme that is not `http`, `https` or `mailto`, for one
    /// that hides its host, and for what leads nowhere.
    func address(_ link: String) -> String? {
        guard (1...Self.maximumAddress).contains(link.utf8.count), link.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }),
            !link.contains("\\")
        else { return nil }
        if link.hasPrefix("#") { return CardSlug.text(link.dropFirst()).map { "#\(CardSlug.prefix)\($0)" } }
        if let colon = link.firstIndex(of: ":"),
            !link[..<colon].contains(where: { $0 == "/" || $0 == "?" || $0 == "#" })
        {
            return absolute(link, scheme: link[..<colon].lowercased())
        }
        if link.hasPrefix("/") { return link.hasPrefix("//") ? nil : site.map { $0 + link } }
        return relative(link)
    }

    private func absolute(_ link: String, scheme: String) -> String? {
        switch scheme {
        case "mailto": return link
        case "http", "https":
            let rest = link.dropFirst(scheme.count)
            guard rest.hasPrefix("://") else { return nil }
            let host = rest.dropFirst(3).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
            // `https://huggingface.co@elsewhere` reads as what it is not.
            return host.isEmpty || host.contains("@") ? nil : link
        default: return nil
        }
    }

    private func relative(_ link: String) -> String? {
        let path = link.prefix { $0 != "?" && $0 != "#" }
        guard var plain = PercentCoding.decode(path) else { return nil }
        while plain.hasPrefix("./") { plain.removeFirst(2) }
        return RepositoryPath(plain).flatMap(file)
    }
}
