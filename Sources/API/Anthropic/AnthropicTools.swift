import Domain
import Wire

/// Tools of an Anthropic client as OpenAI has them.
enum AnthropicTools {
    static func translate(_ fields: [String: JSONValue], to asked: inout [String: JSONValue]) throws {
        guard let tools = fields["tools"]?.array, !tools.isEmpty else { return }
        asked["tools"] = .array(try tools.map(translated))
        guard let choice = fields["tool_choice"] else { return }
        switch choice["type"]?.string {
        case "auto": asked["tool_choice"] = "auto"
        case "any": asked["tool_choice"] = "required"
        case "none": asked["tool_choice"] = "none"
        case "tool":
            let name = JSONValue.string(choice["name"]?.string ?? "")
            asked["tool_choice"] = ["type": "function", "function": ["name": name]]
        default: throw Problem(.badRequest, "`tool_choice` is of the type `auto`, `any`, `tool` or `none`")
        }
        if choice["disable_parallel_tool_use"]?.bool ?? false { asked["parallel_tool_calls"] = false }
    }

    /// A tool that Anthropic's own servers run has a type and no schema: nobody here could run it.
    private static func translated(_ tool: JSONValue) throws -> JSONValue {
        guard let name = tool["name"]?.string, let schema = tool["input_schema"],
            ["custom", nil].contains(tool["type"]?.string)
        else {
            throw Problem(
                .badRequest, "a tool has a `name` and an `input_schema`; tools of Anthropic's are not run here")
        }
        var function: [String: JSONValue] = ["name": .string(name), "parameters": schema]
        function["description"] = tool["description"]
        function["strict"] = tool["strict"]
        return ["type": "function", "function": .object(function)]
    }
}
