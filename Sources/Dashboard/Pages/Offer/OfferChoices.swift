import Domain
import Hub

/// What of a repository can be pulled: its quantisations, everything, some files.
struct OfferChoices: Sendable {
    /// One way to choose, a radio button; its value is the reference that the API is given.
    struct Way: Sendable {
        let id: String
        let value: String
        let label: String
        let detail: String
        let fit: FitWords?
        let isRecommended: Bool
        let because: String?
        let isChosen: Bool
        /// `everything`, `files`, `patterns`, or nothing: which other fields count.
        let opens: String
    }

    struct File: Sendable {
        let path: String
        /// A pattern that fits this file alone.
        let pattern: String
        let sizeText: String
        let page: String?
    }

    let ways: [Way]
    let files: [File]
    let fileCount: String
    let totalSize: String
    let hiddenFiles: String?
    let memory: String?
    let free: String?
    /// The quantisation that is recommended; empty where there is but one GGUF file, nil where there is none.
    let runnable: String?
    /// Why no choice can be made, such as a part of a split file that is missing.
    let warning: String?

    private static let mostFiles = 500

    init(_ files: [RemoteFile], _ address: OfferAddress, base: CardBase, memory: ByteCount?, room: MemoryRoom?) {
        let selectable = files.map { SelectableFile(path: $0.path, size: $0.size) }
        let total = files.map(\.size).total()
        var ways: [Way] = []
        var problem: String?
        do {
            let chosen = try Selection(from: selectable, choice: FileChoice(), memory: memory)
            for each in chosen.available where chosen.available.count > 1 {
                let isBest = each.label == chosen.quantisation
                ways.append(
                    Way(
                        id: "take-\(ways.count)", value: address.reference(each.label), label: each.label,
                        detail: each.size.description, fit: Self.fit(each.size, room), isRecommended: isBest,
                        because: isBest ? chosen.reason : nil, isChosen: isBest, opens: ""))
            }
        } catch {
            problem = error.problem.message
        }
        let hasBest = ways.contains { $0.isChosen }
        ways.append(
            Way(
                id: "take-everything", value: address.reference(), label: "Everything",
                detail: "\(Words.count(files.count, "file")), \(total)",
                fit: ways.isEmpty ? Self.fit(selectable, room) : nil, isRecommended: false, because: nil,
                isChosen: !hasBest, opens: "everything"))
        ways.append(Self.way("files", "Files I tick below", address))
        ways.append(Self.way("patterns", "Files that fit patterns", address))
        self.ways = ways
        self.files = files.prefix(Self.mostFiles).map { file in
            File(
                path: file.path.text, pattern: Self.pattern(file.path.text), sizeText: file.size.description,
                page: base.address(of: file.path))
        }
        fileCount = Words.count(files.count, "file")
        totalSize = total.description
        hiddenFiles = files.count > Self.mostFiles ? Words.count(files.count - Self.mostFiles, "more file") : nil
        self.memory = room?.budget.description
        free = room?.free.description
        let hasGGUF = files.contains { $0.path.fileExtension == "gguf" }
        runnable = hasGGUF && problem == nil ? ways.first { $0.isRecommended }?.label ?? "" : nil
        warning = problem
    }

    private static func way(_ opens: String, _ label: String, _ address: OfferAddress) -> Way {
        Way(
            id: "take-\(opens)", value: address.reference(), label: label, detail: "", fit: nil,
            isRecommended: false, because: nil, isChosen: false, opens: opens)
    }

    private static func fit(_ size: ByteCount, _ room: MemoryRoom?) -> FitWords? {
        room.map { FitWords(weights: size, in: $0) }
    }

    private static func fit(_ files: [SelectableFile], _ room: MemoryRoom?) -> FitWords? {
        WeightSize.counted(files).flatMap { fit($0, room) }
    }

    /// What means something in a pattern stands for itself between brackets.
    static func pattern(_ path: String) -> String {
        path.map { "*?[".contains($0) ? "[\($0)]" : String($0) }.joined()
    }
}
