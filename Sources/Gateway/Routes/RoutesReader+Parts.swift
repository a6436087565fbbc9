import Wire

/// The parts of `routes.yaml`, each with the keys it takes.
extension RoutesReader {
    static let ruleKeys: Set<String> = [
        "attempts", "attempt_timeout", "total_timeout", "idle_timeout", "pause", "longest_pause", "longest_retry_after",
        "reader_timeout",
    ]
    static let providerKeys: Set<String> = [
        "kind", "url", "key_env", "key_file", "concurrency", "budget_per_day",
    ]
    static let modelKeys: Set<String> = ["context", "input_price", "output_price", "cached_input_price"]
    static let routeKeys: Set<String> = ruleKeys.union([
        "enabled", "primary_model", "fallback_models", "private", "concurrency", "budget_per_day", "parameters",
    ])
    private static let mostFallbacks = 16

    mutating func provider(_ name: String, _ value: JSONValue) -> ProviderConfig? {
        let path = "providers.\(name)"
        guard Self.isName(name), name != Leg.local else {
            report(path, name == Leg.local ? "`local` is this house itself" : Self.nameRule)
            return nil
        }
        guard let fields = section(path, value, keys: Self.providerKeys) else { return nil }
        guard let kind = fields["kind"]?.string, kinds.contains(kind) else {
            report("\(path).kind", "is one of \(kinds.sorted().joined(separator: ", "))")
            return nil
        }
        var provider = ProviderConfig(kind: kind)
        provider.url = text(fields, "url", path)
        if let url = provider.url, !Self.isAddress(url) {
            report("\(path).url", "is no address: write http:// or https://, a host, and maybe a path")
        }
        provider.keyVariable = text(fields, "key_env", path)
        provider.keyFile = text(fields, "key_file", path)
        provider.concurrency = count(fields, "concurrency", path, 1...100_000)
        provider.dailyBudget = amount(fields, "budget_per_day", path).map { Int64(($0 * 1_000_000).rounded()) }
        return provider
    }

    mutating func facts(_ name: String, _ value: JSONValue) -> LegFacts? {
        let path = "models.\(name)"
        guard let fields = section(path, value, keys: Self.modelKeys) else { return nil }
        var facts = LegFacts()
        facts.context = count(fields, "context", path, 1...100_000_000)
        let input = amount(fields, "input_price", path)
        let output = amount(fields, "output_price", path)
        if let input, let output {
            facts.price = Price(input: input, output: output, known: amount(fields, "cached_input_price", path))
        } else if input != nil || output != nil {
            report(path, "needs `input_price` and `output_price`, or neither")
        }
        return facts
    }

    mutating func route(_ name: String, _ value: JSONValue, _ config: RoutesConfig) -> RouteConfig? {
        let path = "routes.\(name)"
        guard Self.isName(name) else {
            report(path, Self.nameRule)
            return nil
        }
        guard let fields = section(path, value, keys: Self.routeKeys) else { return nil }
        guard let primary = fields["primary_model"]?.string else {
            report("\(path).primary_model", "is missing: `provider:model`")
            return nil
        }
        var legs = [leg(primary, at: "\(path).primary_model", config)]
        let fallbacks = fields["fallback_models"]?.array ?? []
        if let given = fields["fallback_models"], given.array == nil, !given.isNull {
            report("\(path).fallback_models", "is a list of `provider:model`")
        }
        if fallbacks.count > Self.mostFallbacks {
            report("\(path).fallback_models", "has more than \(Self.mostFallbacks)")
        }
        for (index, fallback) in fallbacks.enumerated() {
            legs.append(leg(fallback.string ?? "", at: "\(path).fallback_models[\(index)]", config))
        }
        var route = RouteConfig(legs: legs.compactMap { $0 }, rules: rules(fields, path, config.rules))
        route.isEnabled = flag(fields, "enabled", path) ?? true
        route.isPrivate = flag(fields, "private", path) ?? false
        route.concurrency = count(fields, "concurrency", path, 1...100_000)
        route.dailyBudget = amount(fields, "budget_per_day", path).map { Int64(($0 * 1_000_000).rounded()) }
        if let parameters = fields["parameters"] {
            route.parameters = parameters.object ?? [:]
            if parameters.object == nil { report("\(path).parameters", "is no mapping of names to values") }
        }
        if Set(route.legs).count < route.legs.count { report(path, "names the same model twice") }
        checkBudget(route, path, config)
        return route
    }

    /// What cannot be priced cannot be kept within a budget.
    private mutating func checkBudget(_ route: RouteConfig, _ path: String, _ config: RoutesConfig) {
        guard route.dailyBudget != nil else { return }
        for leg in route.legs where leg.provider != Leg.local && config.models[leg]?.price == nil {
            report("\(path).budget_per_day", "needs the prices of `\(leg)` under `models` (0 where it is free)")
        }
    }

    mutating func leg(_ text: String, at path: String, _ config: RoutesConfig) -> Leg? {
        guard let leg = Leg(text) else {
            report(path, "is no `provider:model`")
            return nil
        }
        guard leg.provider == Leg.local || config.providers[leg.provider] != nil else {
            let known = ([Leg.local] + config.providers.keys.sorted()).joined(separator: ", ")
            report(path, "`\(leg.provider)` is no provider; write one of \(known), a colon, and the model")
            return nil
        }
        return leg
    }

    mutating func rules(_ fields: [String: JSONValue], _ path: String, _ usual: RouteRules) -> RouteRules {
        var rules = usual
        if let attempts = count(fields, "attempts", path, 1...20) { rules.attempts = attempts }
        rules.attemptTimeout = time(fields, "attempt_timeout", path) ?? rules.attemptTimeout
        rules.totalTimeout = time(fields, "total_timeout", path) ?? rules.totalTimeout
        rules.idleTimeout = time(fields, "idle_timeout", path) ?? rules.idleTimeout
        rules.readerTimeout = time(fields, "reader_timeout", path) ?? rules.readerTimeout
        rules.pause = time(fields, "pause", path) ?? rules.pause
        rules.longestPause = time(fields, "longest_pause", path) ?? rules.longestPause
        rules.longestRetryAfter = time(fields, "longest_retry_after", path) ?? rules.longestRetryAfter
        return rules
    }
}
