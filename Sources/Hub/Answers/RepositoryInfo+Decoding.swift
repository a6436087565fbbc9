package import Domain
package import Wire

extension RepositoryInfo {
    /// Reads an answer; a field of an unexpected type counts as absent. Nil when the answer is no object or its id is
    /// no valid name.
    package init?(json: JSONValue, asked: RepositoryID) {
        guard json.object != nil else { return nil }
        var summary = RepositorySummary(id: asked)
        if json["id"] != nil || json["modelId"] != nil {
            guard let named = RepositorySummary(json: json, kind: asked.kind) else { return nil }
            summary = named
        }
        self.init(asked: asked, summary: summary)
        fileNames = json["siblings"]?.array?.compactMap { $0["rfilename"]?.string } ?? []
        cardData = json["cardData"].flatMap { $0.object == nil ? nil : $0 }
        config = json["config"].flatMap { $0.object == nil ? nil : $0 }
        modelIndex = json["model-index"].flatMap { $0.isNull ? nil : $0 }
        description = json["description"]?.string
        gguf = json["gguf"]?.object.map {
            GGUF(
                parameters: $0["total"]?.integer, architecture: $0["architecture"]?.string,
                contextLength: $0["context_length"]?.integer, chatTemplate: $0["chat_template"]?.string)
        }
        parameters = json["safetensors"]?.object.map {
            Parameters(
                total: $0["total"]?.integer, byType: $0["parameters"]?.object?.compactMapValues(\.integer) ?? [:])
        }
        baseModels = json["baseModels"]?.object.map {
            BaseModels(
                relation: $0["relation"]?.string,
                models: $0["models"]?.array?.compactMap { $0["id"]?.string.flatMap { RepositoryID($0) } } ?? [])
        }
        usedStorage = json["usedStorage"]?.integer.map { ByteCount($0) }
    }
}
