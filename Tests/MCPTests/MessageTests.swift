import Testing
import Wire

@testable import MCP

@Suite struct `A message` {
    private func code(_ text: String) -> Int64? {
        do {
            _ = try RPCMessage(Array(text.utf8))
            return nil
        } catch {
            return error.error.code
        }
    }

    @Test func `is a request when it has an id, and a notification when it has none`() throws {
        let request = try RPCMessage(Array(#"{"jsonrpc":"2.0","id":"a","method":"ping"}"#.utf8))
        #expect(request == .request(RPCRequest(id: .text("a"), method: "ping")))
        let notice = try RPCMessage(Array(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#.utf8))
        #expect(notice == .notification(method: "notifications/initialized", params: [:]))
        #expect(try RPCMessage(Array(#"{"jsonrpc":"2.0","id":1,"result":{}}"#.utf8)) == .response)
    }

    @Test(arguments: [
        ("", -32700), ("{", -32700), ("null", -32600), ("7", -32600), ("  [", -32600), ("{}", -32600),
        (#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, -32600),
        (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600),
        (#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, -32600),
        (#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, -32600),
        (#"{"jsonrpc":"2.0","id":1,"method":""}"#, -32600), (#"{"jsonrpc":"2.0","id":1}"#, -32600),
        (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}"#, -32600),
    ])
    func `of another form is refused by its code`(text: String, expected: Int64) {
        #expect(code(text) == expected)
    }

    @Test func `may be nested so deep and so long, and no further`() {
        func nested(_ levels: Int) -> String {
            let inner = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
            return #"{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":\#(inner)}}"#
        }
        #expect(code(nested(MessageLimits.depth - 2)) == nil)
        #expect(code(nested(MessageLimits.depth - 1)) == -32700)
        #expect(code(nested(100_000)) == -32700)
        let brackets =
            #"{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":"[[\"[[\#(String(repeating: "[", count: 100))"}}"#
        #expect(code(brackets) == nil)
        #expect(code(String(repeating: " ", count: MessageLimits.bytes + 1)) == -32600)
    }

    @Test func `may hold so many values, however small they are`() {
        func holding(_ count: Int) -> String {
            let values = Array(repeating: "0", count: count).joined(separator: ",")
            return #"{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":[\#(values)],"b":",,,,{{{{"}}"#
        }
        #expect(code(holding(1900)) == nil)
        #expect(code(holding(2001)) == -32600)
        #expect(code(holding(100_000)) == -32600)
    }

    @Test func `that is wrong is answered with its id when that could be read`() {
        let error = #expect(throws: RPCMessage.Unreadable.self) {
            try RPCMessage(Array(#"{"jsonrpc":"2.0","id":9}"#.utf8))
        }
        #expect(error?.id == .number(9))
    }
}
