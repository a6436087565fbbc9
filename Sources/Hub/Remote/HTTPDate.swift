import FoundationEssentials

/// The moments of HTTP's headers, in the three forms a recipient has to know (RFC 9110, section 5.6.7), all in UTC.
enum HTTPDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`; nil for anything else.
    static func parse(_ text: String) -> Date? {
        guard text.utf8.count <= 40 else { return nil }
        let words = text.split { " ,-".contains($0) }
        switch words.count {
        case 6 where words[5] == "GMT": return moment(day: words[1], words[2], year: words[3], time: words[4])
        case 5: return moment(day: words[2], words[1], year: words[4], time: words[3])
        default: return nil
        }
    }

    private static func moment(
        day: Substring, _ month: Substring, year: Substring, time: Substring
    ) -> Date? {
        let clock = time.split(separator: ":").compactMap { number($0, 2...2) }
        guard let day = number(day, 1...2), let year = number(year, 2...4), year.isFull || year.value < 100,
            let month = months.firstIndex(of: String(month)), (1...31).contains(day.value), clock.count == 3,
            clock[0].value < 24, clock[1].value < 60, clock[2].value <= 60
        else { return nil }
        // Two digits are of the nearest century: nobody speaks of a year far from now.
        let full = year.isFull ? year.value : year.value + (year.value < 70 ? 2000 : 1900)
        let seconds = clock[0].value * 3600 + clock[1].value * 60 + clock[2].value
        return Date(timeIntervalSince1970: Double(days(full, month + 1, day.value) * 86_400 + seconds))
    }

    private static func number(_ text: Substring, _ digits: ClosedRange<Int>) -> (value: Int, isFull: Bool)? {
        guard digits.contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text).map { ($0, text.utf8.count == 4) }
    }

    /// Days since 1970 in the Gregorian calendar: years begin in March, so that the leap day is the last one.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let years = month > 2 ? year : year - 1
        let inYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return years * 365 + years / 4 - years / 100 + years / 400 + inYear - 719_468
    }
}
