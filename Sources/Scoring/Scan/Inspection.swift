import Domain
import Wire

/// Where in a file the scan is: the file itself, or a member of an archive in it.
struct Place {
    /// What the bytes are called here; its end says what they claim to be.
    let name: String
    /// `inner.zip!data.pkl`; nil for the file itself.
    let member: String?
    let depth: Int

    init(file name: String) {
        self.name = name
        member = nil
        depth = 0
    }

    private init(name: String, member: String?, depth: Int) {
        self.name = name
        self.member = member
        self.depth = depth
    }

    /// A member of what is here.
    func inside(_ name: String) -> Place {
        let shown = ImportRules.shown(name)
        return Place(name: name, member: member.map { "\($0)!\(shown)" } ?? shown, depth: depth + 1)
    }

    /// What is compressed here and has no name of its own: that of the whole, without the compressor's ending.
    func unwrapped() -> Place {
        let bare = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
        return Place(name: bare, member: member, depth: depth + 1)
    }
}

/// One file being scanned: what was found so far, and what may still be spent on it.
final class Inspection {
    let limits: ScanLimits
    private let fileSize: Int64
    private(set) var findings: [ScanFinding] = []
    /// What the file itself is.
    var format: String?
    /// Headers to be read by somebody else.
    var deferred: [DeferredHeader] = []
    var carveAttempts = 0
    var copiedEntries = 0
    private var expanded: Int64 = 0
    private var members = 0

    init(fileSize: Int64, limits: ScanLimits) {
        self.fileSize = fileSize
        self.limits = limits
    }

    /// The worst of what was found.
    var verdict: ScanVerdict { findings.map(\.verdict).max() ?? .safe }

    func note(_ format: ContentFormat, at place: Place) {
        if place.member == nil, self.format == nil { self.format = format.rawValue }
    }

    func report(
        _ rule: String, _ verdict: ScanVerdict, at place: Place, offset: Int64? = nil, name: String? = nil,
        _ message: String
    ) {
        let finding = ScanFinding(
            rule: rule, verdict: verdict, member: place.member, offset: offset, name: name.map(ImportRules.shown),
            message: message)
        let isKnown = findings.contains {
            $0.rule == rule && $0.name == finding.name && $0.member == finding.member && $0.message == message
        }
        guard !isKnown else { return }
        guard findings.count < limits.findings else { return addRest(verdict, at: place) }
        findings.append(finding)
    }

    /// The last place of the list is for what did not fit.
    private func addRest(_ verdict: ScanVerdict, at place: Place) {
        guard let last = findings.last, last.rule != "more" || last.verdict < verdict else { return }
        if last.rule == "more" { findings.removeLast() }
        findings.append(
            ScanFinding(rule: "more", verdict: verdict, message: "there are more findings than \(limits.findings)"))
    }

    /// Whether one more member of an archive may be looked into, however deep it is nested. The first that may not is a finding.
    func enters(_ place: Place) -> Bool {
        members += 1
        if members == limits.membersInAll + 1 {
            report("limit", .unscanned, at: place, "the file holds more than \(limits.membersInAll) members in all")
        }
        return members <= limits.membersInAll
    }

    /// Looks into something; what stops that is a finding, and does not stop the rest of the scan.
    func attempt(_ place: Place, _ rule: String, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch ScanFault.malformed(let what, let offset) {
            report(rule, .unscanned, at: place, offset: offset, what)
        } catch ScanFault.unsupported(let what) {
            report(rule, .unscanned, at: place, what)
        } catch ScanFault.tooMuch(let what) {
            report("limit", .unscanned, at: place, what)
        } catch ScanFault.bomb(let what) {
            report("bomb", .suspicious, at: place, what)
        }
    }

    /// The bytes themselves could not be had.
    func reportUnreadable(_ error: any Error, at place: Place) {
        report("unreadable", .unscanned, at: place, Problem(error).message)
    }

    /// Notes what decompression gave. Throws when it is too much.
    func spend(_ count: Int64) throws {
        expanded += count
        guard expanded <= limits.expandedBytes else {
            throw ScanFault.tooMuch("it expands to more than \(limits.expandedBytes >> 30) GiB")
        }
        guard expanded <= limits.bombBytes || expanded / max(1, fileSize) < limits.expansion else {
            throw ScanFault.bomb("it expands to more than \(limits.expansion) times its size")
        }
    }
}
