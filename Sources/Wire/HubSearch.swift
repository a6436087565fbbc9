/// A repository that a Hub offers.
package struct HubModelRow: Codable, Sendable, Hashable {
    package var id: String
    package var kind: String
    package var hub: String
    package var task: String?
    package var library: String?
    package var license: String?
    package var downloads: Int64?
    package var likes: Int64?
    package var lastModified: String?
    package var gated: Bool
    package var tags: [String]

    package init(
        id: String, kind: String, hub: String, task: String?, library: String?, license: String?, downloads: Int64?,
        likes: Int64?, lastModified: String?, gated: Bool, tags: [String]
    ) {
        self.id = id
        self.kind = kind
        self.hub = hub
        self.task = task
        self.library = library
        self.license = license
        self.downloads = downloads
        self.likes = likes
        self.lastModified = lastModified
        self.gated = gated
        self.tags = tags
    }
}

/// What the asked Hubs answered; a Hub that could not be asked is named with the reason.
package struct HubSearchResult: Codable, Sendable, Hashable {
    package var models: [HubModelRow]
    package var unreachable: [UnreachableHub]

    package init(models: [HubModelRow], unreachable: [UnreachableHub]) {
        self.models = models
        self.unreachable = unreachable
    }
}

/// A Hub that did not answer.
package struct UnreachableHub: Codable, Sendable, Hashable {
    package var hub: String
    package var reason: String

    package init(hub: String, reason: String) {
        self.hub = hub
        self.reason = reason
    }
}
