/// What a tag says in its attributes, as far as a card's words need it.
struct HTMLAttributes {
    private(set) var address = ""
    private(set) var source = ""
    private(set) var label = ""

    /// Reads up to the end of the tag, or of the text.
    init(_ rest: inout Substring.UTF8View) {
        while true {
            rest = rest.drop(while: Self.isSpace)
            guard let byte = rest.first else { return }
            if byte == UInt8(ascii: ">") {
                rest = rest.dropFirst()
                return
            }
            let name = rest.prefix { !Self.isSpace($0) && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ">") }
            rest = rest[name.endIndex...].drop(while: Self.isSpace)
            guard rest.first == UInt8(ascii: "=") else {
                if name.isEmpty, let next = rest.first, next != UInt8(ascii: ">") { rest = rest.dropFirst() }
                continue
            }
            rest = rest.dropFirst().drop(while: Self.isSpace)
            let value = Self.value(&rest)
            switch Substring(name).lowercased() {
            case "href": address = HTMLEntities.read(value)
            case "src": source = HTMLEntities.read(value)
            case "alt": label = HTMLEntities.read(value)
            default: break
            }
        }
    }

    private static func value(_ rest: inout Substring.UTF8View) -> Substring {
        guard let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            let value = rest.prefix { !isSpace($0) && $0 != UInt8(ascii: ">") }
            rest = rest[value.endIndex...]
            return Substring(value)
        }
        let value = rest.dropFirst().prefix { $0 != quote }
        rest = rest[value.endIndex...].dropFirst()
        return Substring(value)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
}
