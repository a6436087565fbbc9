package import Domain
package import Wire

extension JSONValue {
    /// The value of a YAML text by the core schema of YAML 1.2, bounded in size, depth and expansion; an empty text is null.
    ///
    /// - Throws: `Problem` with the line, when it is no readable YAML.
    package init(yaml: String) throws(Problem) {
        do {
            self = try YAMLComposer.compose(yaml)?.json ?? .null
        } catch {
            throw Problem(.badRequest, "that is no readable YAML: \((error as? YAMLError)?.words ?? "\(error)")")
        }
    }
}
