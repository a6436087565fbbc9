package import Domain
import Glibc
package import Wire

/// Whether the weights fit the devices they are meant for.
package struct SizeMetric: Metric {
    package let name = "size_score"

    /// Devices: weights of `lo` megabytes fit well, of `hi` not at all.
    private struct Device {
        let name: String
        let low: Double
        let high: Double
    }

    private static let devices = [
        Device(name: "raspberry_pi", low: 128, high: 600), Device(name: "jetson_nano", low: 128, high: 1024),
        Device(name: "desktop_pc", low: 400, high: 16_384), Device(name: "aws_server", low: 16_384, high: 524_288),
    ]

    /// What a class of device holds: weights of `well` fit well, of `most` not at all.
    package struct Capacity: Hashable, Sendable {
        package let well: ByteCount
        package let most: ByteCount
    }

    /// Of each device by its name.
    package static var capacities: [String: Capacity] {
        Dictionary(
            devices.map { device in
                (
                    device.name,
                    Capacity(well: ByteCount(Int64(device.low * 1e6)), most: ByteCount(Int64(device.high * 1e6)))
                )
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The names a policy can choose a target from.
    package static var deviceNames: [String] { devices.map(\.name) }

    package init() {}

    package func evaluate(_ facts: Facts, _ context: MetricContext) throws -> MetricResult {
        var sheet = ProbeSheet(name)
        guard let target = Self.devices.first(where: { $0.name == context.sizeTarget }) else {
            throw SizeMetricError.noSuchDevice(context.sizeTarget)
        }
        guard let files = facts.files.value else {
            sheet.unknown("weights", 1, "the list of files could not be read: \(Self.why(facts.files))")
            return sheet.result()
        }
        guard let set = WeightSet(files, texts: facts.texts), set.bytes > 0 else {
            sheet.unknown("weights", 1, "there are no weights among \(files.count) files")
            return sheet.result()
        }
        let megabytes = Double(set.bytes) / 1e6
        var values: [String: Double] = [:]
        let shown =
            "\(set.format), \(set.paths.count) \(set.paths.count == 1 ? "file" : "files"), \(Score.text(megabytes)) MB"
        let evidence = Evidence(source: "files", locator: set.paths.first, excerpt: shown)
        for device in Self.devices {
            let score = Self.score(megabytes, device)
            values[device.name] = score
            let reason = "\(Score.text(megabytes)) MB of \(Self.number(device.low)) to \(Self.number(device.high)) MB"
            sheet.partial(
                device.name, device.name == target.name ? 1 : 0, score, reason,
                remedy: "offer a smaller or quantised set of weights", [evidence])
        }
        return sheet.result(
            score: Self.score(megabytes, target), coverage: 1, "\(shown), held against \(target.name)",
            remedy: "offer a smaller or quantised set of weights", evidence: [evidence], values: values)
    }

    /// 1 up to `low`, 0 from `high`, in between by the logarithm.
    private static func score(_ megabytes: Double, _ device: Device) -> Double {
        let share = (log2(device.high) - log2(megabytes)) / (log2(device.high) - log2(device.low))
        return min(1, max(0, share))
    }

    private static func number(_ value: Double) -> String { String(Int(value)) }

    private static func why(_ files: Captured<[FileFact]>) -> String {
        if case .unavailable(let why) = files { why } else { "the Hub lists none" }
    }
}

/// Why the size cannot be judged.
enum SizeMetricError: Error, CustomStringConvertible {
    case noSuchDevice(String)

    var description: String {
        switch self {
        case .noSuchDevice(let name):
            "no device is called `\(name.prefix(40))`, only \(SizeMetric.deviceNames.joined(separator: ", "))"
        }
    }
}
