import API
import Domain
import Hub

/// What somebody looks for on the Hubs, as the address of the page says it.
struct SearchFilter: Sendable, Hashable {
    /// An order that Hubs offer.
    enum Order: String, CaseIterable, Sendable {
        case downloads, likes, recent, trending

        var label: String {
            switch self {
            case .downloads: "Most downloaded"
            case .likes: "Most liked"
            case .recent: "Updated last"
            case .trending: "Trending"
            }
        }

        var sort: HubQuery.Sort {
            switch self {
            case .downloads: .downloads
            case .likes: .likes
            case .recent: .lastModified
            case .trending: .trendingScore
            }
        }
    }

    static let largest = 200
    /// The most parameters, in millions.
    static let sizes: [Int64] = [100, 500, 1_000, 3_000, 8_000, 14_000, 35_000, 75_000]

    let words: String
    let kind: RepositoryKind
    let task: String
    let library: String
    let license: String
    let order: Order
    /// In millions; nil for any.
    let atMost: Int64?
    let fitsHere: Bool

    init(_ query: FormItems) throws(Problem) {
        func text(_ name: String) -> String {
            let plain = (query.first(name) ?? "").unicodeScalars.filter { $0.properties.generalCategory != .control }
            return String(String(String.UnicodeScalarView(plain)).drop { $0 == " " }.prefix(Self.largest))
        }
        words = text("q")
        task = text("task")
        library = text("library")
        license = text("license")
        let named = query.first("kind") ?? ""
        guard named.isEmpty || RepositoryKind(rawValue: named) != nil else {
            throw Problem(.badRequest, "kind is model or dataset")
        }
        kind = RepositoryKind(rawValue: named) ?? .model
        order = query.first("sort").flatMap(Order.init(rawValue:)) ?? .downloads
        atMost = query.first("size").flatMap { Int64($0) }.flatMap { Self.sizes.contains($0) ? $0 : nil }
        fitsHere = query.flag("fits") ?? false
    }

    /// What the Hubs are asked. Size and memory are not: most Hubs cannot say.
    func query(limit: Int) -> HubQuery {
        var query = HubQuery(search: words.isEmpty ? nil : words, sort: order.sort, limit: limit)
        query.task = task.isEmpty ? nil : task
        query.library = library.isEmpty ? nil : library
        query.tags = license.isEmpty ? [] : [.tag(.licence, license)]
        query.sizes = true
        return query
    }

    var hasConditions: Bool {
        !(words + task + library + license).isEmpty || atMost != nil || fitsHere
    }

    /// The same page, going on after a place.
    func path(after place: String) -> String {
        var items = FormItems("")
        for (name, value) in [
            ("q", words), ("kind", kind.rawValue), ("task", task), ("library", library), ("license", license),
            ("sort", order.rawValue), ("size", atMost.map(String.init) ?? ""), ("fits", fitsHere ? "true" : ""),
            ("after", place),
        ] where !value.isEmpty {
            items = items.replacing(name, with: value)
        }
        return "\(PagePaths.search)?\(items.text)"
    }

    /// `8 B`, `500 M`: parameters in words.
    static func words(parameters millions: Int64) -> String {
        millions < 1_000 ? "\(millions) M" : "\(millions / 1_000) B"
    }
}
