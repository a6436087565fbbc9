/// The policy in force.
package struct PolicyView: Codable, Sendable, Hashable {
    package var name: String
    package var digest: String
    /// As it is written.
    package var text: String
    /// The file it was read from; nil for a built-in one.
    package var file: String?
    /// Why a newer file is not used; nil when this is what the file says.
    package var problem: String?

    package init(name: String, digest: String, text: String, file: String?, problem: String?) {
        self.name = name
        self.digest = digest
        self.text = text
        self.file = file
        self.problem = problem
    }
}
