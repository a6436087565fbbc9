import API
import Domain
import Registry

/// What a visitor asks of the list, from its address and back to one.
struct ModelFilter: Sendable {
    /// The names of the address, in the order of the form.
    static let names = ["search", "regex", "kind", "task", "library", "license", "author", "tag", "state", "sort"]
    static let rowsAtOnce = 50
    /// Longer ones are no names of anything.
    private static let lettersAtMost = 300
    private static let tagsAtMost = 10
    /// What may be said where there is a choice; anything else is as if nothing was.
    private static let choices: [String: Set<String>] = [
        "kind": Set(RepositoryKind.allCases.map(\.rawValue)), "state": ["usable", "apart"],
        "sort": Set(ModelQuery.Order.allCases.map(\.rawValue)),
    ]

    let query: ModelQuery
    /// What was said, empty values left out.
    let items: [(name: String, value: String)]

    init(_ form: FormItems) {
        items = Self.names.flatMap { name in
            form.all(name, commas: name == "tag").prefix(name == "tag" ? Self.tagsAtMost : 1).compactMap { value in
                let value = String(value.prefix(Self.lettersAtMost))
                guard !value.allSatisfy(\.isWhitespace), Self.choices[name]?.contains(value) ?? true else { return nil }
                return (name, value)
            }
        }
        var query = ModelQuery()
        for (name, value) in items {
            switch name {
            case "search": query.text = value
            case "regex": query.pattern = value
            case "kind": query.kind = RepositoryKind(rawValue: value)
            case "task": query.task = value
            case "library": query.library = value
            case "license": query.license = value
            case "author": query.author = value
            case "tag": query.tags.append(value)
            case "state": query.quarantined = value == "apart" ? true : value == "usable" ? false : nil
            default: query.order = ModelQuery.Order(rawValue: value)
            }
        }
        query.limit = Self.rowsAtOnce
        query.cursor = form.first("cursor")
        self.query = query
    }

    /// Whether anything narrows the list.
    var isNarrow: Bool { items.contains { $0.name != "sort" } }

    func value(_ name: String) -> String? { items.first { $0.name == name }?.value }

    /// The same list from another place on.
    func address(cursor: String) -> String { Self.address(items + [("cursor", cursor)]) }

    /// The same list without one of its conditions.
    func address(without index: Int) -> String {
        Self.address(items.enumerated().filter { $0.offset != index }.map(\.element))
    }

    static func address(_ items: [(name: String, value: String)]) -> String {
        guard !items.isEmpty else { return PagePaths.models }
        let pairs = items.map { "\($0.name)=\(PercentCoding.encode($0.value))" }
        return "\(PagePaths.models)?\(pairs.joined(separator: "&"))"
    }
}
