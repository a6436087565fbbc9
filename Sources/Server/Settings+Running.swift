import Domain
import Engines
import Scoring

/// What the settings say of models in memory.
extension Settings {
    static func memory(_ text: String?) throws -> ByteCount? {
        guard let text else { return nil }
        guard let size = SizeText.parse(text) else {
            throw Problem(.badRequest, "`memory` is no size", hint: "write 8 GiB or 16000 MB")
        }
        return size
    }

    static func keepAlive(_ text: String) throws -> KeepAlive {
        guard let time = KeepAlive(text) else {
            throw Problem(.badRequest, "`keep-alive` is no time", hint: "write 5m, 1h30m, seconds, or -1 for ever")
        }
        return time
    }

    static func queueTime(_ text: String) throws -> Duration {
        guard case .idle(let time)? = KeepAlive(text), time >= 1000 else {
            throw Problem(.badRequest, "`queue-time` is no time", hint: "write 30s, 10m or 1h")
        }
        return .milliseconds(time)
    }

    func checkRunning() throws {
        guard ["llama.cpp", "ollama"].contains(engine) else {
            throw Problem(.badRequest, "`engine` must be llama.cpp or ollama", hint: "look at config.yaml and ROOST_*")
        }
        guard (0...100_000).contains(queue) else {
            throw Problem(.badRequest, "`queue` must be 0 to 100000", hint: "look at config.yaml and ROOST_*")
        }
        guard (1...RuntimeSettings.longestContext).contains(context), (1...1024).contains(threads) else {
            throw Problem(
                .badRequest, "`context` must be 1 to \(RuntimeSettings.longestContext), `threads` 1 to 1024",
                hint: "look at config.yaml and ROOST_*")
        }
    }
}
