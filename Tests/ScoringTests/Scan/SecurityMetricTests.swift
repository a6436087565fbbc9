import Scoring
import Testing
import Wire

@Suite struct `The security of files` {
    private func score(_ scans: FileScan...) -> Double? { SecurityMetric.result(of: scans).score }

    @Test func `is whole where nothing can run, and less where pickles must be loaded`() {
        #expect(score(FileScan(path: "a.safetensors", verdict: .safe, format: "safetensors")) == 1)
        #expect(score(FileScan(path: "a.pkl", verdict: .safe, format: "pickle")) == 0.7)
        #expect(score(FileScan(path: "pytorch_model.bin", verdict: .safe, format: "zip")) == 0.7)
    }

    @Test func `is that of the worst file`() {
        let safe = FileScan(path: "a.safetensors", verdict: .safe, format: "safetensors")
        #expect(score(safe, FileScan(path: "b", verdict: .unscanned)) == 0.4)
        #expect(score(safe, FileScan(path: "b", verdict: .suspicious)) == 0.4)
        #expect(score(safe, FileScan(path: "b", verdict: .unsafe), FileScan(path: "c", verdict: .suspicious)) == 0)
    }
}
