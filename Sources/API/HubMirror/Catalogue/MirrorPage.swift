/// One page of a list.
package struct MirrorPage: Sendable {
    /// One repository of it. `files` may stay empty unless the query asks for them.
    package struct Row: Sendable {
        package var summary: MirrorSummary
        package var files: [MirrorFile]

        package init(summary: MirrorSummary, files: [MirrorFile] = []) {
            self.summary = summary
            self.files = files
        }
    }

    package var rows: [Row]
    /// Where the next page begins, in the catalogue's own words; nil on the last page.
    package var next: String?

    package init(rows: [Row], next: String?) {
        self.rows = rows
        self.next = next
    }
}
