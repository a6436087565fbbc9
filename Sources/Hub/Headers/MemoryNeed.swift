package import Domain

/// The memory a model is expected to take while it runs, from its header alone.
///
/// The formula was fitted to llama.cpp on CPU, where it met the resident size of small llama and bert models within
/// 2 %. Where a header does not say which layers look at a window only, all are counted in full.
package struct MemoryNeed: Hashable, Sendable {
    /// How the model will be run.
    package struct Plan: Hashable, Sendable {
        /// Tokens over all slots together.
        package var context: Int
        /// Slots that answer at the same time.
        package var slots = 1
        /// Tokens that are worked on at once, at most.
        package var microBatch = 512
        /// Bytes of one cached number; 2 is f16.
        package var cacheBytes = 2
        /// What the engine takes before it loads anything: 33 MiB for the Python wheel, 19 MiB for `llama-server`.
        package var base = ByteCount(33 << 20)
        /// Bytes of all weights, when the header is only one part's.
        package var weights: ByteCount?

        package init(context: Int) { self.context = context }
    }

    package let weights: ByteCount
    /// Keys and values of the whole context.
    package let cache: ByteCount
    /// The scratch space of one batch.
    package let compute: ByteCount
    package let base: ByteCount

    package var total: ByteCount { weights + cache + compute + base }

    /// Throws `HeaderError.missing` when the header does not say enough.
    package init(of header: GGUFHeader, plan: Plan) throws(HeaderError) {
        let context = UInt64(max(1, plan.context))
        let batch = min(UInt64(max(1, plan.microBatch)), context)
        let slots = UInt64(max(1, plan.slots))
        weights = plan.weights ?? header.weightBytes
        base = plan.base
        let forward = UInt64(header.feedForwardLength ?? header.expertFeedForwardLength ?? 0)
        if header.isEncoder {
            cache = .zero
            compute = ByteCount(batch.times(forward.times(8).plus(context.times(4))))
            return
        }
        guard let vocabulary = header.vocabularySize else { throw Self.missing("vocab_size", in: header) }
        let rows = UInt64(vocabulary).plus(forward.times(2)).times(4)
        compute = ByteCount(batch.times(rows.plus(context.times(2) / slots)))
        cache = try Self.cache(header, context: context, window: slots, batch, bytes: UInt64(max(1, plan.cacheBytes)))
    }

    private static func cache(
        _ header: GGUFHeader, context: UInt64, window slots: UInt64, _ batch: UInt64, bytes: UInt64
    ) throws(HeaderError) -> ByteCount {
        guard let layers = header.blockCount, layers <= 100_000 else { throw missing("block_count", in: header) }
        guard let heads = header.keyValueHeadCounts else { throw missing("attention.head_count", in: header) }
        guard let key = header.keyLength, let value = header.valueLength else {
            throw missing("attention.key_length", in: header)
        }
        let perHead = UInt64(key).plus(UInt64(value)).times(bytes)
        var sum: UInt64 = 0
        for layer in 0..<layers {
            guard let count = heads.inLayer(layer) else { throw missing("attention.head_count_kv", in: header) }
            let window = header.window(ofLayer: layer).map { UInt64($0).times(slots).plus(batch) }
            let tokens = min(context, window ?? context)
            sum = sum.plus(tokens.times(UInt64(count)).times(perHead))
        }
        return ByteCount(sum)
    }

    private static func missing(_ key: String, in header: GGUFHeader) -> HeaderError {
        .missing(.gguf, key: "\(header.architecture ?? "general.architecture").\(key)")
    }
}

extension GGUFHeader {
    /// The rows the experts of one token have together.
    fileprivate var expertFeedForwardLength: Int? {
        guard let rows = own("expert_feed_forward_length")?.count, let used = own("expert_used_count")?.count else {
            return nil
        }
        return Int(clamping: UInt64(rows).times(UInt64(used)))
    }

    /// The tokens a layer looks back, when the header says that this layer has a window.
    fileprivate func window(ofLayer layer: Int) -> Int? {
        guard let window = own("attention.sliding_window")?.count, window > 0 else { return nil }
        guard let pattern = own("attention.sliding_window_pattern")?.array, pattern.values.indices.contains(layer),
            pattern.values[layer] == .bool(true)
        else { return nil }
        return window
    }
}

extension UInt64 {
    /// The product, or the largest number when it is larger.
    fileprivate func times(_ other: UInt64) -> UInt64 {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? .max : product
    }

    fileprivate func plus(_ other: UInt64) -> UInt64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
