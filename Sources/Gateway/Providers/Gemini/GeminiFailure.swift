import Wire

/// What Gemini's errors mean.
enum GeminiFailure {
    static func read(_ refusal: ProviderRefusal, _ headers: [String: String]) -> AttemptFailure {
        let details = refusal.json?["error"]?["details"]?.array?.prefix(20) ?? []
        let kind = kind(refusal, Array(details))
        guard kind == .rateLimited || kind == .overloaded else { return refusal.failure(kind) }
        let wait = details.compactMap { $0["retryDelay"]?.string }.first.flatMap(ProviderWait.spelt)
        return refusal.failure(kind, wait: wait ?? ProviderWait.read(headers))
    }

    private static func kind(_ refusal: ProviderRefusal, _ details: [JSONValue]) -> AttemptFailure.Kind {
        // A wrong key is a wrong argument here.
        if details.contains(where: { $0["reason"]?.string == "API_KEY_INVALID" }) { return .auth }
        if TooLong(refusal.whole) != nil { return .contextTooLong }
        if refusal.status == 400, refusal.namesNoModel { return .notFound }
        switch (refusal.status, refusal.type) {
        // Prepaid credit is gone.
        case (402, _): return .quota
        case (429, _), (_, "RESOURCE_EXHAUSTED"): return isSpent(details) ? .quota : .rateLimited
        case (401, _), (403, _), (_, "UNAUTHENTICATED"), (_, "PERMISSION_DENIED"): return .auth
        case (404, _), (_, "NOT_FOUND"): return .notFound
        case (501, _), (_, "UNIMPLEMENTED"): return .unsupported
        // Such as a country without the service.
        case (_, "FAILED_PRECONDITION"): return .unsupported
        case (408, _): return .timeout
        case (499, _): return .overloaded
        case (.some(400..<500), _), (_, "INVALID_ARGUMENT"): return .badRequest
        case (.some(500...), _), (nil, _): return .overloaded
        default: return .malformed
        }
    }

    /// A model that the free tier has nothing of: waiting does not help.
    private static func isSpent(_ details: [JSONValue]) -> Bool {
        let violations = details.flatMap { $0["violations"]?.array ?? [] }
        return violations.contains { $0["quotaValue"]?.string == "0" }
    }
}
