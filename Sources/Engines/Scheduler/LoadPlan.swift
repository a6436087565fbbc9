package import Domain

/// What somebody wants loaded: which model in which way, and what it will take.
package struct LoadPlan: Hashable, Sendable {
    /// Names model, file, context and adapters together: two wishes of the same identity share one instance.
    package let id: String
    /// As people know it: `org/name:Q4_K_M`.
    package let label: String
    /// Expected of the process, all in all.
    package let need: ByteCount
    package var keepAlive: KeepAlive
    /// Users it may have at the same time; who comes then waits in its line.
    package var places = Int.max

    package init(id: String, label: String, need: ByteCount, keepAlive: KeepAlive) {
        self.id = id
        self.label = label
        self.need = need
        self.keepAlive = keepAlive
    }
}

/// How long an instance stays when nobody uses it.
package enum KeepAlive: Hashable, Sendable {
    /// Until somebody stops it: nothing pushes it out.
    case pinned
    /// Milliseconds after its last use; zero unloads it at once.
    case idle(Int64)

    /// What most engines' users know.
    package static let standard = KeepAlive.idle(5 * 60_000)
}
