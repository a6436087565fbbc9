/// What became of the card's example when it was run in a sandbox.
package struct ExecutionFact: Codable, Sendable, Hashable {
    package enum Outcome: String, Codable, Sendable, Hashable {
        case ranAsPrinted = "ran_as_printed"
        case ranAfterEdits = "ran_after_edits"
        case failed
    }

    package var outcome: Outcome
    /// The code as it was run in the end.
    package var code: String
    /// What had to be changed, in words.
    package var edits: [String]
    /// The digest of the image or root file system it ran in.
    package var environment: String
    package var exitCode: Int32?
    /// Seconds of the last try.
    package var seconds: Double
    /// The last lines it printed, at most 2,000 characters.
    package var output: String

    package init(
        outcome: Outcome, code: String, edits: [String] = [], environment: String, exitCode: Int32? = nil,
        seconds: Double, output: String = ""
    ) {
        self.outcome = outcome
        self.code = code
        self.edits = edits
        self.environment = environment
        self.exitCode = exitCode
        self.seconds = seconds
        self.output = String(output.suffix(2000))
    }
}
