import Access
import HTTPTypes
import Storage
import Testing

@testable import Server

/// Somebody who may knock at every route.
struct Role: Sendable, CustomTestStringConvertible {
    /// What a route does with a request.
    enum Answer: Hashable {
        case letIn
        case unknown
        case forbidden
    }

    let name: String
    let permissions: Set<String>
    /// Whether there is an account behind it.
    let isAccount: Bool
    /// Whether it shows a token that is worth nothing.
    let isBroken: Bool
    /// How it makes itself known.
    let prepare: @Sendable (House) async throws -> HTTPFields

    var testDescription: String { name }

    /// By the contract's word.
    func answer(to permission: String) -> Answer {
        if permission == "none" { return .letIn }
        if isBroken { return .unknown }
        if permission == "account" ? isAccount : permissions.contains(permission) { return .letIn }
        return isAccount ? .forbidden : .unknown
    }

    static let all: [Role] = [anonymous, foreign, wrong, expired, revoked, session, endedSession, nothing] + each

    private static let anonymous = Role("anonymous", ["search"], isAccount: false) { _ in [:] }
    private static let foreign = Role("a token of the Hub", ["search"], isAccount: false) { _ in bearer("hf_abcdef") }
    private static let wrong = Role("a wrong token", isBroken: true) { _ in bearer(AccessSecret(.token).revealed) }
    private static let nothing = Role("an account without permissions", []) { house in
        bearer(try await token(house, .none, days: 1).secret.revealed)
    }
    private static let session = Role("a session of an administrator", Set(Permission.allCases.map(\.rawValue))) {
        let user = try await add($0, .everything)
        let new = try await $0.access.signIn(user.text, password, at: .unknown)
        return cookie(new.secret)
    }
    private static let endedSession = Role("a session that ended", ["search"], isAccount: false) {
        let user = try await add($0, .everything)
        let new = try await $0.access.signIn(user.text, password, at: .unknown)
        try await $0.access.signOut(new.identity)
        return cookie(new.secret)
    }
    private static let expired = Role("an expired token", isBroken: true) { house in
        let new = try await token(house, .everything, days: 1)
        _ = try await house.database.write { session in
            try session.run("UPDATE tokens SET expires_at = 1 WHERE id = \(new.token.id.text)")
        }
        return bearer(new.secret.revealed)
    }
    private static let revoked = Role("a revoked token", isBroken: true) { house in
        let new = try await token(house, .everything, days: 1)
        try await house.access.revokeToken(new.token.id, by: .system)
        return bearer(new.secret.revealed)
    }
    private static let each = Permission.allCases.map { permission in
        let names = Permissions([permission]).names
        return Role("a token for \(permission.rawValue)", Set(names)) { house in
            bearer(try await token(house, Permissions([permission]), days: 1).secret.revealed)
        }
    }

    private init(
        _ name: String, _ permissions: Set<String> = [], isAccount: Bool = true, isBroken: Bool = false,
        prepare: @escaping @Sendable (House) async throws -> HTTPFields
    ) {
        self.name = name
        self.permissions = permissions
        self.isAccount = isAccount
        self.isBroken = isBroken
        self.prepare = prepare
    }

    private static let password = Password(typed: "a password of tests")

    private static func add(_ house: House, _ permissions: Permissions) async throws -> UserName {
        try await house.access.addUser(
            UserName(typed: "role"), password: password, permissions: permissions, by: .system
        ).name
    }

    private static func token(_ house: House, _ permissions: Permissions, days: Int) async throws -> NewToken {
        let user = try await add(house, permissions)
        let request = try TokenRequest(user: user, name: "role", permissions: nil, days: days)
        return try await house.access.createToken(request, by: .system)
    }

    private static func bearer(_ token: String) -> HTTPFields { [.authorization: "Bearer \(token)"] }

    /// As a browser sends it from a page of ours.
    private static func cookie(_ secret: AccessSecret) -> HTTPFields {
        [.cookie: "roost_session=\(secret.revealed)", .origin: "http://localhost"]
    }
}
