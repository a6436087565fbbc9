import Wire

/// Looks into TensorFlow's and ONNX's graphs for operations that do more than compute.
struct GraphInspection {
    let inspection: Inspection
    let source: any ByteSource
    let place: Place
    let reader: ProtobufReader

    init(_ inspection: Inspection, _ source: any ByteSource, _ place: Place) {
        self.inspection = inspection
        self.source = source
        self.place = place
        reader = ProtobufReader(source, limits: inspection.limits)
    }

    /// - Returns: whether the bytes are such a graph, or a message of another kind where a graph may be expected.
    func run(_ claim: NameClaim) throws -> Bool {
        guard try claim.isProtobuf || source.bytes(at: 0, count: 1) == [8] else { return false }
        guard let numbers = try topLevel() else {
            guard claim.isProtobuf else { return false }
            try findKeras()
            inspection.report(
                "graph", .unscanned, at: place, "its name promises a graph, and it is none that can be read")
            return true
        }
        if numbers.isSubset(of: [1, 2]), numbers.contains(2), try source.bytes(at: 0, count: 3).first == 8 {
            inspection.note(.savedModel, at: place)
            try inspection.attempt(place, "saved-model") { try savedModel() }
        } else if numbers.isSubset(of: [1, 2, 3, 4, 5, 6, 7, 8, 14, 20, 25, 26]),
            numbers.isSuperset(of: [7, 8]) || claim.isOnnx
        {
            inspection.note(.onnx, at: place)
            try inspection.attempt(place, "onnx") { try OnnxInspection(self).run() }
        } else if claim.isProtobuf {
            try inspection.attempt(place, "saved-model") {
                try claim.isMetaGraph ? metaGraph(0..<source.size) : graph(0..<source.size)
            }
            try findKeras()
        } else {
            return false
        }
        return true
    }

    /// The fields of the outermost message; nil when the bytes are none.
    private func topLevel() throws -> Set<UInt64>? {
        var numbers: Set<UInt64> = []
        var count = 0
        let isMessage = try reader.fields(in: 0..<source.size) { field in
            numbers.insert(field.number)
            count += 1
        }
        return isMessage && count > 0 && numbers.count < 64 ? numbers : nil
    }

    /// `SavedModel.meta_graphs` → `MetaGraphDef.graph_def`, and the names of assets.
    private func savedModel() throws {
        try fields(0..<source.size) { model in
            guard model.number == 2, model.kind == 2 else { return }
            try metaGraph(model.range)
        }
        try findKeras()
    }

    private func metaGraph(_ range: Range<Int64>) throws {
        try fields(range) { meta in
            if meta.number == 2, meta.kind == 2 { try graph(meta.range) }
            if meta.number == 6, meta.kind == 2 { try asset(meta.range) }
        }
    }

    /// `GraphDef.node`, and those of the functions in its library.
    private func graph(_ range: Range<Int64>) throws {
        try fields(range) { field in
            guard field.kind == 2 else { return }
            if field.number == 1 { try node(field.range) }
            if field.number == 2 {
                try fields(field.range) { library in
                    guard library.number == 1, library.kind == 2 else { return }
                    try fields(library.range) { function in
                        if function.number == 3, function.kind == 2 { try node(function.range) }
                    }
                }
            }
        }
    }

    private func node(_ range: Range<Int64>) throws {
        try fields(range) { field in
            guard field.number == 2, field.kind == 2, let name = try reader.text(field),
                let verdict = TensorOperations.verdict(name)
            else { return }
            inspection.report(
                "graph-operation", verdict, at: place, offset: field.range.lowerBound, name: name,
                "the operation `\(ImportRules.shown(name))` \(TensorOperations.reason(name))")
        }
    }

    private func asset(_ range: Range<Int64>) throws {
        try fields(range) { field in
            guard field.number == 2, let name = try reader.text(field, limit: 4096), let fault = MemberName.fault(name)
            else { return }
            inspection.report(
                "graph-file", .unsafe, at: place, offset: field.range.lowerBound, name: name,
                "the name of an asset \(fault)")
        }
    }

    /// Damaged parts must not hide what stands behind them.
    func fields(_ range: Range<Int64>, _ body: (ProtobufReader.Field) throws -> Void) throws {
        guard try reader.fields(in: range, body) else {
            throw ScanFault.malformed("its graph is damaged", offset: range.lowerBound)
        }
    }

    /// Keras keeps its description as JSON inside.
    private func findKeras() throws {
        _ = try EmbeddedJSON(limits: inspection.limits).search(source, upTo: inspection.limits.carvedBytes, wanted: [])
        { tree, offset in
            KerasConfig(inspection, place, offset: offset).check(tree)
        }
    }
}
