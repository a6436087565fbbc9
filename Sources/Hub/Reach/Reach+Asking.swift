import AsyncHTTPClient
import Domain
import NIOCore
package import NIOHTTP1
import NIOPosix

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Reach {
    /// A GET that follows redirects, each judged like the first address. Throws `ReachError` or cancellation.
    ///
    /// No token, no cookie and no user's header goes along.
    package func get(
        _ text: some StringProtocol, headers: HTTPHeaders = [:], limits: ReachLimits = ReachLimits()
    ) async throws -> ReachAnswer {
        let address = String(text)
        return try await within(limits.time, of: WebLocation(address)) {
            try await follow(address, headers: headers, limits: limits)
        }
    }

    /// One question, whose redirects are answers: a GET, or a POST of `form`. Throws `ReachError` or cancellation.
    package func once(
        _ location: WebLocation, headers: HTTPHeaders = [:], form: String? = nil, limits: ReachLimits = ReachLimits()
    ) async throws -> ReachAnswer {
        try await within(limits.time, of: location) {
            try await ask(try await check(location), headers: headers, form: form, limit: limits.bytes)
        }
    }

    private func within(
        _ time: Duration, of location: WebLocation?, _ body: @escaping @Sendable () async throws -> ReachAnswer
    ) async throws -> ReachAnswer {
        try await withThrowingTaskGroup(of: ReachAnswer.self) { group in
            group.addTask { try await body() }
            group.addTask {
                try await Task.sleep(for: time)
                throw ReachError.timedOut(host: location?.origin.host ?? "the server", after: time)
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() else { throw CancellationError() }
            return answer
        }
    }

    private func follow(_ text: String, headers: HTTPHeaders, limits: ReachLimits) async throws -> ReachAnswer {
        var target = try await check(text)
        let start = target.location
        var visited: Set<WebLocation> = [start]
        for _ in 0...limits.hops {
            let answer = try await ask(target, headers: headers, limit: limits.bytes)
            guard [301, 302, 303, 307, 308].contains(answer.status) else { return answer }
            let here = target.location
            guard let next = answer.headers.first(name: "Location").flatMap({ here.resolving($0) }) else {
                throw ReachError.refused(host: here.origin.host, why: "a redirect to no http or https address")
            }
            guard here.origin.scheme == .http || next.origin.scheme == .https else {
                throw ReachError.refused(host: here.origin.host, why: "a redirect from https to http")
            }
            guard visited.insert(next).inserted else { break }
            target = try await check(next)
        }
        throw ReachError.tooManyRedirects(host: start.origin.host)
    }

    /// Tries one address after the other until one can be connected to.
    private func ask(
        _ target: ReachTarget, headers: HTTPHeaders, form: String? = nil, limit: ByteCount
    ) async throws -> ReachAnswer {
        let origin = target.location.origin
        let pins = target.proxy == nil ? target.addresses.map(Optional.some) : [nil]
        var last: any Error = ReachError.unresolved(host: origin.host)
        for pin in pins {
            try Task.checkCancellation()
            do {
                return try await ask(target, pinnedTo: pin, headers: headers, form: form, limit: limit)
            } catch let error where Self.isUnconnected(error) {
                last = error
            }
        }
        throw try Self.words(for: last, host: origin.host)
    }

    private func ask(
        _ target: ReachTarget, pinnedTo address: IPAddress?, headers: HTTPHeaders, form: String?, limit: ByteCount
    ) async throws -> ReachAnswer {
        var configuration = HubClients.configuration(proxy: target.proxy)
        configuration.timeout.connect = .seconds(5)
        if let address { configuration.dnsOverride = [target.location.origin.host: address.description] }
        // A client of its own: what it knows of the name ends with it.
        let client = HTTPClient(eventLoopGroup: group, configuration: configuration)
        do {
            let answer = try await Self.read(client, target, headers, form, limit)
            try await client.shutdown()
            return answer
        } catch {
            try await client.shutdown()
            if Self.isUnconnected(error) { throw error }
            throw try Self.words(for: error, host: target.location.origin.host)
        }
    }

    /// Whether nothing was said yet, so that another address may be tried.
    private static func isUnconnected(_ error: any Error) -> Bool {
        let codes = [ECONNREFUSED, ENETUNREACH, EHOSTUNREACH, ETIMEDOUT]
        if let failure = error as? IOError { return codes.contains(failure.errnoCode) }
        return error is NIOConnectionError || (error as? HTTPClientError) == .connectTimeout
    }

    private static func read(
        _ client: HTTPClient, _ target: ReachTarget, _ headers: HTTPHeaders, _ form: String?, _ limit: ByteCount
    ) async throws -> ReachAnswer {
        var request = HTTPClientRequest(url: target.location.description)
        request.headers = headers
        request.headers.replaceOrAdd(name: "User-Agent", value: "roost")
        request.headers.replaceOrAdd(name: "Accept-Encoding", value: "identity")
        if let form {
            request.method = .POST
            request.headers.replaceOrAdd(name: "Content-Type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(ByteBuffer(string: form))
        }
        // The caller's own clock ends it; this one only has to be longer.
        let response = try await client.execute(request, timeout: .minutes(10))
        var body: [UInt8] = []
        for try await buffer in response.body {
            guard body.count + buffer.readableBytes <= limit.bytes else {
                throw ReachError.tooLarge(host: target.location.origin.host, limit: limit)
            }
            body += buffer.readableBytesView
        }
        return ReachAnswer(
            location: target.location, status: Int(response.status.code), headers: response.headers, body: body)
    }

    private static func words(for error: any Error, host: String) throws -> any Error {
        if error is ReachError { return error }
        switch try HubError(transport: error, host: host, waited: .seconds(5)) {
        case .unreachable(let host, let why): return ReachError.unreachable(host: host, why: why)
        case .timeout(let host, let waited): return ReachError.timedOut(host: host, after: waited)
        case let other: return ReachError.unreachable(host: host, why: other.problem.message)
        }
    }
}
