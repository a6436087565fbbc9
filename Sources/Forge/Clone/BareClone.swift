import Domain
import Sandbox
import SystemPackage

/// A bare clone in a folder of its own: commits and folders, and files only as far as they are asked for.
struct BareClone: Sendable {
    let git: Git
    let repository: FilePath
    let limits: ForgeLimits
    /// Whether only the newest commits are here.
    let isShallow: Bool

    /// Clones the default branch: all of its history, or, when that is too much, the newest commits.
    ///
    /// A server that cannot leave file contents out sends everything; the limits hold all the same.
    static func make(_ git: Git, at folder: FilePath, limits: ForgeLimits) async throws -> BareClone {
        do {
            return try await clone(
                git, at: folder.appending("full.git"), limits, depth: nil, time: limits.fullCloneTime)
        } catch let error where isTooMuch(error) {
            let rest = limits.time - limits.fullCloneTime
            return try await clone(
                git, at: folder.appending("short.git"), limits, depth: limits.shortHistory, time: rest)
        }
    }

    private static func isTooMuch(_ error: any Error) -> Bool {
        switch error {
        case ForgeError.tooLarge, ToolError.tooSlow: true
        default: false
        }
    }

    private static func clone(
        _ git: Git, at repository: FilePath, _ limits: ForgeLimits, depth: Int?, time: Duration
    ) async throws -> BareClone {
        var arguments = [
            "clone", "--quiet", "--bare", "--single-branch", "--filter=blob:none", "--template=", "--no-local",
        ]
        if let depth { arguments += ["--depth=\(depth)", "--no-tags"] }
        let command = arguments + ["--", git.remote.url, repository.string]
        let bounds = ToolLimits(wall: time, output: 1 << 20, errors: 16 << 10)
        try await FolderWatch(repository: repository, limit: limits.clone).during {
            _ = try await git.run(command, limits: bounds)
        }
        return BareClone(git: git, repository: repository, limits: limits, isShallow: depth != nil)
    }

    /// Whether the default branch has a commit at all.
    func hasCommits() async throws -> Bool {
        do {
            _ = try await git.run(
                ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], in: repository,
                limits: ToolLimits(wall: .seconds(60), output: 4096))
            return true
        } catch ForgeError.git {
            return false
        }
    }

    /// Runs a local command on the clone and gives what it printed.
    func ask(_ arguments: [String], input: [UInt8] = [], output: Int = 96 << 20) async throws -> [UInt8] {
        let bounds = ToolLimits(wall: .seconds(60), output: output)
        return try await git.run(arguments, in: repository, input: input, limits: bounds).output
    }
}
