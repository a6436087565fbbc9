import Foundation
import Storage
import Synchronization
import Testing

@testable import Access

/// Accounts on a database of their own, with a clock the test moves, and passwords that are quick to hash.
struct AccessFixture: Sendable {
    let access: AccessService
    let clock: TestClock
    let database: any Database

    static let cost = PasswordCost(exponent: 10, lanes: 1)
    static let home = ClientAddress("192.0.2.1")
    static let elsewhere = ClientAddress("198.51.100.7")

    static func with(_ body: (AccessFixture) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/access-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }  // A left-over folder in /tmp harms no test.
        let database = try await SQLiteDatabase.open(folder + "/roost.db")
        try await database.migrate([AccessService.migrations(for: database.dialect)])
        let clock = TestClock()
        let access = AccessService(database: database, cost: cost) { clock.now }
        try await body(AccessFixture(access: access, clock: clock, database: database))
        try await database.close()
    }

    /// Adds somebody whose password is `<name>'s password`.
    @discardableResult
    func add(_ name: String, _ permissions: Permission...) async throws -> User {
        try await access.addUser(
            try user(name), password: password(name), permissions: Permissions(Set(permissions)), by: .system)
    }

    func password(_ name: String) -> Password { Password(typed: "\(name)'s password") }

    func token(
        for name: String, _ permissions: Permission..., days: Int? = 90, by identity: Identity = .system
    ) async throws -> NewToken {
        let scope = permissions.isEmpty ? nil : Permissions(Set(permissions))
        let request = try TokenRequest(user: try user(name), name: "test", permissions: scope, days: days)
        return try await access.createToken(request, by: identity)
    }

    /// Gives Ann many tokens at once.
    func fill(_ origin: TokenOrigin, _ count: Int) async throws {
        try await access.write { table in
            let ann = try table.user(try user("ann"))
            for _ in 0..<count {
                _ = try table.insertToken(
                    for: ann, origin: origin, name: "test", permissions: .none, expiresAt: nil)
            }
        }
    }

    /// What signing in is answered with; nil when it works.
    func refusal(
        _ name: String, _ password: String, at address: ClientAddress = home
    ) async throws -> AccessError? {
        do {
            _ = try await access.signIn(name, Password(typed: password), at: address)
            return nil
        } catch let error as AccessError {
            return error
        }
    }

    func actions(_ outcome: AuditOutcome = .done) async throws -> [String] {
        try await access.audit.entries(AuditFilter(outcome: outcome)).map(\.action.rawValue).reversed()
    }

    /// Everything that is written in the database, as text.
    func everythingStored() async throws -> String {
        let tables = ["users", "tokens", "sessions", "login_failures", "audit_events"]
        return try await database.read { session in
            try tables.flatMap { try session.rows("SELECT * FROM \(raw: $0)") }.map { "\($0)" }.joined()
        }
    }
}

/// A clock that stands still unless it is moved; milliseconds since 1970.
final class TestClock: Sendable {
    private let time = Mutex<Int64>(1_800_000_000_000)

    var now: Int64 { time.withLock { $0 } }
    func advance(seconds: Int64) { time.withLock { $0 += seconds * 1000 } }
    func advance(days: Int64) { advance(seconds: days * 86_400) }
}

func user(_ name: String) throws -> UserName { try #require(UserName(name)) }

func refusal(_ body: () async throws -> Void) async throws -> AccessError? {
    do {
        try await body()
        return nil
    } catch let error as AccessError {
        return error
    }
}
