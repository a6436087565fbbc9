import Domain
import Testing
import Wire

@testable import MCP

@Suite struct `What a caller gives` {
    private static let fields = [
        Field("name", .text(atMost: 5), required: true, "A name."),
        Field("size", .choice(["small", "large"]), "A size."),
        Field("count", .number(1...10), "How many."), Field("all", .flag, "Whether all."),
        Field("globs", .texts(atMost: 2), "Some globs."),
    ]

    private func message(_ json: JSONValue?) -> String? {
        do {
            _ = try Arguments(json, Self.fields)
            return nil
        } catch {
            return error.message
        }
    }

    @Test func `are taken when they are of their kind; a null is none`() throws {
        let arguments = try Arguments(
            ["name": "tiny", "size": "small", "count": 10, "all": true, "globs": ["*.gguf"]], Self.fields)
        #expect(arguments.text("name") == "tiny" && arguments.number("count") == 10 && arguments.flag("all") == true)
        #expect(arguments.texts("globs") == ["*.gguf"])
        #expect(try Arguments(["name": "tiny", "count": .null], Self.fields).number("count") == nil)
    }

    @Test(
        arguments: [
            ([:] as JSONValue, "name"), (["name": ""], "name"), (["name": "longer"], "name"), (["name": 7], "name"),
            (["name": "a", "size": "medium"], "size"), (["name": "a", "count": 0], "count"),
            (["name": "a", "count": .number(1.5)], "count"),
            (["name": "a", "count": "3"], "count"), (["name": "a", "all": "yes"], "all"),
            (["name": "a", "globs": "*"], "globs"),
            (["name": "a", "globs": ["a", "b", "c"]], "globs"), (["name": "a", "globs": [1]], "globs"),
            (["name": "a", "sudo": true], "sudo"),
        ] as [(JSONValue, String)])
    func `are refused by name when they are not`(json: JSONValue, name: String) throws {
        #expect(try #require(message(json)).contains("`\(name)`"))
    }

    @Test func `have the schema they are checked by`() {
        let schema = Field.schema(of: Self.fields)
        #expect(schema["additionalProperties"] == false && schema["required"] == ["name"])
        #expect(
            schema["properties"]?["count"]?["maximum"] == 10
                && schema["properties"]?["size"]?["enum"] == ["small", "large"])
        #expect(schema["properties"]?["globs"]?["maxItems"] == 2)
    }

    @Test(arguments: ["", "../x", "acme/tiny@../..", "a b", "acme/tiny@", "acme/tiny/x"])
    func `name kept models by the rule of names, and nothing else`(text: String) {
        #expect(throws: Problem.self) { try KeptModel(text) }
    }
}
