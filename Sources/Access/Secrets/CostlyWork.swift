import Glibc

/// Work that takes a processor for long, on a thread of its own.
///
/// Not on Dispatch's threads: on Linux tasks run on the same ones, as many as there are processors, and two logins would
/// stop a server with two.
enum CostlyWork {
    /// Behind whatever serves those who are in already, as `nice` counts.
    private static let niceness: Int32 = 10

    /// Throws what `work` throws, or `AccessError.busy` when there is no thread to be had.
    static func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let isStarted = start {
                setpriority(Int32(PRIO_PROCESS.rawValue), 0, niceness)
                continuation.resume(with: Result { try work() })
            }
            if !isStarted { continuation.resume(throwing: AccessError.busy) }
        }
    }

    /// Carries a closure through a pointer.
    private final class Parcel: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    private static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        let parcel = Unmanaged.passRetained(Parcel(body))
        var thread = pthread_t()
        let failure = pthread_create(
            &thread, nil,
            { pointer in
                if let pointer { Unmanaged<Parcel>.fromOpaque(pointer).takeRetainedValue().body() }
                return nil
            }, parcel.toOpaque())
        guard failure == 0 else {
            parcel.release()
            return false
        }
        pthread_detach(thread)
        return true
    }
}
