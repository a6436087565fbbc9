import Domain
import Sandbox

/// A file of the head as git lists it.
struct HeadEntry: Hashable, Sendable {
    let path: String
    let id: String
    /// Whether it is a file of its own, and neither a link nor another repository.
    let isPlain: Bool
}

extension BareClone {
    /// Every file at the head. Throws when there are more than the limit.
    func head() async throws -> [HeadEntry] {
        let listing = try await ask(["ls-tree", "-r", "-z", "--full-tree", "HEAD"])
        return try HeadListing.parse(listing, limit: limits.files)
    }

    /// Fetches the contents of the head's files below the limit of a large file, all at once; where even that is too much,
    /// only those that are named.
    /// - Returns: whether every file that is not here now is a large one.
    func fetchHead(_ named: [HeadEntry]) async throws -> Bool {
        guard try await !missing().isEmpty else { return true }
        let tree = try await line(["rev-parse", "--verify", "HEAD^{tree}"])
        do {
            // An object that is wanted by its name comes whole; the filter is for what hangs below it.
            try await fetch([tree], filter: "blob:limit=\(limits.largeFile.bytes)", again: true)
            return true
        } catch let error where !(error is CancellationError) {
            try await watch(limit: limits.clone).removeUnfinished()
        }
        do {
            if !named.isEmpty { try await fetch(named.map(\.id), filter: "blob:none", again: false) }
        } catch let error where !(error is CancellationError) {
            // The history is here and stays worth having; each text says that it was not fetched.
            try await watch(limit: limits.clone).removeUnfinished()
        }
        return false
    }

    /// The sizes of the objects that are here, by their names.
    func sizes(of entries: [HeadEntry]) async throws -> [String: Int64] {
        let missing = try await missing()
        let here = Set(entries.map(\.id)).subtracting(missing).sorted()
        guard !here.isEmpty else { return [:] }
        let lines = try await ask(
            ["cat-file", "--batch-check=%(objectname) %(objectsize)"],
            input: Array(here.joined(separator: "\n").utf8) + [10])
        return try ObjectSizes.parse(lines)
    }

    /// The contents of these objects, in this order. All of them must be here.
    func contents(of ids: [String], limit: Int) async throws -> [[UInt8]] {
        guard !ids.isEmpty else { return [] }
        let answer = try await ask(
            ["cat-file", "--batch"], input: Array(ids.joined(separator: "\n").utf8) + [10],
            output: limit + ids.count * 256)
        return try ObjectBatch.parse(answer, ids: ids)
    }

    /// The objects of the head that a partial clone left out.
    private func missing() async throws -> Set<String> {
        let lines = try await ask(["rev-list", "--objects", "--no-object-names", "--missing=print", "HEAD^{tree}"])
        return Set(
            lines.split(separator: 10).compactMap {
                $0.first == UInt8(ascii: "?") ? ObjectName.read($0.dropFirst()) : nil
            }
        )
    }

    private func line(_ arguments: [String]) async throws -> String {
        let text = try await ask(arguments, output: 4096)
        guard let name = ObjectName.read(text.prefix { $0 != 10 }) else {
            throw ForgeError.malformed("no name of an object")
        }
        return name
    }

    private func fetch(_ ids: [String], filter: String, again: Bool) async throws {
        var arguments = [
            "-c", "fetch.negotiationAlgorithm=noop", "fetch", "--quiet", "--no-tags", "--no-write-fetch-head",
            "--recurse-submodules=no", "--filter=\(filter)",
        ]
        if again { arguments.append("--refetch") }
        let command = arguments + ["--stdin", "origin"]
        let before = try await watch(limit: .zero).size()
        try await watch(limit: ByteCount(before) + limits.head).during {
            _ = try await git.run(
                command, in: repository, input: Array(ids.joined(separator: "\n").utf8) + [10],
                limits: ToolLimits(wall: limits.headTime, output: 1 << 20))
        }
    }

    private func watch(limit: ByteCount) -> FolderWatch { FolderWatch(repository: repository, limit: limit) }
}
