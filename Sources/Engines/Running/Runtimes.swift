import Domain
import Hub
package import Logging

/// The models in memory: does what the scheduler decides, and hands out leases.
///
/// Nothing is loaded unless `run` runs. Its task owns every process: when it is cancelled, all end.
package actor Runtimes {
    package nonisolated let engine: any Engine
    let memories: MeasuredMemory
    let keeping: ModelKeeping
    let settings: RuntimeSettings
    let logger: Logger
    /// Milliseconds since 1970.
    let wall: @Sendable () -> Int64

    var scheduler: Scheduler
    var running: [Instance.ID: RunningInstance] = [:]
    private var waiters: [Ticket: CheckedContinuation<Instance.ID, any Error>] = [:]
    /// What the plans of the line and of the instances mean.
    private var wishes: [String: (order: EngineOrder, model: RunnableModel, way: String)] = [:]
    var decisions: [Decision] = []
    /// Nil where there are no cards.
    var graphics: GraphicsState?
    private var lastTicket = 0
    private var isOpen = true
    private let epoch = ContinuousClock.now
    private let starts = AsyncStream<Start>.makeStream()
    nonisolated private let ended = AsyncStream<Ticket>.makeStream()

    /// How often memory is measured and idle models are looked at.
    private static let pause = Duration.milliseconds(500)
    private static let mostDecisions = 500
    /// Between two looks at the graphics cards, in pauses.
    private static let graphicsEvery = 20
    /// How long a process that broke off may take to be gone.
    private static let departure = Duration.seconds(3)

    private struct Start: Sendable {
        let id: Instance.ID
        let order: EngineOrder
        let stopped: AsyncStream<Void>
    }

    package init(
        engine: any Engine, memories: MeasuredMemory, keeping: ModelKeeping, settings: RuntimeSettings,
        wall: @escaping @Sendable () -> Int64, logger: Logger
    ) {
        self.keeping = keeping
        self.engine = engine
        self.memories = memories
        self.settings = settings
        self.wall = wall
        self.logger = logger
        var limits = Scheduler.Limits(budget: settings.memory ?? .zero)
        // A process that was killed is started again at once; one that keeps ending waits longer each time.
        limits.pause = 1000
        limits.queue = settings.queue
        scheduler = Scheduler(limits: limits)
    }

    var now: Int64 { (ContinuousClock.now - epoch).milliseconds }

    /// Runs the processes, until the task is cancelled; then all of them end, and whoever waits is told.
    package func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.tick() }
            group.addTask { for await ticket in self.ended.stream { await self.release(ticket) } }
            for await start in starts.stream { group.addTask { await self.hold(start) } }
            group.cancelAll()
        }
        isOpen = false
        for waiter in waiters.values { waiter.resume(throwing: EngineError.closed) }
        waiters = [:]
    }

    /// Waits until a model is in memory; the lease keeps it there.
    package func acquire(_ model: RunnableModel, _ wish: RunWish) async throws -> Lease {
        let (began, beginning) = (ContinuousClock.now, now)
        let plan = try await plan(model, wish)
        let (id, ticket): (Instance.ID, Ticket)
        do {
            (id, ticket) = try await instance(plan, wish)
        } catch Refusal.failing(_, _, let wait) where wait < scheduler.limits.pause {
            // It ended just before this was asked for.
            try await Task.sleep(for: .milliseconds(wait + 1))
            (id, ticket) = try await instance(plan, wish)
        }
        guard let found = running[id], let endpoint = found.endpoint else {
            ended.continuation.yield(ticket)
            throw EngineError.lost(model.label, why: "it has just ended")
        }
        let context = found.order.context / found.order.slots
        return Lease(
            instance: id, model: model, endpoint: endpoint, context: context, waited: .now - began,
            evicted: evicted(for: plan, since: beginning),
            onEnd: { [ended] in ended.continuation.yield(ticket) })
    }

    /// The models that made room for a plan, by name.
    private func evicted(for plan: LoadPlan, since moment: Int64) -> [String] {
        decisions.reversed().prefix { $0.at >= moment }
            .filter { $0.kind == .unload && $0.beneficiary == plan.id }.map(\.label).reversed()
    }

    private func instance(_ plan: LoadPlan, _ wish: RunWish) async throws -> (Instance.ID, Ticket) {
        lastTicket += 1
        let ticket = Ticket(lastTicket)
        let patience = min(wish.patience ?? settings.patience, settings.patience).milliseconds
        refreshBudget()
        let id = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Instance.ID, any Error>) in
                guard isOpen, !Task.isCancelled else {
                    return continuation.resume(throwing: isOpen ? CancellationError() : EngineError.closed)
                }
                waiters[ticket] = continuation
                perform(scheduler.request(ticket, plan, deadline: now + patience, at: now))
            }
        } onCancel: { [ended] in
            ended.continuation.yield(ticket)
        }
        return (id, ticket)
    }

    /// Comes back when an instance whose process broke off is known to be gone, or after a while if it is not.
    func settled(without id: Instance.ID) async throws {
        let end = ContinuousClock.now + Self.departure
        while running[id] != nil, .now < end { try await Task.sleep(for: .milliseconds(20)) }
    }

    private func release(_ ticket: Ticket) {
        waiters.removeValue(forKey: ticket)?.resume(throwing: CancellationError())
        perform(scheduler.release(ticket, at: now))
        forget()
    }

    func perform(_ effects: [Effect]) {
        for effect in effects {
            switch effect {
            case .load(let id, let plan): start(id, plan)
            case .unload(let id): running[id]?.stop.finish()
            case .grant(let ticket, let id): waiters.removeValue(forKey: ticket)?.resume(returning: id)
            case .refuse(let ticket, let why): waiters.removeValue(forKey: ticket)?.resume(throwing: why)
            case .decision(let decision): note(decision)
            }
        }
    }

    private func note(_ decision: Decision) {
        decisions.append(decision)
        if decisions.count > Self.mostDecisions { decisions.removeFirst(decisions.count - Self.mostDecisions) }
        logger.info(
            "A model in memory changed",
            metadata: [
                "model.id": "\(decision.label)", "decision": "\(decision.kind.rawValue)",
                "reason": "\(decision.reason)",
            ])
    }

    private func start(_ id: Instance.ID, _ plan: LoadPlan) {
        guard let wish = wishes[plan.id] else { return }
        let (stopped, stop) = AsyncStream<Void>.makeStream()
        running[id] = RunningInstance(order: wish.order, model: wish.model, way: wish.way, stop: stop)
        starts.continuation.yield(Start(id: id, order: wish.order, stopped: stopped))
    }

    /// Notes what a plan means, until nobody waits for it and nothing runs by it.
    func keep(_ plan: LoadPlan, _ order: EngineOrder, _ model: RunnableModel, way: String) {
        wishes[plan.id] = (order, model, way)
    }

    private func forget() {
        let used = Set(scheduler.waiting.map(\.plan.id) + scheduler.instances.values.map(\.plan.id))
        // A plan that was made just now is not in the line yet: only a heap of old ones is cleared away.
        if wishes.count > used.count + 1000 { wishes = wishes.filter { used.contains($0.key) } }
    }

    /// One process from its start to its end.
    private func hold(_ start: Start) async {
        let why: String
        do {
            why = try await withThrowingTaskGroup(of: String?.self) { group in
                group.addTask { [engine] in
                    try await engine.hold(start.order) { endpoint in await self.isReady(start.id, endpoint) }
                }
                group.addTask {
                    for await _ in start.stopped {}
                    return nil
                }
                let first = try await group.next() ?? nil
                group.cancelAll()
                while try await group.next() != nil {}
                return first ?? "it was ended"
            }
        } catch is CancellationError {
            why = "it was ended"
        } catch {
            why = Problem(error).message
        }
        await hasEnded(start.id, why)
    }

    private func isReady(_ id: Instance.ID, _ endpoint: EngineEndpoint) {
        running[id]?.endpoint = endpoint
        let memory = measured(id)
        perform(scheduler.ready(id, memory: memory, at: now))
    }

    private func hasEnded(_ id: Instance.ID, _ why: String) async {
        let last = running.removeValue(forKey: id)
        perform(scheduler.exited(id, why: why, at: now))
        guard let last, last.peak > .zero else { return }
        do {
            try await memories.remember(last.model.digest, way: last.way, last.peak, by: engine.identity)
        } catch {
            logger.warning("What a model held cannot be remembered", metadata: ["error": "\(error)"])
        }
    }

    private func tick() async {
        var count = 0
        while !Task.isCancelled {
            if count % Self.graphicsEvery == 0, let probe = settings.graphics { graphics = await probe.look() }
            count += 1
            measure()
            perform(scheduler.settle(at: now))
            try? await Task.sleep(for: Self.pause)  // cancelled: the loop ends
        }
    }

    private func measure() {
        for id in running.keys {
            if let memory = measured(id) { perform(scheduler.measured(id, memory: memory, at: now)) }
        }
    }

    /// What an instance's process holds, which is noted; nil where there is none on this machine.
    private func measured(_ id: Instance.ID) -> ByteCount? {
        guard let one = running[id], let process = one.endpoint?.process,
            let memory = ProcessFiles.memory(of: process)
        else { return nil }
        // The kernel drops pages of the file when others need them, and has to read them again.
        let onCards = graphics?.held[process] ?? .zero
        let weights = onCards > .zero ? memory.mapped : max(memory.mapped, one.model.size)
        let held = memory.own + weights + onCards
        running[id]?.graphics = onCards
        running[id]?.own = memory.own
        running[id]?.peak = max(one.peak, held)
        return held
    }
}
