import API
import Domain
import Registry
import Wire

/// What the registry holds: filtered, searched, sorted, page by page.
struct ModelsPage: Page {
    struct Choice: Sendable {
        let value: String
        let label: String
        let isChosen: Bool
    }

    /// A condition that can be taken back.
    struct Condition: Sendable {
        let label: String
        let said: String
        let without: String
    }

    struct Values: Sendable {
        let search: String
        let regex: String
        let author: String
        let tag: String
        let task: String
        let library: String
        let license: String
        let tasks: [String]
        let libraries: [String]
        let licenses: [String]
        let kinds: [Choice]
        let states: [Choice]
        let sorts: [Choice]
        let conditions: [Condition]
        let hasConditions: Bool
        let showsMore: Bool
        /// What is wrong with the pattern.
        let patternProblem: String?
        let rows: [ModelRow]
        let hasRows: Bool
        /// Nothing is kept at all.
        let isBare: Bool
        /// Something is, and nothing of it fits.
        let isUnfit: Bool
        let next: String?
    }

    let path = PagePaths.models
    let need = Need.search
    let catalogue: Catalogue

    func content(for visit: PageVisit) async throws -> PageContent {
        let filter = ModelFilter(visit.query)
        let problem = filter.query.patternProblem
        let page = problem == nil ? try await catalogue.search(filter.query) : nil
        let rows = (page?.models ?? []).map { ModelRow($0) }
        let isEmpty = rows.isEmpty && problem == nil
        let values = Values(
            search: filter.value("search") ?? "", regex: filter.value("regex") ?? "",
            author: filter.value("author") ?? "", tag: filter.query.tags.joined(separator: ","),
            task: filter.value("task") ?? "", library: filter.value("library") ?? "",
            license: filter.value("license") ?? "", tasks: try await catalogue.values(of: .task),
            libraries: try await catalogue.values(of: .library), licenses: try await catalogue.values(of: .license),
            kinds: Self.choices(Self.kinds, filter.value("kind")),
            states: Self.choices(Self.states, filter.value("state")),
            sorts: Self.choices(Self.sorts, filter.value("sort")),
            conditions: conditions(filter), hasConditions: filter.isNarrow,
            showsMore: filter.items.contains { !["search", "sort"].contains($0.name) },
            patternProblem: problem.map(Self.sentence), rows: rows, hasRows: !rows.isEmpty,
            isBare: isEmpty && !filter.isNarrow && filter.query.cursor == nil,
            isUnfit: isEmpty && (filter.isNarrow || filter.query.cursor != nil),
            next: page?.next.map { filter.address(cursor: $0) })
        return PageContent("Model browser", in: .models, template: "models", values: values, style: "models.css")
    }

    private func conditions(_ filter: ModelFilter) -> [Condition] {
        filter.items.enumerated().filter { $0.element.name != "sort" }.map { index, item in
            let known = (Self.kinds + Self.states).first { $0.0 == item.value }?.1
            return Condition(
                label: Self.labels[item.name] ?? item.name, said: known ?? item.value,
                without: filter.address(without: index))
        }
    }

    private static func sentence(_ problem: Problem) -> String {
        [problem.message, problem.hint].compactMap(\.self).joined(separator: ". ")
    }

    private static func choices(_ all: [(String, String)], _ chosen: String?) -> [Choice] {
        all.map { Choice(value: $0.0, label: $0.1, isChosen: $0.0 == chosen ?? "") }
    }

    private static let labels = [
        "search": "words", "regex": "name matches", "state": "gate", "license": "licence",
    ]
    private static let kinds = [("", "Models and data sets"), ("model", "Models"), ("dataset", "Data sets")]
    private static let states = [("", "Whatever the gate says"), ("usable", "May be used"), ("apart", "Kept apart")]
    private static let sorts = [
        ("", "Best match, or newest"), ("recent", "Newest"), ("name", "Name"), ("size", "Largest"),
        ("downloads", "Most downloaded"),
    ]
}
