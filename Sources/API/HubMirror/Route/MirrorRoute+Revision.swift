import Domain

extension MirrorRoute.Subject {
    /// The revision asked for; nil when none was, which means the newest.
    var revision: Revision? {
        switch self {
        case .info(let revision): revision
        case .tree(let revision, _), .resolve(let revision, _), .raw(let revision, _): revision
        case .pathsInfo(let revision), .commits(let revision): revision
        case .references, .authorization: nil
        }
    }
}
