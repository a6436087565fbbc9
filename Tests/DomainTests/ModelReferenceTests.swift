import Domain
import Testing

@Suite struct `Model references` {
    /// What is typed, and its canonical text.
    static let forms: [(String, String)] = [
        ("gpt2", "gpt2"),
        ("org/name", "org/name"),
        ("  org/name\n", "org/name"),
        ("org/name/", "org/name"),
        ("org/name@v1.0", "org/name@v1.0"),
        ("org/name@refs/pr/1", "org/name@refs/pr/1"),
        ("org/name@refs%2Fpr%2F1", "org/name@refs/pr/1"),
        ("org/name@feature/x", "org/name@feature/x"),
        ("org/name:q4_k_m", "org/name:Q4_K_M"),
        ("org/name@rev:Q4_K_M", "org/name@rev:Q4_K_M"),
        ("org/name:UD-q4_k_xl", "org/name:UD-Q4_K_XL"),
        ("gpt2@v1.co", "gpt2@v1.co"),
        ("datasets/org/name", "datasets/org/name"),
        ("datasets/squad@main", "datasets/squad@main"),
        ("hf.co/org/name:Q4_K_M", "https://huggingface.co/org/name:Q4_K_M"),
        ("HF.co/org/Name", "https://huggingface.co/org/Name"),
        ("www.huggingface.co/gpt2", "https://huggingface.co/gpt2"),
        ("huggingface.co/org/name", "https://huggingface.co/org/name"),
        ("hf.co/org/name@refs/pr/1:q8_0", "https://huggingface.co/org/name@refs%2Fpr%2F1:Q8_0"),
        ("hf://org/name", "org/name"),
        ("hf://datasets/org/name", "datasets/org/name"),
        ("hf://org/name@rev/path/file.gguf", "hf://org/name@rev/path/file.gguf"),
        ("hf://org/name/file.gguf", "hf://org/name/file.gguf"),
        ("hf://org/name@refs/pr/1/file.gguf", "hf://org/name@refs%2Fpr%2F1/file.gguf"),
        ("hf://gpt2@main/config.json", "hf://gpt2@main/config.json"),
        ("hf://org.ai/name", "hf://org.ai/name"),
        ("https://huggingface.co/org/name", "https://huggingface.co/org/name"),
        ("HTTPS://HuggingFace.CO:443/org/name/", "https://huggingface.co/org/name"),
        ("http://www.huggingface.co/org/name", "https://huggingface.co/org/name"),
        ("https://huggingface.co/org/name#usage", "https://huggingface.co/org/name"),
        ("https://huggingface.co/org/name?library=x&a=%2e%2e", "https://huggingface.co/org/name"),
        ("https://huggingface.co/org/name/tree/main", "https://huggingface.co/org/name@main"),
        ("https://huggingface.co/org/name/tree", "https://huggingface.co/org/name"),
        ("https://huggingface.co/org/name/tree/refs%2Fpr%2F1", "https://huggingface.co/org/name@refs%2Fpr%2F1"),
        ("https://huggingface.co/org/name/tree/refs/pr/1", "https://huggingface.co/org/name@refs%2Fpr%2F1"),
        ("https://huggingface.co/org/name/tree/main/Q4_K_M", "https://huggingface.co/org/name/blob/main/Q4_K_M"),
        ("https://huggingface.co/org/name/blob/main/x.gguf", "https://huggingface.co/org/name/blob/main/x.gguf"),
        (
            "https://huggingface.co/org/name/resolve/main/x%20y.gguf?download=true",
            "https://huggingface.co/org/name/blob/main/x%20y.gguf"
        ),
        ("https://huggingface.co/gpt2/resolve/main/a/b.bin", "https://huggingface.co/gpt2/blob/main/a/b.bin"),
        ("https://huggingface.co/org/tree/tree/main", "https://huggingface.co/org/tree@main"),
        ("https://huggingface.co/datasets/org/name", "https://huggingface.co/datasets/org/name"),
        ("http://127.0.0.1:8899/hub/org/name", "http://127.0.0.1:8899/hub/org/name"),
        ("http://127.0.0.1:8899/hub/datasets/org/name", "http://127.0.0.1:8899/hub/datasets/org/name"),
        ("http://127.0.0.1:8899/org/name:Q8_0", "http://127.0.0.1:8899/org/name:Q8_0"),
        ("http://[::1]:80/hub/gpt2", "http://[::1]/hub/gpt2"),
        ("http://h/hub@rev/config.json", "http://h/hub@rev/config.json"),
        ("./folder", "./folder"),
        ("./my models//a/./b/", "./my models/a/b"),
        (".", "./"),
        ("file:///abs/folder/", "file:///abs/folder"),
        ("file://localhost/abs/my%20folder", "file:///abs/my%20folder"),
    ]

    @Test(arguments: forms)
    func `every form is read, and its canonical text reads the same`(text: String, canonical: String) throws {
        let reference = try ModelReference(parsing: text)
        #expect(reference.description == canonical)
        #expect(try ModelReference(parsing: reference.description) == reference)
    }

    private func repository(_ text: String) throws -> RepositoryReference {
        guard case .repository(let repository) = try ModelReference(parsing: text) else {
            throw Problem(.internal, "\(text) is a folder")
        }
        return repository
    }

    @Test func `all parts of a short name are told apart`() throws {
        let reference = try repository("org/name@refs/pr/1:q4_k_m")
        #expect(reference.hub == nil)
        #expect(reference.id == RepositoryID("org/name"))
        #expect(reference.revision?.name == "refs/pr/1")
        #expect(reference.quantisation == "Q4_K_M")
        #expect(reference.path == nil)
    }

    @Test func `a pasted download address gives revision and file`() throws {
        let reference = try repository("https://hf.co/org/name/resolve/refs%2Fpr%2F1/sub%2Fx.gguf?download=true#a")
        #expect(reference.hub == "https://huggingface.co")
        #expect(reference.revision?.name == "refs/pr/1")
        #expect(reference.path?.text == "sub/x.gguf")
    }

    @Test func `hub is a base path on other hosts, and an organisation on huggingface.co`() throws {
        #expect(try repository("http://127.0.0.1:8899/hub/org/name").hub == "http://127.0.0.1:8899/hub")
        #expect(try repository("http://127.0.0.1:8899/org/name").hub == "http://127.0.0.1:8899")
        #expect(try repository("https://huggingface.co/hub/name").id.namespace == "hub")
    }

    @Test func `a dataset is known by its first segment`() throws {
        #expect(try repository("hf://datasets/org/name@rev/data/a.parquet").id.kind == .dataset)
        #expect(try repository("https://huggingface.co/datasets/squad").id.path == "squad")
    }

    @Test func `folders keep their path`() throws {
        #expect(try ModelReference(parsing: "./a/b/") == .folder("./a/b"))
        #expect(try ModelReference(parsing: "file:///a/50%25") == .folder("/a/50%"))
    }

    @Test func `what cannot be written is not kept`() throws {
        let id = try #require(RepositoryID("gpt2"))
        let path = try #require(RepositoryPath("config.json"))
        let file = RepositoryReference(id: id, quantisation: "q4_0", path: path)
        #expect(file.quantisation == nil)
        #expect(file.revision == .main)
        #expect(try ModelReference(parsing: file.description) == .repository(file))
    }
}
