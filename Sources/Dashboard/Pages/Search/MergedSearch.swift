import Domain
import FoundationEssentials
import Hub

/// One list out of the lists of several Hubs, in the order asked for.
///
/// Each Hub's rows come in that Hub's order; of what stands first everywhere the largest is taken, so that the whole is in
/// order as far as the Hubs keep theirs. What was fetched and not shown is fetched again with the next page.
struct MergedSearch {
    struct Page: Sendable {
        var rows: [Row] = []
        var next = SearchPlace([])
        var unreachable: [Silence] = []
    }

    struct Row: Sendable {
        let summary: RepositorySummary
        let hub: HubName
    }

    /// A Hub that was not heard, and why.
    struct Silence: Sendable {
        let hub: String
        let why: String
        let todo: String?
    }

    private struct Stream {
        let hub: any HubReading
        let name: HubName
        var stop: SearchPlace.Stop
        var rows: ArraySlice<RepositorySummary> = []
        /// Behind the rows in hand.
        var next: String?
        var hasEnded = false
    }

    static let pageSize = 24
    /// For one page of one Hub.
    private static let patience = Duration.seconds(12)

    private let filter: SearchFilter
    private var streams: [Stream]

    /// - Parameter place: nil for the first page. A Hub it does not name has nothing more.
    init(_ filter: SearchFilter, hubs: [any HubReading], from place: SearchPlace?) {
        self.filter = filter
        streams = hubs.compactMap { hub in
            let name = HubName(hub.endpoint)
            guard let place else {
                return Stream(hub: hub, name: name, stop: .init(hub: name.key, cursor: nil, taken: 0))
            }
            return place.stops.first { $0.hub == name.key }.map { Stream(hub: hub, name: name, stop: $0) }
        }
    }

    mutating func page() async -> Page {
        var page = Page()
        await fetchAll(&page)
        while page.rows.count < Self.pageSize {
            for index in streams.indices where streams[index].rows.isEmpty && !streams[index].hasEnded {
                await advance(index, &page)
            }
            let waiting = streams.indices.filter { !streams[$0].rows.isEmpty }
            guard let best = waiting.max(by: { isLess($0, $1) }), let row = streams[best].rows.popFirst() else { break }
            streams[best].stop.taken += 1
            page.rows.append(Row(summary: row, hub: streams[best].name))
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
        return switch filter.order {
        case .downloads: Double(row.downloads ?? -1)
        case .likes: Double(row.likes ?? -1)
        case .recent: row.lastModified?.timeIntervalSince1970 ?? -1
        case .trending: row.trendingScore ?? -1
        }
    }

    /// The page every Hub stands at, all at once.
    private mutating func fetchAll(_ page: inout Page) async {
        let wishes = streams.map { ($0.hub, $0.stop.cursor) }
        let filter = filter
        var answers: [(Int, Result<HubPage, any Error>)] = []
        await withTaskGroup(of: (Int, Result<HubPage, any Error>).self) { group in
            for (index, wish) in wishes.enumerated() {
                group.addTask { (index, await Self.fetch(wish.0, wish.1, filter)) }
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
        take(await Self.fetch(streams[index].hub, next, filter), index, &page)
    }

    private mutating func take(_ answer: Result<HubPage, any Error>, _ index: Int, _ page: inout Page) {
        switch answer {
        case .success(let found):
            streams[index].rows = found.rows.dropFirst(streams[index].stop.taken)
            streams[index].next = found.next?.text
            // A Hub whose pages hold nothing would be asked without end.
            if found.rows.isEmpty { streams[index].hasEnded = true }
        case .failure(let error):
            let problem = Problem(error)
            page.unreachable.append(
                Silence(hub: streams[index].name.label, why: problem.message, todo: problem.hint))
            streams[index].hasEnded = true
        }
    }

    private static func fetch(
        _ hub: any HubReading, _ cursor: String?, _ filter: SearchFilter
    ) async -> Result<HubPage, any Error> {
        do {
            return .success(
                try await withThrowingTaskGroup(of: HubPage.self) { group in
                    group.addTask {
                        guard let cursor else {
                            return try await hub.search(filter.query(limit: pageSize), kind: filter.kind)
                        }
                        return try await hub.page(at: HubCursor(kind: filter.kind, text: cursor))
                    }
                    group.addTask {
                        try await Task.sleep(for: patience)
                        throw HubError.timeout(host: HubName(hub.endpoint).label, waited: patience)
                    }
                    defer { group.cancelAll() }
                    guard let page = try await group.next() else { throw CancellationError() }
                    return page
                })
        } catch {
            return .failure(error)
        }
    }
}
