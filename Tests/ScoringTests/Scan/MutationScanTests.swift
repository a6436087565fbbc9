import Scoring
import Testing
import Wire

@Suite struct `Damaged files` {
    private static let seeds: [[UInt8]] = [
        PickleBytes.call("os", "system"), PickleBytes.stackCall("builtins", "eval"), ScanFixture.joblibArrays,
        ScanFixture.joblib_gzip, ScanFixture.joblib_zlib,
        ScanFixture.xz, ScanFixture.lzma, ScanFixture.zstd, ScanFixture.lz4, ScanFixture.bzip2, ScanFixture.sevenZip,
        ScanFixture.tarGzip, ScanFixture.zipDeflated,
        ScanFixture.zipLZMA, ScanFixture.hdf5Lambda, ScanFixture.hdf5Dense, ScanFixture.gzip,
        HeaderBytes.gguf(template: "{% for m in messages %}{{ m['__class__'] }}{% endfor %}"),
        HeaderBytes.safetensors(#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, data: 8),
        HeaderBytes.tar("m/data.pkl", PickleBytes.call("os", "system")),
        PickleBytes.call("os", "system") + PickleBytes.stackCall("builtins", "exec"),
        ZipBytes(("m/data.pkl", PickleBytes.call("os", "system")), ("b.txt", [65])).bytes,
        [8, 1, 18, 14, 18, 12, 10, 10, 10, 1, 65, 18, 5, 82, 101, 97, 100, 70],
        Array(#"{"auto_map": {"A": "b.C"}, "chat_template": "{{ a.__b }}"}"#.utf8),
    ]

    private static let names = [
        "a.pkl", "b.pt", "c.json", "d.pb", "e.keras", "f.gguf", "g.safetensors", "h.tar", "i.npy", "j.npz", "k.joblib",
        "l.bin",
    ]

    /// SplitMix64: the same damage each time.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static func damaged(_ bytes: [UInt8], with dice: inout Dice) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...6, using: &dice) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &dice)
            switch Int.random(in: 0..<6, using: &dice) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &dice)
            case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
            case 2: bytes.removeSubrange(place...)
            case 3: bytes.insert(contentsOf: bytes[place...].prefix(32), at: place)
            case 4: bytes.insert([0xFF, 0, 0x80, 0x2E, 0x28].randomElement(using: &dice) ?? 0, at: place)
            default: bytes.replaceSubrange(place..<min(bytes.count, place + 4), with: [0xFF, 0xFF, 0xFF, 0x7F])
            }
        }
        return bytes
    }

    @Test(arguments: Self.seeds.indices)
    func `end in a verdict, whatever was damaged`(_ seed: Int) async throws {
        var limits = ScanLimits()
        limits.expandedBytes = 4 << 20
        var dice = Dice(state: UInt64(seed) &* 977)
        for _ in 0..<200 {
            let bytes = Self.damaged(Self.seeds[seed], with: &dice)
            let scan = try await FileScan.of(
                bytes, Self.names.randomElement(using: &dice) ?? "", limits: limits)
            #expect(scan.findings.count <= limits.findings)
            #expect(scan.verdict == scan.findings.map(\.verdict).max() ?? .safe)
        }
    }

    @Test func `are what they seem before anything is damaged`() async throws {
        let tar = try await FileScan.of(HeaderBytes.tar("m/data.pkl", PickleBytes.call("os", "system")), "a.tar")
        #expect(tar.verdict == .unsafe && tar.names == ["os.system"])
        let tensors = #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#
        #expect(try await FileScan.of(HeaderBytes.safetensors(tensors, data: 8), "a.safetensors").verdict == .safe)
    }

    @Test func `whose end is lost are never safe when the whole was not`() async throws {
        let whole = PickleBytes.call("os", "system")
        for count in 3..<whole.count {
            #expect(try await FileScan.of(Array(whole.prefix(count))).verdict != .safe, "\(count)")
        }
    }
}
