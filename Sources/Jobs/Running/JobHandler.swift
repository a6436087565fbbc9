/// Does the jobs of one kind.
package protocol JobHandler: Sendable {
    var kind: JobKind { get }

    /// Does the job and returns its result as JSON, or nil.
    ///
    /// A job may come a second time after its process died, so what is done already must be found and not done again.
    /// Cancellation arrives as that of the task. A thrown problem with the code `diskFull` pauses the job; any other
    /// error fails it.
    func run(_ job: Job, _ context: JobContext) async throws -> String?
}
