import Domain

/// All files of one quantisation in a repository.
struct QuantisationSet {
    let label: String
    let files: [SelectableFile]
    let size: ByteCount
    /// The paths of the parts that are not there, at most five.
    let missing: [String]
    let missingCount: Int

    init(label: String, files: [SelectableFile]) {
        self.label = label
        self.files = files
        size = files.map(\.size).total()
        var parts: [String: (name: SplitName, present: Set<Int>)] = [:]
        for name in files.compactMap({ SplitName($0.path) }) {
            parts["\(name.prefix)\u{0}\(name.total)", default: (name, [])].present.insert(name.part)
        }
        var missing: [String] = []
        var count = 0
        for (_, split) in parts.sorted(by: { $0.key < $1.key }) where split.name.total > 0 {
            let present = split.present.filter { (1...split.name.total).contains($0) }
            count += split.name.total - present.count
            // A name may claim 99,999 parts: the search ends with the fifth that is missing.
            let lost = (1...split.name.total).lazy.filter { !present.contains($0) }.prefix(5 - missing.count)
            missing += lost.map(split.name.path(ofPart:))
        }
        self.missing = missing
        missingCount = count
    }

    /// The label without the mark of unsloth's dynamic mixtures.
    var base: String { label.hasPrefix("UD-") ? String(label.dropFirst(3)) : label }

    /// Bits per weight as the label tells them: 4 for `Q4_K_M`, `IQ4_XS`, `MXFP4`; 16 for `F16`.
    var bits: Int {
        let digits = base.drop { !$0.isNumber }.prefix { $0.isNumber }
        return Int(digits) ?? 0
    }

    /// The sets of a list of model files; files whose names tell no label are left out.
    static func all(of files: [SelectableFile]) -> [QuantisationSet] {
        var byLabel: [String: [SelectableFile]] = [:]
        for file in files {
            guard let label = QuantisationLabel(of: file.path.text) else { continue }
            byLabel[label.text, default: []].append(file)
        }
        return byLabel.map { QuantisationSet(label: $0.key, files: $0.value) }
            .sorted { ($0.size, $0.label) < ($1.size, $1.label) }
    }
}
