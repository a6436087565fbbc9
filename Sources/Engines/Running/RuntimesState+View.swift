package import Wire
import Domain

extension RuntimesView {
    /// The state as every surface shows it; `engine` says what runs models, or throws why nothing does.
    package init(_ state: RuntimesState, engine: () throws -> String) {
        func moment(_ at: Int64) -> String { Moment.text(state.wall + at - state.now) }
        var name: String?
        var problem: ProblemView?
        do { name = try engine() } catch { problem = ProblemView(Problem(error)) }
        self.init(
            engine: name, problem: problem, budgetBytes: state.budget.bytes, usedBytes: state.used.bytes,
            instances: state.instances.map { one in
                RuntimeInstanceView(
                    model: one.model.label, commit: one.model.commit.hex, quantisation: one.model.quantisation,
                    state: one.instance.word, users: one.instance.users.count, memoryBytes: one.instance.memory.bytes,
                    context: one.context, embedding: one.isEmbedding, capabilities: one.model.facts.capabilities,
                    until: one.instance.expires.map(moment), pinned: one.instance.isPinned,
                    reason: state.decisions.last { $0.kind == .load && $0.label == one.model.label }?.reason)
            },
            waiting: state.waiting.map {
                RuntimeWaitingView(model: $0.plan.label, since: moment($0.since), needBytes: $0.plan.need.bytes)
            },
            decisions: state.decisions.reversed().map {
                RuntimeDecisionView(at: moment($0.at), kind: $0.kind.rawValue, model: $0.label, reason: $0.reason)
            })
    }
}

extension Instance {
    fileprivate var word: String {
        switch phase {
        case .loading: "loading"
        case .ready: isBusy ? "busy" : "ready"
        case .unloading: "unloading"
        }
    }
}
