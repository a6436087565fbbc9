/// What taking a model away, or one version of it, would do.
package struct RemovalPreview: Sendable, Hashable {
    /// How many versions would go.
    package let versions: Int
    /// Bytes of content that nothing else shows; the disk gains whole blocks, so a little more.
    package let freedBytes: Int64
    /// Bytes that stay, because another version or model shows them too.
    package let sharedBytes: Int64
    /// Kept models that say they were made from this one, by name; at most twenty. Empty while a version would stay.
    package let dependants: [String]
    /// How many of them there are; the count ends at a thousand.
    package let dependantCount: Int
}
