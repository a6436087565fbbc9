import Crypto

extension HubEndpoint {
    /// What the Hub is called where its address cannot stand: twelve digits of its SHA-256.
    package var id: String {
        SHA256.hash(data: Array(description.utf8)).prefix(6)
            .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Whether what is sent there travels unencrypted, and leaves this machine.
    package var isExposed: Bool {
        guard let origin, origin.scheme == .http else { return false }
        return origin.host != "localhost" && origin.host != "[::1]" && !origin.host.hasPrefix("127.")
    }
}
