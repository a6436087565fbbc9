import Domain
import Wire

extension RequestTrace {
    /// A name for a request: its moment, which sorts, and 85 bits of chance. Visitors without a name of their own know their
    /// requests by it alone, and thousands may come in one second.
    ///
    /// - Parameter wall: milliseconds since 1970.
    static func name(at wall: Int64) -> String {
        let moment = JobID(seconds: wall / 1000, random: .random(in: 0...UInt64.max))
        let chance = JobID(seconds: .random(in: 0...0x7_FFFF_FFFF), random: .random(in: 0...UInt64.max))
        return moment.text + chance.text
    }
}
