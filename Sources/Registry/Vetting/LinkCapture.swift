import Domain
import Hub
import Scoring
import Wire

/// Reads what a model links: data sets and parents on Hubs, code on servers of git repositories.
struct LinkCapture: Sendable {
    /// The model's own Hub, then the others that are asked for what it does not have.
    let hubs: [any HubReading]
    let code: (any CodeReading)?
    let scores: any ParentScores
    let limits: CaptureLimits
    let clock: CaptureClock

    func datasets(_ names: [String]) async throws -> [DatasetFact] {
        try await Self.first(limits.datasets, of: names).map(atOnce: limits.atOnce) { name in
            let (info, card) = try await look(for: name, kind: .dataset)
            return DatasetFact(name: name, info: info, card: card)
        }
    }

    func parents(_ links: [LinkedNames.Parent]) async throws -> [ParentFact] {
        var seen: Set<String> = []
        let chosen = Array(links.filter { seen.insert($0.name).inserted }.prefix(limits.parents))
        return try await chosen.map(atOnce: limits.atOnce) { parent in
            let (info, card) = try await look(for: parent.name, kind: .model)
            let score = try await clock.ask { try await scores.netScore(of: parent.name) }
            return ParentFact(name: parent.name, relation: parent.relation, info: info, card: card, netScore: score)
        }
    }

    func code(_ links: [String]) async throws -> [CodeFact] {
        try await Self.first(limits.code, of: links).map(atOnce: limits.code) { link in
            guard let code else { return Self.unread(link, "not looked at: `vetting.code` is off") }
            return try await withThrowingTaskGroup(of: CodeFact.self) { group in
                group.addTask { try await code.read(link) }
                group.addTask {
                    try await Task.sleep(until: clock.deadline, clock: .continuous)
                    return Self.unread(link, clock.late)
                }
                defer { group.cancelAll() }
                return try await group.next() ?? Self.unread(link, clock.late)
            }
        }
    }

    private static func unread(_ link: String, _ why: String) -> CodeFact {
        CodeFact(url: link, files: .unavailable(why), history: .unavailable(why), tags: .unavailable(why))
    }

    private static func first(_ count: Int, of names: [String]) -> [String] {
        var seen: Set<String> = []
        return Array(names.filter { seen.insert($0).inserted }.prefix(count))
    }

    /// What the first Hub that has it says. Absent only when every Hub was asked and none has it.
    private func look(
        for name: String, kind: RepositoryKind
    ) async throws -> (info: Captured<JSONValue>, card: Captured<String>) {
        // A title that no Hub could have as a name.
        guard let id = RepositoryID(name, kind: kind) else { return (.absent, .absent) }
        var missed: String?
        for hub in hubs {
            let info = try await clock.ask { .known(try await hub.document(id, revision: .main)) }
            switch info {
            case .known(let document): return (info, try await card(of: id, document, on: hub))
            case .unavailable(let why): missed = missed ?? why
            case .absent: continue
            }
        }
        return missed.map { (.unavailable($0), .unavailable($0)) } ?? (.absent, .absent)
    }

    private func card(of id: RepositoryID, _ document: JSONValue, on hub: any HubReading) async throws -> Captured<
        String
    > {
        guard let info = RepositoryInfo(json: document, asked: id), let commit = info.commit else {
            return .unavailable("the Hub names no commit")
        }
        return try await TextCapture(hub: hub, repository: info.id, commit: commit, limits: limits, clock: clock).card()
    }
}
