package import Domain
package import Wire

/// What somebody wants made: the fields of a Modelfile.
package struct ModelMaking: Sendable {
    package var name: String
    /// The model it is made from; nil where files were sent.
    package var from: String?
    /// Names and digests of files that were sent.
    package var files: [String: Digest] = [:]
    package var adapters: [String: Digest] = [:]
    package var system: String?
    package var messages: [JSONValue]?
    package var parameters: [String: JSONValue] = [:]
    package var licence: String?

    package init(name: String) { self.name = name }
}
