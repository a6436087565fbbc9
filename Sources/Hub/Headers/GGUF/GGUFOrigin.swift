/// One part of a model that was split into several files.
package struct GGUFSplit: Hashable, Sendable {
    /// Counted from zero.
    package let index: Int
    package let count: Int
    /// The tensors of all parts together, when said.
    package let tensors: Int?
}

/// What a GGUF file says of its licence.
package struct GGUFLicense: Hashable, Sendable {
    package let id: String?
    package let name: String?
    package let link: String?
}

/// A model another one says it was made from.
package struct GGUFBaseModel: Hashable, Sendable {
    package let name: String?
    package let organization: String?
    package let url: String?
}
