/// A set of permissions, in which `admin` stands for all.
package struct Permissions: Hashable, Sendable {
    package static let none = Permissions([])
    package static let everything = Permissions(Set(Permission.allCases))

    /// With everything that `admin` implies, so that equal rights are equal values.
    private let granted: Set<Permission>

    package init(_ permissions: Set<Permission>) {
        granted = permissions.contains(.admin) ? Set(Permission.allCases) : permissions
    }

    /// Reads names; throws `AccessError.unknownPermission` for one that is none.
    package init(names: some Sequence<String>) throws(AccessError) {
        var found: Set<Permission> = []
        for name in names {
            guard let permission = Permission(rawValue: name) else { throw .unknownPermission(name) }
            found.insert(permission)
        }
        self.init(found)
    }

    package func allows(_ permission: Permission) -> Bool { granted.contains(permission) }
    package func isWithin(_ other: Permissions) -> Bool { granted.isSubset(of: other.granted) }

    /// What both allow.
    package func limited(to other: Permissions) -> Permissions { Permissions(granted.intersection(other.granted)) }
    package func adding(_ other: Permissions) -> Permissions { Permissions(granted.union(other.granted)) }

    /// Without the others; `admin` goes with any of them, because it would imply them again.
    package func removing(_ other: Permissions) -> Permissions {
        let rest = granted.subtracting(other.granted)
        return Permissions(other == .none ? granted : rest.subtracting([.admin]))
    }

    package var isEmpty: Bool { granted.isEmpty }
    /// In the order of `Permission`.
    package var names: [String] { Permission.allCases.filter(granted.contains).map(\.rawValue) }
    /// `search,download`
    package var text: String { names.joined(separator: ",") }
}
