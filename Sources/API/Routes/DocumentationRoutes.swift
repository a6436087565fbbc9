import Hummingbird
import Hub
import Wire

/// The description of all routes, and the page that shows it and tries them; both come from this program alone.
package struct DocumentationRoutes: Sendable {
    private let description: JSONValue

    /// Throws when the embedded description is no YAML.
    package init() throws {
        description = try YAMLDocument(EmbeddedFile.openAPI.text).value ?? [:]
    }

    package func addRoutes(to router: RouteTable) {
        router.get(Paths.openAPI, needs: .nothing) { _, _ in EmbeddedFile.openAPI.response }
        router.get(Paths.openAPIJSON, needs: .nothing) { _, _ in try Response(json: description) }
        router.get(Paths.docs, needs: .nothing) { _, _ in EmbeddedFile.docsPage.response }
        router.get(Paths.docsStyle, needs: .nothing) { _, _ in EmbeddedFile.docsStyle.response }
        router.get(Paths.docsScript, needs: .nothing) { _, _ in EmbeddedFile.docsScript.response }
    }
}
