import Domain
import Hub
import Testing

@testable import Engines

@Suite struct `What is held of a model's header` {
    @Test func `is small, and tells as much of the memory it needs as the whole`() async throws {
        let header = try await SampleHeader.header()
        let outline = header.outline
        #expect(!header.tensors.isEmpty && outline.tensors.isEmpty)
        #expect(outline.vocabularySize == header.vocabularySize && outline.contextLength == header.contextLength)
        var plan = MemoryNeed.Plan(context: 256)
        plan.weights = header.weightBytes
        #expect(try MemoryNeed(of: outline, plan: plan) == MemoryNeed(of: header, plan: plan))
        #expect(ModelFacts(header).quantisation == header.quantisationLabel)
        #expect(ModelFacts(header).chatTemplate == header.chatTemplate)
    }
}
