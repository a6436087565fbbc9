/// How long single models stay.
extension Runtimes {
    /// From now on a model stays so long when nobody uses it, loaded already or not; nil leaves it to the house.
    package func keep(_ model: RunnableModel, _ keepAlive: KeepAlive?) async throws {
        try await keeping.set(model.label, keepAlive)
        for (id, one) in running where one.model.label == model.label {
            perform(scheduler.keep(id, keepAlive ?? settings.keepAlive, at: now))
        }
    }

    /// Every model that stays for as long as somebody said, by name.
    package func kept() async throws -> [(label: String, keepAlive: KeepAlive)] { try await keeping.all() }
}
