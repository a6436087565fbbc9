import Domain
package import Wire

extension RepositoryInfo {
    /// The same facts as a Hub would write them; for Hubs that are asked in another way than over HTTP.
    package var document: JSONValue {
        var fields: [String: JSONValue] = [
            "id": .string(id.path), "private": .bool(summary.isPrivate), "gated": summary.gate.json,
            "disabled": .bool(summary.isDisabled), "tags": .array(summary.tags.map { .string($0) }),
            "siblings": .array(fileNames.map { .object(["rfilename": .string($0)]) }),
        ]
        fields["author"] = summary.author.map { .string($0) }
        fields["sha"] = commit.map { .string($0.hex) }
        fields["pipeline_tag"] = summary.task.map { .string($0) }
        fields["library_name"] = summary.libraryName.map { .string($0) }
        fields["downloads"] = summary.downloads.map { .integer($0) }
        fields["downloadsAllTime"] = summary.downloadsAllTime.map { .integer($0) }
        fields["likes"] = summary.likes.map { .integer($0) }
        fields["createdAt"] = summary.createdAt.map { .string(Timestamp.text($0)) }
        fields["lastModified"] = summary.lastModified.map { .string(Timestamp.text($0)) }
        fields["description"] = description.map { .string($0) }
        fields["cardData"] = cardData
        fields["config"] = config
        fields["model-index"] = modelIndex
        fields["usedStorage"] = usedStorage.map { .integer($0.bytes) }
        fields["gguf"] = gguf?.document
        fields["safetensors"] = parameters?.document
        fields["baseModels"] = baseModels?.document
        return .object(fields)
    }
}

extension RepositoryInfo.GGUF {
    fileprivate var document: JSONValue {
        var fields: [String: JSONValue] = [:]
        fields["total"] = parameters.map { .integer($0) }
        fields["architecture"] = architecture.map { .string($0) }
        fields["context_length"] = contextLength.map { .integer($0) }
        fields["chat_template"] = chatTemplate.map { .string($0) }
        return .object(fields)
    }
}

extension RepositoryInfo.Parameters {
    fileprivate var document: JSONValue {
        var fields: [String: JSONValue] = ["parameters": .object(byType.mapValues { .integer($0) })]
        fields["total"] = total.map { .integer($0) }
        return .object(fields)
    }
}

extension RepositoryInfo.BaseModels {
    fileprivate var document: JSONValue {
        var fields: [String: JSONValue] = ["models": .array(models.map { .object(["id": .string($0.path)]) })]
        fields["relation"] = relation.map { .string($0) }
        return .object(fields)
    }
}
