import HTTPTypes

extension HTTPField.Name {
    private static func known(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("not a header name: \(name)") }
        return field
    }

    static let xRepoCommit = known("X-Repo-Commit")
    static let xErrorCode = known("X-Error-Code")
    static let xErrorMessage = known("X-Error-Message")
    static let xLinkedSize = known("X-Linked-Size")
    static let xLinkedETag = known("X-Linked-ETag")
    static let xTotalCount = known("X-Total-Count")
    static let link = known("Link")
}
