import Wire

/// Looks for a Keras model's description in an HDF5 file. It stands there as one text, so the file's own structure
/// need not be followed.
struct HDF5Inspection {
    private let inspection: Inspection
    private let source: any ByteSource
    private let place: Place

    init(_ inspection: Inspection, _ source: any ByteSource, _ place: Place) {
        self.inspection = inspection
        self.source = source
        self.place = place
    }

    func run() throws {
        var isDescribed = false
        let seen = try EmbeddedJSON(limits: inspection.limits).search(
            source, upTo: inspection.limits.hdf5Bytes, wanted: ["model_config"]
        ) { tree, offset in
            if tree["class_name"] != nil || tree["config"] != nil { isDescribed = true }
            KerasConfig(inspection, place, offset: offset).check(tree)
        }
        if seen.contains("model_config"), !isDescribed {
            inspection.report("hdf5", .unscanned, at: place, "it is a Keras model whose description cannot be read")
        }
        if source.size > inspection.limits.hdf5Bytes {
            inspection.report(
                "limit", .unscanned, at: place, "only its first \(inspection.limits.hdf5Bytes >> 30) GiB were searched")
        }
    }
}
