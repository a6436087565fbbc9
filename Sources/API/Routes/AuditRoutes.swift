package import Access
import Domain
import Hummingbird
import Wire

/// Who did what, and who was refused what.
package struct AuditRoutes: Sendable {
    private let audit: AuditTrail

    package init(audit: AuditTrail) { self.audit = audit }

    package func addRoutes(to router: RouteTable) {
        router.get(Paths.audit, needs: .admin) { request, _ in
            let query = FormItems(request.uri.query ?? "")
            let entries = try await audit.entries(try AuditFilter(query), limit: try Self.limit(query))
            return try Response(wire: entries.map(AuditView.init))
        }
    }

    private static func limit(_ query: FormItems) throws(Problem) -> Int {
        guard let given = query.first("limit") else { return 100 }
        guard let number = Int(given), (1...500).contains(number) else {
            throw Problem(.badRequest, "limit is a number from 1 to 500")
        }
        return number
    }
}

extension AuditFilter {
    /// From `?actor=&action=&subject=&outcome=&before=`.
    fileprivate init(_ query: FormItems) throws(Problem) {
        self.init(
            actor: query.first("actor"), action: query.first("action"), subject: query.first("subject"),
            before: query.first("before").flatMap { Int64($0) })
        guard let given = query.first("outcome") else { return }
        guard let known = AuditOutcome(rawValue: given) else {
            throw Problem(.badRequest, "outcome is done, refused or failed")
        }
        outcome = known
    }
}
