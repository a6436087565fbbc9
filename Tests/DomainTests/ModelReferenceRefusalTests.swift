import Domain
import Testing

@Suite struct `Refused model references` {
    static let refusals: [(String, ReferenceFault)] = [
        ("", .empty),
        (" \n", .empty),
        (String(repeating: "a", count: 1001), .tooLong),
        ("org/na\u{0}me", .invisible(0)),
        ("org/na\tme", .invisible(9)),
        ("org/\u{202E}name", .invisible(0x202E)),
        ("org/na me", .whiteSpace),
        ("org/na\u{3000}me", .whiteSpace),
        ("../name", .parentFolder),
        ("org/../name", .parentFolder),
        ("./a/../b", .parentFolder),
        ("./..", .parentFolder),
        ("file:///a/%2e%2e/b", .parentFolder),
        ("https://huggingface.co/org/name/blob/main/../x", .parentFolder),
        ("https://huggingface.co/org/name/blob/main/%2e%2E/x", .parentFolder),
        ("https://huggingface.co/org/name/blob/main/%252e%252e/x", .escape),
        ("https://huggingface.co/org/name/blob/main/%00", .path("\u{0}")),
        ("https://huggingface.co/org/name/blob/main/%f", .escape),
        ("https://huggingface.co/org/name/blob/main/%ff", .escape),
        ("https://huggingface.co/org/name/blob/main//x", .path("/x")),
        ("/etc/passwd", .absolutePath),
        ("~/models", .homeFolder),
        ("a\\b", .backslash),
        ("file://server/share", .remoteFolder),
        ("file:/abs", .remoteFolder),
        ("ftp://huggingface.co/org/name", .scheme("ftp")),
        ("https:/huggingface.co/org/name", .host("`//` is missing after `https:`")),
        ("https:///org/name", .host("the address has no host")),
        ("https://huggingface.co@evil/org/name", .userInfo),
        ("https://user:pass@huggingface.co/org/name", .userInfo),
        ("https://huggingfаce.co/org/name", .host("the host is not written in plain ASCII letters")),
        (
            "https://xn--huggingfce-58g.co/org/name",
            .host("the host is an encoded name (`xn--`), which can look like another")
        ),
        ("https://huggingface.co./org/name", .host("`huggingface.co.` is not a host name")),
        ("http://0x7f.1/org/name", .host("`0x7f.1` is not a host name or a plain IPv4 address")),
        ("http://2130706433/org/name", .host("`2130706433` is not a host name or a plain IPv4 address")),
        ("http://[::1/org/name", .host("`]` is missing")),
        ("http://host:0/org/name", .port("0")),
        ("http://host:65536/org/name", .port("65536")),
        ("http://host:/org/name", .port("")),
        ("http://host:+80/org/name", .port("+80")),
        ("hugingface.co/org/name", .bareHost("hugingface.co")),
        ("huggingface.co.evil/name", .bareHost("huggingface.co.evil")),
        ("huggingfаce.co/name", .bareHost("huggingfаce.co")),
        ("evil.com/name", .bareHost("evil.com")),
        ("localhost:8899/org/name", .bareHost("localhost:8899")),
        ("127.0.0.1/org", .bareHost("127.0.0.1")),
        ("org/a--b", .name("a--b")),
        ("org/a..b", .name("a..b")),
        ("org/name.git", .name("name.git")),
        ("https://huggingface.co/org/name.git", .name("name.git")),
        ("ünï/name", .name("ünï")),
        ("org%2Fname", .escapedName("org%2Fname")),
        ("org/%2e%2e", .escapedName("%2e%2e")),
        ("https://huggingface.co/org%2Fname", .escapedName("org%2Fname")),
        ("https://huggingface.co/org/na%00me", .escapedName("na%00me")),
        ("a/b/c", .segments(3)),
        ("https://huggingface.co/org/name/discussions/1", .page("discussions")),
        ("https://huggingface.co/spaces/org/name", .page("spaces")),
        ("https://huggingface.co/datasets", .page("datasets")),
        ("https://huggingface.co/", .noName),
        ("hf.co", .noName),
        ("hf://", .noName),
        ("org/name@", .revision("")),
        ("org/name@a..b", .revision("a..b")),
        ("org/name:", .quantisation("")),
        ("org/name:Q4;rm", .quantisation("Q4;rm")),
        ("javascript:alert(1)", .quantisation("alert(1)")),
        ("hf://org/name:Q4_0/x.gguf", .quantisedFile),
        ("datasets/org/name:Q4_0", .quantisedFile),
    ]

    @Test(arguments: refusals)
    func `what is wrong is said`(text: String, fault: ReferenceFault) {
        #expect(throws: ReferenceError.refused(text: text, fault)) { try ModelReference(parsing: text) }
    }

    @Test(arguments: refusals)
    func `every refusal has a reason and a way out, in visible characters`(text: String, fault: ReferenceFault) throws {
        let problem = ReferenceError.refused(text: text, fault).problem
        #expect(problem.code == .badRequest)
        #expect(try #require(problem.hint).contains("`"))
        #expect(problem.description.utf8.count < 800)
        #expect(!problem.description.unicodeScalars.contains { $0.value < 32 && $0 != "\n" || $0.value == 0x202E })
    }

    @Test func `a bare path leads to the import`() {
        let problem = ReferenceError.refused(text: "/etc/passwd", .absolutePath).problem
        #expect(problem.message == "`/etc/passwd` is not a model reference: it is a path on this machine")
        #expect(problem.hint?.contains("roost import /etc/passwd") == true)
        #expect(problem.hint?.contains("file:///etc/passwd") == true)
    }
}
