import Domain
import Logging

extension JobRunner {
    /// The two sides of a running job.
    private enum Part: Sendable {
        case lease(LeaseKeeper.Ending)
        case work(Result<String?, any Error>)
    }

    /// Does a claimed job to its end and records it.
    func run(_ claimed: ClaimedJob, _ handler: any JobHandler) async throws -> Job {
        let context = JobContext(queue: queue, lease: claimed.lease)
        let (stop, stopper) = AsyncStream<Void>.makeStream()
        let keeper = LeaseKeeper(context: context, stop: stopper)
        let (lease, result) = await withLogger(mergingMetadata: ["job.id": "\(claimed.job.id)"]) { _ in
            await withTaskGroup(of: Part.self) { group in
                group.addTask { .lease(await keeper.keep()) }
                group.addTask { .work(await work(claimed.job, handler, context, until: stop)) }
                var lease = LeaseKeeper.Ending.held
                var result: Result<String?, any Error> = .failure(CancellationError())
                for await part in group {
                    switch part {
                    case .lease(let ending): lease = ending
                    case .work(let outcome):
                        result = outcome
                        group.cancelAll()
                    }
                }
                return (lease, result)
            }
        }
        guard lease == .held else { throw JobError.leaseLost(claimed.job.id) }
        try await context.flush()
        return try await record(result, claimed.lease)
    }

    /// Runs the handler, and cancels it when `stop` ends. The lease is kept meanwhile, however long it takes to stop.
    private func work(
        _ job: Job, _ handler: any JobHandler, _ context: JobContext, until stop: AsyncStream<Void>
    ) async -> Result<String?, any Error> {
        await withTaskGroup(of: Result<String?, any Error>?.self) { group in
            group.addTask {
                do {
                    return .success(try await handler.run(job, context))
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                for await _ in stop {}
                return nil
            }
            var result: Result<String?, any Error> = .failure(CancellationError())
            for await outcome in group {
                if let outcome { result = outcome }
                group.cancelAll()
            }
            return result
        }
    }

    private func record(_ result: Result<String?, any Error>, _ lease: JobLease) async throws -> Job {
        switch result {
        case .success(let json): return try await queue.complete(lease, result: json)
        case .failure(let error):
            // Libraries dress up a cancellation in errors of their own, so what was asked counts, not what was thrown.
            if try await queue.heartbeat(lease) { return try await queue.cancelled(lease) }
            if Task.isCancelled { return try await queue.release(lease) }
            let problem = Problem(error)
            return problem.code == .diskFull
                ? try await queue.pause(lease, problem) : try await queue.fail(lease, problem)
        }
    }
}
