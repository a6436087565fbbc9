import Domain
import Wire

/// The arguments of a call, every one of them known and of its kind.
struct Arguments: Sendable {
    private let values: [String: JSONValue]

    /// Throws a `Problem` for what is missing, unknown or of another kind. A null counts as absent.
    init(_ json: JSONValue?, _ fields: [Field]) throws(Problem) {
        let given = (json?.object ?? [:]).filter { !$0.value.isNull }
        let known = fields.map(\.name)
        if let stranger = given.keys.sorted().first(where: { !known.contains($0) }) {
            throw Problem(
                .badRequest, "there is no argument `\(stranger.prefix(MessageLimits.quoted))`",
                hint: known.isEmpty ? "it takes none" : "it takes \(known.joined(separator: ", "))")
        }
        for field in fields {
            if let value = given[field.name] {
                try field.check(value)
            } else if field.isRequired {
                throw Problem(.badRequest, "the argument `\(field.name)` is missing", hint: field.says)
            }
        }
        values = given
    }

    func text(_ name: String) -> String? { values[name]?.string }
    func number(_ name: String) -> Int? { values[name]?.integer.flatMap { Int(exactly: $0) } }
    func flag(_ name: String) -> Bool? { values[name]?.bool }
    func texts(_ name: String) -> [String] { values[name]?.array?.compactMap(\.string) ?? [] }

    /// One that the schema requires.
    func required(_ name: String) throws(Problem) -> String {
        guard let text = text(name) else { throw Problem(.badRequest, "the argument `\(name)` is missing") }
        return text
    }

    var kind: RepositoryKind? { text("kind").flatMap { RepositoryKind(rawValue: $0) } }
}
