import CPCRE

/// A regular expression made ready by PCRE2, with the memory and the limits for matching it.
///
/// It holds C memory, so it has one owner, which frees it.
struct CompiledPattern: ~Copyable {
    /// What a match may cost before it counts as too costly.
    private enum Limit {
        /// Steps of backtracking in one text: about ten milliseconds.
        static let steps: UInt32 = 1_000_000
        /// Nested steps, where they take memory.
        static let depth: UInt32 = 100_000
        /// In kibibytes.
        static let heap: UInt32 = 16_384
        /// In bytes, for patterns compiled to machine code.
        static let stack = 1_048_576
        static let patternBytes = 1000
        static let parentheses: UInt32 = 100
    }

    /// The answer to one text.
    enum Answer { case match, noMatch, tooCostly }

    /// The pattern was refused: where (in UTF-8 bytes) and why.
    struct Refusal: Error {
        let offset: Int
        let reason: String
    }

    private let code: OpaquePointer
    private let data: OpaquePointer
    private let context: OpaquePointer
    private let stack: OpaquePointer?

    /// Matches as UTF-8 with Unicode letters; case counts unless the pattern begins with `(?i)`.
    init(_ pattern: String) throws(Refusal) {
        var bytes = Array(pattern.utf8)
        guard bytes.count <= Limit.patternBytes else {
            throw Refusal(offset: Limit.patternBytes, reason: "it is longer than \(Limit.patternBytes) bytes")
        }
        if bytes.isEmpty { bytes = Array("(?:)".utf8) }
        let settings = pcre2_compile_context_create_8(nil)
        defer { pcre2_compile_context_free_8(settings) }
        pcre2_set_parens_nest_limit_8(settings, Limit.parentheses)
        var failure: CInt = 0
        var offset = 0
        let options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C
        guard let code = pcre2_compile_8(&bytes, bytes.count, options, &failure, &offset, settings) else {
            throw Refusal(offset: min(offset, pattern.utf8.count), reason: Self.words(for: failure))
        }
        guard let data = pcre2_match_data_create_8(1, nil), let context = pcre2_match_context_create_8(nil) else {
            pcre2_code_free_8(code)
            throw Refusal(offset: 0, reason: "there is no memory for it")
        }
        pcre2_set_match_limit_8(context, Limit.steps)
        pcre2_set_depth_limit_8(context, Limit.depth)
        pcre2_set_heap_limit_8(context, Limit.heap)
        // Where machine code is not allowed, the same limits hold in the interpreter.
        if pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE) == 0 {
            stack = pcre2_jit_stack_create_8(32 * 1024, Limit.stack, nil)
            pcre2_jit_stack_assign_8(context, nil, stack.map { UnsafeMutableRawPointer($0) })
        } else {
            stack = nil
        }
        self.code = code
        self.data = data
        self.context = context
    }

    deinit {
        pcre2_match_data_free_8(data)
        pcre2_match_context_free_8(context)
        pcre2_jit_stack_free_8(stack)
        pcre2_code_free_8(code)
    }

    /// Whether the text has a match anywhere.
    func answer(_ text: String) -> Answer {
        var text = text
        let result = text.withUTF8 { bytes in
            // A Swift string is valid UTF-8, so PCRE need not look again.
            pcre2_match_8(code, bytes.baseAddress, bytes.count, 0, PCRE2_NO_UTF_CHECK, data, context)
        }
        return if result >= 0 { .match } else if result == PCRE2_ERROR_NOMATCH { .noMatch } else { .tooCostly }
    }

    private static func words(for failure: CInt) -> String {
        var buffer = [UInt8](repeating: 0, count: 160)
        let length = pcre2_get_error_message_8(failure, &buffer, buffer.count)
        return length > 0 ? String(decoding: buffer.prefix(Int(length)), as: UTF8.self) : "PCRE2 error \(failure)"
    }
}
