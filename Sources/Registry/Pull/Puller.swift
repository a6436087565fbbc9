import Blobs
package import Domain
package import Hub
package import Wire

/// Brings models into the house: find, keep, show. Each step can be stopped and gone on with.
package struct Puller: Sendable {
    package let catalogue: Catalogue
    package let hubs: any HubDirectory
    package let settings: DownloadSettings
    /// What this machine could hold of a model in memory; nil when that is unknown.
    package let memory: ByteCount?
    /// The gate every model passes; nil in tests of what is around it.
    package let vetter: Vetter?

    package init(
        catalogue: Catalogue, hubs: any HubDirectory, settings: DownloadSettings, memory: ByteCount?, vetter: Vetter?
    ) {
        self.vetter = vetter
        self.catalogue = catalogue
        self.hubs = hubs
        self.settings = settings
        self.memory = memory
    }

    /// Pulls what is asked; what came is kept whatever happens.
    package func pull(_ request: PullRequest, report: some PullReporting) async throws -> PullReport {
        try await report.phase("asking the Hub")
        let plan = try await plan(request)
        // Everybody who may search reads this, and folders of this machine are not their matter.
        let source = SourceWords(samples: nil).words(plan.hub.endpoint.description)
        try await report.note("\(plan.repository) at \(plan.commit.short) from \(source): \(plan.selection.reason)")
        let known = try await catalogue.facts(of: plan.chosen.map(\.content.identity))
        if let shown = try await catalogue.shown(plan, known: known) {
            try await catalogue.call(shown, plan.revision)
            return plan.report(fetched: .zero, unchanged: true)
        }
        try requireSpace(for: plan.missing(known))
        let asked = try await ask(plan, request.gate, report: report)
        let arrival = try plan.arrival
        let begun = try await catalogue.begin(arrival)
        // Looked at once more: while the gate was asked, somebody may have pruned what was here.
        let missing = plan.missing(begun.known)
        try requireSpace(for: missing)
        let fetched = try await fetch(missing, of: plan, into: begun.id, report: report)
        let conclusion = try await conclude(asked, plan, version: begun.id, report: report)
        try await report.phase("reading headers and card")
        try await catalogue.finish(
            begun.id, arrival, facets: try await facets(of: plan, arrival),
            settlement: conclusion?.course.settlement, entry: conclusion?.entry)
        return plan.report(fetched: fetched, unchanged: false, verdict: conclusion?.course.verdict)
    }

    /// What the catalogue shows of the version then: read from what has come, and from what it showed before. A second pull of
    /// fewer files, or of others, must not forget a card.
    private func facets(of plan: PullPlan, _ arrival: Arrival) async throws -> ModelFacets {
        let before = try await catalogue.version(of: plan.repository, exactly: plan.commit)
        let files = arrival.files.filter(\.isChosen).with(shownBy: before)
        return await FacetReading(files: files, info: StoredInfo(plan.info)) { [catalogue] file in
            try await catalogue.open(file, of: plan.repository)
        }.facets()
    }

    /// What `pull` would do, without doing it.
    package func preview(_ request: PullRequest) async throws -> PullPreview {
        let plan = try await plan(request)
        let known = try await catalogue.facts(of: plan.chosen.map(\.content.identity))
        let wanted = Set(plan.selection.files)
        return PullPreview(
            name: plan.repository.path, commit: plan.commit.hex, hub: plan.hub.endpoint.description,
            selection: plan.selection.reason, missingBytes: plan.missing(known).map(\.content.size).total().bytes,
            files: plan.files.map { file in
                PullPreview.File(
                    path: file.path.text, sizeBytes: file.size.bytes, wanted: wanted.contains(file.path),
                    kept: known[file.content.identity] != nil)
            })
    }

    private func requireSpace(for files: [RemoteFile]) throws {
        var need = ByteCount.zero
        for file in files {
            need += file.content.size - (try catalogue.blobs.partialBytes(of: file.content.identity))
        }
        if need > .zero { try catalogue.blobs.requireSpace(need) }
    }

    private func fetch(
        _ missing: [RemoteFile], of plan: PullPlan, into version: Int64, report: some PullReporting
    ) async throws -> ByteCount {
        let meter = TransferMeter()
        let total = missing.map(\.content.size).total().bytes
        try await report.phase("fetching \(missing.count) of \(plan.chosen.count) files")
        ProgramPages.letGo()
        let fetch = SnapshotFetch(
            DownloadOrder(
                of: plan.repository, at: plan.commit, from: plan.hub, into: catalogue.blobs, meter: meter,
                settings: settings))
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await fetch.run(missing) { try await self.place($0, in: version) }
                return true
            }
            group.addTask {
                while true {
                    try await report.moved(kept: min(meter.here, total), of: total, received: meter.received)
                    try await Task.sleep(for: .milliseconds(250))
                }
            }
            _ = try await group.next()
            group.cancelAll()
        }
        try await report.moved(kept: total, of: total, received: meter.received)
        return ByteCount(meter.received)
    }

    /// Makes blobs durable and says so in the catalogue, while nobody prunes.
    private func place(_ files: [PlacedFile], in version: Int64) async throws {
        let gate = try await catalogue.blobs.holdAgainstPruning()
        defer { withExtendedLifetime(gate) {} }
        try await catalogue.blobs.commit(files.compactMap(\.staged), replacing: true)
        try await catalogue.record(files.map { ($0.file.content.identity, $0.facts) }, in: version)
    }
}

/// Whom a pull tells how it goes.
package protocol PullReporting: Sendable {
    func phase(_ text: String) async throws
    func note(_ text: String) async throws
    /// Bytes that are here of those that were missing, those of unfinished parts included: never fewer than said before. And
    /// bytes that came over the line, for a rate.
    func moved(kept: Int64, of total: Int64, received: Int64) async throws
}
