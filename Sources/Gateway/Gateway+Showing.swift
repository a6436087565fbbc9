import Domain
package import Wire

extension Gateway {
    /// The routes in force, and how those they lead to do.
    ///
    /// - Parameter isWhole: with the text of the file, which names addresses and where keys are.
    package func view(isWhole: Bool) -> RoutesView {
        let loaded = routes.current()
        breakers.follow(loaded.generation)
        let config = loaded.config
        let broken = breakers.all
        let day = Spending.day(of: wall())
        let views = config.routes.sorted { $0.key < $1.key }.map { name, route in
            RouteView(
                name: name, enabled: route.isEnabled,
                legs: route.legs.map { leg in
                    LegView(
                        leg: leg.description, broken[leg], context: config.models[leg]?.context)
                },
                private: route.isPrivate, attempts: route.rules.attempts,
                attemptTimeoutMs: route.rules.attemptTimeout.milliseconds,
                totalTimeoutMs: route.rules.totalTimeout.milliseconds, concurrency: route.concurrency,
                budgetPerDay: route.dailyBudget, spentToday: spending.spent("route \(name)", day: day))
        }
        let known = config.providers.sorted { $0.key < $1.key }.map { name, provider in
            var view = providers.view(name, provider, in: loaded)
            view.budgetPerDay = provider.dailyBudget
            view.spentToday = provider.dailyBudget.map { _ in spending.spent("provider \(name)", day: day) }
            if !isWhole, view.problem != nil { view.problem = "it cannot be asked; an administrator is told why" }
            return view
        }
        let problem = loaded.problem?.message
        return RoutesView(
            routes: views, providers: known, text: isWhole ? loaded.text : nil,
            problem: isWhole ? problem : problem.map { _ in "a newer `routes.yaml` cannot be used" })
    }

    /// Everything that is wrong in a text; nothing is put in force.
    package func check(_ text: String) -> RoutesCheckReport { RoutesCheckReport(text, kinds: routes.kinds) }

    /// Asks a route for something short, with failures made on the way, and tells all that was tried.
    package func test(_ route: String, _ wish: RouteTestWish, by person: String) async throws -> RouteTestReport {
        guard routes.current().config.routes[route] != nil else {
            throw Problem(.notFound, "there is no route `\(route.prefix(100))`", hint: "see `roost route ls`")
        }
        var faults: Faults?
        if let fail = wish.fail {
            faults = Faults(fail)
            if faults == nil {
                throw Problem(
                    .badRequest, "`\(fail.prefix(100))` says no failures",
                    hint: "write primary=429,timeout fallback1=network; also cut, bad-json, 500, 401, quota")
            }
        }
        let prompt = String((wish.prompt ?? "Say hello in one word.").prefix(10_000))
        let message: JSONValue = ["role": "user", "content": .string(prompt)]
        let fields: [String: JSONValue] = ["messages": [message], "max_tokens": 64]
        let question = Question(.chat, fields, isStreamed: wish.stream ?? false)
        let recorder = TraceCatcher(passingTo: traces)
        let gateway = Gateway(self, recording: recorder)
        do {
            let answer = try await gateway.ask(route, question, by: person, faults: faults)
            let text = try await Self.text(of: answer.content)
            return RouteTestReport(answered: true, text: text, trace: try recorder.caught())
        } catch is RouteFailure {
            return RouteTestReport(answered: false, text: nil, trace: try recorder.caught())
        } catch is BrokenAnswer {
            return RouteTestReport(answered: false, text: nil, trace: try recorder.caught())
        }
    }

    private static func text(of content: GatewayAnswer.Content) async throws -> String {
        switch content {
        case .whole(let answer):
            let json = try WireJSON.decodeExactly(JSONValue.self, from: answer.body)
            return json["choices"]?.array?.first?["message"]?["content"]?.string ?? ""
        case .stream(let stream):
            let text = TextCollector()
            try await stream.forEach { chunks in await text.add(chunks) }
            return await text.text
        }
    }
}

extension LegView {
    fileprivate init(leg: String, _ breaker: Breaker?, context: Int?) {
        self.init(leg: leg, breaker: (breaker?.phase ?? .closed).rawValue, context: context)
        if let breaker, breaker.phase != .closed { breakerCause = breaker.cause?.rawValue }
    }
}

extension RoutesCheckReport {
    /// Reads a text as routes.
    package init(_ text: String, kinds: Set<String> = Set(Dialects.all.keys)) {
        do {
            let config = try RoutesConfig(parsing: text, kinds: kinds)
            self.init(file: nil, valid: true, mistakes: [], routes: config.routes.keys.sorted())
        } catch {
            self.init(file: nil, valid: false, mistakes: error.mistakes, routes: [])
        }
    }
}

/// The words of a streamed answer.
private actor TextCollector {
    private(set) var text = ""

    func add(_ chunks: [AnswerChunk]) {
        for chunk in chunks where text.utf8.count < 100_000 {
            let json = try? WireJSON.decodeExactly(JSONValue.self, from: chunk.data)  // no JSON has no words
            text += json?["choices"]?.array?.first?["delta"]?["content"]?.string ?? ""
        }
    }
}
