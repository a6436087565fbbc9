import API
import Wire

/// The models in memory, and what was done with it.
struct RuntimesPage: Page {
    struct Row: Sendable {
        let swatch: Markup
        let model: String
        let modelPath: String
        let playPath: String?
        let state: String
        let tone: String
        let memory: String
        let contextTokens: String
        let users: String
        let until: MomentWords?
        let untilWords: String
        let pinned: Bool
        let reason: String
        /// For ids of elements.
        let anchor: String
        /// Requests that ending it now would break off; nil for none.
        let breaks: String?
    }

    struct Waiting: Sendable {
        let waitingModel: String
        let since: MomentWords
        let need: String
    }

    struct Kept: Sendable {
        let keptModel: String
        let keptWords: String
    }

    struct Decision: Sendable {
        let at: MomentWords
        let kind: String
        let kindTone: String
        let decided: String
        let why: String
    }

    struct Lack: Sendable {
        let message: Markup
        let hint: Markup?
    }

    struct Values: Sendable {
        let engine: String?
        let lack: Lack?
        let bar: Markup
        let used: String
        let budget: String
        let rows: [Row]
        let isEmpty: Bool
        let waiting: [Waiting]
        let isWaiting: Bool
        let kept: [Kept]
        let hasKept: Bool
        let decisions: [Decision]
        let hasDecisions: Bool
        /// Of how many the newest are shown.
        let decisionsOf: String?
    }

    private static let decisionsAtMost = 50

    let path = PagePaths.runtimes
    let need = Need.run
    let services: RunServices

    func content(for visit: PageVisit) async throws -> PageContent {
        let view = try await services.runtimes().told(to: visit.identity)
        return PageContent(
            "Runtimes", in: .runtimes, template: "runtimes", values: Self.values(view),
            script: "runtimes.js", style: "running.css")
    }

    static func values(_ view: RuntimesView) -> Values {
        Values(
            engine: view.engine,
            lack: view.problem.map { Lack(message: Words.sentence($0.message), hint: $0.hint.map(Words.sentence)) },
            bar: MemoryBar.draw(view.instances.map { ($0.model, $0.memoryBytes) }, budget: view.budgetBytes),
            used: Words.size(view.usedBytes), budget: Words.size(view.budgetBytes),
            rows: view.instances.enumerated().map { row($0.element, $0.offset) }, isEmpty: view.instances.isEmpty,
            waiting: view.waiting.map {
                Waiting(waitingModel: $0.model, since: Words.moment($0.since), need: Words.size($0.needBytes))
            }, isWaiting: !view.waiting.isEmpty,
            kept: view.kept.map {
                Kept(keptModel: $0.model, keptWords: $0.pinned ? "until it is stopped" : $0.keepAlive ?? "unknown")
            }, hasKept: !view.kept.isEmpty,
            decisions: view.decisions.prefix(decisionsAtMost).map(decision), hasDecisions: !view.decisions.isEmpty,
            decisionsOf: view.decisions.count > decisionsAtMost
                ? "The newest \(decisionsAtMost) of \(view.decisions.count)." : nil)
    }

    private static func row(_ instance: RuntimeInstanceView, _ index: Int) -> Row {
        Row(
            swatch: MemoryBar.swatch(index), model: instance.model,
            modelPath: PagePaths.model(String(instance.model.prefix { $0 != ":" })),
            playPath: instance.embedding ? nil : PagePaths.playground(instance.model), state: instance.state,
            tone: ["ready": "good", "busy": "good", "loading": "warn", "unloading": "warn"][instance.state] ?? "",
            memory: Words.size(instance.memoryBytes), contextTokens: Words.count(instance.context),
            users: Words.count(instance.users), until: instance.until.map(Words.moment),
            untilWords: instance.pinned ? "it is stopped" : instance.users > 0 ? "it is idle" : "–",
            pinned: instance.pinned, reason: instance.reason ?? "not recorded",
            anchor: anchor(instance.model), breaks: instance.users > 0 ? Words.count(instance.users, "request") : nil)
    }

    /// The same for no two names, and the same from one look to the next.
    private static func anchor(_ model: String) -> String {
        model.utf8.reduce(into: "") { text, byte in
            let isPlain = Character(UnicodeScalar(byte)).isLetter && byte < 128 || (48...57).contains(byte)
            text += isPlain ? String(UnicodeScalar(byte)) : "-\(String(byte, radix: 16))"
        }
    }

    private static func decision(_ decision: RuntimeDecisionView) -> Decision {
        Decision(
            at: Words.moment(decision.at), kind: decision.kind,
            kindTone: ["ready": "good", "fail": "bad", "refuse": "bad", "exit": "warn"][decision.kind] ?? "",
            decided: decision.model, why: decision.reason)
    }
}
