/// How somebody wants a model run; what is nil is left to how it runs already, or to the house.
package struct RunWish: Hashable, Sendable {
    /// Tokens of one conversation.
    package var context: Int?
    package var keepAlive: KeepAlive?
    /// Vectors instead of text.
    package var isEmbedding = false
    /// How long to wait for it to be loaded, and for a place; nil for as long as the house lets anybody wait.
    package var patience: Duration?

    package init(context: Int? = nil, keepAlive: KeepAlive? = nil, isEmbedding: Bool = false) {
        self.context = context
        self.keepAlive = keepAlive
        self.isEmbedding = isEmbedding
    }
}
