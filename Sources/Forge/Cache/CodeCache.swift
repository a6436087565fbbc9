import Crypto
import Domain
import FoundationEssentials
import Scoring
import SystemPackage
import Wire

/// What was read of code repositories: the last few in memory, more on disk, each for a while.
actor CodeCache {
    private struct Remembered {
        let fact: CodeFact
        let until: Date
    }

    /// What lies on disk beside the log.
    private struct Note: Codable {
        var key: String
        var capturedAt: Date
        var fact: CodeFact
        var logIsCut: Bool
        var boundary: [String]
    }

    private static let maximumRemembered = 64
    /// Of all histories in memory together: each commit costs about a kilobyte.
    private static let maximumCommits = 120_000
    private static let maximumNote = 64 << 20

    private let folder: FilePath
    private let settings: ForgeSettings
    private let now: @Sendable () -> Date
    private var remembered: [String: Remembered] = [:]
    private var isClean = false

    init(folder: FilePath, settings: ForgeSettings, now: @escaping @Sendable () -> Date) {
        self.folder = folder
        self.settings = settings
        self.now = now
    }

    /// What was read of it not too long ago; nil when it has to be read.
    func fact(for key: String) async -> CodeFact? {
        if let known = remembered[key] {
            if known.until > now() { return known.fact }
            remembered[key] = nil
        }
        guard let (record, capturedAt) = read(key) else { return nil }
        let fact = await record.completed(limits: settings.limits)
        remember(fact, for: key, until: capturedAt.addingTimeInterval(settings.keepFor.seconds))
        return fact
    }

    /// Keeps an answer in memory: what could be read for long, what could not for a short while.
    func remember(_ fact: CodeFact, for key: String) {
        let isKnown = fact.files.value != nil
        let span = isKnown ? settings.keepFor : settings.forgetFailuresAfter
        remember(fact, for: key, until: now().addingTimeInterval(span.seconds))
    }

    private func remember(_ fact: CodeFact, for key: String, until: Date) {
        remembered[key] = Remembered(fact: fact, until: until)
        while remembered.count > 1, remembered.count > Self.maximumRemembered || commits > Self.maximumCommits,
            let oldest = remembered.filter({ $0.key != key }).min(by: { $0.value.until < $1.value.until })?.key
        {
            remembered[oldest] = nil
        }
    }

    private var commits: Int { remembered.values.reduce(0) { $0 + ($1.fact.history.value?.count ?? 0) } }

    /// Keeps what was read on disk. A cache that cannot be written is no cache, and nothing worse.
    func keep(_ record: CodeRecord, for key: String) {
        let note = Note(
            key: key, capturedAt: now(), fact: record.fact, logIsCut: record.log.isCut,
            boundary: record.log.boundary.sorted())
        let place = place(of: key)
        do {
            try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
            // The log first: a note without its log would be believed.
            try Data(record.log.bytes).write(to: URL(filePath: place.string + ".log"), options: .atomic)
            let json = Data(try WireJSON.exactText(note).utf8)
            try json.write(to: URL(filePath: place.string + ".json"), options: .atomic)
        } catch {
            remove(place)
        }
        CacheFolder(folder).shrink(to: settings.cache)
    }

    private func read(_ key: String) -> (CodeRecord, Date)? {
        let place = place(of: key)
        let (noteFile, logFile) = (URL(filePath: place.string + ".json"), URL(filePath: place.string + ".log"))
        guard let json = try? Data(contentsOf: noteFile), json.count <= Self.maximumNote,  // not there: not kept
            let note = try? WireJSON.decodeExactly(Note.self, from: String(decoding: json, as: UTF8.self)),  // as above
            note.key == key,
            let log = try? Data(contentsOf: logFile)  // as above
        else { return nil }
        guard note.capturedAt.addingTimeInterval(settings.keepFor.seconds) > now() else {
            remove(place)
            return nil
        }
        let read = CodeLog(bytes: Array(log), isCut: note.logIsCut, boundary: Set(note.boundary))
        return (CodeRecord(fact: note.fact, log: read), note.capturedAt)
    }

    private func remove(_ place: FilePath) {
        for end in [".json", ".log"] {
            try? FileManager.default.removeItem(atPath: place.string + end)  // what is not there need not go
        }
    }

    /// A name that no link can choose.
    private func place(of key: String) -> FilePath {
        let name = SHA256.hash(data: Data(key.utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
        return folder.appending(name.joined())
    }

    /// An empty folder for as long as the work runs; what a crash left of earlier ones goes with the first.
    nonisolated func withScratch<Result: Sendable>(
        _ work: @Sendable (FilePath) async throws -> Result
    ) async throws -> Result {
        let scratch = try await makeScratch()
        defer { try? FileManager.default.removeItem(atPath: scratch.string) }  // the next start removes what stays
        return try await work(scratch)
    }

    private func makeScratch() throws -> FilePath {
        if !isClean {
            CacheFolder(folder).removeScratch()
            isClean = true
        }
        let scratch = folder.appending("\(CacheFolder.scratchPrefix)\(CacheFolder.owner)-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            atPath: scratch.string, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return scratch
    }
}

extension Duration {
    /// As a number, for dates.
    fileprivate var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1_000_000_000_000_000_000
    }
}
