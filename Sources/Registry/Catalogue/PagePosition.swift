import Domain
import Storage

/// Where a page ended: the value of the ordering column and the id.
struct PagePosition: Hashable {
    let value: SQLValue
    let id: Int64

    init(_ row: Row, order: ModelQuery.Order) throws {
        id = try row.integer("model_id")
        value =
            switch order {
            case .recent: .integer(id)
            case .name: .text(try row.text("name"))
            case .size: .integer(try row.integer("size"))
            case .downloads: .integer(try row.integer("downloads"))
            case .likes: .integer(try row.integer("likes"))
            case .created: .text(try row.text("made_at"))
            case .modified: .text(try row.text("changed_at"))
            }
    }

    /// Reads back what `text` wrote.
    init(parsing text: String, order: ModelQuery.Order) throws(RegistryError) {
        let parts = text.split(separator: "~", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == order.rawValue, let id = Int64(parts[1]) else { throw .cursorInvalid }
        self.id = id
        if order.isText {
            value = .text(String(parts[2]))
        } else {
            guard let number = Int64(parts[2]) else { throw .cursorInvalid }
            value = .integer(number)
        }
    }

    func text(for order: ModelQuery.Order) -> String {
        switch value {
        case .text(let name): "\(order.rawValue)~\(id)~\(name)"
        case .integer(let number): "\(order.rawValue)~\(id)~\(number)"
        default: "\(order.rawValue)~\(id)~"
        }
    }

    /// The rows that come behind this place.
    func isBehind(_ order: ModelQuery.Order, ascends: Bool, id table: SQL) -> SQL {
        let sign = SQL(raw: ascends ? ">" : "<")
        if order == .recent { return "\(table) \(sign) \(id)" }
        return "(\(raw: order.column), m.id) \(sign) (\(value), \(id))"
    }
}

/// Where a page of a ranking ended.
struct RankPosition: Hashable {
    let skipped: Int

    init(skipped: Int) { self.skipped = skipped }

    init(parsing text: String) throws(RegistryError) {
        guard text.hasPrefix("rank~"), let skipped = Int(text.dropFirst(5)), (0...20_000).contains(skipped) else {
            throw .cursorInvalid
        }
        self.skipped = skipped
    }

    var text: String { "rank~\(skipped)" }
}
