import Storage

/// Somebody who can sign in.
package struct User: Hashable, Sendable {
    let number: Int64
    package let name: UserName
    package let permissions: Permissions
    /// Milliseconds since 1970, as all times here.
    package let createdAt: Int64
    package let passwordChangedAt: Int64
    package let lastLoginAt: Int64?

    /// What `init(_:)` reads, of the table `users`.
    static let columns: SQL =
        "users.number, users.name, users.permissions, users.created_at, users.password_changed_at, users.last_login_at"

    init(_ row: Row) throws {
        number = try row.integer("number")
        name = try row.userName("name")
        permissions = try row.permissions("permissions")
        createdAt = try row.integer("created_at")
        passwordChangedAt = try row.integer("password_changed_at")
        lastLoginAt = try row.optionalInteger("last_login_at")
    }
}

extension Row {
    func userName(_ column: String) throws -> UserName {
        let text = try text(column)
        guard let name = UserName(text) else {
            throw StorageError.columnType(column, wanted: "the name of a user", found: text)
        }
        return name
    }

    func permissions(_ column: String) throws -> Permissions {
        try Permissions(names: try text(column).split(separator: ",").map(String.init))
    }

    func accessID(_ column: String) throws -> AccessID {
        let text = try text(column)
        guard let id = AccessID(text) else { throw StorageError.columnType(column, wanted: "an id", found: text) }
        return id
    }
}
