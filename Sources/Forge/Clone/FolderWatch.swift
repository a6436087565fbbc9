import Domain
import FoundationEssentials
import NIOPosix
import SystemPackage

/// Ends work whose folder grows beyond a limit.
struct FolderWatch: Sendable {
    /// A bare repository: what can grow there lies flat in a few known folders.
    let repository: FilePath
    let limit: ByteCount

    private static let pause: Duration = .milliseconds(100)

    /// Runs the work; throws `ForgeError.tooLarge` as soon as the folder is too large, and cancels it.
    func during<Result: Sendable>(_ work: @escaping @Sendable () async throws -> Result) async throws -> Result {
        try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                while try await size() <= limit.bytes { try await Task.sleep(for: Self.pause) }
                throw ForgeError.tooLarge(what: "the repository", limit: limit)
            }
            defer { group.cancelAll() }
            guard let result = try await group.next().flatMap({ $0 }) else { throw CancellationError() }
            // What arrived between two looks counts too.
            guard try await size() <= limit.bytes else {
                throw ForgeError.tooLarge(what: "the repository", limit: limit)
            }
            return result
        }
    }

    /// Bytes in the folder now.
    func size() async throws -> Int64 {
        let folders = [repository, repository.appending("objects"), packs]
        return try await NIOThreadPool.singleton.runIfActive {
            folders.reduce(into: Int64(0)) { sum, folder in sum += Self.size(of: folder) }
        }
    }

    /// Removes the packs that an ended git did not finish.
    func removeUnfinished() async throws {
        let packs = packs
        try await NIOThreadPool.singleton.runIfActive {
            for name in try FileManager.default.contentsOfDirectory(atPath: packs.string) where name.hasPrefix("tmp_") {
                try FileManager.default.removeItem(atPath: packs.appending(name).string)
            }
        }
    }

    private var packs: FilePath { repository.appending("objects").appending("pack") }

    private static func size(of folder: FilePath) -> Int64 {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder.string)  // not made yet: nothing in it
        return (names ?? []).reduce(into: Int64(0)) { sum, name in
            let status = try? Stat(folder.appending(name))  // renamed meanwhile: the next look sees it
            sum += Int64(status?.size ?? 0)
        }
    }
}
