import Domain
import NIOHTTP1
import Testing

@testable import Hub

@Suite struct `Addresses, proxies and tokens` {
    @Test func `an endpoint is read and written`() throws {
        #expect(HubEndpoint.huggingFace.description == "https://huggingface.co")
        let local = try #require(HubEndpoint("HTTP://127.0.0.1:8899/hub//"))
        #expect(local.description == "http://127.0.0.1:8899/hub")
        #expect(local.page(of: try HubFixture.id(kind: .dataset)) == "http://127.0.0.1:8899/hub/datasets/org/name")
        #expect(HubEndpoint("https://[::1]:8443")?.description == "https://[::1]:8443")
        #expect(HubEndpoint("https://huggingface.co:443/") == .huggingFace)
    }

    @Test(arguments: [
        "huggingface.co", "ftp://a", "https://", "https://user@a", "https://user:p@a", "https://a?x", "https://a#x",
        "https://exämple.com",
        "https://a:0", "https://a:65536", "https://a:x", "https://a b", "https://a/../b", "https://[::1",
        "https://a..b", "",
    ])
    func `an address that could mislead is no endpoint`(text: String) {
        #expect(HubEndpoint(text) == nil)
    }

    @Test func `a proxy is used where the environment says`() throws {
        let rules = ProxyRules(environment: [
            "HTTPS_PROXY": "http://ann:p%40ss@proxy.example:3129", "http_proxy": "proxy2.example",
            "NO_PROXY": "internal.example, .corp.example,10.0.0.0/8,exact.example:8443,192.168.1.5",
        ])
        func proxy(_ url: String) throws -> String? {
            rules.proxy(for: try #require(WebLocation(url)).origin)?.description
        }
        #expect(try proxy("https://huggingface.co") == "proxy.example:3129")
        #expect(try proxy("http://huggingface.co") == "proxy2.example:3128")
        for direct in [
            "https://internal.example", "https://a.internal.example", "https://x.corp.example", "https://10.1.2.3",
            "https://exact.example:8443", "https://192.168.1.5", "https://localhost:1", "https://127.0.0.5",
            "https://[::1]",
        ] {
            #expect(try proxy(direct) == nil, "\(direct)")
        }
        for through in [
            "https://notinternal.example", "https://11.1.2.3", "https://exact.example", "https://192.168.1.55",
        ] {
            #expect(try proxy(through) != nil, "\(through)")
        }
        let server = try #require(rules.proxy(for: .huggingFace))
        #expect(server.user == "ann" && server.password == "p@ss")
        #expect(!"\(server)".contains("p@ss"))
    }

    @Test func `no proxy is used when none can be read or all are excepted`() {
        #expect(ProxyRules(environment: ["HTTPS_PROXY": "socks5://a:1"]).proxy(for: .huggingFace) == nil)
        #expect(ProxyRules(environment: ["https_proxy": "a:1", "no_proxy": "*"]).proxy(for: .huggingFace) == nil)
        #expect(ProxyRules(environment: ["https_proxy": "", "HTTPS_PROXY": "a:1"]).all.count <= 1)
        #expect(ProxyRules.none.all.isEmpty)
    }

    @Test func `a token is found where Hub tools keep it`() {
        let files = ["/secret": "hf_file\n", "/hf/token": "hf_home", "/home/ann/.cache/huggingface/token": "hf_cache"]
        func source(_ environment: [String: String]) -> String? {
            HubToken.find(environment: environment) { files[$0] }.map { "\($0.source) \($0.token.secret)" }
        }
        #expect(source(["HF_TOKEN": "hf_a", "HUGGING_FACE_HUB_TOKEN": "hf_b"]) == "HF_TOKEN hf_a")
        #expect(source(["HF_TOKEN": "", "HUGGING_FACE_HUB_TOKEN": "hf_b"]) == "HUGGING_FACE_HUB_TOKEN hf_b")
        #expect(source(["HF_TOKEN_FILE": "/secret", "HF_HOME": "/hf"]) == "/secret hf_file")
        #expect(source(["HF_HOME": "/hf", "HOME": "/home/ann"]) == "/hf/token hf_home")
        #expect(source(["HOME": "/home/ann"]) == "/home/ann/.cache/huggingface/token hf_cache")
        #expect(source(["HOME": "/home/bob"]) == nil)
        #expect(source(["HF_TOKEN": "hf_a", "HF_HUB_DISABLE_IMPLICIT_TOKEN": "True"]) == nil)
    }

    @Test func `link headers are read with commas and other relations in them`() {
        let headers = [
            ("Link", "<https://a/x?a=1,2>; rel=\"xet-auth\", <https://a/next?b=3,4>; rel=\"next\"; foo=bar")
        ]
        #expect(LinkHeader.next(.init(headers)) == "https://a/next?b=3,4")
        #expect(LinkHeader.next(.init([("Link", "<https://a>; rel=\"prev\"")])) == nil)
        #expect(LinkHeader.next(.init([("Link", "<<<>; rel=next")])) != "")
        #expect(LinkHeader.next([:]) == nil)
    }

    @Test(arguments: [
        "bytes 5-2/10", "bytes 0-10/10", "bytes -5/10", "bytes 0-/10", "items 0-1/2", "bytes 0-1", "",
        "bytes 0-9223372036854775807/*",
    ])
    func `a content range that cannot be true is none`(text: String) {
        #expect(ContentRange(text) == nil)
    }
}
