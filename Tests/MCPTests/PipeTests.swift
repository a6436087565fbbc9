import Access
import FoundationEssentials
import Glibc
import NIOPosix
import Testing
import Wire

@testable import MCP

@Suite struct `Over pipes` {
    /// What a server writes when it is given these bytes and then nothing more.
    private func answers(to text: String) async throws -> [JSONValue] {
        // A file, because a pipe would hold no more than 64 KiB of it.
        let file = try #require(tmpfile())
        defer { fclose(file) }
        let bytes = Array(text.utf8)
        try #require(
            Glibc.write(fileno(file), bytes, bytes.count) == bytes.count && lseek(fileno(file), 0, SEEK_SET) == 0)
        var output: [Int32] = [0, 0]
        try #require(pipe(&output) == 0)
        let stub = StubDesk(.admin)
        try await StdioServer(desk: stub.desk, caller: stub.caller, input: fileno(file), output: output[1]).run()
        Glibc.close(output[1])
        defer { Glibc.close(output[0]) }
        var read: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while case let count = Glibc.read(output[0], &piece, piece.count), count > 0 { read += piece[..<count] }
        return try read.split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(JSONValue.self, from: Data($0))
        }
    }

    @Test func `each line is a message, the last one too, and lines that are too long are read over`() async throws {
        let long = String(repeating: "x", count: MessageLimits.bytes + 100_000)
        let found = try await answers(
            to: """
                nonsense

                \(long)
                {"jsonrpc":"2.0","id":1,"method":"ping"}\r
                {"jsonrpc":"2.0","method":"notifications/initialized"}
                {"jsonrpc":"2.0","id":2,"method":"initialize","params":{"protocolVersion":"2025-11-25"}}
                """)
        #expect(found.compactMap { $0["error"]?["code"]?.integer } == [-32700, -32600])
        #expect(found.filter { $0["result"] != nil }.compactMap { $0["id"]?.integer }.sorted() == [1, 2])
    }

    @Test func `each request says for itself which era it is of`() async throws {
        let meta =
            #"{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}"#
        let found = try await answers(
            to: """
                {"jsonrpc":"2.0","id":1,"method":"server/discover","params":{"_meta":\(meta)}}
                {"jsonrpc":"2.0","id":2,"method":"server/discover"}
                {"jsonrpc":"2.0","id":3,"method":"tools/list","params":{"_meta":\(meta)}}
                {"jsonrpc":"2.0","id":4,"method":"tools/list"}
                {"jsonrpc":"2.0","id":5,"method":"ping","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}

                """)
        let byID = Dictionary(found.map { ($0["id"]?.integer ?? 0, $0) }) { first, _ in first }
        #expect(byID[1]?["result"]?["resultType"] == "complete" && byID[2]?["error"]?["code"] == -32601)
        #expect(byID[3]?["result"]?["resultType"] == "complete" && byID[4]?["result"]?["resultType"] == nil)
        #expect(byID[5]?["error"]?["code"] == -32602)
    }
}
