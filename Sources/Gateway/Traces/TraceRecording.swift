package import Wire

/// Takes what was done for a request. Never waits and never fails: a request is not held up by its record.
package protocol TraceRecording: Sendable {
    func record(_ trace: RequestTrace)
}
