import Wire

/// JSON on one line. Many small pieces are written per second, which is why this is no encoder that asks each value.
enum JSONText {
    static func line(_ value: JSONValue) -> String {
        var out = ""
        append(value, to: &out)
        return out
    }

    /// A string with its quotes.
    static func quoted(_ text: String) -> String {
        var out = ""
        append(text, to: &out)
        return out
    }

    static func append(_ value: JSONValue, to out: inout String) {
        switch value {
        case .null: out += "null"
        case .bool(let flag): out += flag ? "true" : "false"
        case .integer(let number): out += String(number)
        // JSON has no word for what is no number.
        case .number(let number): out += number.isFinite ? "\(number)" : "null"
        case .string(let text): append(text, to: &out)
        case .array(let values):
            out += "["
            for (place, each) in values.enumerated() {
                if place > 0 { out += "," }
                append(each, to: &out)
            }
            out += "]"
        case .object(let fields):
            out += "{"
            for (place, key) in fields.keys.sorted().enumerated() {
                if place > 0 { out += "," }
                append(key, to: &out)
                out += ":"
                append(fields[key] ?? .null, to: &out)
            }
            out += "}"
        }
    }

    static func append(_ text: String, to out: inout String) {
        out += "\""
        if text.utf8.allSatisfy({ $0 >= 32 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            out += text
        } else {
            for scalar in text.unicodeScalars { append(scalar, to: &out) }
        }
        out += "\""
    }

    private static func append(_ scalar: Unicode.Scalar, to out: inout String) {
        switch scalar {
        case "\"": out += "\\\""
        case "\\": out += "\\\\"
        case "\n": out += "\\n"
        case "\r": out += "\\r"
        case "\t": out += "\\t"
        case _ where scalar.value < 32:
            let hex = String(scalar.value, radix: 16)
            out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        default: out.unicodeScalars.append(scalar)
        }
    }
}
