import NIOCore
import NIOPosix
import Synchronization

/// Reads the next chunk of a source on a thread pool while the consumer is busy with the present one.
final class ReadAhead: Sendable {
    private enum Stage {
        /// Nothing is being read and nothing is ready.
        case idle
        case reading
        case ready(Result<ByteBuffer, any Error>)
        /// The consumer waits for what is being read.
        case awaited(CheckedContinuation<ByteBuffer?, any Error>)
        /// The end or an error was handed out.
        case finished
        case cancelled
    }

    private struct State {
        var stage = Stage.idle
        var source: any ChunkSource
        /// The chunks handed out last, as far as somebody may still hold them.
        var lent: [ByteBuffer] = []
        /// A chunk everybody has let go of: filled again instead of a fresh allocation.
        var spare: ByteBuffer?

        /// Notes that the consumer gets this; true when there is more to read.
        mutating func handOut(_ result: Result<ByteBuffer, any Error>) -> Bool {
            guard case .success(let chunk) = result, chunk.readableBytes > 0 else {
                stage = .finished
                lent = []
                spare = nil
                return false
            }
            stage = .reading
            lent.append(chunk)
            if lent.count > ReadAhead.mostRemembered { lent.removeFirst() }
            return true
        }

        /// Takes back the chunks nobody else holds any more; returns how many are still out.
        mutating func takeBack() -> Int {
            var index = 0
            while index < lent.count {
                if lent[index].modifyIfUniquelyOwned({ $0.clear() }) == nil {
                    index += 1
                } else {
                    spare = lent.remove(at: index)
                }
            }
            return lent.count
        }

        /// Memory for the next chunk.
        mutating func spareBuffer() -> ByteBuffer {
            _ = takeBack()
            defer { spare = nil }
            return spare ?? ByteBuffer()
        }
    }

    /// Chunks to look after; those of a consumer that keeps more are not used again.
    private static let mostRemembered = 8
    /// How long a consumer that holds too many chunks is left alone before it is looked at again.
    private static let pause = Duration.microseconds(250)

    private let state: Mutex<State>
    private let chunkSize: Int
    private let mostHeld: Int?
    private let threads: NIOThreadPool

    init(source: any ChunkSource, chunkSize: Int, mostHeld: Int?, threads: NIOThreadPool) {
        state = Mutex(State(source: source))
        self.chunkSize = max(1, chunkSize)
        self.mostHeld = mostHeld.map { min(max(1, $0), Self.mostRemembered) }
        self.threads = threads
    }

    /// The next chunk; nil at the end. For one consumer.
    func next() async throws -> ByteBuffer? {
        if let mostHeld {
            while state.withLock({ $0.takeBack() }) >= mostHeld { try await Task.sleep(for: Self.pause) }
        }
        return try await withTaskCancellationHandler {
            try Task.checkCancellation()
            return try await withCheckedThrowingContinuation { consumer in
                take(for: consumer)
            }
        } onCancel: {
            cancel()
        }
    }

    private func take(for consumer: CheckedContinuation<ByteBuffer?, any Error>) {
        var answer: Result<ByteBuffer?, any Error>?
        var startsReading = false
        state.withLock { state in
            switch state.stage {
            case .idle:
                state.stage = .awaited(consumer)
                startsReading = true
            case .reading: state.stage = .awaited(consumer)
            case .ready(let result):
                startsReading = state.handOut(result)
                answer = result.map { $0.readableBytes == 0 ? nil : $0 }
            case .awaited, .finished: answer = .success(nil)
            case .cancelled: answer = .failure(CancellationError())
            }
        }
        if startsReading { read() }
        if let answer { consumer.resume(with: answer) }
    }

    private func read() {
        threads.submit { [self] thread in
            guard case .active = thread else { return deliver(.failure(CancellationError())) }
            // Taken out while they are used: nobody else reads, for the stage says that reading is under way.
            var (source, buffer) = state.withLock { ($0.source, $0.spareBuffer()) }
            let result = Result {
                if buffer.capacity == 0 { buffer.reserveCapacity(chunkSize) }
                try source.fill(&buffer, upTo: chunkSize)
                return buffer
            }
            state.withLock { $0.source = source }
            deliver(result)
        }
    }

    private func deliver(_ result: Result<ByteBuffer, any Error>) {
        var waiting: CheckedContinuation<ByteBuffer?, any Error>?
        var continues = false
        state.withLock { state in
            switch state.stage {
            case .awaited(let consumer):
                waiting = consumer
                continues = state.handOut(result)
            case .reading: state.stage = .ready(result)
            case .idle, .ready, .finished, .cancelled: break
            }
        }
        if continues { read() }
        waiting?.resume(with: result.map { $0.readableBytes == 0 ? nil : $0 })
    }

    private func cancel() {
        let waiting = state.withLock { state in
            let consumer: CheckedContinuation<ByteBuffer?, any Error>? =
                if case .awaited(let consumer) = state.stage { consumer } else { nil }
            state.stage = .cancelled
            return consumer
        }
        waiting?.resume(throwing: CancellationError())
    }
}
