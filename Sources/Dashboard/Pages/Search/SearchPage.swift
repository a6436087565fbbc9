import API
import Access
import Domain
import Hub
import Registry

/// Looking for models and data sets on the Hubs of the house.
struct SearchPage: Page {
    struct Choice: Sendable {
        let value: String
        let label: String
        let isChosen: Bool
    }

    struct Values: Sendable {
        let q: String
        let task: String
        let library: String
        let license: String
        let fitsHere: Bool
        let memory: String?
        let showsMore: Bool
        let kinds: [Choice]
        let sorts: [Choice]
        let sizes: [Choice]
        let tasks: [String]
        let libraries: [String]
        let licenses: [String]
        let hubs: String
        let silent: [HubSilence]
        let rows: [SearchRow]
        let hasRows: Bool
        /// What was left out of this page, and of how many the size is known.
        let note: String?
        let next: String?
        let isEmpty: Bool
        let isSilent: Bool
        let hasConditions: Bool
    }

    let path = PagePaths.search
    let need = Need.search
    let services: HubServices

    func content(for visit: PageVisit) async throws -> PageContent {
        let filter = try SearchFilter(visit.query)
        var place: SearchPlace?
        if let text = visit.query.first("after") {
            guard let read = SearchPlace(text) else {
                throw Problem(.badRequest, "that is no place in a list of results", hint: "search again")
            }
            place = read
        }
        let page = try await services.search(filter.query(limit: MergedSearch.pageSize), filter.kind, place)
        let room = await services.room()
        let mayRun = visit.identity.allows(.upload) && visit.identity.allows(.run)
        let shown = page.rows.filter { isWanted($0.summary, filter, room) }
        var rows: [SearchRow] = []
        for row in shown {
            let kept = try await services.catalogue.history(of: row.summary.id)
            rows.append(
                SearchRow(row, kept: kept, room: room, namesHub: services.hubs.count > 1, mayRun: mayRun))
        }
        let isAll = page.heard.isEmpty && !page.silent.isEmpty
        let next = try page.next.text.map { filter.path(after: $0) }
        return PageContent(
            "Hub search", in: .search, template: "search",
            values: Values(
                q: filter.words, task: filter.task, library: filter.library, license: filter.license,
                fitsHere: filter.fitsHere, memory: room?.budget.description,
                showsMore: filter.hasConditions && filter.words.isEmpty || filter.atMost != nil || filter.fitsHere
                    || !(filter.task + filter.library + filter.license).isEmpty,
                kinds: [("model", "Models"), ("dataset", "Data sets")].map {
                    Choice(value: $0.0, label: $0.1, isChosen: filter.kind.rawValue == $0.0)
                },
                sorts: SearchFilter.Order.allCases.map {
                    Choice(value: $0.rawValue, label: $0.label, isChosen: filter.order == $0)
                },
                sizes: SearchFilter.sizes.map {
                    Choice(
                        value: String($0), label: "up to \(SearchFilter.words(parameters: $0))",
                        isChosen: filter.atMost == $0)
                },
                tasks: SearchWords.tasks, libraries: SearchWords.libraries, licenses: SearchWords.licences,
                hubs: services.hubs.map { HubName($0.endpoint).label }.joined(separator: ", "),
                silent: page.silent.map { HubSilence($0.hub, $0.problem) }, rows: rows, hasRows: !page.rows.isEmpty,
                note: note(page.rows.map(\.summary), shown: shown.count, filter), next: next,
                isEmpty: page.rows.isEmpty && !isAll && place == nil, isSilent: isAll && place == nil,
                hasConditions: filter.hasConditions),
            script: "search.js", style: "search.css")
    }

    /// Nothing is left out for being unknown.
    private func isWanted(_ row: RepositorySummary, _ filter: SearchFilter, _ room: MemoryRoom?) -> Bool {
        if let most = filter.atMost, let count = SearchRow.parameters(row), count > most * 1_000_000 { return false }
        guard filter.fitsHere, let room, let size = WeightSize(row) else { return true }
        return room.holds(WeightSize.need(of: size.bytes))
    }

    private func note(_ rows: [RepositorySummary], shown: Int, _ filter: SearchFilter) -> String? {
        guard filter.kind == .model, filter.atMost != nil || filter.fitsHere, !rows.isEmpty else { return nil }
        let known = rows.count { SearchRow.parameters($0) != nil || WeightSize($0) != nil }
        let left = rows.count - shown
        return "Of these \(rows.count), the Hub tells the size of \(known); \(left) known to be too large "
            + "\(left == 1 ? "is" : "are") left out."
    }
}
