import Access

/// A permission as a box to tick, with what it lets somebody do.
struct PermissionChoice: Sendable {
    let permission: String
    let lets: String
    let isUsual: Bool

    /// Those of `most`; new users begin with what one needs to look around and load models.
    static func all(within most: Permissions = .everything) -> [PermissionChoice] {
        Permission.allCases.filter(most.allows).map {
            PermissionChoice(
                permission: $0.rawValue, lets: words($0), isUsual: $0 == .search || $0 == .download)
        }
    }

    private static func words(_ permission: Permission) -> String {
        switch permission {
        case .search: "see models, jobs, Hubs and figures"
        case .download: "read the bytes: packages and files"
        case .upload: "bring models in, and call off what is on its way"
        case .run: "run models and make artifacts with them"
        case .train: "teach models and train new ones"
        case .admin: "everything, also users, tokens, policy and removal"
        }
    }
}
