import Wire

/// What errors of those who speak OpenAI's words mean: OpenAI, Groq, Ollama, llama.cpp, vLLM, proxies.
enum OpenAIFailure {
    static func read(_ refusal: ProviderRefusal, _ headers: [String: String]) -> AttemptFailure {
        let kind = kind(refusal)
        let isWait = kind == .rateLimited || kind == .overloaded
        let wait = isWait ? ProviderWait.read(headers) ?? ProviderWait.inWords(refusal.whole) : nil
        var failure = refusal.failure(kind, wait: wait)
        if kind == .contextTooLong, let error = refusal.json?["error"] {
            // llama.cpp says the numbers beside the words.
            failure.needed = error["n_prompt_tokens"]?.integer.map { Int(Usage.cut($0)) } ?? failure.needed
            failure.window = error["n_ctx"]?.integer.map { Int(Usage.cut($0)) } ?? failure.window
        }
        return failure
    }

    private static let quotas: Set<String> = [
        "insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "insufficient_balance",
        "credit_exhausted", "payment_required",
    ]
    private static let refusals: Set<String> = [
        "content_filter", "content_policy_violation", "moderation_blocked", "safety_violation",
    ]

    private static func kind(_ refusal: ProviderRefusal) -> AttemptFailure.Kind {
        let names: Set = [refusal.code, refusal.type]
        if !names.isDisjoint(with: quotas) { return .quota }
        if !names.isDisjoint(with: refusals) { return .contentRefused }
        if !names.isDisjoint(with: ["context_length_exceeded", "exceed_context_size_error"]) { return .contextTooLong }
        if !names.isDisjoint(with: ["invalid_api_key", "authentication_error"]) { return .auth }
        if !names.isDisjoint(with: ["model_not_found", "model_decommissioned"]) { return .notFound }
        if refusal.code == "tool_use_failed" || refusal.code == "json_validate_failed" { return .malformed }
        if !names.isDisjoint(with: ["unsupported_parameter", "unsupported_value", "not_supported_error"]) {
            return .unsupported
        }
        if TooLong(refusal.whole) != nil { return .contextTooLong }
        return byStatus(refusal)
    }

    private static func byStatus(_ refusal: ProviderRefusal) -> AttemptFailure.Kind {
        switch refusal.status {
        case 401, 403: .auth
        case 402: .quota
        case 404: .notFound
        case 408: .timeout
        case 413: .contextTooLong
        case 429: isSpent(refusal.whole) ? .quota : .rateLimited
        case 501: .unsupported
        // 498: Groq has no room for work of the flexible kind. 409: two at once; the next may pass.
        case 409, 425, 498, 499: .overloaded
        case .some(400..<500) where refusal.namesNoModel: .notFound
        case .some(400..<500): refusal.whole.contains("does not support") ? .unsupported : .badRequest
        case .some(500...): .overloaded
        case .some: .malformed
        case nil: byType(refusal.type)
        }
    }

    /// An error in a stream has no status of its own.
    private static func byType(_ type: String) -> AttemptFailure.Kind {
        switch type {
        case "rate_limit_error", "rate_limit_exceeded", "tokens", "requests": .rateLimited
        case "invalid_request_error": .badRequest
        case "permission_error": .auth
        case "not_found_error": .notFound
        default: .overloaded
        }
    }

    private static func isSpent(_ words: String) -> Bool {
        let words = words.lowercased()
        return ["exceeded your current quota", "insufficient balance", "out of credits", "billing"].contains {
            words.contains($0)
        }
    }
}
