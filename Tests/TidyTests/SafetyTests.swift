import Testing

/// What ends the process, silences an error or hides shared state has no place in the sources.
struct SafetyTests {
    @Test(arguments: ["try!", "@unchecked Sendable", "static let shared", "fatalError("])
    func `the sources do without`(_ word: String) {
        let places = Checkout.sources.flatMap { file in file.places { code, _ in code.contains(word) } }
        #expect(places.isEmpty, "`\(word)` at:\n\(places.joined(separator: "\n"))")
    }

    @Test(arguments: ["try!", "fatalError("])
    func `the tests do without`(_ word: String) {
        let places = Checkout.tests.flatMap { file in file.places { code, _ in code.contains(word) } }
        #expect(places.isEmpty, "`\(word)` at:\n\(places.joined(separator: "\n"))")
    }

    /// Foundation's looks for the highest descriptor by copying entries of a folder beyond their end, which with more than
    /// 1,300 open files ends the process.
    @Test func `no process is started by Foundation`() {
        let places = (Checkout.sources + Checkout.tests).flatMap { file in
            file.places { code, _ in code.contains(/\bProcess\(\)|\bd_name\b/) }
        }
        #expect(places.isEmpty, "`Process()` or `d_name` at:\n\(places.joined(separator: "\n"))")
    }

    @Test func `a silenced error says why on its line`() {
        let places = (Checkout.sources + Checkout.tests).flatMap { file in
            file.places { code, line in Self.silences(code) && !Self.hasComment(line, code) }
        }
        #expect(places.isEmpty, "`try?` without a comment on its line at:\n\(places.joined(separator: "\n"))")
    }

    private static func silences(_ code: Substring) -> Bool { code.contains(/\btry\?/) }

    /// A comment stands where the code has been blanked and the line has `//`.
    private static func hasComment(_ line: Substring, _ code: Substring) -> Bool {
        let written = Array(line.utf8)
        let kept = Array(code.utf8)
        guard written.count == kept.count else { return false }
        let end = (kept.lastIndex { $0 != UInt8(ascii: " ") } ?? -1) + 1
        return written[end...].drop { $0 == UInt8(ascii: " ") }.starts(with: "//".utf8)
    }
}
