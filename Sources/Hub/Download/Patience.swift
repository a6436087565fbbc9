import Domain

/// When to try again, how long to wait before it, and when to stop.
struct Patience {
    private let settings: DownloadSettings
    private var triesInVain = 0

    init(_ settings: DownloadSettings) { self.settings = settings }

    /// Waits before another try, or throws the error when too many came to nothing.
    mutating func pause(after error: any Error, progressed: Bool) async throws {
        triesInVain = progressed ? 0 : triesInVain + 1
        guard triesInVain < settings.triesWithoutProgress else { throw error }
        let doublings = Double(1 << min(triesInVain, 5))
        try await Task.sleep(for: settings.firstPause * (doublings * Double.random(in: 0.5...1.0)))
    }

    /// A broken, slow or overloaded line is; a clear answer is not, nor is an end somebody asked for.
    static func isWorthAnotherTry(_ error: any Error) -> Bool {
        switch error {
        case is CancellationError, is RangesIgnored: false
        case let error as DownloadError: error.isWorthAnotherTry
        case let error as HubError: error.isTransient
        case is any ProblemConvertible: false
        default: true
        }
    }
}

extension HubError {
    /// Whether the same question may be answered a moment later.
    var isTransient: Bool {
        switch self {
        case .unreachable, .timeout, .interrupted, .truncated: true
        case .serverError(_, let status, _): status >= 500 || status == 408
        case .rateLimited(_, let wait): wait.map { $0 < .seconds(300) } ?? true
        default: false
        }
    }
}
