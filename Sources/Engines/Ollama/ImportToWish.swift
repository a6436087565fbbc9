/// Which kept model is to be brought to which engine.
package struct ImportToWish: Codable, Hashable, Sendable {
    /// As it is asked for.
    package var model: String
    /// `ollama`, which is the only one there is.
    package var to: String
    /// What it is to be called there; nil for its own name.
    package var name: String?
    /// Where the engine is; nil for where the house says.
    package var host: String?

    package init(model: String, to: String, name: String? = nil, host: String? = nil) {
        self.model = model
        self.to = to
        self.name = name
        self.host = host
    }
}

/// What came of it.
package struct ImportToReport: Codable, Hashable, Sendable {
    package let model: String
    /// What it is called there.
    package let name: String
    package let address: String
    package let version: String
    package let bytes: Int64
    /// Whether the bytes were there before.
    package let wasThere: Bool
}
