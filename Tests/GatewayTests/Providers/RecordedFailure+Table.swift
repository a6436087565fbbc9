import Gateway

extension RecordedFailure {
    static let openAI: [RecordedFailure] = [
        .init(
            provider: "openai", status: 401,
            body:
                #"{"error":{"message":"Incorrect API key provided: sk-abc*****xyz. You can find your API key at https://platform.openai.com/account/api-keys.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}"#,
            kind: .auth),
        .init(
            provider: "openai", status: 429, headers: ["retry-after": "20"],
            body:
                #"{"error":{"message":"Rate limit reached for gpt-4o in organization org-x on requests per min (RPM): Limit 3, Used 3, Requested 1. Please try again in 20s.","type":"requests","param":null,"code":"rate_limit_exceeded"}}"#,
            kind: .rateLimited, wait: .seconds(20)),
        .init(
            provider: "openai", status: 429,
            body:
                #"{"error":{"message":"Rate limit reached for gpt-4o on tokens per min (TPM): Limit 30000, Used 29000, Requested 1500. Please try again in 7.66s.","type":"tokens","code":"rate_limit_exceeded"}}"#,
            kind: .rateLimited, wait: .milliseconds(7660)),
        .init(
            provider: "openai", status: 429,
            headers: [
                "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "2m59.56s",
                "x-ratelimit-remaining-tokens": "100", "x-ratelimit-reset-tokens": "9h",
            ],
            body: #"{"error":{"message":"slow down","code":"rate_limit_exceeded"}}"#,
            kind: .rateLimited, wait: .milliseconds(179_560)),
        .init(
            provider: "openai", status: 429, headers: ["retry-after": "3"],
            body:
                #"{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}"#,
            kind: .quota),
        .init(
            provider: "openai", status: 429,
            body:
                #"{"error":{"message":"Request too large for gpt-4 in organization org-x on tokens per min (TPM): Limit 10000, Requested 12500. The input or output tokens must be reduced in order to run successfully.","type":"tokens","code":"rate_limit_exceeded"}}"#,
            kind: .contextTooLong, needed: 12_500, window: 10_000),
        .init(
            provider: "openai", status: 400,
            body:
                #"{"error":{"message":"This model's maximum context length is 8192 tokens. However, your messages resulted in 9031 tokens. Please reduce the length of the messages.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}"#,
            kind: .contextTooLong, needed: 9031, window: 8192),
        .init(
            provider: "openai", status: 400,
            body:
                #"{"error":{"message":"Input tokens exceed the configured limit of 272000 tokens. Your messages resulted in 300012 tokens. Please reduce the length of the messages.","type":"invalid_request_error","code":"context_length_exceeded"}}"#,
            kind: .contextTooLong, needed: 300_012, window: 272_000),
        .init(
            provider: "openai", status: 404,
            body:
                #"{"error":{"message":"The model `gpt-9` does not exist or you do not have access to it.","type":"invalid_request_error","param":null,"code":"model_not_found"}}"#,
            kind: .notFound),
        .init(
            provider: "openai", status: 400,
            body:
                #"{"error":{"message":"Unsupported value: 'temperature' does not support 0.2 with this model.","type":"invalid_request_error","param":"temperature","code":"unsupported_value"}}"#,
            kind: .unsupported),
        .init(
            provider: "openai", status: 400,
            body:
                #"{"error":{"message":"The response was filtered due to the prompt triggering our content management policy.","type":null,"param":"prompt","code":"content_filter","status":400}}"#,
            kind: .contentRefused),
        .init(
            provider: "openai", status: 500,
            body:
                #"{"error":{"message":"The server had an error while processing your request","type":"server_error","param":null,"code":null}}"#,
            kind: .overloaded),
        .init(
            provider: "openai", status: 503, headers: ["retry-after-ms": "250"],
            body: #"{"error":{"message":"The engine is currently overloaded","type":"server_error"}}"#,
            kind: .overloaded, wait: .milliseconds(250)),
        .init(
            provider: "openai", status: 400,
            body:
                #"{"error":{"message":"Invalid type for 'messages': expected an array","type":"invalid_request_error","param":"messages","code":"invalid_type"}}"#,
            kind: .badRequest),
    ]

