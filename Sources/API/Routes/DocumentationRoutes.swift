import Hummingbird
import Hub
import Wire

/// The description of all routes, for programs and for the page that shows it and tries them.
package struct DocumentationRoutes: Sendable {
    private let description: JSONValue

    /// Throws when the embedded description is no YAML.
    package init() throws {
        description = try YAMLDocument(EmbeddedFile.openAPI.text).value ?? [:]
    }

    package func addRoutes(to router: RouteTable) {
        router.get(Paths.openAPI, needs: .nothing) { _, _ in EmbeddedFile.openAPI.response }
        router.get(Paths.openAPIJSON, needs: .nothing) { _, _ in try Response(json: description) }
    }
}
