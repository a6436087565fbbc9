/// What Anthropic's errors mean.
enum AnthropicFailure {
    static func read(_ refusal: ProviderRefusal, _ headers: [String: String]) -> AttemptFailure {
        let kind = kind(refusal)
        let isWait = kind == .rateLimited || kind == .overloaded
        return refusal.failure(kind, wait: isWait ? ProviderWait.read(headers) : nil)
    }

    private static func kind(_ refusal: ProviderRefusal) -> AttemptFailure.Kind {
        if TooLong(refusal.whole) != nil { return .contextTooLong }
        // For a long time this was said with 400 and the type of a wrong request.
        if refusal.whole.lowercased().contains("credit balance is too low") { return .quota }
        if refusal.status == 400, refusal.namesNoModel { return .notFound }
        switch refusal.type {
        case "invalid_request_error": return .badRequest
        case "authentication_error", "permission_error": return .auth
        case "billing_error": return .quota
        case "not_found_error": return .notFound
        case "request_too_large": return .contextTooLong
        case "rate_limit_error": return .rateLimited
        case "timeout_error", "api_error", "overloaded_error": return .overloaded
        default: return byStatus(refusal.status)
        }
    }

    private static func byStatus(_ status: Int?) -> AttemptFailure.Kind {
        switch status {
        case 401, 403: .auth
        case 402: .quota
        case 404: .notFound
        case 413: .contextTooLong
        case 429: .rateLimited
        case 408: .timeout
        case .some(400..<500): .badRequest
        case .some(500...), nil: .overloaded
        case .some: .malformed
        }
    }
}
