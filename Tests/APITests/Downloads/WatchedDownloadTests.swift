import Access
import Domain
import Synchronization
import Testing
import Wire

@testable import API

@Suite struct `A watched download` {
    private final class Clock: Sendable {
        private let milliseconds = Mutex<Int64>(1_000_000)
        var now: Int64 { milliseconds.withLock { $0 } }
        func advance(seconds: Int64) { milliseconds.withLock { $0 += seconds * 1000 } }
    }

    private let home = ClientAddress("192.0.2.1")
    private let visitor = Identity.anonymous(.none)
    private let clock = Clock()
    private var downloads: WatchedDownloads { WatchedDownloads { [clock] in clock.now } }

    @Test func `tells what was handed over, from where it was resumed`() throws {
        let downloads = downloads
        let id = downloads.issue(to: visitor, at: home).id
        #expect(downloads.view(id, for: visitor, at: home)?.state == .waiting)
        let first = try #require(downloads.watch(id, of: "a.zip", bytes: 100, for: visitor, at: home))
        first.begins(0..<100)
        first.sent(30)
        let going = try #require(downloads.view(id, for: visitor, at: home))
        #expect(going.state == .sending && going.sentBytes == 30 && going.totalBytes == 100)
        first.ends(false)
        #expect(downloads.view(id, for: visitor, at: home)?.state == .broken)
        let second = try #require(downloads.watch(id, of: "a.zip", bytes: 100, for: visitor, at: home))
        second.begins(25..<100)
        second.sent(75)
        // The connection before has nothing more to say.
        first.sent(1000)
        first.ends(false)
        second.ends(true)
        let done = try #require(downloads.view(id, for: visitor, at: home))
        #expect(done.state == .sent && done.sentBytes == 100 && done.fileName == "a.zip")
    }

    @Test func `is not done because its end was read`() throws {
        let downloads = downloads
        let id = downloads.issue(to: visitor, at: home).id
        let end = try #require(downloads.watch(id, of: "a.zip", bytes: 100, for: visitor, at: home))
        end.begins(99..<100)
        end.sent(1)
        end.ends(true)
        let told = try #require(downloads.view(id, for: visitor, at: home))
        #expect(told.state == .broken && told.sentBytes == 0)
    }

    @Test func `that is refused says why, until it is asked for again`() throws {
        let downloads = downloads
        let id = downloads.issue(to: visitor, at: home).id
        let problem = Problem(.forbidden, "it is kept apart", hint: "ask an administrator")
        downloads.refuse(id, problem, for: visitor, at: ClientAddress("198.51.100.7"))
        #expect(downloads.view(id, for: visitor, at: home)?.state == .waiting)
        downloads.refuse(id, problem, for: visitor, at: home)
        let told = try #require(downloads.view(id, for: visitor, at: home))
        #expect(told.state == .refused && told.problem == ProblemView(problem))
        downloads.watch(id, of: "a.zip", bytes: 1, for: visitor, at: home)?.begins(0..<1)
        #expect(downloads.view(id, for: visitor, at: home)?.problem == nil)
    }

    @Test func `is known to who asked for it alone, and about one package`() throws {
        let downloads = downloads
        let id = downloads.issue(to: visitor, at: home).id
        let other = ClientAddress("198.51.100.7")
        #expect(downloads.view(id, for: visitor, at: other) == nil)
        #expect(downloads.watch(id, of: "a.zip", bytes: 1, for: visitor, at: other) == nil)
        #expect(downloads.watch("0123", of: "a.zip", bytes: 1, for: visitor, at: home) == nil)
        #expect(downloads.watch(nil, of: "a.zip", bytes: 1, for: visitor, at: home) == nil)
        downloads.watch(id, of: "a.zip", bytes: 1, for: visitor, at: home)?.begins(0..<1)
        #expect(downloads.watch(id, of: "b.zip", bytes: 1, for: visitor, at: home) == nil)
        #expect(downloads.watch(id, of: "a.zip", bytes: 1, for: visitor, at: home) != nil)
    }

    @Test func `is forgotten ten minutes after it was last heard of`() {
        let downloads = downloads
        let id = downloads.issue(to: visitor, at: home).id
        clock.advance(seconds: 600)
        #expect(downloads.view(id, for: visitor, at: home) != nil)
        clock.advance(seconds: 601)
        #expect(downloads.view(id, for: visitor, at: home) == nil)
    }

    @Test func `takes no more room than is set, however many are begun`() {
        let downloads = downloads
        let first = downloads.issue(to: visitor, at: home).id
        for _ in 0..<WatchedDownloads.mostOfOne {
            clock.advance(seconds: 1)
            _ = downloads.issue(to: visitor, at: home)
        }
        #expect(downloads.view(first, for: visitor, at: home) == nil)
        let kept = downloads.issue(to: visitor, at: home).id
        for index in 0..<(2 * WatchedDownloads.most) {
            clock.advance(seconds: index % 10 == 0 ? 1 : 0)
            _ = downloads.issue(to: visitor, at: ClientAddress("10.0.\(index / 250).\(index % 250)"))
        }
        #expect(downloads.view(kept, for: visitor, at: home) == nil)
        #expect(downloads.count <= WatchedDownloads.most)
    }
}
