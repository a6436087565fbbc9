package import NIOCore

/// Cuts a stream into Server-Sent Events, as the HTML standard says, within bounds. Every byte is looked at once, however
/// the stream is cut and however many lines an event has.
package struct EventParser: Sendable {
    /// An event is longer than may be.
    package struct TooLong: Error, Hashable {
        /// Bytes.
        package let limit: Int
    }

    private let limit: Int
    /// A line that is not complete yet.
    private var open: [UInt8] = []
    private var name: [UInt8] = []
    /// The lines of data so far, a line feed behind each.
    private var data: [UInt8] = []

    /// - Parameter limit: bytes of one event, at most.
    package init(limit: Int) { self.limit = limit }

    /// The events that are complete now.
    package mutating func take(_ bytes: ByteBuffer) throws(TooLong) -> [ServerEvent] {
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
            guard data.count <= limit else { throw TooLong(limit: limit) }
        }
        open += rest
        guard open.count + data.count <= limit else { throw TooLong(limit: limit) }
        return events
    }

    private mutating func line(_ bytes: some BidirectionalCollection<UInt8>, _ events: inout [ServerEvent]) {
        var bytes = bytes[...]
        if bytes.last == UInt8(ascii: "\r") { bytes = bytes.dropLast() }
        guard let first = bytes.first else {
            // An empty line ends the event.
            if !data.isEmpty {
                events.append(
                    ServerEvent(
                        name: String(decoding: name, as: UTF8.self),
                        data: String(decoding: data.dropLast(), as: UTF8.self))
                )
            }
            data.removeAll(keepingCapacity: true)
            name.removeAll(keepingCapacity: true)
            return
        }
        if first == UInt8(ascii: "d"), let text = Self.value(of: "data", in: bytes) {
            data += text
            data.append(UInt8(ascii: "\n"))
        } else if first == UInt8(ascii: "e"), let text = Self.value(of: "event", in: bytes) {
            name = Array(text)
        }
    }

    private static func value<Line: Collection<UInt8>>(of field: StaticString, in line: Line) -> Line.SubSequence? {
        let name = UnsafeBufferPointer(start: field.utf8Start, count: field.utf8CodeUnitCount)
        guard line.starts(with: name) else { return nil }
        var rest = line.dropFirst(name.count)
        guard rest.first == UInt8(ascii: ":") else { return nil }
        rest = rest.dropFirst()
        return rest.first == UInt8(ascii: " ") ? rest.dropFirst() : rest
    }
}
