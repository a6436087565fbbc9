package import HTTPTypes

/// What a page shows: a template and the values it is filled with.
package struct PageContent: Sendable {
    package var title: String
    /// The place in the sidebar that is marked; nil for a page outside of it.
    package var section: Section?
    /// The name of the file in `Templates/`, without `.mustache`.
    package var template: String
    /// A structure whose stored properties the template names.
    package var values: any Sendable
    package var status: HTTPResponse.Status = .ok
    /// The module of `Assets/` this page needs beside `roost.js`, with its ending.
    package var script: String?
    /// The stylesheet of `Assets/` this page needs beside `roost.css`, with its ending.
    package var style: String?

    package init(
        _ title: String, in section: Section?, template: String, values: any Sendable, script: String? = nil,
        style: String? = nil
    ) {
        self.title = title
        self.section = section
        self.template = template
        self.values = values
        self.script = script
        self.style = style
    }
}
