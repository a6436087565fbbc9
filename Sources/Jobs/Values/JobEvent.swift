package import Domain

/// Something that happened to a job.
package struct JobEvent: Sendable, Hashable {
    /// What happened.
    package enum Content: Sendable, Hashable {
        case state(JobState, Problem?)
        case phase(String)
        case progress(JobProgress)
        case log(LogLevel, String)
    }

    /// How much a line of the log matters.
    package enum LogLevel: String, Sendable, Hashable, CaseIterable {
        case info
        case warning
        case error
    }

    package let job: JobID
    /// Its place among the kept events of the job: 1, 2, 3… without a gap.
    ///
    /// Nil for progress that a follower sees live and that is not kept: only the newest matters.
    package let sequence: Int64?
    /// Milliseconds since 1970.
    package let at: Int64
    package let content: Content

    package init(job: JobID, sequence: Int64?, at: Int64, content: Content) {
        self.job = job
        self.sequence = sequence
        self.at = at
        self.content = content
    }
}
