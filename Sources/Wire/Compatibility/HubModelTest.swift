/// The body of a test.
package struct HubModelTestWish: Codable, Sendable, Hashable {
    /// `org/name`, with `:Q4_K_M` where it is kept in several.
    package var modelId: String
    /// What the asker has in mind; a test runs on the server that is asked.
    package var hardware: String?
    package var testPrompt: String?

    package init(modelId: String, hardware: String? = nil, testPrompt: String? = nil) {
        self.modelId = modelId
        self.hardware = hardware
        self.testPrompt = testPrompt
    }
}

/// What a kept model answered, and how long it took: measured, every figure of it.
package struct HubModelTestReport: Codable, Sendable, Hashable {
    /// `completed`; what did not run is an error.
    package var status = "completed"
    package var modelId: String
    /// What ran: the name, with its quantisation where it is kept in several.
    package var model: String
    /// Of a model of this house.
    package var commit: String?
    package var testPrompt: String
    /// As the request said.
    package var hardware: String?
    /// What ran it.
    package var engine: String
    /// `chat`, `completion` or `embedding`: what the model is made for.
    package var mode = ""
    /// Its words; absent for a model that gives vectors.
    package var output: String?
    /// What it thought before it answered.
    package var thinking: String?
    /// `stop`, or `length` when it was ended at the most tokens of a test.
    package var finish: String?
    /// Numbers in its vector.
    package var embeddingLength: Int?
    /// Until it was in memory; next to nothing when it was there.
    package var loadMs: Double
    /// From the question to the end of the answer, without loading.
    package var latencyMs = 0.0
    package var firstTokenMs: Double?
    package var promptTokens: Int64?
    package var outputTokens: Int64?
    /// As the model measured itself.
    package var tokensPerSecond: Double?

    package init(
        modelId: String, model: String, commit: String?, testPrompt: String, hardware: String?, engine: String,
        loadMs: Double
    ) {
        self.modelId = modelId
        self.model = model
        self.commit = commit
        self.testPrompt = testPrompt
        self.hardware = hardware
        self.engine = engine
        self.loadMs = loadMs
    }
}
