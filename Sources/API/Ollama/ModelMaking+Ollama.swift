import Domain
import Engines
import Wire

extension ModelMaking {
    /// What a request to create a model says.
    init(ollama fields: [String: JSONValue]) throws {
        self.init(name: try OllamaModel.name(fields))
        for name in ["quantize", "renderer", "parser", "modelfile", "path", "draft"] {
            guard let value = fields[name], !value.isNull, value.string != "" else { continue }
            throw Problem(.badRequest, "`\(name)` is not taken here")
        }
        if let template = fields["template"]?.string, !template.isEmpty {
            throw Problem(
                .badRequest, "`template` is not taken here: a model chats by the template in its own file",
                hint: "leave TEMPLATE out of the Modelfile")
        }
        from = fields["from"]?.string.flatMap { $0.isEmpty ? nil : OllamaModel.plain($0) }
        files = try Self.digests(fields["files"])
        adapters = try Self.digests(fields["adapters"])
        guard (from == nil) != files.isEmpty else {
            throw Problem(.badRequest, "neither 'from' or 'files' was specified")
        }
        system = fields["system"]?.string
        parameters = fields["parameters"]?.object ?? [:]
        let texts = fields["license"]?.strings ?? []
        licence = texts.isEmpty ? nil : texts.joined(separator: "\n\n")
        messages = try fields["messages"]?.array.map { try $0.map(Self.message) }
    }

    private static func digests(_ value: JSONValue?) throws -> [String: Digest] {
        try (value?.object ?? [:]).mapValues { value in
            guard let text = value.string, let digest = Digest(text) else {
                throw Problem(.badRequest, "a file is given by its digest: sha256: and 64 hexadecimal digits")
            }
            return digest
        }
    }

    private static func message(_ message: JSONValue) throws -> JSONValue {
        guard let role = message["role"]?.string, ["system", "user", "assistant"].contains(role),
            let content = message["content"]?.string
        else { throw Problem(.badRequest, "a message has a role, system, user or assistant, and a content") }
        return ["role": .string(role), "content": .string(content)]
    }
}
