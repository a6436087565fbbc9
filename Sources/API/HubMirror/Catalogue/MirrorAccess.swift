/// Whether the files of a repository may be read here. What is said about it stays public either way.
package enum MirrorAccess: Hashable, Sendable {
    case granted
    /// Its owner admits people one by one; `page` is where to ask.
    case gated(page: String?)
    case disabled
}
