package import Domain
import FoundationEssentials

/// One list out of the lists of several Hubs, in the order asked for.
///
/// Each Hub's rows come in that Hub's order; of what stands first everywhere the largest is taken, so that the whole is in
/// order as far as the Hubs keep theirs; without an order asked for, one Hub's rows come behind the other's. What was
/// fetched and not shown is fetched again with the next page.
package struct MergedSearch {
    /// Rows, where they go on, and how it went.
    package struct Page: Sendable {
        package var rows: [Row] = []
        package var next = SearchPlace([])
        package var silent: [Silence] = []
        /// Those that answered.
        package var heard: [HubEndpoint] = []
    }

    /// A repository, and the Hub that has it.
    package struct Row: Sendable {
        package let summary: RepositorySummary
        package let hub: HubEndpoint
    }

    /// A Hub that was not heard, and why.
    package struct Silence: Sendable {
        package let hub: HubEndpoint
        package let problem: Problem
    }

    private struct Stream {
        let hub: any HubReading
        var stop: SearchPlace.Stop
        var rows: ArraySlice<RepositorySummary> = []
        /// Behind the rows in hand.
        var next: String?
        var hasEnded = false
    }

    /// Rows on a page where nobody says.
    package static let pageSize = 24

    private let query: HubQuery
    private let kind: RepositoryKind
    private let pageSize: Int
    private var streams: [Stream]

    /// - Parameters:
    ///   - query: its limit is the rows of a page.
    ///   - place: nil for the first page. A Hub it does not name has nothing more.
    package init(_ query: HubQuery, kind: RepositoryKind, hubs: [any HubReading], from place: SearchPlace?) {
        pageSize = query.limit ?? Self.pageSize
        var query = query
        query.limit = pageSize
        self.query = query
        self.kind = kind
        streams = hubs.compactMap { hub in
            let name = hub.endpoint.placeName
            guard let place else { return Stream(hub: hub, stop: .init(hub: name, cursor: nil, taken: 0)) }
            return place.stops.first { $0.hub == name }.map { Stream(hub: hub, stop: $0) }
        }
    }

    /// The rows that come next, at most a page; the Hubs are asked at once.
    package mutating func page() async -> Page {
        var page = Page()
        await fetchAll(&page)
        while page.rows.count < pageSize {
            for index in streams.indices where streams[index].rows.isEmpty && !streams[index].hasEnded {
                await advance(index, &page)
            }
            let waiting = streams.indices.filter { !streams[$0].rows.isEmpty }
            guard let best = waiting.max(by: { isLess($0, $1) }), let row = streams[best].rows.popFirst() else { break }
            streams[best].stop.taken += 1
            page.rows.append(Row(summary: row, hub: streams[best].hub.endpoint))
        }
        page.next = SearchPlace(
            streams.compactMap { stream in
                if !stream.rows.isEmpty { return stream.stop }
                guard !stream.hasEnded, let next = stream.next else { return nil }
                return .init(hub: stream.stop.hub, cursor: next, taken: 0)
            })
        return page
    }

    /// Equal rows: the Hub the house asks first.
    private func isLess(_ left: Int, _ right: Int) -> Bool {
        let (a, b) = (key(streams[left]), key(streams[right]))
        return a == b ? left > right : a < b
    }

    private func key(_ stream: Stream) -> Double {
        guard let row = stream.rows.first else { return -.infinity }
        let value: Double =
            switch query.sort {
            case .downloads: Double(row.downloads ?? -1)
            case .likes: Double(row.likes ?? -1)
            case .lastModified: row.lastModified?.timeIntervalSince1970 ?? -1
            case .createdAt: row.createdAt?.timeIntervalSince1970 ?? -1
            case .trendingScore: row.trendingScore ?? -1
            case nil: 0
            }
        return query.direction == .descending ? value : -value
    }

    /// The page every Hub stands at, all at once.
    private mutating func fetchAll(_ page: inout Page) async {
        let wishes = streams.map { ($0.hub, $0.stop.cursor) }
        let (query, kind) = (query, kind)
        var answers: [(Int, Result<HubPage, any Error>)] = []
        await withTaskGroup(of: (Int, Result<HubPage, any Error>).self) { group in
            for (index, wish) in wishes.enumerated() {
                group.addTask { (index, await Self.fetch(wish.0, wish.1, query, kind)) }
            }
            for await answer in group { answers.append(answer) }
        }
        for (index, answer) in answers.sorted(by: { $0.0 < $1.0 }) { take(answer, index, &page) }
    }

    /// The page after the one that was used up.
    private mutating func advance(_ index: Int, _ page: inout Page) async {
        guard let next = streams[index].next else {
            streams[index].hasEnded = true
            return
        }
        streams[index].stop = .init(hub: streams[index].stop.hub, cursor: next, taken: 0)
        take(await Self.fetch(streams[index].hub, next, query, kind), index, &page)
    }

    private mutating func take(_ answer: Result<HubPage, any Error>, _ index: Int, _ page: inout Page) {
        switch answer {
        case .success(let found):
            streams[index].rows = found.rows.dropFirst(streams[index].stop.taken)
            streams[index].next = found.next?.text
            if !page.heard.contains(streams[index].hub.endpoint) { page.heard.append(streams[index].hub.endpoint) }
            // A Hub whose pages hold nothing would be asked without end.
            if found.rows.isEmpty { streams[index].hasEnded = true }
        case .failure(let error):
            page.silent.append(Silence(hub: streams[index].hub.endpoint, problem: Problem(error)))
            streams[index].hasEnded = true
        }
    }

    private static func fetch(
        _ hub: any HubReading, _ cursor: String?, _ query: HubQuery, _ kind: RepositoryKind
    ) async -> Result<HubPage, any Error> {
        do {
            return .success(
                try await HubPatience.ofPages.wait(for: hub.endpoint) {
                    guard let cursor else { return try await hub.search(query, kind: kind) }
                    return try await hub.page(at: HubCursor(kind: kind, text: cursor))
                })
        } catch {
            return .failure(error)
        }
    }
}
