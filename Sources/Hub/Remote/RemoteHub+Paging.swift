import Wire

extension RemoteHub {
    private static let maximumPages = 10_000

    /// Reads page after page, each a JSON list, until there is none or `use` has enough.
    func pages(
        from start: WebLocation, about subject: HubSubject, _ use: ([JSONValue]) throws -> Bool
    ) async throws {
        var location = start
        var visited: Set<WebLocation> = [start]
        while true {
            let (value, answer) = try await json(location, about: subject)
            guard let entries = value.array else { throw HubError.malformed(what: "\(subject) is not a list") }
            guard try use(entries), let next = try next(after: answer) else { return }
            guard visited.insert(next).inserted else {
                throw HubError.malformed(what: "the pages of \(subject) go in circles")
            }
            guard visited.count <= Self.maximumPages else {
                throw HubError.malformed(what: "\(subject) has more than \(Self.maximumPages) pages")
            }
            location = next
        }
    }

    /// Where the next page is; nil on the last. A link to another origin is refused: it would see what we read next.
    func next(after answer: HubAnswer) throws -> WebLocation? {
        guard let text = LinkHeader.next(answer.headers) else { return nil }
        guard let next = answer.location.resolving(text), next.origin == answer.location.origin else {
            throw HubError.redirectRefused(
                host: answer.location.origin.host, why: "its next page is on another server")
        }
        return next
    }
}
