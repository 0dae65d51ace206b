// SPDX-License-Identifier: Apache-2.0

internal import TC3Signing

/// A moment as the `Date` header has it: `Mon, 25 Feb 2019 16:44:25 GMT` (RFC 9110, section 5.6.7).
struct HTTPDateText: CustomStringConvertible {
    let description: String

    init(unixSeconds: Int64) {
        let date = UTCDate(unixSeconds: unixSeconds)
        let secondsOfDay = Int(unixSeconds - date.daysSince1970 * 86_400)
        // 1970-01-01 was a Thursday.
        let weekday = Int(((date.daysSince1970 + 4) % 7 + 7) % 7)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let year = String(date.year)
        description =
            "\(Self.weekdays[weekday]), \(two(date.day)) \(Self.months[date.month - 1]) "
            + String(repeating: "0", count: max(0, 4 - year.count)) + year
            + " \(two(secondsOfDay / 3600)):\(two(secondsOfDay / 60 % 60)):\(two(secondsOfDay % 60)) GMT"
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
