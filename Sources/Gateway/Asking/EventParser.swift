import NIOCore

/// Cuts a stream into Server-Sent Events, as the HTML standard says, within bounds.
struct EventParser: Sendable {
    /// Bytes of one event, at most.
    static let longest = 8 << 20

    private var open: [UInt8] = []
    private var name = ""
    private var data: String?

    /// The events that are complete now.
    mutating func take(_ bytes: ByteBuffer) throws(AttemptFailure) -> [ServerEvent] {
        var events: [ServerEvent] = []
        var rest = bytes.readableBytesView[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let piece = rest[..<end]
            rest = rest[(end + 1)...]
            if open.isEmpty {
                line(piece, &events)
            } else {
                open += piece
                line(open[...], &events)
                open.removeAll(keepingCapacity: true)
            }
        }
        open += rest
        guard open.count + (data?.utf8.count ?? 0) <= Self.longest else {
            throw AttemptFailure(.malformed, "an event of the stream is longer than \(Self.longest) bytes")
        }
        return events
    }

    private mutating func line(_ bytes: some BidirectionalCollection<UInt8>, _ events: inout [ServerEvent]) {
        var bytes = bytes[...]
        if bytes.last == UInt8(ascii: "\r") { bytes = bytes.dropLast() }
        guard let first = bytes.first else {
            // An empty line ends the event.
            if let data { events.append(ServerEvent(name: name, data: data)) }
            (name, data) = ("", nil)
            return
        }
        if first == UInt8(ascii: "d"), let text = Self.value(of: "data", in: bytes) {
            data = data.map { "\($0)\n\(text)" } ?? text
        } else if first == UInt8(ascii: "e"), let text = Self.value(of: "event", in: bytes) {
            name = text
        }
    }

    private static func value(of field: StaticString, in line: some Collection<UInt8>) -> String? {
        let name = UnsafeBufferPointer(start: field.utf8Start, count: field.utf8CodeUnitCount)
        guard line.starts(with: name) else { return nil }
        var rest = line.dropFirst(name.count)
        guard rest.first == UInt8(ascii: ":") else { return nil }
        rest = rest.dropFirst()
        if rest.first == UInt8(ascii: " ") { rest = rest.dropFirst() }
        return String(decoding: rest, as: UTF8.self)
    }
}
