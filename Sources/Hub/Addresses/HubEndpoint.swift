package import Domain

/// Where a Hub is: `https://huggingface.co`, `http://127.0.0.1:8899/hub`, or a folder of this machine.
package struct HubEndpoint: Hashable, Sendable, CustomStringConvertible {
    private enum Place: Hashable, Sendable {
        case web(WebOrigin, basePath: String)
        case folder(String)
    }

    private let place: Place

    /// The Hub everybody means when none is named.
    package static let huggingFace = HubEndpoint(place: .web(.huggingFace, basePath: ""))

    private init(place: Place) { self.place = place }

    /// Parses `http(s)://host[:port][/base/path]`; nil for another scheme, a non-ASCII host, user information or a query.
    package init?(_ text: some StringProtocol) {
        guard !text.contains(where: { $0 == "?" || $0 == "#" }), let location = WebLocation(text) else { return nil }
        var base = location.target
        while base.hasSuffix("/") { base.removeLast() }
        guard !base.split(separator: "/").contains(where: { $0 == "." || $0 == ".." }) else { return nil }
        place = .web(location.origin, basePath: base)
    }

    /// A folder that is served as a Hub without a network.
    package init(folder: String) { place = .folder(folder) }

    /// The boundary of the token; nil for a folder.
    package var origin: WebOrigin? { if case .web(let origin, _) = place { origin } else { nil } }

    /// The host that messages name; for a folder its path.
    package var host: String {
        switch place {
        case .web(let origin, _): origin.host
        case .folder(let path): path
        }
    }

    package var description: String {
        switch place {
        case .web(let origin, let basePath): origin.description + basePath
        case .folder(let path): "file://\(PercentEncoding.encodePath(path))"
        }
    }

    /// The page of a repository, where a person reads the card or asks for access.
    package func page(of repository: RepositoryID) -> String {
        "\(description)/\(Self.prefix(of: repository))\(repository.path)"
    }

    /// What stands before the name in a file's address: `datasets/`, or nothing for a model.
    package static func prefix(of repository: RepositoryID) -> String {
        repository.kind == .model ? "" : "\(repository.kind.plural)/"
    }

    /// An address below the endpoint; nil for a folder. `path` is already encoded and begins with `/`.
    func location(_ path: String) -> WebLocation? {
        guard case .web(let origin, let basePath) = place else { return nil }
        return WebLocation(origin: origin, target: basePath + path)
    }
}
