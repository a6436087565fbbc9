import Wire

/// Looks into the texts beside the weights: what makes a loader run code, and chat templates.
struct ConfigInspection {
    private let inspection: Inspection
    private let source: any ByteSource
    private let place: Place

    init(_ inspection: Inspection, _ source: any ByteSource, _ place: Place) {
        self.inspection = inspection
        self.source = source
        self.place = place
    }

    private static let words = [
        "auto_map", "trust_remote_code", "chat_template", "class_name", "__lambda__", "custom_pipelines", "_class_name",
        "TorchModuleWrapper",
    ]

    func run(isJSON: Bool) throws {
        let claim = NameClaim(place.name)
        if claim.isTemplate {
            guard let text = try text() else {
                throw ScanFault.tooMuch("the template is longer than \(inspection.limits.textBytes) bytes")
            }
            return ChatTemplate(inspection, place).check(text)
        }
        if claim.isGraphText { return try checkGraphText() }
        if claim.isPython, place.member?.contains("/code/") == true { return try checkTorchScript() }
        guard isJSON, let text = try text() else { return try checkUnread(isJSON: isJSON) }
        let file = place.name.split(separator: "/").last.map(String.init) ?? ""
        let isConfig = file.hasSuffix("config.json") || file == "model_index.json" || file == "modules.json"
        guard
            isConfig || Self.words.contains(where: { text.contains($0) })
                || text.contains("\\u00") && text.utf8.count < 1 << 20
        else { return }
        var parser = JSONParser(Array(text.utf8), limits: inspection.limits)
        do {
            check(try parser.value(), file: file)
        } catch .tooMuch {
            throw ScanFault.tooMuch("its JSON has too many values or is nested too deep")
        } catch {
            guard isConfig else { return }
            throw ScanFault.malformed("its JSON is damaged", offset: Int64(parser.at))
        }
    }

    private func text() throws -> String? {
        guard source.size <= Int64(inspection.limits.textBytes) else { return nil }
        return String(decoding: try source.bytes(at: 0, count: Int(source.size)), as: UTF8.self)
    }

    private func checkUnread(isJSON: Bool) throws {
        guard isJSON, place.name.hasSuffix("config.json") else { return }
        throw ScanFault.tooMuch("the configuration is longer than \(inspection.limits.textBytes) bytes")
    }

    private func checkTorchScript() throws {
        guard let text = try text() else { return }
        for name in TorchScriptCheck.operators where text.contains(name) {
            inspection.report(
                "torchscript", .suspicious, at: place, name: name, "its TorchScript reaches files through `\(name)`")
        }
    }

    /// A graph as text names its operations as `op: "ReadFile"`.
    private func checkGraphText() throws {
        guard let text = try text() else {
            throw ScanFault.tooMuch("the graph is longer than \(inspection.limits.textBytes) bytes")
        }
        for match in text.matches(of: /\bop\s*:\s*["'](\w+)["']/) {
            let name = String(match.output.1)
            guard let verdict = TensorOperations.verdict(name) else { continue }
            inspection.report(
                "graph-operation", verdict, at: place, name: name,
                "the operation `\(name)` \(TensorOperations.reason(name))")
        }
    }

    private func check(_ tree: JSONTree, file: String) {
        if let map = tree["auto_map"] { checkMap(map) }
        tree.objects { object in
            if case .bool(true)? = object["trust_remote_code"] {
                inspection.report(
                    "remote-code", .suspicious, at: place,
                    "it asks for code from the repository to be trusted (`trust_remote_code`)")
            }
            if object["custom_pipelines"] != nil, object["custom_pipelines"]?["impl"] == nil {
                inspection.report(
                    "remote-code", .suspicious, at: place, "it names pipelines that are code in the repository")
            }
        }
        if file == "model_index.json", case .array? = tree["_class_name"] {
            inspection.report("remote-code", .suspicious, at: place, "its pipeline is code in the repository")
        }
        if file == "modules.json", case .array(let modules) = tree { checkModules(modules) }
        if let template = tree["chat_template"] { checkTemplate(template) }
        KerasConfig(inspection, place).check(tree)
    }

    /// `"AutoModel": "modeling_x.XModel"`: classes that are taken from Python files of the repository.
    private func checkMap(_ map: JSONTree) {
        guard case .object(let members) = map, !members.isEmpty else { return }
        for member in members.prefix(32) {
            let names: [String] =
                if case .array(let items) = member.value { items.compactMap(\.text) } else {
                    [member.value.text].compactMap(\.self)
                }
            for name in names {
                inspection.report(
                    "remote-code", .suspicious, at: place, name: name,
                    "`\(ImportRules.shown(member.key))` is loaded from code in the repository (`auto_map`)")
            }
        }
    }

    /// The layers of a sentence-transformers model, each a class to import.
    private func checkModules(_ modules: [JSONTree]) {
        for type in modules.compactMap({ $0["type"]?.text }) where !type.hasPrefix("sentence_transformers.") {
            inspection.report("remote-code", .suspicious, at: place, name: type, "a layer is code of its own")
        }
    }

    private func checkTemplate(_ template: JSONTree) {
        switch template {
        case .string(let text): ChatTemplate(inspection, place).check(text)
        case .array(let templates):
            for text in templates.compactMap({ $0["template"]?.text }) { ChatTemplate(inspection, place).check(text) }
        default: break
        }
    }
}
