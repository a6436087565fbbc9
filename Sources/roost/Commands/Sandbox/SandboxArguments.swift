import ArgumentParser
import Domain

/// A size as people write it: `4096`, `64k`, `512MiB`, `2GB`.
struct SizeArgument: ExpressibleByArgument, Hashable, Sendable {
    let size: ByteCount

    private static let units: [String: Int64] = [
        "": 1, "b": 1, "k": 1000, "kb": 1000, "m": 1_000_000, "mb": 1_000_000, "g": 1_000_000_000,
        "gb": 1_000_000_000, "kib": 1 << 10, "mib": 1 << 20, "gib": 1 << 30,
    ]

    init?(argument: String) {
        let digits = argument.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int64(digits), let unit = Self.units[argument.dropFirst(digits.count).lowercased()] else {
            return nil
        }
        let (bytes, isTooMuch) = number.multipliedReportingOverflow(by: unit)
        guard !isTooMuch else { return nil }
        size = ByteCount(bytes)
    }
}

/// A time as people write it: `30`, `30s`, `5m`, `2h`.
struct TimeArgument: ExpressibleByArgument, Hashable, Sendable {
    let time: Duration

    private static let units: [String: Int64] = ["": 1, "s": 1, "m": 60, "h": 3600]

    init?(argument: String) {
        let digits = argument.prefix { $0.isASCII && $0.isNumber }
        guard digits.count < 10, let number = Int64(digits),
            let unit = Self.units[argument.dropFirst(digits.count).lowercased()]
        else { return nil }
        time = .seconds(number * unit)
    }
}
