import Mustache

/// HTML that was made here and is safe as it is; a template names it in three braces.
package struct Markup: Sendable, Hashable, MustacheCustomRenderable {
    package let html: String

    /// - Parameter html: every text of a stranger's in it is escaped.
    package init(trusted html: String) { self.html = html }

    package static func + (left: Markup, right: Markup) -> Markup { Markup(trusted: left.html + right.html) }

    package var renderText: String { html }
    package var isNull: Bool { html.isEmpty }
}
