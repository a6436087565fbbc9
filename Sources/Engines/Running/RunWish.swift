/// How somebody wants a model run; what is nil is left to how it runs already, or to the house.
package struct RunWish: Hashable, Sendable {
    /// Tokens of one conversation.
    package var context: Int?
    package var keepAlive: KeepAlive?
    /// Vectors instead of text.
    package var isEmbedding = false
    /// How long to wait for it to be loaded.
    package var patience = Duration.seconds(600)

    package init(context: Int? = nil, keepAlive: KeepAlive? = nil, isEmbedding: Bool = false) {
        self.context = context
        self.keepAlive = keepAlive
        self.isEmbedding = isEmbedding
    }
}
