package import Domain
import Hub
import SystemPackage

/// How a wish is met.
extension Runtimes {
    /// Which instance would do: one that is there already where the wish leaves it open, else one as the house runs them.
    func plan(_ model: RunnableModel, _ wish: RunWish) async throws -> LoadPlan {
        var wish = wish
        wish.context = wish.context ?? model.derived?.context
        let isEmbedding = wish.isEmbedding || model.facts.isEncoder
        let kept = try await keeping.recall(model.label)
        // What is pinned no request lets go of.
        let asked = kept == .pinned ? .pinned : wish.keepAlive
        if wish.context == nil, let present = present(model, isEmbedding) {
            var plan = present.plan
            plan.keepAlive = asked ?? present.keepAlive
            return plan
        }
        // Where there is nothing to run it with, that is said at once, and what to do about it.
        _ = try engine.describe()
        let order = try order(model, wish, isEmbedding)
        let way = way(model, order)
        let id = "\(model.digest.hex)-\(way)"
        let same = scheduler.instances.values.first { $0.plan.id == id }
        let need = engine.holdsMemory ? try await need(of: model, order).bytes : .zero
        var plan = LoadPlan(
            id: id, label: model.label, need: need,
            keepAlive: asked ?? kept ?? same?.keepAlive ?? settings.keepAlive)
        plan.places = order.places
        keep(plan, order, model, way: way)
        return plan
    }

    /// What a process with a model is expected to hold, run as the house runs it, and whether that much was seen before.
    package func need(of model: RunnableModel) async throws -> (bytes: ByteCount, wasSeen: Bool) {
        let wish = RunWish(context: model.derived?.context)
        return try await need(of: model, try order(model, wish, model.facts.isEncoder))
    }

    private func need(
        of model: RunnableModel, _ order: EngineOrder
    ) async throws -> (bytes: ByteCount, wasSeen: Bool) {
        let computed =
            model.facts.need(
                context: order.context, order: order, base: engine.base, weights: model.size)
            + model.adapters.map(\.size).total()
        let measured = try await memories.recall(model.digest, way: way(model, order), by: engine.identity)
        return (measured ?? computed, measured != nil)
    }

    /// All that changes how much memory it takes, in few letters.
    private func way(_ model: RunnableModel, _ order: EngineOrder) -> String {
        "c\(order.context)-s\(order.slots)-u\(order.microBatch)\(order.isEmbedding ? "-e" : "")"
            + model.adapters.map { "-a\($0.digest.hex.prefix(16))" }.joined()
    }

    private func present(_ model: RunnableModel, _ isEmbedding: Bool) -> Instance? {
        // Whoever had it loaded in a way of their own asks next.
        scheduler.instances.values.sorted { ($0.lastUsed, $0.id) > ($1.lastUsed, $1.id) }.first { instance in
            guard instance.phase != .unloading, !instance.isStopping, let one = running[instance.id] else {
                return false
            }
            let isSame = one.model.digest == model.digest && one.model.adapters == model.adapters
            return isSame && one.order.isEmbedding == isEmbedding
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
        let alias = model.derived?.base ?? model.label
        var order = EngineOrder(model: model.file, alias: alias, context: context, log: log)
        order.isEmbedding = isEmbedding
        order.adapters = model.adapters.map(\.file)
        order.pooling = isEmbedding && !model.facts.isEncoder && model.facts.pooling == nil ? "mean" : nil
        order.threads = settings.threads
        return order
    }

    /// What others take of the machine's memory changes; what our own processes hold counts as free for them.
    func refreshBudget() {
        guard settings.memory == nil, let machine = MachineMemory.read() else { return }
        // What a process takes while it loads is missing already, and not known yet as its own.
        guard !scheduler.instances.values.contains(where: { $0.phase == .loading }) else { return }
        // Pages of files count as available already.
        let held = running.values.map(\.own).total()
        let room = min(machine.available + held, machine.total)
        // What engines hold of the cards is free for them, too.
        let cards = graphics.map { min($0.free + running.values.map(\.graphics).total(), $0.total) } ?? .zero
        perform(scheduler.setBudget(ByteCount((room + cards).bytes / 5 * 4), at: now))
    }
}
