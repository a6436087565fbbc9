import Domain
import Glibc
import NIOPosix
import Wire

/// The protocol over two pipes: a message a line, nothing else on the way out.
///
/// Each request says for itself which era it is of; one that says nothing is of the handshake's.
package struct StdioServer: Sendable {
    /// Requests at once.
    private static let requestsAtMost = 64
    /// What is going on may still end when nothing more comes in.
    private static let grace = Duration.seconds(2)

    private let desk: Desk
    private let caller: Caller
    private let input: Int32
    private let output: Int32
    private let open = OpenCalls(limit: Self.requestsAtMost)

    /// - Parameters:
    ///   - caller: whoever started the program.
    ///   - input: read to its end.
    ///   - output: written to by nobody else.
    package init(desk: Desk, caller: Caller, input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO) {
        self.desk = desk
        self.caller = caller
        self.input = input
        self.output = output
    }

    /// Answers until the input ends or the task is cancelled.
    package func run() async throws {
        // A thread each, so that lines go out whole and in order, and waiting for one holds up nobody.
        let reading = NIOThreadPool(numberOfThreads: 1)
        let writing = NIOThreadPool(numberOfThreads: 1)
        reading.start()
        writing.start()
        let ending: Result<Void, any Error>
        do {
            try await serve(reading, LineWriter(output, threads: writing))
            ending = .success(())
        } catch {
            ending = .failure(error)
        }
        try? await reading.shutdownGracefully()  // Only its own threads could fail to end.
        try? await writing.shutdownGracefully()  // The same.
        try ending.get()
    }

    private func serve(_ reading: NIOThreadPool, _ writer: LineWriter) async throws {
        let (ended, end) = AsyncStream<Void>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await withThrowingDiscardingTaskGroup { requests in
                    var lines = LineReader(input, threads: reading)
                    while let line = try await lines.next() {
                        if let request = await take(line, writer) {
                            // Opened here and not in its task, so that what gives it up finds it.
                            let key = OpenCalls.Key(scope: "", id: request.id)
                            do throws(RPCError) {
                                let withdrawal = try open.open(key)
                                requests.addTask {
                                    await answer(request, withdrawal, writer)
                                }
                            } catch {
                                await writer.write(request.answer(error))
                            }
                        }
                    }
                    end.finish()
                }
            }
            group.addTask {
                for await _ in ended {}
                try await Task.sleep(for: Self.grace)
            }
            _ = try await group.next()
            group.cancelAll()
        }
    }

    /// Reads a line; what is no request is dealt with at once.
    private func take(_ line: LineReader.Line, _ writer: LineWriter) async -> RPCRequest? {
        do {
            switch line {
            case .tooLong: throw RPCMessage.Unreadable(id: nil, error: .tooLarge)
            case .bytes(let bytes):
                guard bytes.contains(where: { ![9, 13, 32].contains($0) }) else { return nil }
                switch try RPCMessage(bytes) {
                case .request(let request): return request
                case .notification("notifications/cancelled", let params):
                    open.withdraw(params, in: "")
                case .notification, .response: break
                }
            }
        } catch let unreadable as RPCMessage.Unreadable {
            await writer.write(unreadable.error.answer(to: unreadable.id))
        } catch {
            await writer.write(RPCError.unexpected.answer(to: nil))
        }
        return nil
    }

    private func answer(_ request: RPCRequest, _ withdrawal: Withdrawal, _ writer: LineWriter) async {
        do throws(RPCError) {
            let isHandshake = request.method == "initialize" || !Envelope.claims(request)
            let version = isHandshake ? ProtocolVersion.newestHandshake : try Envelope.check(request)
            switch try await desk.begin(request, by: caller, in: version) {
            case .answer(let result): await writer.write(request.answer(result))
            case .call(let call): await answer(request, call, withdrawal, version, writer)
            }
        } catch {
            await writer.write(request.answer(error))
        }
    }

    private func answer(
        _ request: RPCRequest, _ call: ToolCall, _ withdrawal: Withdrawal, _ version: ProtocolVersion,
        _ writer: LineWriter
    ) async {
        let (notices, telling) = AsyncStream<JSONValue>.makeStream(bufferingPolicy: .bufferingNewest(64))
        let answer = await withTaskGroup(of: ToolAnswer?.self) { group in
            group.addTask {
                defer { telling.finish() }
                return await call.run(withdrawal) { telling.yield($0) }
            }
            for await notice in notices { await writer.write(notice) }
            return await group.next() ?? nil
        }
        // Who gave it up waits for nothing.
        guard let answer else { return }
        await writer.write(request.answer(desk.greeting.result(answer.fields, in: version.era)))
    }
}
