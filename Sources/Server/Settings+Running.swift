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

    func checkRunning() throws {
        guard (1...RuntimeSettings.longestContext).contains(context), (1...1024).contains(threads) else {
            throw Problem(
                .badRequest, "`context` must be 1 to \(RuntimeSettings.longestContext), `threads` 1 to 1024",
                hint: "look at config.yaml and ROOST_*")
        }
    }
}
