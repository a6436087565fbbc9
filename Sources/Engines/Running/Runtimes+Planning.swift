import Domain
import Hub
import SystemPackage

/// How a wish is met.
extension Runtimes {
    /// Which instance would do: one that is there already where the wish leaves it open, else one as the house runs them.
    func plan(_ model: RunnableModel, _ wish: RunWish) async throws -> LoadPlan {
        let isEmbedding = wish.isEmbedding || model.facts.isEncoder
        if wish.context == nil, let present = present(model, isEmbedding) {
            var plan = present.plan
            plan.keepAlive = wish.keepAlive ?? present.keepAlive
            return plan
        }
        let order = try order(model, wish, isEmbedding)
        let way = "c\(order.context)-s\(order.slots)-u\(order.microBatch)\(isEmbedding ? "-e" : "")"
        let id = "\(model.digest.hex)-\(way)"
        let same = scheduler.instances.values.first { $0.plan.id == id }
        let computed = model.facts.need(
            context: order.context, order: order, base: engine.base, weights: model.size)
        let need = try await memories.recall(model.digest, way: way) ?? computed
        let plan = LoadPlan(
            id: id, label: model.label, need: need,
            keepAlive: wish.keepAlive ?? same?.keepAlive ?? settings.keepAlive)
        keep(plan, order, model, way: way)
        return plan
    }

    private func present(_ model: RunnableModel, _ isEmbedding: Bool) -> Instance? {
        // Whoever had it loaded in a way of their own asks next.
        scheduler.instances.values.sorted { ($0.lastUsed, $0.id) > ($1.lastUsed, $1.id) }.first { instance in
            guard instance.phase != .unloading, !instance.isStopping, let one = running[instance.id] else {
                return false
            }
            return one.model.digest == model.digest && one.order.isEmbedding == isEmbedding
        }
    }

    private func order(_ model: RunnableModel, _ wish: RunWish, _ isEmbedding: Bool) throws -> EngineOrder {
        let most = RuntimeSettings.longestContext
        if let context = wish.context, !(1...most).contains(context) {
            throw ModelError.contextTooLong(context, limit: most)
        }
        let trained = max(1, min(model.facts.contextLength ?? most, most))
        let context = wish.context ?? min(settings.context, trained)
        let name = model.label.map { $0.isLetter || $0.isNumber || "._-".contains($0) ? $0 : "-" }
        let log = settings.logs.appending(String(String(name).suffix(120)) + (isEmbedding ? "-embedding" : "") + ".log")
        var order = EngineOrder(model: model.file, alias: model.label, context: context, log: log)
        order.isEmbedding = isEmbedding
        order.pooling = isEmbedding && !model.facts.isEncoder && model.facts.pooling == nil ? "mean" : nil
        order.threads = settings.threads
        return order
    }

    /// What others take of the machine's memory changes; what our own processes hold counts as free for them.
    func refreshBudget() {
        guard settings.memory == nil, let machine = MachineMemory.read() else { return }
        // What a process takes while it loads is missing already, and not known yet as its own.
        guard !scheduler.instances.values.contains(where: { $0.phase == .loading }) else { return }
        let held = scheduler.instances.values.filter { $0.phase != .loading }.map(\.memory).total()
        let room = min(machine.available + held, machine.total)
        perform(scheduler.setBudget(ByteCount(room.bytes / 5 * 4), at: now))
    }
}
