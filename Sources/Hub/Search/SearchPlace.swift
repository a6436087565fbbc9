import FoundationEssentials
import Wire

/// Where a search of several Hubs goes on: for each that has more, its own cursor and how many of the rows behind it were
/// shown. It travels in an address, so that nothing is kept here between two pages.
package struct SearchPlace: Sendable, Hashable, Codable {
    /// One Hub's place.
    package struct Stop: Sendable, Hashable, Codable {
        /// Which Hub, by `HubEndpoint.placeName`.
        var hub: String
        /// Nil for its first page.
        var cursor: String?
        var taken: Int
    }

    package var stops: [Stop]

    private static let longest = 16_384
    private static let mostStops = 64

    package init(_ stops: [Stop]) { self.stops = stops }

    /// Nil for what is none.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.longest,
            let stops = try? WireJSON.decode([Stop].self, from: text),  // written by others: no place
            stops.count <= Self.mostStops, stops.allSatisfy({ (0...1_000).contains($0.taken) })
        else { return nil }
        self.stops = stops
    }

    /// Nil when nothing comes any more.
    package var text: String? {
        get throws { stops.isEmpty ? nil : try WireJSON.text(stops, pretty: false) }
    }
}

extension HubEndpoint {
    /// How a place in a list names it. The folder of a server's samples is nobody's business.
    package var placeName: String { origin == nil ? "samples" : description }
}
