import Domain
import Sandbox
import Scoring
import Synchronization

/// Reads out of a clone what metrics ask of a code repository.
struct CloneReading: Sendable {
    let clone: BareClone

    private var limits: ForgeLimits { clone.limits }

    func read(as url: String) async throws -> CodeRecord {
        guard try await clone.hasCommits() else {
            return CodeRecord(
                fact: CodeFact(url: url, files: .known([]), history: .known([]), tags: .known([])), log: CodeLog())
        }
        let entries = try await clone.head()
        let choice = TextChoice(limits: limits).choose(from: entries)
        // The history first: it needs no contents, and what a server is slow to give must not cost it.
        let log = try await log()
        let tags = try TagListing.parse(try await clone.ask(TagListing.arguments(limit: limits.tags)))
        let isComplete = try await clone.fetchHead(choice)
        let sizes = try await clone.sizes(of: entries)
        let texts = try await texts(of: choice, sizes: sizes, isComplete)
        // What is large is known to be so only where everything small has come.
        let files = entries.map { entry in
            let atLeast = isComplete ? limits.largeFile.bytes : -1
            return FileFact(path: entry.path, size: sizes[entry.id] ?? atLeast, identity: entry.id)
        }
        let fact = CodeFact(
            url: url, files: .known(files), texts: texts, history: .unavailable("not read"),
            historyIsPartial: clone.isShallow || log.isCut,
            tags: clone.isShallow ? .unavailable(Self.tooLong) : .known(tags))
        return CodeRecord(fact: fact, log: log)
    }

    private static let tooLong = "the history was too large to be read whole"

    private func texts(
        of choice: [HeadEntry], sizes: [String: Int64], _ isComplete: Bool
    ) async throws -> [String: Captured<String>] {
        var texts: [String: Captured<String>] = [:]
        var wanted: [HeadEntry] = []
        var total: Int64 = 0
        for entry in choice {
            guard let size = sizes[entry.id] else {
                texts[entry.path] = .unavailable(
                    isComplete
                        ? "too large: \(limits.largeFile) or more" : "not fetched: the files together are too large")
                continue
            }
            guard size <= limits.text.bytes, total + size <= limits.textTotal.bytes else {
                texts[entry.path] = .unavailable("too large: \(ByteCount(size))")
                continue
            }
            total += size
            wanted.append(entry)
        }
        let contents = try await clone.contents(of: wanted.map(\.id), limit: Int(limits.textTotal.bytes))
        for (entry, bytes) in zip(wanted, contents) {
            texts[entry.path] =
                bytes.contains(0) ? .unavailable("not text") : .known(String(decoding: bytes, as: UTF8.self))
        }
        return texts
    }

    /// What `git log` prints, as far as the limits go.
    private func log() async throws -> CodeLog {
        let kept = Mutex<[UInt8]>([])
        let (most, commits) = (limits.log, limits.commits)
        let arguments = ["log", "--max-count=\(commits + 1)"] + HistoryFormat.arguments + ["HEAD"]
        var log = CodeLog()
        do {
            try await clone.git.run(arguments, in: clone.repository, limits: .init(wall: .seconds(60), output: .max)) {
                chunk in
                let isFull = kept.withLock { bytes in
                    bytes.append(contentsOf: chunk.prefix(most - bytes.count))
                    return bytes.count >= most
                }
                if isFull { throw LogStop() }
            }
        } catch is LogStop {
            log.isCut = true
        }
        log.bytes = kept.withLock { $0 }
        log.boundary = try await boundary()
        return log
    }

    /// The commits at the edge of a short history.
    private func boundary() async throws -> Set<String> {
        guard clone.isShallow else { return [] }
        let ids = try await clone.ask(["rev-list", "--max-parents=0", "HEAD"], output: 8 << 20)
        return Set(ids.split(separator: 10).compactMap { ObjectName.read($0) })
    }

    private struct LogStop: Error {}
}
