import Hub
import Scoring
import Testing
import Wire

@Suite struct `Models that are no pickles` {
    private static func keras(_ config: String) -> [UInt8] {
        ZipBytes(("config.json", Array(config.utf8)), ("metadata.json", Array("{}".utf8))).bytes
    }

    @Test(arguments: [
        #"{"class_name":"Sequential","config":{"layers":[{"class_name":"Lambda","config":{"function":["4wEA",null,null]}}]}}"#,
        #"{"class_name":"\u004cambda","config":{"function":{"class_name":"__lambda__","config":{"code":"4wEA"}}}}"#,
        #"{"class_name":"function","module":"os","config":"system","registered_name":"function"}"#,
        #"{"class_name":"function","module":"keras.src.utils.file_utils","config":"get_file"}"#,
        #"{"class_name":"TorchModuleWrapper","module":"keras.layers","config":{"module":"gASV"}}"#,
    ])
    func `of Keras with code of their own are unsafe`(_ config: String) async throws {
        #expect(try await FileScan.of(Self.keras(config), "m.keras").verdict == .unsafe)
    }

    @Test func `of Keras without are safe, also in HDF5`() async throws {
        #expect(
            try await FileScan.of(
                Self.keras(#"{"class_name":"Sequential","module":"keras","config":{"layers":[]}}"#), "m.keras"
            ).verdict == .safe)
        #expect(try await FileScan.of(ScanFixture.hdf5Dense, "m.h5.gz").verdict == .safe)
        #expect(try await FileScan.of(ScanFixture.hdf5Lambda, "m.h5.gz").rules == ["keras-lambda"])
        let unreadable = [0x89] + Array("HDF\r\n".utf8) + [0x1A, 0x0A] + Array("model_config\0{\"broken\": ".utf8)
        #expect(try await FileScan.of(unreadable, "m.h5").verdict == .unscanned)
    }

