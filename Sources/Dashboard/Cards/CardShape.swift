/// What decides how long the Markdown library takes, counted in one pass before it is asked.
///
/// The library's work grows with the square of some of these. The limits are far above what cards have, and keep the
/// worst of 256 KiB below a second; `Tests/DashboardTests/CardLimitTests` holds the texts that showed which count.
struct CardShape {
    private(set) var lines = 0
    /// The most quotes and lists that one line can open.
    private(set) var depth = 0
    private(set) var brackets = 0
    /// `<!` and `<?`: each is looked for to the end of the text.
    private(set) var declarations = 0
    /// Of the widest line that could stand below the head of a table.
    private(set) var columns = 0
    /// Bytes of the longest stretch without an empty line in which an address is given a name, to be used often.
    private(set) var definitions = 0

    static let maximumDepth = 100
    static let maximumBrackets = 10_000
    static let maximumDeclarations = 1_000
    static let maximumCells = 400_000
    /// Bytes that references can grow to in memory.
    static let maximumExpansion = 64 << 20

    /// Whether the text must not be given to the library.
    var isPlain: Bool {
        depth > Self.maximumDepth || brackets > Self.maximumBrackets || declarations > Self.maximumDeclarations
            || columns * lines > Self.maximumCells || definitions * brackets > Self.maximumExpansion
    }

    init(_ text: String) {
        var stretch = 0
        var defines = false
        for line in text.utf8.split(omittingEmptySubsequences: false, whereSeparator: { $0 == 10 || $0 == 13 }) {
            lines += 1
            depth = max(depth, Self.markers(line))
            if Self.isDelimiters(line) { columns = max(columns, line.count { $0 == UInt8(ascii: "|") } + 1) }
            if line.allSatisfy({ $0 == 32 || $0 == 9 }) {
                stretch = 0
                defines = false
            } else {
                stretch += line.count
                defines = defines || Self.defines(line)
                if defines { definitions = max(definitions, stretch) }
            }
            count(line)
        }
    }

    private mutating func count(_ line: Substring.UTF8View) {
        var last: UInt8 = 0
        for byte in line {
            switch byte {
            case UInt8(ascii: "["): brackets += 1
            case UInt8(ascii: "!"), UInt8(ascii: "?"): declarations += last == UInt8(ascii: "<") ? 1 : 0
            default: break
            }
            last = byte
        }
    }

    /// Whether it can begin `[name]: address`.
    private static func defines(_ line: Substring.UTF8View) -> Bool {
        let text = line.drop { $0 == 32 || $0 == 9 || ">*+-.)".utf8.contains($0) || (48...57).contains($0) }
        return text.first == UInt8(ascii: "[")
    }

    /// Quotes and list marks at the beginning of a line, and the lists its indentation can stand in.
    private static func markers(_ line: Substring.UTF8View) -> Int {
        var rest = line
        var marks = 0
        var indent = 0
        while let byte = rest.first {
            let next = rest.dropFirst()
            switch byte {
            case 32: if marks == 0 { indent += 1 }
            case 9: if marks == 0 { indent += 4 }
            case UInt8(ascii: ">"): marks += 1
            case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"):
                guard next.first.map({ $0 == 32 || $0 == 9 }) ?? true else {
                    return marks == 0 ? 0 : marks + indent / 2
                }
                marks += 1
            case 48...57:
                let digits = rest.prefix { (48...57).contains($0) }
                let after = rest[digits.endIndex...]
                guard digits.count <= 9, let stop = after.first, stop == 46 || stop == 41 else {
                    return marks == 0 ? 0 : marks + indent / 2
                }
                marks += 1
                rest = after.dropFirst()
                continue
            default: return marks == 0 ? 0 : marks + indent / 2
            }
            rest = next
        }
        return marks == 0 ? 0 : marks + indent / 2
    }

    /// Whether it holds nothing but what the line below a table's head may, inside quotes and lists too.
    private static func isDelimiters(_ line: Substring.UTF8View) -> Bool {
        line.allSatisfy { byte in
            switch byte {
            case 32, 9, 48...57: true
            case UInt8(ascii: "|"), UInt8(ascii: "-"), UInt8(ascii: ":"): true
            case UInt8(ascii: ">"), UInt8(ascii: "*"), UInt8(ascii: "+"), 46, 41: true
            default: false
            }
        }
    }
}
