import Scoring
import Testing
import Wire

@Suite struct `Arrays in pickles` {
    @Test func `of joblib are stepped over, with objects, texts and records among them`() async throws {
        let scan = try await FileScan.of(ScanFixture.joblibArrays, "model.joblib")
        #expect(scan.verdict == .safe, "\(scan.findings)")
        #expect(scan.format == "pickle")
    }

    @Test(arguments: [
        ScanFixture.joblib_gzip, ScanFixture.joblib_bz2, ScanFixture.joblib_xz, ScanFixture.joblib_lzma,
        ScanFixture.joblib_lz4, ScanFixture.joblib_zlib,
    ])
    func `of joblib are read through every compressor it has`(_ bytes: [UInt8]) async throws {
        let scan = try await FileScan.of(bytes, "model.joblib")
        #expect(scan.verdict == .safe, "\(scan.findings)")
    }

    @Test func `do not hide a pickle behind them`() async throws {
        let behind = ScanFixture.joblibArrays + PickleBytes.call("os", "system")
        #expect(try await FileScan.of(behind, "model.joblib").verdict == .unsafe)
    }

    @Test func `that are instructions to whoever loads without joblib are found`() async throws {
        let payload = PickleBytes.global("os", "system") + PickleBytes.text("true") + [0x85, 0x52, 0x2E]
        var bytes: [UInt8] =
            [0x80, 2] + PickleBytes.global("joblib.numpy_pickle", "NumpyArrayWrapper") + [0x29, 0x81, 0x7D, 0x28]
        bytes += PickleBytes.text("shape") + [0x4B, UInt8(payload.count), 0x85]
        bytes +=
            PickleBytes.text("dtype") + PickleBytes.global("numpy", "dtype") + PickleBytes.text("u1") + [
                0x89, 0x88, 0x87, 0x52,
            ]
        bytes += [0x75, 0x62] + payload + [0x2E]
        let scan = try await FileScan.of(bytes, "model.joblib")
        #expect(scan.rules == ["pickle-disguise"])
        #expect(scan.verdict == .unsafe)
    }

    private static func npy(_ type: String, _ shape: String, _ data: [UInt8]) -> [UInt8] {
        let head = "{'descr': \(type), 'fortran_order': False, 'shape': \(shape), }\n"
        return [0x93] + Array("NUMPY".utf8) + [1, 0] + PickleBytes.little(UInt16(head.utf8.count)) + Array(head.utf8)
            + data
    }

    @Test func `of numpy are stepped over by their size, and objects in them are followed`() async throws {
        #expect(
            try await FileScan.of(Self.npy("'<f8'", "(3,)", [UInt8](repeating: 0x80, count: 24)), "a.npy").verdict
                == .safe)
        #expect(try await FileScan.of(Self.npy("'<f8'", "(3,)", [0]), "a.npy").verdict == .unscanned)
        #expect(
            try await FileScan.of(Self.npy("'|O'", "(1,)", PickleBytes.call("os", "system")), "a.npy").verdict
                == .unsafe)
        let two = Self.npy("'|u1'", "(2,)", [1, 2]) + Self.npy("'|O'", "(1,)", PickleBytes.call("os", "system"))
        #expect(try await FileScan.of(two, "a.npy").verdict == .unsafe)
        #expect(
            try await FileScan.of(
                Self.npy("[('O', '<f4'), ('b', '<i8')]", "(2,)", [UInt8](repeating: 0, count: 24)), "a.npy"
            ).verdict == .safe)
    }
}
