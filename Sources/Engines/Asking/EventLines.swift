import Domain

/// Cuts bytes into lines and keeps what follows `data:`.
struct EventLines {
    let limit: Int
    private var open: [UInt8] = []

    init(limit: Int) { self.limit = limit }

    /// The data that is complete now. Throws `EngineError.tooMuch` for a line that is too long.
    mutating func take(_ bytes: [UInt8]) throws(EngineError) -> [String] {
        open += bytes
        var found: [String] = []
        var start = open.startIndex
        while let end = open[start...].firstIndex(of: UInt8(ascii: "\n")) {
            let line = open[start..<end]
            if line.starts(with: "data:".utf8) {
                let text = String(decoding: line.dropFirst(5), as: UTF8.self)
                found.append(String(text.drop { $0 == " " }.prefix { $0 != "\r" }))
            }
            start = end + 1
        }
        open.removeFirst(start)
        guard open.count <= limit else { throw .tooMuch("the engine", limit: .init(limit)) }
        return found
    }
}
