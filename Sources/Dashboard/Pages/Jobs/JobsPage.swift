import API
import Domain
import Jobs
import Registry

/// All jobs, the newest first, as they go.
struct JobsPage: Page {
    struct Tab: Sendable {
        let label: String
        let tabPath: String
        let isCurrent: Bool
    }

    struct Values: Sendable {
        let tabs: [Tab]
        let jobs: [JobRow]
        let hasJobs: Bool
        /// Of the newest entry of the feed that this page already shows.
        let position: Int64
        let filter: String
        let nextPath: String?
    }

    static let pageSize = 50

    let path = PagePaths.jobs
    let need = Need.search
    let house: DashboardServices

    func content(for visit: PageVisit) async throws -> PageContent {
        let state = visit.query.first("state").flatMap(JobState.init)
        let before = visit.query.first("before").flatMap { JobID($0) }
        let filter = JobFilter(states: state.map { [$0] } ?? [])
        let (found, position) = try await house.queue.page(filter, limit: Self.pageSize + 1, before: before)
        let shown = Array(found.prefix(Self.pageSize))
        let kept = try await house.catalogue.kept(among: shown.compactMap(\.modelName))
        let words = house.sources.words(for: visit.identity)
        let query = state.map { "state=\($0.rawValue)&" } ?? ""
        let next = found.count > shown.count ? shown.last.map { "\(path)?\(query)before=\($0.id)" } : nil
        return PageContent(
            "Jobs", in: .jobs, template: "jobs",
            values: Values(
                tabs: tabs(state), jobs: shown.map { JobRow($0, kept: kept, words: words) }, hasJobs: !shown.isEmpty,
                position: position, filter: state?.rawValue ?? "", nextPath: next),
            script: "jobs.js", style: "jobs.css")
    }

    private func tabs(_ chosen: JobState?) -> [Tab] {
        let states: [JobState] = [.running, .queued, .paused, .failed, .completed, .cancelled]
        return [Tab(label: "All", tabPath: path, isCurrent: chosen == nil)]
            + states.map { state in
                Tab(
                    label: state.rawValue.prefix(1).uppercased() + state.rawValue.dropFirst(),
                    tabPath: "\(path)?state=\(state.rawValue)", isCurrent: chosen == state)
            }
    }
}
