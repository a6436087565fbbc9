import Hub
import Wire

extension RoutesConfig {
    /// Of a file, in bytes.
    package static let maximumBytes = 262_144

    /// Reads the text of a file. An empty one has no routes.
    ///
    /// - Parameter kinds: the names of the providers' kinds.
    package init(parsing text: String, kinds: Set<String>) throws(RoutesError) {
        guard text.utf8.count <= Self.maximumBytes else {
            throw .mistakes([FileMistake(line: nil, key: "", message: "more than \(Self.maximumBytes) bytes")])
        }
        do {
            let document = try YAMLDocument(text)
            var reader = RoutesReader(kinds: kinds) { document.line(of: $0) }
            for (path, line) in document.repeated {
                reader.mistakes.append(FileMistake(line: line, key: path, message: "stands here a second time"))
            }
            self = reader.config(document.value ?? .object([:]))
            guard reader.mistakes.isEmpty else { throw RoutesError.mistakes(reader.sortedMistakes) }
        } catch let problem as YAMLProblem {
            throw .mistakes([FileMistake(line: problem.line, key: "", message: problem.message)])
        } catch let error as RoutesError {
            throw error
        } catch {
            throw .mistakes([FileMistake(line: nil, key: "", message: "\(error)")])
        }
    }
}

/// Reads routes from their file, and goes on behind each mistake so that all are told at once.
struct RoutesReader {
    private static let mostMistakes = 100
    private static let mostEntries = 1000

    let kinds: Set<String>
    let line: (_ path: String) -> Int?
    var mistakes: [FileMistake] = []

    init(kinds: Set<String>, line: @escaping (_ path: String) -> Int?) {
        self.kinds = kinds
        self.line = line
    }

    mutating func report(_ path: String, _ message: String) {
        guard mistakes.count < Self.mostMistakes else { return }
        mistakes.append(FileMistake(line: line(path), key: String(path.prefix(200)), message: message))
    }

    var sortedMistakes: [FileMistake] {
        mistakes.enumerated().sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }
            .map(\.element)
    }

    mutating func config(_ value: JSONValue) -> RoutesConfig {
        var config = RoutesConfig()
        guard let top = section("", value, keys: ["providers", "models", "defaults", "routes"]) else { return config }
        if let defaults = top["defaults"], let fields = section("defaults", defaults, keys: Self.ruleKeys) {
            config.rules = rules(fields, "defaults", RouteRules())
        }
        for (name, value) in entries("providers", top["providers"]) {
            config.providers[name] = provider(name, value)
        }
        for (name, value) in entries("models", top["models"]) {
            guard let leg = leg(name, at: "models.\(name)", config) else { continue }
            config.models[leg] = facts(name, value)
        }
        for (name, value) in entries("routes", top["routes"]) {
            config.routes[name] = route(name, value, config)
        }
        return config
    }

    /// A mapping with these keys and no others; nil, and told, when it is none.
    mutating func section(_ path: String, _ value: JSONValue, keys: Set<String>) -> [String: JSONValue]? {
        if value.isNull { return [:] }
        guard let fields = value.object else {
            report(path, "is no mapping of names to values")
            return nil
        }
        for key in fields.keys.sorted() where !keys.contains(key) {
            report(
                path.isEmpty ? key : "\(path).\(key)",
                "is not known here; known: \(keys.sorted().joined(separator: ", "))")
        }
        return fields
    }

    /// The named things of a mapping, in order.
    mutating func entries(_ path: String, _ value: JSONValue?) -> [(String, JSONValue)] {
        guard let value, !value.isNull else { return [] }
        guard let fields = value.object else {
            report(path, "is no mapping of names to values")
            return []
        }
        guard fields.count <= Self.mostEntries else {
            report(path, "has more than \(Self.mostEntries) entries")
            return []
        }
        return fields.sorted { $0.key < $1.key }
    }
}
