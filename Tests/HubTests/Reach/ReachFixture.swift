import Synchronization
import Testing

@testable import Hub

/// Names that mean what the test says; each look-up takes the next answer, the last one stays.
final class FixedNames: NameResolving {
    private let answers: Mutex<[String: [[String]]]>
    private let count = Mutex(0)

    init(_ answers: [String: [[String]]]) { self.answers = Mutex(answers) }

    convenience init(_ answers: [String: String]) { self.init(answers.mapValues { [[$0]] }) }

    var lookUps: Int { count.withLock { $0 } }

    func addresses(of host: String) async -> [IPAddress] {
        count.withLock { $0 += 1 }
        return answers.withLock { answers in
            guard let list = answers[host], let first = list.first else { return [] }
            if list.count > 1 { answers[host]?.removeFirst() }
            return first.compactMap { IPAddress($0) }
        }
    }
}

extension Reach {
    /// Rules on names of a test, with public addresses unless said otherwise.
    static func test(
        _ names: FixedNames = FixedNames([String: String]()), allow: [String] = [], allowsPrivate: Bool = false,
        isOffline: Bool = false, proxies: ProxyRules = .none
    ) throws -> Reach {
        let permits = try allow.map { try #require(ReachPermit($0)) }
        return Reach(
            rules: ReachRules(
                isOffline: isOffline, allowsPrivate: allowsPrivate, allow: permits, proxies: proxies),
            names: names)
    }
}

/// The error of a question that must fail.
func reachError<Result>(_ body: () async throws -> Result) async -> ReachError? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error as? ReachError
    }
}
