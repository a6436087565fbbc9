import FoundationEssentials
package import Wire

extension JSONValue {
    /// The value of a JSON text; nil when it is none.
    package init?(bytes: [UInt8]) {
        let value = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes))  // callers only ask whether it is JSON
        guard let value else { return nil }
        self = value
    }
}
