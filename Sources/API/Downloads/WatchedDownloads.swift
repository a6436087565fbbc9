package import Access
import Domain
import Synchronization
package import Wire

/// Packages whose sending somebody watches: in memory only, bounded, each known to who asked for its id alone.
///
/// A browser downloads by itself, so that no byte passes through a page; what the page shows is what is counted here.
package final class WatchedDownloads: Sendable {
    /// Watched at once, altogether and by one person; the oldest give way.
    static let most = 512
    static let mostOfOne = 16
    /// Milliseconds for which an id is kept after it was last heard of.
    static let kept: Int64 = 600_000

    private struct Entry {
        let owner: String
        var state = DownloadView.State.waiting
        var fileName: String?
        var total: Int64?
        /// Everything below was handed over.
        var reached: Int64 = 0
        /// Where the newest connection is.
        var position: Int64 = 0
        var problem: ProblemView?
        /// Counts the connections: what an earlier one still says does not count.
        var connection = 0
        var touched: Int64
    }

    private let entries = Mutex<[String: Entry]>([:])
    /// Milliseconds since 1970.
    private let now: @Sendable () -> Int64

    package init(now: @escaping @Sendable () -> Int64) { self.now = now }

    /// How many there are.
    var count: Int { entries.withLock { $0.count } }

    /// A new id for who is asking.
    package func issue(to identity: Identity, at address: ClientAddress) -> DownloadView {
        let owner = Self.owner(identity, address)
        let id = Self.chance()
        let now = now()
        return entries.withLock { entries in
            entries = entries.filter { now - $0.value.touched <= Self.kept }
            Self.makeRoom(in: &entries, below: Self.mostOfOne) { $0.owner == owner }
            Self.makeRoom(in: &entries, below: Self.most) { _ in true }
            let entry = Entry(owner: owner, touched: now)
            entries[id] = entry
            return Self.view(id, entry, now)
        }
    }

    /// How far it is; nil for an id that is none, has ended long ago, or is another's.
    package func view(_ id: String, for identity: Identity, at address: ClientAddress) -> DownloadView? {
        let owner = Self.owner(identity, address)
        let now = now()
        return entries.withLock { entries in
            guard var entry = entries[id], entry.owner == owner, now - entry.touched <= Self.kept else { return nil }
            // Who looks at it wants it kept.
            entry.touched = now
            entries[id] = entry
            return Self.view(id, entry, now)
        }
    }

    /// Watches one connection; nil when nobody's id was named, which hinders no download.
    func watch(
        _ id: String?, of file: String, bytes total: Int64, for identity: Identity, at address: ClientAddress
    ) -> SendingWatch? {
        guard let id else { return nil }
        let owner = Self.owner(identity, address)
        let connection = entries.withLock { entries -> Int? in
            guard let entry = entries[id], entry.owner == owner else { return nil }
            // An id is for one package.
            guard entry.fileName == nil || (entry.fileName == file && entry.total == total) else { return nil }
            return entry.connection + 1
        }
        guard let connection else { return nil }
        return SendingWatch(
            begins: { [self] range in
                change(id) { entry in
                    guard entry.connection < connection else { return }
                    entry.connection = connection
                    (entry.fileName, entry.total) = (file, total)
                    (entry.state, entry.position, entry.problem) = (.sending, range.lowerBound, nil)
                }
            },
            sent: { [self] count in
                change(id) { entry in
                    guard entry.connection == connection else { return }
                    let next = entry.position + Int64(count)
                    // What is sent behind a gap is not the next of it: a client may read the end first.
                    if entry.position <= entry.reached { entry.reached = max(entry.reached, next) }
                    entry.position = next
                }
            },
            ends: { [self] isWhole in
                change(id) { entry in
                    guard entry.connection == connection else { return }
                    entry.state = isWhole && entry.reached == total ? .sent : .broken
                }
            })
    }

    /// There is nothing to send to who asked with this id; one that something was sent for already is left as it was.
    func refuse(_ id: String?, _ problem: Problem, for identity: Identity, at address: ClientAddress) {
        let owner = Self.owner(identity, address)
        guard let id else { return }
        change(id) { entry in
            guard entry.owner == owner, entry.state == .waiting || entry.state == .broken else { return }
            (entry.state, entry.problem) = (.refused, ProblemView(problem))
        }
    }

    private func change(_ id: String, _ body: (inout Entry) -> Void) {
        let now = now()
        entries.withLock { entries in
            guard var entry = entries[id] else { return }
            entry.touched = now
            body(&entry)
            entries[id] = entry
        }
    }

    private static func view(_ id: String, _ entry: Entry, _ now: Int64) -> DownloadView {
        DownloadView(
            id: id, state: entry.state, fileName: entry.fileName, sentBytes: entry.reached, totalBytes: entry.total,
            problem: entry.problem, at: Moment.text(now))
    }

    /// Drops those heard of longest ago until there is room for one more of a kind.
    private static func makeRoom(
        in entries: inout [String: Entry], below limit: Int, _ isMeant: (Entry) -> Bool
    ) {
        let meant = entries.filter { isMeant($0.value) }
        guard meant.count >= limit else { return }
        let oldest = meant.sorted { $0.value.touched < $1.value.touched }.prefix(meant.count - limit + 1)
        for (id, _) in oldest { entries[id] = nil }
    }

    /// A user; without a name an address, where the id itself tells people apart.
    private static func owner(_ identity: Identity, _ address: ClientAddress) -> String {
        identity.user.map { "user \($0.text)" } ?? "address \(address.text)"
    }

    /// 128 bits of chance, in hexadecimal.
    private static func chance() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<16).map { _ in
            let byte = UInt8.random(in: .min ... .max, using: &generator)
            return String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }
}
