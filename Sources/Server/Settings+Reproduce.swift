import Configuration
import Domain
import Registry

extension Settings {
    static func reproduce(_ config: ConfigReader, _ environment: [String: String]) async throws -> ReproduceSettings {
        var settings = ReproduceSettings()
        settings.python = try await config.fetchString(forKey: "reproduce.python").nonEmpty
        settings.searchPath = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        let seconds = Int(settings.wall.components.seconds)
        settings.wall = .seconds(try await config.fetchInt(forKey: "reproduce.seconds", default: seconds))
        let memory = Int(settings.memory.bytes)
        settings.memory = ByteCount(try await config.fetchInt(forKey: "reproduce.memory-bytes", default: memory))
        return settings
    }

    func checkReproduce() throws(Problem) {
        guard (1...ReproduceSettings.mostSeconds).contains(Int(reproduce.wall.components.seconds)),
            reproduce.memory >= ReproduceSettings.leastMemory
        else {
            throw Problem(
                .badRequest,
                "`reproduce.seconds` must be 1 to \(ReproduceSettings.mostSeconds), `reproduce.memory-bytes` at least 64 MiB",
                hint: "look at config.yaml and ROOST_*")
        }
    }
}
