import Domain
import Hub
import Wire

/// What a Hub offers under a name: everything its page shows, asked at once.
struct Offer: Sendable {
    let hub: any HubReading
    let info: RepositoryInfo
    let files: Result<[RemoteFile], Problem>
    let card: Result<[UInt8]?, Problem>
    /// `config.json`, where there is one that can be read.
    let configuration: JSONValue?
    /// Hubs that are asked before this one and were not heard.
    let silent: [HubSilence]

    private static let largestCard = ByteCount(4 << 20)
    private static let largestConfiguration = ByteCount(1 << 20)

    /// From the first of these Hubs that has it; they are asked at once. A Hub that could not be asked, or kept silent,
    /// may have it: that is no "not found".
    ///
    /// - Parameter patience: for what a Hub says of it, and again for its files.
    init(_ address: OfferAddress, _ hubs: [any HubReading], patience: HubPatience = .ofPages) async throws {
        let answers = await Self.ask(hubs, for: address, patience)
        var silent: [HubSilence] = []
        var problems: [Problem] = []
        for (hub, answer) in zip(hubs, answers) {
            switch answer {
            case .success(let info):
                self = await Offer(info, hub, silent, patience)
                return
            case .failure(let problem):
                problems.append(problem)
                if problem.code != .notFound { silent.append(HubSilence(hub.endpoint, problem)) }
            }
        }
        let unheard = problems.filter { $0.code != .notFound }
        guard let first = unheard.first ?? problems.first else {
            throw Problem(.notFound, "there is no Hub to ask for `\(address.repository)`")
        }
        let words = (unheard.isEmpty ? [first] : unheard).map(\.message).joined(separator: "; ")
        throw Problem(first.code, words, hint: first.hint)
    }

    private init(
        _ info: RepositoryInfo, _ hub: any HubReading, _ silent: [HubSilence], _ patience: HubPatience
    ) async {
        self.info = info
        self.hub = hub
        self.silent = silent
        guard let commit = info.commit else {
            let problem = Problem(.upstream, "the Hub names no commit")
            (files, card, configuration) = (.failure(problem), .failure(problem), nil)
            return
        }
        async let card = Self.small("README.md", of: info, at: commit, hub, Self.largestCard, patience)
        async let settings = Self.small("config.json", of: info, at: commit, hub, Self.largestConfiguration, patience)
        do {
            files = .success(
                try await patience.wait(for: hub.endpoint) { try await hub.tree(info.id, commit: commit) })
        } catch {
            files = .failure(Problem(error))
        }
        self.card = await card
        let bytes = try? await settings.get()  // unreadable: what it would say is not known
        configuration = bytes.flatMap { $0 }.flatMap { JSONValue(bytes: $0) }
    }

    /// What each Hub says, in their order. Once the first in order that has it is known, the others are let go.
    private static func ask(
        _ hubs: [any HubReading], for address: OfferAddress, _ patience: HubPatience
    ) async -> [Result<RepositoryInfo, Problem>] {
        await withTaskGroup(of: (Int, Result<RepositoryInfo, Problem>).self) { group in
            for (index, hub) in hubs.enumerated() {
                group.addTask { (index, await ask(hub, for: address, patience)) }
            }
            let unasked = Result<RepositoryInfo, Problem>.failure(Problem(.notFound, "no longer asked"))
            var answers = [Result<RepositoryInfo, Problem>?](repeating: nil, count: hubs.count)
            for await (index, answer) in group {
                answers[index] = answer
                let next = answers.first { if case .failure? = $0 { false } else { true } }
                if case .success?? = next { break }
            }
            group.cancelAll()
            return answers.map { $0 ?? unasked }
        }
    }

    private static func ask(
        _ hub: any HubReading, for address: OfferAddress, _ patience: HubPatience
    ) async -> Result<RepositoryInfo, Problem> {
        do {
            return .success(
                try await patience.wait(for: hub.endpoint) {
                    try await hub.info(address.repository, revision: address.revision)
                })
        } catch {
            return .failure(Problem(error))
        }
    }

    /// Nil when the Hub does not list it.
    private static func small(
        _ name: String, of info: RepositoryInfo, at commit: GitObjectID, _ hub: any HubReading, _ limit: ByteCount,
        _ patience: HubPatience
    ) async -> Result<[UInt8]?, Problem> {
        guard info.fileNames.isEmpty || info.fileNames.contains(name), let path = RepositoryPath(name) else {
            return .success(nil)
        }
        do {
            return .success(
                try await patience.wait(for: hub.endpoint) {
                    try await hub.smallFile(info.id, commit: commit, path: path, limit: limit)
                })
        } catch HubError.entryNotFound {
            return .success(nil)
        } catch {
            return .failure(Problem(error))
        }
    }
}
