import Hub
import Wire

/// Results in the Hub's two formats: `model-index` of the card, and files in `.eval_results/`.
struct StructuredClaims {
    struct Entry {
        let name: String
        /// How much of {task, data set, configuration, split or revision, measure, number} is said: 0…1.
        let completeness: Double
        let hasSource: Bool
        let hasToken: Bool
        let isPossible: Bool
        let file: String
    }

    static let maximumEntries = 500

    private(set) var entries: [Entry] = []
    /// Why `.eval_results` could not be looked at; nil when it could.
    private(set) var unread: String?

    /// Nothing.
    init() {}

    init(_ reading: Reading) {
        for model in reading.modelIndex?.array ?? [] {
            for result in model["results"]?.array ?? [] { addIndexed(result) }
        }
        let paths = (reading.facts.paths ?? []) + reading.facts.texts.keys
        for path in Set(paths).sorted().prefix(200) where Self.isResults(path) {
            switch reading.facts.text(path) {
            case .known(let text):
                let json = ModelCard.evaluationResults(Array(text.utf8.prefix(1 << 20)))
                for result in json?.array ?? [json].compactMap({ $0 }) { addFiled(result, path: path) }
            case .unavailable(let why): unread = "\(path): \(why)"
            case .absent: break
            }
        }
    }

    var valid: [Entry] { entries.filter(\.isPossible) }

    private static func isResults(_ path: String) -> Bool {
        path.hasPrefix(".eval_results/") && (path.hasSuffix(".yaml") || path.hasSuffix(".yml"))
    }

    private mutating func addIndexed(_ result: JSONValue) {
        let dataset = result["dataset"]
        let hasSource = result["source"]?["url"]?.string.map { !$0.isEmpty } ?? false
        for metric in result["metrics"]?.array ?? [] where entries.count < Self.maximumEntries {
            let measure = metric["type"]?.string ?? metric["name"]?.string
            let value = Self.number(metric["value"])
            let parts = [
                Self.says(result["task"]?["type"]), Self.says(dataset?["type"]), Self.says(dataset?["config"]),
                Self.says(dataset?["split"]) || Self.says(dataset?["revision"]), measure != nil, value != nil,
            ]
            let source = hasSource || metric["source"]?["url"]?.string != nil
            add(
                measure, value, on: dataset?["name"] ?? dataset?["type"], parts, hasSource: source,
                hasToken: Self.says(metric["verifyToken"]) || metric["verified"]?.bool == true, file: "README.md")
        }
    }

    private mutating func addFiled(_ result: JSONValue, path: String) {
        guard entries.count < Self.maximumEntries, result.object != nil else { return }
        let dataset = result["dataset"]
        let task = dataset?["task_id"] ?? result["task_id"]
        let value = Self.number(result["value"])
        let parts = [
            Self.says(task) || Self.says(result["task"]), Self.says(dataset?["id"]), Self.says(task),
            Self.says(dataset?["revision"]) || Self.says(dataset?["split"]) || Self.says(result["revision"]),
            Self.says(task),
            value != nil,
        ]
        add(
            task?.string, value, on: dataset?["id"], parts, hasSource: result["source"]?["url"]?.string != nil,
            hasToken: Self.says(result["verifyToken"]), file: path)
    }

    private mutating func add(
        _ measure: String?, _ value: Double?, on dataset: JSONValue?, _ parts: [Bool], hasSource: Bool, hasToken: Bool,
        file: String
    ) {
        // A result without a number claims nothing; one that cannot be is worse than none.
        let isPossible = value.map { !KnownMeasures.isImpossible($0, of: measure ?? "") } ?? true
        let shown = value.map { Score.text($0) } ?? "no number"
        entries.append(
            Entry(
                name: "\(measure ?? "a measure") \(shown) on \(dataset?.string ?? "an unnamed data set")",
                completeness: Double(parts.count { $0 }) / Double(parts.count), hasSource: hasSource,
                hasToken: hasToken,
                isPossible: isPossible, file: file))
    }

    private static func says(_ value: JSONValue?) -> Bool {
        switch value {
        case nil, .null: false
        case .string(let text): !text.isEmpty && text.lowercased() != "unknown"
        default: true
        }
    }

    /// A number, or a text that is one: `"7.54"`, `92.1%`.
    private static func number(_ value: JSONValue?) -> Double? {
        if let number = value?.double { return number }
        guard let text = value?.string, text.utf8.count < 40 else { return nil }
        let bare = text.hasSuffix("%") ? String(text.dropLast()) : text
        return Double(bare.filter { $0 != " " })
    }
}