    static let compatible: [RecordedFailure] = [
        .init(
            provider: "groq", status: 498,
            body: #"{"error":{"message":"capacity exceeded","type":"capacity_exceeded","code":"capacity_exceeded"}}"#,
            kind: .overloaded),
        .init(
            provider: "groq", status: 413,
            body:
                #"{"error":{"message":"Request too large for model `llama-3.1-8b-instant` in organization `org_x` service tier `on_demand` on tokens per minute (TPM): Limit 6000, Requested 7400, please reduce your message size and try again.","type":"tokens","code":"rate_limit_exceeded"}}"#,
            kind: .contextTooLong, needed: 7400, window: 6000),
        .init(
            provider: "groq", status: 400,
            body:
                #"{"error":{"message":"Failed to call a function. Please adjust your prompt.","type":"invalid_request_error","code":"tool_use_failed","failed_generation":"<x>"}}"#,
            kind: .malformed),
        .init(
            provider: "openai-compatible", status: 402,
            body: #"{"error":{"message":"Insufficient credits","code":402}}"#,
            kind: .quota),
        .init(
            provider: "openai-compatible", status: 400,
            body:
                #"{"error":{"code":400,"message":"request (5061 tokens) exceeds the available context size (4096 tokens), try increasing it","type":"exceed_context_size_error","n_prompt_tokens":5061,"n_ctx":4096}}"#,
            kind: .contextTooLong, needed: 5061, window: 4096),
        .init(
            provider: "openai-compatible", status: 500,
            body:
                #"{"error":{"code":500,"message":"input (702 tokens) is too large to process. increase the physical batch size","type":"server_error"}}"#,
            kind: .contextTooLong),
        .init(
            provider: "openai-compatible", status: 501,
            body:
                #"{"error":{"code":501,"message":"This server does not support embeddings","type":"not_supported_error"}}"#,
            kind: .unsupported),
        .init(
            provider: "openai-compatible", status: 503,
            body: #"{"error":{"message":"Loading model","type":"unavailable_error","code":503}}"#, kind: .overloaded),
        .init(
            provider: "openai-compatible", status: 400,
            body:
                #"{"object":"error","message":"This model's maximum context length is 4096 tokens. However, you requested 5000 tokens (4500 in the messages, 500 in the completion).","type":"BadRequestError","code":400}"#,
            kind: .contextTooLong, needed: 5000, window: 4096),
        .init(
            provider: "openai-compatible", status: 400,
            body:
                #"{"error":{"message":"/chat/completions: Invalid model name passed in model=none. Call `/v1/models` to view available models for your key.","type":"invalid_request_error","param":null,"code":"400"}}"#,
            kind: .notFound),
        .init(
            provider: "ollama", status: 404,
            body: #"{"error":{"message":"model 'qwen9' not found","type":"not_found_error","param":null,"code":null}}"#,
            kind: .notFound),
        .init(
            provider: "ollama", status: 400,
            body: #"{"error":"registry.ollama.ai/library/gemma:2b does not support tools"}"#,
            kind: .unsupported),
        .init(
            provider: "ollama", status: 503,
            body: #"{"error":"server busy, please try again.  maximum pending requests exceeded"}"#, kind: .overloaded),
        .init(
            provider: "ollama", status: 400,
            body:
                #"{"error":{"message":"the input length exceeds the context length","type":"invalid_request_error"}}"#,
            kind: .contextTooLong),
    ]

    static let anthropic: [RecordedFailure] = [
        .init(
            provider: "anthropic", status: 529, headers: ["retry-after": "2"],
            body: #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_1"}"#,
            kind: .overloaded, wait: .seconds(2)),
        .init(
            provider: "anthropic", status: 400,
            body:
                #"{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210034 tokens > 200000 maximum"}}"#,
            kind: .contextTooLong, needed: 210_034, window: 200_000),
        .init(
            provider: "anthropic", status: 400,
            body:
                #"{"type":"error","error":{"type":"invalid_request_error","message":"input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000, decrease input length or `max_tokens` and try again"}}"#,
            kind: .contextTooLong, needed: 210_000, window: 200_000),
        .init(
            provider: "anthropic", status: 413,
            body:
                #"{"type":"error","error":{"type":"request_too_large","message":"Request exceeds the maximum size"}}"#,
            kind: .contextTooLong),
        .init(
            provider: "anthropic", status: 429, headers: ["retry-after": "31"],
            body:
                #"{"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organization's rate limit of 50,000 input tokens per minute"}}"#,
            kind: .rateLimited, wait: .seconds(31)),
        .init(
            provider: "anthropic", status: 401,
            body: #"{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}"#,
            kind: .auth),
        .init(
            provider: "anthropic", status: 402,
            body: #"{"type":"error","error":{"type":"billing_error","message":"Your account is out of money"}}"#,
            kind: .quota),
        .init(
            provider: "anthropic", status: 400,
            body:
                #"{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API."}}"#,
            kind: .quota),
        .init(
            provider: "anthropic", status: 404,
            body: #"{"type":"error","error":{"type":"not_found_error","message":"model: claude-0"}}"#, kind: .notFound),
        .init(
            provider: "anthropic", status: 400,
            body:
                #"{"type":"error","error":{"type":"invalid_request_error","message":"messages: roles must alternate"}}"#,
            kind: .badRequest),
        .init(
            provider: "anthropic", status: 504,
            body: #"{"type":"error","error":{"type":"timeout_error","message":"Request timed out"}}"#, kind: .overloaded
        ),
    ]

    static let gemini: [RecordedFailure] = [
        .init(
            provider: "gemini", status: 429,
            body:
                #"{"error":{"code":429,"message":"You exceeded your current quota.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaValue":"15"}]},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"12s"}]}}"#,
            kind: .rateLimited, wait: .seconds(12)),
        .init(
            provider: "gemini", status: 429,
            body:
                #"{"error":{"code":429,"message":"You exceeded your current quota.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaMetric":"x","quotaValue":"0"}]}]}}"#,
            kind: .quota),
        .init(
            provider: "gemini", status: 400,
            body:
                #"{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com"}]}}"#,
            kind: .auth),
        .init(
            provider: "gemini", status: 400,
            body:
                #"{"error":{"code":400,"message":"The input token count (1200345) exceeds the maximum number of tokens allowed (1048576).","status":"INVALID_ARGUMENT"}}"#,
            kind: .contextTooLong, needed: 1_200_345, window: 1_048_576),
        .init(
            provider: "gemini", status: 402,
            body: #"{"error":{"code":402,"message":"Prepaid credit is used up","status":"FAILED_PRECONDITION"}}"#,
            kind: .quota),
        .init(
            provider: "gemini", status: 403,
            body: #"{"error":{"code":403,"message":"Permission denied on the model","status":"PERMISSION_DENIED"}}"#,
            kind: .auth),
        .init(
            provider: "gemini", status: 404,
            body:
                #"{"error":{"code":404,"message":"models/gemini-0 is not found for API version v1","status":"NOT_FOUND"}}"#,
            kind: .notFound),
        .init(
            provider: "gemini", status: 400,
            body:
                #"{"error":{"code":400,"message":"User location is not supported for the API use.","status":"FAILED_PRECONDITION"}}"#,
            kind: .unsupported),
        .init(
            provider: "gemini", status: 503,
            body:
                #"[{"error":{"code":503,"message":"The model is overloaded. Please try again later.","status":"UNAVAILABLE"}}]"#,
            kind: .overloaded),
        .init(
            provider: "gemini", status: 400,
            body: #"{"error":{"code":400,"message":"Invalid JSON payload received.","status":"INVALID_ARGUMENT"}}"#,
            kind: .badRequest),
    ]
}
