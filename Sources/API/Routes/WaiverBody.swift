import Domain
import Wire

/// The body of `POST /api/v1/waivers`.
struct WaiverBody: Decodable {
    var model: String
    var kind: String?
    /// The version it is for; that assessed last when absent.
    var commit: String?
    /// For every version of the model instead.
    var anyVersion: Bool?
    var rule: String
    var reason: String
    /// A day, `2027-01-31`, or a moment.
    var until: String

    var repository: RepositoryID {
        get throws(Problem) {
            guard let id = RepositoryID(model, kind: try NamedModel.kind(kind)) else {
                throw Problem(.badRequest, "`model` is no model name", hint: "write org/name")
            }
            return id
        }
    }

    /// Milliseconds since 1970.
    var end: Int64 {
        get throws(Problem) {
            guard let moment = Moment.milliseconds(until) else {
                throw Problem(.badRequest, "`until` is no date", hint: "write it like 2027-01-31")
            }
            return moment
        }
    }
}
