/// How far the sending of a package is, as the server counts it.
package struct DownloadView: Codable, Sendable, Hashable {
    package enum State: String, Codable, Sendable, Hashable {
        /// Nobody asked for the package with this id yet.
        case waiting
        case sending
        /// Everything was handed to the connection; the last of it may still be on its way.
        case sent
        /// The connection ended before that; who asks for the rest goes on.
        case broken
        /// There is no package for who asked: `problem` says why.
        case refused
    }

    package var id: String
    package var state: State
    /// The file, as the browser saves it; absent while waiting.
    package var fileName: String?
    /// Up to where the package was handed to connections without a gap from its beginning.
    package var sentBytes: Int64
    /// Of the whole package; absent while waiting.
    package var totalBytes: Int64?
    /// Why there is none, and what to do; absent but where it was refused.
    package var problem: ProblemView?
    /// When this was so.
    package var at: String

    package init(
        id: String, state: State, fileName: String?, sentBytes: Int64, totalBytes: Int64?, problem: ProblemView? = nil,
        at: String
    ) {
        self.id = id
        self.state = state
        self.fileName = fileName
        self.sentBytes = sentBytes
        self.totalBytes = totalBytes
        self.problem = problem
        self.at = at
    }
}
