import Foundation
import SystemPackage
import Testing

@testable import Engines

@Suite struct `The log of an engine` {
    private func withLog(_ body: (EngineLog, String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/log-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }  // Nothing depends on it being gone.
        let path = "\(folder)/logs/engines/model.log"
        try body(try EngineLog(FilePath(path)), path)
    }

    @Test func `says why a model was not loaded, by its first error`() throws {
        try withLog { log, path in
            log.append(Array("0.00.027.435 I srv load_model: local path\n0.00.027.496 E gguf_init: no such".utf8))
            log.append(Array(" file\n0.00.027.577 E llama_model_load: failed\nRuntimeError: Failed\n".utf8))
            #expect(log.reason == "gguf_init: no such file")
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(text.hasPrefix("0.00.027.435"))
        }
    }

    @Test func `keeps the one before beside it, and does not grow for ever`() throws {
        try withLog { log, path in
            let line = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
            for _ in 0..<20 { log.append(line) }
            for file in [path, path + ".1"] {
                let size = try #require(try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int)
                #expect(size <= 6 << 20, "\(file)")
            }
        }
    }

    @Test func `knows no reason where there was no error`() throws {
        try withLog { log, _ in
            log.append(Array("all is well\n".utf8))
            #expect(log.reason == nil)
        }
    }
}
