import Testing
import Wire

@testable import Engines

@Suite struct `A made model` {
    private func mario() -> DerivedModel {
        var model = DerivedModel(name: "mario", base: "acme/writer")
        model.system = "You are Mario."
        model.messages = [["role": "user", "content": "hi"]]
        model.parameters = ["num_ctx": 128, "num_predict": 5, "temperature": 0, "mirostat": 2]
        return model
    }

    @Test func `says its own words first`() {
        let said = mario().conversation([["role": "user", "content": "who are you?"]])
        #expect(said.map { $0["content"]?.string } == ["You are Mario.", "hi", "who are you?"])
    }

    @Test func `leaves how to behave to who says it`() {
        let said = mario().conversation([["role": "system", "content": "Be brief"], ["role": "user", "content": "x"]])
        #expect(said.map { $0["content"]?.string } == ["hi", "Be brief", "x"])
    }

    @Test func `samples in its own way, by the names of the engine`() {
        #expect(mario().sampling == ["max_tokens": 5, "temperature": 0])
        #expect(mario().context == 128)
    }

    @Test func `is kept as it is`() throws {
        let text = try WireJSON.exactText(mario())
        #expect(try WireJSON.decodeExactly(DerivedModel.self, from: text) == mario())
    }
}
