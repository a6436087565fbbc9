/// What libFuzzer calls: the first byte chooses a name, the rest is scanned as a file of that name.
///
/// `scripts/fuzz` builds this together with the scan's own sources; no target of Package.swift has it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzScan(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard let first = UnsafeBufferPointer(start: start, count: count).first else { return 0 }
    let names = [
        "a.pkl", "a.pt", "a.joblib", "a.npy", "a.pb", "a.onnx", "a.h5", "a.keras", "config.json", "a.jinja", "a.bin",
        "a.txt",
    ]
    var limits = ScanLimits()
    limits.expandedBytes = 4 << 20
    let bytes = MemorySource(bytes: Array(UnsafeBufferPointer(start: start, count: count).dropFirst()))
    let place = Place(file: names[Int(first) % names.count])
    let inspection = Inspection(fileSize: bytes.size, limits: limits)
    do {
        try inspection.attempt(place, "unknown") { try inspection.inspect(bytes, at: place) }
    } catch {
        inspection.reportUnreadable(error, at: place)
    }
    precondition(inspection.findings.count <= limits.findings)
    return 0
}
