package import Domain
import Hub
package import SystemPackage

/// A kept model that can be run: which file, and what its header says.
package struct RunnableModel: Hashable, Sendable {
    /// As people know it: `org/name`, with `:Q4_K_M` where it is kept in several.
    package internal(set) var label: String
    package let repository: RepositoryID
    package let commit: GitObjectID
    /// Of the file; nil when its name and header tell none.
    package let quantisation: String?
    /// Of the first part: with it the bytes are named.
    package let digest: Digest
    /// All parts together.
    package let size: ByteCount
    /// Milliseconds since 1970.
    package let keptAt: Int64
    package let file: FilePath
    package let facts: ModelFacts
    /// How many files it is split into.
    package let parts: Int
    /// What changes its weights while it runs.
    package internal(set) var adapters: [ModelAdapter] = []
    /// What it says and does under a name of its own.
    package internal(set) var derived: DerivedModel?
}

/// Small weights beside those of a model.
package struct ModelAdapter: Hashable, Sendable {
    let digest: Digest
    let file: FilePath
    let size: ByteCount
}

/// What the header of a GGUF file says about running it.
package struct ModelFacts: Hashable, Sendable {
    package let architecture: String?
    package let parameters: Int64
    /// Tokens it was made for; nil when the header does not say.
    package let contextLength: Int?
    package let embeddingLength: Int?
    package let chatTemplate: String?
    /// Gives vectors, and no text.
    package let isEncoder: Bool
    /// How the vectors of all tokens become one, as a number of llama.cpp's; nil when the header does not say.
    let pooling: Int?
    /// As the file says it, or by what most of its bytes are; nil when neither tells.
    let quantisation: String?
    /// Its outline: lists of models hold many.
    let header: GGUFHeader

    init(_ header: GGUFHeader) {
        architecture = header.architecture
        parameters = header.parameterCount
        contextLength = header.contextLength
        embeddingLength = header.embeddingLength
        chatTemplate = header.chatTemplate
        isEncoder = header.isEncoder
        pooling = header.architecture.flatMap { header.metadata["\($0).pooling_type"]?.count }
        quantisation = header.quantisationLabel
        self.header = header.outline
    }

    /// It is no model, but changes one.
    var isAdapter: Bool { header.metadata["general.type"]?.string == "adapter" }

    /// What may be asked of it: `chat`, `completion`, `embedding`.
    package var capabilities: [String] {
        if isEncoder { return ["embedding"] }
        return (chatTemplate == nil ? [] : ["chat"]) + ["completion", "embedding"]
    }

    /// What a process with it is expected to hold; the size of its weights where the header says too little.
    func need(context: Int, order: EngineOrder, base: ByteCount, weights: ByteCount) -> ByteCount {
        var plan = MemoryNeed.Plan(context: context)
        plan.slots = order.slots
        plan.microBatch = order.microBatch
        plan.base = base
        plan.weights = weights
        do {
            return try MemoryNeed(of: header, plan: plan).total
        } catch {
            // A quarter more than the weights is what common models take at common contexts.
            return weights + ByteCount(weights.bytes / 4) + base
        }
    }
}
