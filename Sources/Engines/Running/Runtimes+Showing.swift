package import Domain

/// What may be seen of the models in memory, and ended.
extension Runtimes {
    package func state() -> RuntimesState {
        refreshBudget()
        let instances = scheduler.instances.values.sorted { $0.id < $1.id }.compactMap { instance in
            running[instance.id].map { one in
                InstanceState(
                    instance: instance, model: one.model, context: one.order.context,
                    isEmbedding: one.order.isEmbedding, graphics: one.graphics)
            }
        }
        return RuntimesState(
            now: now, wall: wall(), budget: scheduler.limits.budget, used: scheduler.used, instances: instances,
            waiting: scheduler.waiting, decisions: decisions)
    }

    /// Ends the instances of a model, busy ones when their users are done; how many there were.
    package func stop(_ model: RunnableModel) -> Int {
        stop { $0.model.digest == model.digest && $0.model.adapters == model.adapters }
    }

    /// Ends everything of a repository, whatever it is kept as now.
    package func stop(_ repository: RepositoryID) -> Int {
        stop { $0.model.repository == repository }
    }

    private func stop(_ isMeant: (RunningInstance) -> Bool) -> Int {
        let meant = running.filter { isMeant($0.value) }.keys.sorted()
        for id in meant { perform(scheduler.stop(id, at: now)) }
        return meant.count
    }
}
