/// A function, initialiser or subscript with a body.
struct FunctionSpan: Sendable {
    let name: String
    /// From 1.
    let firstLine: Int
    let lastLine: Int

    var lineCount: Int { lastLine - firstLine + 1 }
}

extension SourceFile {
    /// Every function of the file, those inside others included, by counting brackets in its code.
    var functions: [FunctionSpan] {
        var found: [FunctionSpan] = []
        var line = 1
        var at = 0
        while at < code.count {
            if code[at] == UInt8(ascii: "\n") { line += 1 }
            if let name = declaration(at: at), let end = endOfBody(from: at + name.utf8.count) {
                let length = code[at..<end].count { $0 == UInt8(ascii: "\n") }
                found.append(FunctionSpan(name: fullName(name, at: at), firstLine: line, lastLine: line + length))
            }
            at += 1
        }
        return found
    }

    /// The keyword that begins a declaration here; a call such as `.init(` or `super.init(` begins none.
    private func declaration(at start: Int) -> String? {
        guard start == 0 || !Self.isWord(code[start - 1]) && code[start - 1] != UInt8(ascii: ".") else { return nil }
        return ["func", "init", "deinit", "subscript"].first { keyword in
            let end = start + keyword.utf8.count
            return code[start...].starts(with: keyword.utf8) && end < code.count && !Self.isWord(code[end])
        }
    }

    private func fullName(_ keyword: String, at start: Int) -> String {
        guard keyword == "func" else { return keyword }
        let rest = code[(start + 4)...].drop { $0 == UInt8(ascii: " ") }
        return String(decoding: rest.prefix { $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: "<") }, as: UTF8.self)
    }

    /// Where the body ends; nil for a requirement of a protocol, which has none.
    private func endOfBody(from start: Int) -> Int? {
        var depth = 0
        var at = start
        while at < code.count {
            switch code[at] {
            case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "{") where depth == 0: return closing(from: at)
            case UInt8(ascii: "}") where depth == 0: return nil
            case UInt8(ascii: "\n") where depth == 0: if !signatureGoesOn(behind: at) { return nil }
            default: break
            }
            if depth < 0 { return nil }
            at += 1
        }
        return nil
    }

    private func signatureGoesOn(behind newline: Int) -> Bool {
        let rest = code[(newline + 1)...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
        return ["{", "(", ")", "->", "where", "async", "throws", "rethrows"].contains { rest.starts(with: $0.utf8) }
    }

    private func closing(from open: Int) -> Int? {
        var depth = 0
        for at in open..<code.count {
            if code[at] == UInt8(ascii: "{") { depth += 1 }
            if code[at] == UInt8(ascii: "}") { depth -= 1 }
            if depth == 0 { return at }
        }
        return nil
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95 || byte >= 128
    }
}
