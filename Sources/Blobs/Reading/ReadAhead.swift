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
        /// The chunks handed out last; one the consumer has let go of is filled again instead of a fresh allocation.
        var lent: [ByteBuffer] = []

        /// Notes that the consumer gets this; true when there is more to read.
        mutating func handOut(_ result: Result<ByteBuffer, any Error>) -> Bool {
            guard case .success(let chunk) = result, chunk.readableBytes > 0 else {
                stage = .finished
                lent = []
                return false
            }
            stage = .reading
            lent.append(chunk)
            return true
        }

        /// The oldest chunk handed out, emptied; its memory is reused only if nobody else holds it.
        mutating func spareBuffer() -> ByteBuffer {
            guard lent.count > 1 else { return ByteBuffer() }
            var buffer = lent.removeFirst()
            buffer.clear()
            return buffer
        }
    }

    private let state: Mutex<State>
    private let chunkSize: Int
    private let threads: NIOThreadPool

    init(source: any ChunkSource, chunkSize: Int, threads: NIOThreadPool) {
        state = Mutex(State(source: source))
        self.chunkSize = max(1, chunkSize)
        self.threads = threads
    }

    /// The next chunk; nil at the end. For one consumer.
    func next() async throws -> ByteBuffer? {
        try await withTaskCancellationHandler {
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
