package import Wire

/// Takes what was done for a request. Never waits and never fails: a request is not held up by its record.
package protocol TraceRecording: Sendable {
    func record(_ trace: RequestTrace)

    /// Notes what was spent of an account on a day (since 1970, UTC), in millionths of a dollar.
    func charge(_ cost: Int64, to account: String, day: Int64)
}
