import Wire

/// Looks into an ONNX model: where its tensors are, and whose operators it needs.
struct OnnxInspection {
    private let graph: GraphInspection

    init(_ graph: GraphInspection) { self.graph = graph }

    private var inspection: Inspection { graph.inspection }

    /// Domains that come with the runtimes.
    private static let domains: Set<String> = [
        "", "ai.onnx", "ai.onnx.ml", "ai.onnx.training", "ai.onnx.preview.training", "ai.onnx.preview", "com.microsoft",
        "com.microsoft.nchwc",
        "com.microsoft.experimental", "com.microsoft.dml", "org.pytorch.aten", "com.ms.internal.nhwc",
        "pkg.onnxscript.torch_lib",
        "pkg.onnxscript.torch_lib.common", "pkg.torch", "pkg.transformers", "ai.onnx.contrib", "org.openvinotoolkit",
    ]

    func run() throws {
        var localDomains: Set<String> = []
        var used: [String: Int64] = [:]
        try graph.fields(0..<graph.source.size) { field in
            guard field.kind == 2 else { return }
            if field.number == 25 {
                try graph.fields(field.range) { part in
                    if part.number == 10, let domain = try graph.reader.text(part) { localDomains.insert(domain) }
                    if part.number == 7, part.kind == 2 { try node(part.range, &used, depth: 0) }
                }
            }
            if field.number == 7 { try body(field.range, &used, depth: 0) }
        }
        for (domain, offset) in used.sorted(by: { $0.key < $1.key })
        where !Self.domains.contains(domain) && !localDomains.contains(domain) && !domain.hasPrefix("pkg.") {
            inspection.report(
                "onnx-operator", .suspicious, at: graph.place, offset: offset, name: domain,
                "it needs operators of `\(ImportRules.shown(domain))`, which only a library of native code brings")
        }
    }

    private func body(_ range: Range<Int64>, _ used: inout [String: Int64], depth: Int) throws {
        guard depth < inspection.limits.graphDepth else { throw ScanFault.tooMuch("its graphs are nested too deep") }
        try graph.fields(range) { field in
            guard field.kind == 2 else { return }
            switch field.number {
            case 1: try node(field.range, &used, depth: depth)
            case 5: try tensor(field.range)
            case 15: try graph.fields(field.range) { if $0.kind == 2, $0.number < 3 { try tensor($0.range) } }
            default: break
            }
        }
    }

    private func node(_ range: Range<Int64>, _ used: inout [String: Int64], depth: Int) throws {
        try graph.fields(range) { field in
            if field.number == 7, let domain = try graph.reader.text(field) {
                if used.count < 64, used[domain] == nil { used[domain] = field.range.lowerBound }
            }
            if field.number == 4, let name = try graph.reader.text(field),
                ["PyOp", "PyFunc", "PythonOp"].contains(name)
            {
                inspection.report(
                    "onnx-operator", .unsafe, at: graph.place, offset: field.range.lowerBound, name: name,
                    "an operator runs Python code")
            }
            guard field.number == 5, field.kind == 2 else { return }
            try graph.fields(field.range) { attribute in
                guard attribute.kind == 2 else { return }
                if attribute.number == 5 || attribute.number == 10 { try tensor(attribute.range) }
                if attribute.number == 6 || attribute.number == 11 {
                    try body(attribute.range, &used, depth: depth + 1)
                }
            }
        }
    }

    /// A tensor's data may be in another file, whose name must stay in the model's folder.
    private func tensor(_ range: Range<Int64>) throws {
        try graph.fields(range) { field in
            guard field.number == 13, field.kind == 2 else { return }
            var key: String?
            var value: String?
            try graph.fields(field.range) { entry in
                if entry.number == 1 { key = try graph.reader.text(entry) }
                if entry.number == 2 { value = try graph.reader.text(entry, limit: 4096) }
            }
            guard key == "location", let value, let fault = MemberName.fault(value) else { return }
            inspection.report(
                "onnx-file", .unsafe, at: graph.place, offset: field.range.lowerBound, name: value,
                "the name of a file with weights \(fault)")
        }
    }
}