    private static func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
        [number << 3 | 2, UInt8(content.count)] + content
    }

    @Test(arguments: [
        ("ReadFile", ScanVerdict.unsafe), ("WriteFile", .unsafe), ("EagerPyFunc", .unsafe),
        ("WholeFileReaderV2", .suspicious), ("MatMul", .safe),
    ])
    func `of TensorFlow are judged by their operations`(_ name: String, _ verdict: ScanVerdict) async throws {
        let node = Self.field(1, [65]) + Self.field(2, Array(name.utf8))
        let inGraph = [8, 1] + Self.field(2, Self.field(2, Self.field(1, node)))
        #expect(try await FileScan.of(inGraph, "saved_model.pb").verdict == verdict)
        let inFunction = [8, 1] + Self.field(2, Self.field(2, Self.field(2, Self.field(1, Self.field(3, node)))))
        #expect(try await FileScan.of(inFunction, "saved_model.pb").verdict == verdict)
    }

    @Test func `of ONNX must keep their weights in their folder and need no foreign library`() async throws {
        func model(location: String, domain: String) -> [UInt8] {
            let entry = Self.field(1, Array("location".utf8)) + Self.field(2, Array(location.utf8))
            let graph =
                Self.field(5, Self.field(13, entry))
                + Self.field(1, Self.field(4, Array("Relu".utf8)) + Self.field(7, Array(domain.utf8)))
            return [8, 7] + Self.field(7, graph) + Self.field(8, [16, 13])
        }
        #expect(try await FileScan.of(model(location: "weights.bin", domain: ""), "m.onnx").verdict == .safe)
        #expect(try await FileScan.of(model(location: "../../etc/passwd", domain: ""), "m.onnx").rules == ["onnx-file"])
        #expect(try await FileScan.of(model(location: "w", domain: "evil.corp"), "m.onnx").rules == ["onnx-operator"])
    }

    @Test(arguments: [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}", "{{ cycler.__init__.__globals__.os.popen('id') }}",
        "{% set x = ''|attr('__class__') %}",
        "{{ messages['__class__'] }}", #"{{ messages|map(attribute='__globals__') }}"#, "{{ lipsum.foo }}",
    ])
    func `of llama dot cpp with a template that reaches into Python are unsafe`(_ template: String) async throws {
        #expect(try await FileScan.of(HeaderBytes.gguf(template: template), "m.gguf").verdict == .unsafe)
        let config = #"{"chat_template": "\#(template)"}"#
        #expect(try await FileScan.of(Array(config.utf8), "tokenizer_config.json").verdict == .unsafe)
    }

    @Test(arguments: [
        #"{{ messages["\x5f\x5fclass"] }}"#, "{% include 'x' %}", "{{ message._private }}",
        "{% for i in range(999999999) %}{% endfor %}",
    ])
    func `with a template of which that cannot be said are suspicious at least`(_ template: String) async throws {
        #expect(try await FileScan.of(HeaderBytes.gguf(template: template), "m.gguf").verdict >= .suspicious)
    }

    @Test func `with a template as models have them are safe`() async throws {
        let template = """
            {# __class__ in a comment #}{%- set ns = namespace(system='') -%}{%- for message in messages -%}
            {%- if message['role'] == 'user' -%}{{- '<|user|>' + message.content | trim -}}{%- elif loop.last and not x -%}
            {{- raise_exception('no ' ~ message['role']) -}}{%- endif -%}{%- endfor -%}{{ tools | tojson(indent=4) }} self.__init__
            """
        #expect(try await FileScan.of(HeaderBytes.gguf(template: template), "m.gguf").verdict == .safe)
        #expect(try await FileScan.of(Array(template.utf8), "chat_template.jinja").verdict == .safe)
    }

    @Test func `with a header that lies are not safe`() async throws {
        let long = PickleBytes.little(UInt64(1 << 30)) + Array("{}".utf8)
        #expect(try await FileScan.of(long, "m.safetensors").verdict == .suspicious)
        #expect(try await FileScan.of(Array("GGUF".utf8) + [3, 0, 0, 0], "m.gguf").verdict == .unscanned)
    }

    @Test func `with code in the repository are suspicious`() async throws {
        let scan = try await FileScan.of(
            Array(#"{"auto_map": {"AutoModel": "modeling_x.XModel"}}"#.utf8), "config.json")
        #expect(scan.rules == ["remote-code"])
        let report = ScanReport([
            scan, FileScan(path: "modeling_x.py", verdict: .safe), FileScan(path: "setup.py", verdict: .safe),
        ]).withRemoteCode
        #expect(report.scans.map(\.verdict) == [.suspicious, .suspicious, .safe])
        #expect(report.verdict == .suspicious)
        #expect(
            try await FileScan.of(Array(#"{"auto\u005fmap": {"A": "x.Y"}}"#.utf8), "config.json").verdict == .suspicious
        )
        #expect(try await FileScan.of(Array(#"{"model_type": "bert"}"#.utf8), "config.json").verdict == .safe)
    }

    @Test func `from far away are read by their header alone`() async throws {
        let header = #"{"w":{"dtype":"U8","shape":[3000000],"data_offsets":[0,3000000]}}"#
        let bytes =
            PickleBytes.little(UInt64(header.utf8.count)) + Array(header.utf8) + [UInt8](repeating: 1, count: 3_000_000)
        let scan = try await Scanner().scan(RemoteBytes(bytes: bytes), name: "m.safetensors")
        #expect(scan.verdict == .safe)
        #expect(scan.format == "safetensors")
        #expect(
            try await Scanner().scan(RemoteBytes(bytes: PickleBytes.call("os", "system")), name: "m.pt").verdict
                == .unsafe)
    }

    @Test func `that only point to a file are unscanned`() async throws {
        let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n"
        #expect(try await FileScan.of(Array(pointer.utf8), "model.safetensors").verdict == .unscanned)
        #expect(try await FileScan.of(Array("hello\n".utf8), "README.md").verdict == .safe)
        #expect(try await FileScan.of([1, 2, 3, 4], "model.pt").verdict == .unscanned)
    }
}
