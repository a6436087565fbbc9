import Domain
import Testing

@testable import Engines

@Suite struct `The address of an Ollama` {
    @Test(arguments: [
        ("", "http://127.0.0.1:11434"), ("box", "http://box:11434"), ("box:80", "http://box:80"),
        ("0.0.0.0", "http://127.0.0.1:11434"), ("http://box", "http://box"),
        ("https://box/ollama/", "https://box/ollama"),
        ("[::1]", "http://[::1]:11434"), ("[::1]:99", "http://[::1]:99"),
    ])
    func `is as its own clients read it`(host: String, address: String) throws {
        #expect(try OllamaServer.address(host) == address)
    }

    @Test(arguments: ["file:///etc", "http://a@b", "ftp://x", "box?x", "box#x", "b\u{e9}"])
    func `is refused when it is none`(host: String) {
        #expect(throws: Problem.self) { try OllamaServer.address(host) }
    }
}

@Suite struct `The name of a made model` {
    @Test(arguments: ["mario", "a/b", "a/b:Q4_K_M", "x:latest", "_a.b-c"])
    func `is taken`(name: String) throws { try ModelMaker.check(name) }

    @Test(arguments: ["", "/", "a/b/c", "../x", "a/../b", "a b", "a:b/c", "a::b", "-x", "a/", "hf://x", "x\n"])
    func `is refused`(name: String) {
        #expect(throws: Problem.self) { try ModelMaker.check(name) }
    }

    @Test(arguments: [
        ("mario", "made/mario"), ("a/b:Q4_K_M", "made/a-b-Q4_K_M"), ("x--y..z.", "made/x-y.z"),
    ])
    func `becomes a place that no Hub has`(name: String, place: String) {
        #expect(ModelMaker.place(of: name) == place)
        #expect(RepositoryID(place) != nil)
    }
}
