import Access
import Domain
import Hub
import NIOHTTP1

/// Asks providers of sign-in as `Reach` asks: by addresses that were judged, within limits, following no redirect.
struct ProviderClient: ProviderAsking {
    private let rules: ReachRules

    /// The house may be offline as to Hubs: a provider is asked all the same, because somebody configured it.
    init(rules: ReachRules) {
        var rules = rules
        rules.isOffline = false
        self.rules = rules
    }

    func ask(_ question: ProviderQuestion, home: ProviderAddress) async throws -> ProviderAnswer {
        guard let location = WebLocation(question.address.description), let own = WebLocation(home.description) else {
            throw SignInError.unreachable("the address cannot be asked")
        }
        var rules = rules
        // An administrator wrote this host down, wherever it stands; whatever its documents name is judged.
        rules.allow += [own.origin.host, "\(own.origin.host):\(own.origin.port)"].compactMap { ReachPermit($0) }
        var headers = HTTPHeaders()
        for header in question.headers { headers.add(name: header.name, value: header.value) }
        do {
            let answer = try await Reach(rules: rules).once(
                location, headers: headers, form: question.form,
                limits: ReachLimits(
                    bytes: ByteCount(ProviderLimits.answer), time: .seconds(ProviderLimits.seconds), hops: 0))
            return ProviderAnswer(status: answer.status, body: answer.body)
        } catch let error as ReachError {
            throw SignInError.unreachable(error.reason)
        }
    }
}
