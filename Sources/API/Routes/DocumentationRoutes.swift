package import Hummingbird
import Hub
import Wire

/// The description of all routes, and the page that shows it and tries them; both come from this program alone.
package struct DocumentationRoutes: Sendable {
    private let description: JSONValue

    /// Throws when the embedded description is no YAML.
    package init() throws {
        description = try JSONValue(yaml: EmbeddedFile.openAPI.text)
    }

    package func addRoutes<Context: RequestContext>(to router: some RouterMethods<Context>) {
        router.get("\(Paths.openAPI)") { _, _ in EmbeddedFile.openAPI.response }
        router.get("\(Paths.openAPIJSON)") { _, _ in try Response(json: description) }
        router.get("\(Paths.docs)") { _, _ in EmbeddedFile.docsPage.response }
        router.get("\(Paths.docsStyle)") { _, _ in EmbeddedFile.docsStyle.response }
        router.get("\(Paths.docsScript)") { _, _ in EmbeddedFile.docsScript.response }
    }
}
