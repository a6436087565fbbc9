import Testing

@testable import Forge

@Suite struct `A link to code` {
    @Test(arguments: [
        ("https://github.com/org/name", "https://github.com/org/name"),
        ("http://www.github.com/Org/Name.git", "https://github.com/org/name"),
        ("https://github.com/org/name/tree/main/examples?tab=readme#usage", "https://github.com/org/name"),
        ("git+https://github.com/org/name.git", "https://github.com/org/name"),
        ("git@github.com:org/name.git", "https://github.com/org/name"),
        ("ssh://git@github.com/org/name.git", "https://github.com/org/name"),
        ("github.com/org/name", "https://github.com/org/name"),
        (" https://github.com/org/name/ ", "https://github.com/org/name"),
        ("https://raw.githubusercontent.com/org/name/main/x.py", "https://github.com/org/name"),
        ("https://gitlab.com/group/sub/name/-/tree/main", "https://gitlab.com/group/sub/name"),
        ("https://gitlab.com/group/name/blob/main/x.py", "https://gitlab.com/group/name"),
        ("https://codeberg.org/org/name/src/branch/main", "https://codeberg.org/org/name"),
        ("https://git.corp.example:8443/Team/Name.git", "https://git.corp.example:8443/Team/Name.git"),
        ("https://huggingface.co/spaces/org/name", "https://huggingface.co/spaces/org/name"),
        ("http://git.example:3000/x", "http://git.example:3000/x"), ("file:///srv/git/name", "file:///srv/git/name"),
    ])
    func `names one repository, however it is written`(link: String, key: String) throws {
        #expect(try #require(CodeAddress(link)).key == key)
    }

    @Test(arguments: [
        "", "name", "https://github.com/org", "https://github.com/", "ftp://github.com/org/name", "github.com/org",
        "https://me:secret@github.com/org/name", "https://github.com/org/na%2fme", "https://github.com/org/../x",
        "https://git.example/-u/x", "https://git.example/a b", "ext::sh -c touch% /tmp/x", "file://host/srv/x",
        "file:///srv/../etc", "git@host", "--upload-pack=x", "https://git.example/a;b", "https://git.example/$(x)",
        "https://git.example/a\nb", "fd::3", "https://github.com/org/.git",
    ])
    func `is refused when it is anything else`(link: String) { #expect(CodeAddress(link) == nil) }

    @Test func `is refused when it is too long`() {
        #expect(CodeAddress("https://git.example/" + String(repeating: "a", count: 3000)) == nil)
    }
}
