import Access
import Domain
import Mustache

/// Fills templates.
struct Renderer: Sendable {
    private let library: MustacheLibrary
    private let assets: String

    init(_ files: AssetFiles) throws {
        PageEscaping.register()
        var library = MustacheLibrary()
        for (name, text) in files.templates {
            do {
                try library.register(PageEscaping.pragma + text, named: name)
            } catch {
                throw Problem(.internal, "the template `\(name)` is none: \(error)")
            }
        }
        self.library = library
        assets = files.path
    }

    func page(_ content: PageContent, for visit: PageVisit) -> String {
        page(content, identity: visit.identity, appearance: visit.appearance, address: visit.address)
    }

    /// - Parameter address: where the visitor is, to come back to after signing in.
    func page(_ content: PageContent, identity: Identity, appearance: Appearance, address: String) -> String {
        let frame = PageFrame(content, identity, appearance, assets: assets, address: address, body: body(content))
        return library.render(frame, withTemplate: "layout") ?? ""
    }

    /// A page without its frame.
    func body(_ content: PageContent) -> Markup {
        Markup(trusted: library.render(content.values, withTemplate: content.template) ?? "")
    }
}
