import Wire

/// A question of a client.
struct RPCRequest: Sendable, Hashable {
    let id: RequestID
    let method: String
    /// Empty when there are none.
    let params: [String: JSONValue]

    init(id: RequestID, method: String, params: [String: JSONValue] = [:]) {
        self.id = id
        self.method = method
        self.params = params
    }

    var meta: [String: JSONValue]? { params["_meta"]?.object }
    /// Where the client wants to hear how far it is; nil when it does not.
    var progressToken: RequestID? { RequestID(meta?["progressToken"]) }

    /// The whole answer.
    func answer(_ result: JSONValue) -> JSONValue { ["jsonrpc": "2.0", "id": id.json, "result": result] }
    func answer(_ error: RPCError) -> JSONValue { error.answer(to: id) }
}

extension RPCError {
    /// The whole answer; to nobody in particular when it was not said who asked.
    func answer(to id: RequestID?) -> JSONValue { ["jsonrpc": "2.0", "id": id?.json ?? .null, "error": json] }
}
