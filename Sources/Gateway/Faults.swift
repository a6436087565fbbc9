/// What is to go wrong, to see what happens then: failures by the place of the leg, one for each try in turn.
package struct Faults: Sendable, Hashable {
    /// The first leg is 0.
    package var legs: [Int: [AttemptFailure.Kind]]

    package init(legs: [Int: [AttemptFailure.Kind]]) { self.legs = legs }

    /// Takes the next failure of a leg; the last one stays for all tries that follow.
    mutating func take(_ leg: Int) -> AttemptFailure? {
        guard let kinds = legs[leg], let kind = kinds.first else { return nil }
        if kinds.count > 1 { legs[leg] = Array(kinds.dropFirst()) }
        return AttemptFailure(kind, "made to fail (\(kind.rawValue))")
    }

    /// Reads `primary=429,timeout fallback1=network`; nil for a word that is none.
    package init?(_ text: String) {
        var legs: [Int: [AttemptFailure.Kind]] = [:]
        for word in text.split(whereSeparator: { $0 == " " || $0 == ";" }) {
            let sides = word.split(separator: "=", maxSplits: 1)
            guard sides.count == 2, let leg = Self.leg(sides[0]) else { return nil }
            var kinds: [AttemptFailure.Kind] = []
            for name in sides[1].split(separator: ",") {
                guard let kind = Self.kind(name) else { return nil }
                kinds.append(kind)
            }
            legs[leg] = kinds
        }
        self.init(legs: legs)
    }

    private static func leg(_ text: Substring) -> Int? {
        if text == "primary" { return 0 }
        guard text.hasPrefix("fallback"), let number = Int(text.dropFirst(8)), (1...16).contains(number) else {
            return nil
        }
        return number
    }

    /// A status as providers send it, or the name of a kind.
    private static func kind(_ text: Substring) -> AttemptFailure.Kind? {
        switch text {
        case "429": .rateLimited
        case "401", "403": .auth
        case "402": .quota
        case "404": .notFound
        case "400": .badRequest
        case "500", "502", "503", "504", "529": .overloaded
        case "cut": .network
        case "bad-json": .malformed
        default: AttemptFailure.Kind(rawValue: String(text))
        }
    }
}
