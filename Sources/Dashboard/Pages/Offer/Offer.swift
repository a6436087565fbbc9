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

    private static let largestCard = ByteCount(4 << 20)
    private static let largestConfiguration = ByteCount(1 << 20)

    /// From the first of these Hubs that has it. A Hub that could not be asked may have it: that is no "not found".
    init(_ address: OfferAddress, _ hubs: [any HubReading]) async throws {
        var problems: [Problem] = []
        for hub in hubs {
            do {
                let info = try await hub.info(address.repository, revision: address.revision)
                self = await Offer(info, hub)
                return
            } catch {
                problems.append(Problem(error))
            }
        }
        throw problems.first { $0.code != .notFound } ?? problems.first
            ?? Problem(.notFound, "there is no Hub to ask for `\(address.repository)`")
    }

    private init(_ info: RepositoryInfo, _ hub: any HubReading) async {
        self.info = info
        self.hub = hub
        guard let commit = info.commit else {
            let problem = Problem(.upstream, "the Hub names no commit")
            (files, card, configuration) = (.failure(problem), .failure(problem), nil)
            return
        }
        async let card = Self.small("README.md", of: info, at: commit, hub, Self.largestCard)
        async let settings = Self.small("config.json", of: info, at: commit, hub, Self.largestConfiguration)
        do {
            files = .success(try await hub.tree(info.id, commit: commit))
        } catch {
            files = .failure(Problem(error))
        }
        self.card = await card
        let bytes = try? await settings.get()  // unreadable: what it would say is not known
        configuration = bytes.flatMap { $0 }.flatMap { JSONValue(bytes: $0) }
    }

    /// Nil when the Hub does not list it.
    private static func small(
        _ name: String, of info: RepositoryInfo, at commit: GitObjectID, _ hub: any HubReading, _ limit: ByteCount
    ) async -> Result<[UInt8]?, Problem> {
        guard info.fileNames.isEmpty || info.fileNames.contains(name), let path = RepositoryPath(name) else {
            return .success(nil)
        }
        do {
            return .success(try await hub.smallFile(info.id, commit: commit, path: path, limit: limit))
        } catch HubError.entryNotFound {
            return .success(nil)
        } catch {
            return .failure(Problem(error))
        }
    }
}
