/// A revision of the Model Context Protocol that Roost speaks.
enum ProtocolVersion: String, CaseIterable, Sendable, Hashable {
    case november2024 = "2024-11-05"
    case march2025 = "2025-03-26"
    case june2025 = "2025-06-18"
    case november2025 = "2025-11-25"
    case july2026 = "2026-07-28"

    /// The two ways in which client and server come to terms.
    enum Era: Sendable, Hashable {
        /// `initialize` first; then requests that assume what was agreed.
        case handshake
        /// Every request says everything itself.
        case stateless
    }

    var era: Era { self == .july2026 ? .stateless : .handshake }

    static let handshakes = allCases.filter { $0.era == .handshake }
    static let statelessOnes = allCases.filter { $0.era == .stateless }
    /// What a handshake ends with when the client asks for a revision that is unknown here.
    static let newestHandshake = ProtocolVersion.november2025
    /// What a request is taken for that names no revision, as the specification has it.
    static let assumed = ProtocolVersion.march2025
    static let newest = ProtocolVersion.july2026
}
