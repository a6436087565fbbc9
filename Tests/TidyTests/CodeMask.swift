/// Blanks comments and literals of Swift text; line breaks stay, so that lines keep their numbers.
struct CodeMask {
    private let bytes: [UInt8]
    private var out: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        out = bytes
    }

    mutating func run() -> [UInt8] {
        while at < bytes.count { step() }
        return out
    }

    private mutating func step() {
        switch bytes[at] {
        case UInt8(ascii: "/") where starts("//"): blank { !$0.starts("\n") }
        case UInt8(ascii: "/") where starts("/*"): comment()
        case UInt8(ascii: "\""): literal(hashes: 0)
        case UInt8(ascii: "#"):
            let hashes = bytes[at...].prefix { $0 == UInt8(ascii: "#") }.count
            guard at + hashes < bytes.count, bytes[at + hashes] == UInt8(ascii: "\"") else {
                at += hashes
                return
            }
            at += hashes
            literal(hashes: hashes)
        default: at += 1
        }
    }

    private func starts(_ text: String) -> Bool { bytes[at...].starts(with: text.utf8) }

    private mutating func blank(count: Int = 1) {
        for _ in 0..<count where at < bytes.count {
            if bytes[at] != UInt8(ascii: "\n") { out[at] = UInt8(ascii: " ") }
            at += 1
        }
    }

    private mutating func blank(while goesOn: (CodeMask) -> Bool) {
        while at < bytes.count, goesOn(self) { blank() }
    }

    /// Block comments nest.
    private mutating func comment() {
        var depth = 0
        repeat {
            if starts("/*") {
                depth += 1
                blank(count: 2)
            } else if starts("*/") {
                depth -= 1
                blank(count: 2)
            } else {
                blank()
            }
        } while depth > 0 && at < bytes.count
    }

    /// From the opening quote to behind the closing one; what is interpolated is blanked with the rest.
    private mutating func literal(hashes: Int) {
        let isLong = starts("\"\"\"")
        let fence = String(repeating: "#", count: hashes)
        let end = (isLong ? "\"\"\"" : "\"") + fence
        blank(count: isLong ? 3 : 1)
        while at < bytes.count, !starts(end) {
            // Only a quote within a regular expression seems to begin a literal that does not end on its line.
            if !isLong, starts("\n") { return }
            if starts("\\\(fence)(") {
                blank(count: hashes + 2)
                interpolation()
            } else if starts("\\\(fence)") {
                blank(count: hashes + 2)
            } else {
                blank()
            }
        }
        blank(count: end.utf8.count)
    }

    private mutating func interpolation() {
        var depth = 1
        while at < bytes.count, depth > 0 {
            switch bytes[at] {
            case UInt8(ascii: "("):
                depth += 1
                blank()
            case UInt8(ascii: ")"):
                depth -= 1
                blank()
            case UInt8(ascii: "\""), UInt8(ascii: "#"): nested()
            default: blank()
            }
        }
    }

    private mutating func nested() {
        let hashes = bytes[at...].prefix { $0 == UInt8(ascii: "#") }.count
        guard at + hashes < bytes.count, bytes[at + hashes] == UInt8(ascii: "\"") else {
            return blank(count: max(1, hashes))
        }
        blank(count: hashes)
        literal(hashes: hashes)
    }
}
