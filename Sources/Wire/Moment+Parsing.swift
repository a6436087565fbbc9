extension Moment {
    /// The milliseconds since 1970 of `2026-11-20T18:57:07.000Z`, or of a day `2026-11-20` at its beginning in UTC; nil for
    /// anything else, such as a 31 February.
    package static func milliseconds(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard bytes.count == 10 || bytes.count == 24 else { return nil }
        let whole = bytes.count == 10 ? bytes + Array("T00:00:00.000Z".utf8) : bytes
        let pattern = Array("0000-00-00T00:00:00.000Z".utf8)
        guard zip(whole, pattern).allSatisfy({ $1 == 48 ? (48...57).contains($0) : $0 == $1 }) else { return nil }
        func number(_ range: Range<Int>) -> Int64 { whole[range].reduce(0) { $0 * 10 + Int64($1) - 48 } }
        let (hours, minutes, seconds) = (number(11..<13), number(14..<16), number(17..<19))
        let days = days(year: number(0..<4), month: number(5..<7), day: number(8..<10))
        let value = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + number(20..<23)
        // What is not written back as it was typed was no date or no time.
        return self.text(value) == String(decoding: whole, as: UTF8.self) ? value : nil
    }

    /// Days since 1970 of a civil date, by Howard Hinnant's `days_from_civil`.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
