// SPDX-License-Identifier: Apache-2.0

/// A calendar date in UTC, which is what a TC3 credential scope names.
///
/// The proleptic Gregorian calendar, computed from the seconds alone: a local time zone, a locale
/// or a device calendar (the usual reasons for a wrong scope) have no way in. Every `Int64` of
/// seconds has a date.
public struct UTCDate: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The number of whole days since 1970-01-01.
    public let daysSince1970: Int64
    /// The year; 0 is the year before 1.
    public let year: Int64
    /// The month, 1 to 12.
    public let month: Int
    /// The day of the month, 1 to 31.
    public let day: Int

    /// The date at a number of seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    public init(unixSeconds: Int64) {
        self.init(daysSince1970: Self.floorDivide(unixSeconds, 86_400))
    }

    /// The date a number of days after 1970-01-01.
    ///
    /// Counts in eras of 400 years, which all have 146,097 days, from a 1 March, so that the leap
    /// day is the last of its year and the lengths of the months before it follow one line.
    init(daysSince1970 days: Int64) {
        let daysSinceMarchOfYear0 = days + 719_468
        let era = Self.floorDivide(daysSinceMarchOfYear0, 146_097)
        let dayOfEra = daysSinceMarchOfYear0 - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        daysSince1970 = days
        day = Int(dayOfYear - (153 * monthFromMarch + 2) / 5) + 1
        month = Int(monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9)
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// The date as `yyyy-MM-dd`; years before 0 or after 9999 are written as they are.
    public var description: String {
        let sign = year < 0 ? "-" : ""
        return "\(sign)\(Self.padded(year.magnitude, to: 4))-\(Self.padded(month.magnitude, to: 2))"
            + "-\(Self.padded(day.magnitude, to: 2))"
    }

    /// Whether one date is before another.
    public static func < (left: Self, right: Self) -> Bool { left.daysSince1970 < right.daysSince1970 }

    private static func floorDivide(_ dividend: Int64, _ divisor: Int64) -> Int64 {
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }

    private static func padded(_ number: some BinaryInteger, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
