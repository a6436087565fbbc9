package import SystemPackage

/// Which files to load, and how.
package struct EngineOrder: Hashable, Sendable {
    /// The GGUF file; of a split model the first part.
    package var model: FilePath
    /// What the model is called in answers.
    package var alias: String
    /// Tokens over all slots together.
    package var context: Int
    /// Requests that are worked on at the same time.
    package var slots = 1
    /// Requests it is given at the same time.
    package var places: Int { slots * RuntimeSettings.placesPerSlot }
    /// Tokens that are worked on at once, at most.
    package var microBatch = 512
    /// Files of adapters, which are applied in full.
    package var adapters: [FilePath] = []
    package var threads = 1
    /// Answers embeddings instead of text.
    package var isEmbedding = false
    /// How the vectors of all tokens become one (`mean`); nil for what the model says.
    package var pooling: String?
    /// Where the engine's log goes.
    package var log: FilePath
    /// How long it may take until it answers.
    package var patience = Duration.seconds(600)

    package init(model: FilePath, alias: String, context: Int, log: FilePath) {
        self.model = model
        self.alias = alias
        self.context = context
        self.log = log
    }
}
