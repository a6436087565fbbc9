package import Hummingbird

extension MirrorRoute {
    /// What is said of a repository is `search`, its files are `download`.
    package var need: Need {
        switch self {
        // The answer is who is asking, so that nobody is refused for being nobody but told so.
        case .whoAmI: .nothing
        case .list: .search
        case .repository(_, let subject):
            switch subject {
            case .info, .references: .search
            case .tree, .pathsInfo, .commits, .authorization, .resolve, .raw: .download
            }
        }
    }

    /// What a request to the mirror needs; `download` for an address that is none of the mirror's.
    package static func need(of request: Request) -> Need { parse(request)?.need ?? .download }

    static func isRepository(_ request: Request) -> Bool {
        if case .repository = parse(request) { true } else { false }
    }

    private static func parse(_ request: Request) -> MirrorRoute? {
        guard request.uri.path.hasPrefix(Paths.hub + "/") else { return nil }
        // Whatever it is, it is answered by the mirror itself, which says what is wrong with it.
        return try? MirrorRoute(request.uri.path.dropFirst(Paths.hub.count), method: request.method)  // no page: nil
    }
}
