import Domain

extension String {
    /// The text as it is kept: no NUL, which databases refuse, and no more than so many UTF-8 bytes.
    func bounded(bytes: Int) -> String {
        let clean = utf8.contains(0) ? String(map { $0 == "\0" ? "\u{FFFD}" : $0 }) : self
        guard clean.utf8.count > bytes else { return clean }
        var end = clean.utf8.index(clean.startIndex, offsetBy: bytes)
        while end.samePosition(in: clean.unicodeScalars) == nil { end = clean.utf8.index(before: end) }
        return clean[..<end] + "…"
    }
}

extension Problem {
    /// A message of a server or a library may be of any length.
    func bounded() -> Problem { Problem(code, message.bounded(bytes: 4096), hint: hint?.bounded(bytes: 4096)) }
}
