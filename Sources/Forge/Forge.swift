package import FoundationEssentials
package import Hub
package import Logging
package import Scoring
package import SystemPackage

/// Servers of git repositories, read with care: what a linked code repository holds and how it came about.
///
/// A link is written by whoever published a model. It is judged by `Reach`, cloned by a git that trusts nothing, within limits,
/// and nothing of it is ever checked out or run.
package struct Forge: Sendable {
    let settings: ForgeSettings
    let reach: Reach
    let logger: Logger
    private let cache: CodeCache
    private let sharing = CodeSharing()
    private let turnstile: Turnstile

    /// - Parameters:
    ///   - folder: where clones live while they are read, and what was read is kept: `cache/forge` of the home.
    ///   - now: decides how long what was read counts.
    package init(
        folder: FilePath, settings: ForgeSettings, reach: Reach, logger: Logger,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.settings = settings
        self.reach = reach
        self.logger = logger
        cache = CodeCache(folder: folder, settings: settings, now: now)
        turnstile = Turnstile(places: settings.limits.atOnce)
    }

    /// What is known of a linked repository; whatever could not be had says why. Who asks for one that is being read waits for
    /// it. Only cancellation throws.
    package func read(_ link: String) async throws -> CodeFact {
        guard settings.isOn else { return .unavailable(link, .off) }
        guard let address = CodeAddress(link) else { return .unavailable(link, .notAnAddress(link)) }
        var fact = try await sharing.value(for: address.key) {
            if let kept = await cache.fact(for: address.key) { return kept }
            return try await capture(address, link: link)
        }
        fact.url = link
        return fact
    }

    private func capture(_ address: CodeAddress, link: String) async throws -> CodeFact {
        do {
            let record = try await turnstile.pass { try await clone(address, link: link) }
            await cache.keep(record, for: address.key)
            let fact = await record.completed(limits: settings.limits)
            await cache.remember(fact, for: address.key)
            return fact
        } catch {
            let reason = try ForgeError(error)
            logger.info(
                "code repository not read", metadata: ["code.url": "\(address.key)", "reason": "\(reason.reason)"])
            let fact = CodeFact.unavailable(link, reason)
            if reason.isLasting { await cache.remember(fact, for: address.key) }
            return fact
        }
    }

    /// Clones it into a folder that is gone afterwards, and reads it there.
    private func clone(_ address: CodeAddress, link: String) async throws -> CodeRecord {
        let tool = try await Git.find()
        let remote = try await remote(of: address)
        return try await cache.withScratch { folder in
            let git = Git(tool: tool, home: folder, remote: remote)
            return try await Self.within(settings.limits.time) {
                let clone = try await BareClone.make(git, at: folder, limits: settings.limits)
                return try await CloneReading(clone: clone).read(as: link)
            }
        }
    }

    private func remote(of address: CodeAddress) async throws -> GitRemote {
        switch address.remote {
        case .web(let location): return try await RemoteProbe(reach: reach).remote(location)
        case .folder(let path):
            guard settings.allowsLocal else { throw ForgeError.localRefused }
            return GitRemote(url: "file://\(path)", scheme: "file")
        }
    }

    private static func within<Result: Sendable>(
        _ time: Duration, _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: time)
                throw ForgeError.timedOut(after: time)
            }
            defer { group.cancelAll() }
            guard let result = try await group.next() else { throw CancellationError() }
            return result
        }
    }
}

extension ForgeError {
    /// Whether the same answer is to be expected a moment later; what the settings decide is asked anew.
    var isLasting: Bool {
        switch self {
        case .off, .localRefused, .gitMissing, .notAnAddress, .reach(.offline): false
        default: true
        }
    }
}

extension CodeFact {
    /// A repository of which nothing could be had.
    package static func unavailable(_ url: String, _ error: ForgeError) -> CodeFact {
        CodeFact(
            url: url, files: .unavailable(error.reason), history: .unavailable(error.reason),
            tags: .unavailable(error.reason))
    }
}
