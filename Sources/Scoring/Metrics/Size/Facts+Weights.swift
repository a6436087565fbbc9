extension Facts {
    /// Bytes of one loadable set of weights; nil when there are none, or the files are not known.
    package var loadableBytes: Int64? {
        guard let files = files.value, let set = WeightSet(files, texts: texts) else { return nil }
        return set.bytes
    }

    /// Bytes of all files; nil when they are not known.
    package var totalBytes: Int64? {
        files.value.map { $0.reduce(0) { $0.addingReportingOverflow(max(0, $1.size)).partialValue } }
    }
}
