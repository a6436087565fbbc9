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
        gguf = summary.gguf
        parameters = summary.parameters
        baseModels = json["baseModels"]?.object.map {
            BaseModels(
                relation: $0["relation"]?.string,
                models: $0["models"]?.array?.compactMap { $0["id"]?.string.flatMap { RepositoryID($0) } } ?? [])
        }
        usedStorage = json["usedStorage"]?.integer.map { ByteCount($0) }
    }
}

extension RepositoryInfo.GGUF {
    /// Reads what a Hub says of the header; nil when it says nothing.
    init?(json: JSONValue?) {
        guard let json, json.object != nil else { return nil }
        self.init(
            parameters: json["total"]?.integer, architecture: json["architecture"]?.string,
            contextLength: json["context_length"]?.integer, chatTemplate: json["chat_template"]?.string)
    }
}

extension RepositoryInfo.Parameters {
    /// Reads what a Hub says of the headers; nil when it says nothing.
    init?(json: JSONValue?) {
        guard let json, json.object != nil else { return nil }
        self.init(
            total: json["total"]?.integer, byType: json["parameters"]?.object?.compactMapValues(\.integer) ?? [:])
    }
}
