// SPDX-License-Identifier: Apache-2.0

import TC3Signing
import Testing

@Suite("UTC date")
struct UTCDateTests {
    /// A calendar that is walked day by day, to check the arithmetic one against.
    struct SlowCalendar {
        private(set) var year = 1970
        private(set) var month = 1
        private(set) var day = 1

        private var isLeap: Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

        private var daysInMonth: Int {
            switch month {
            case 2: isLeap ? 29 : 28
            case 4, 6, 9, 11: 30
            default: 31
            }
        }

        mutating func advance() {
            day += 1
            if day > daysInMonth { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }

        mutating func goBack() {
            if day > 1 {
                day -= 1
                return
            }
            month -= 1
            if month < 1 { (year, month) = (year - 1, 12) }
            day = daysInMonth
        }

        func agrees(with date: UTCDate) -> Bool {
            date.year == Int64(year) && date.month == month && date.day == day
        }
    }

    @Test("agrees with a calendar walked day by day from 1970 to 3000 and back to 1")
    func wholeCalendar() {
        var calendar = SlowCalendar()
        var disagreements: [Int64] = []
        for day in Int64(0)..<376_200 {
            if !calendar.agrees(with: UTCDate(unixSeconds: day * 86_400)) { disagreements.append(day) }
            calendar.advance()
        }
        #expect(calendar.year == 3000)
        calendar = SlowCalendar()
        for day in (Int64(-719_162)..<0).reversed() {
            calendar.goBack()
            if !calendar.agrees(with: UTCDate(unixSeconds: day * 86_400)) { disagreements.append(day) }
        }
        #expect(calendar.year == 1)
        #expect(disagreements == [])
    }

    @Test("is one for all 86,400 seconds of a day")
    func everySecondOfADay() {
        let start: Int64 = 1_551_052_800
        let dates = Set((0..<86_400).map { UTCDate(unixSeconds: start + $0).description })
        #expect(dates == ["2019-02-25"])
        #expect(UTCDate(unixSeconds: start - 1).description == "2019-02-24")
        #expect(UTCDate(unixSeconds: start + 86_400).description == "2019-02-26")
    }

    @Test(
        "rolls over between two seconds",
        arguments: [
            (Int64(0), "1969-12-31", "1970-01-01"),
            (86_400, "1970-01-01", "1970-01-02"),
            (951_782_400, "2000-02-28", "2000-02-29"),
            (951_868_800, "2000-02-29", "2000-03-01"),
            (1_551_052_800, "2019-02-24", "2019-02-25"),
            (1_709_164_800, "2024-02-28", "2024-02-29"),
            (1_735_689_600, "2024-12-31", "2025-01-01"),
            (2_147_472_000, "2038-01-18", "2038-01-19"),
            (4_102_444_800, "2099-12-31", "2100-01-01"),
            (4_107_542_400, "2100-02-28", "2100-03-01"),
            (4_294_944_000, "2106-02-06", "2106-02-07"),
            (253_402_214_400, "9999-12-30", "9999-12-31"),
        ])
    func rollovers(midnight: Int64, before: String, after: String) {
        #expect(UTCDate(unixSeconds: midnight - 1).description == before)
        #expect(UTCDate(unixSeconds: midnight).description == after)
        #expect(UTCDate(unixSeconds: midnight + 86_399).description == after)
        #expect(UTCDate(unixSeconds: midnight - 1) < UTCDate(unixSeconds: midnight))
    }

    @Test("is right around the end of 32-bit seconds")
    func thirtyTwoBits() {
        #expect(UTCDate(unixSeconds: Int64(Int32.max)).description == "2038-01-19")
        #expect(UTCDate(unixSeconds: Int64(Int32.max) + 1).description == "2038-01-19")
        #expect(UTCDate(unixSeconds: Int64(UInt32.max) + 1).description == "2106-02-07")
    }

    @Test("exists for every number of seconds")
    func farRange() {
        #expect(UTCDate(unixSeconds: 253_402_300_800).description == "10000-01-01")
        #expect(UTCDate(unixSeconds: -62_135_596_801).description == "0000-12-31")
        #expect(UTCDate(unixSeconds: -62_167_219_201).description == "-0001-12-31")
        #expect(UTCDate(unixSeconds: .max).description == "292277026596-12-04")
        #expect(UTCDate(unixSeconds: .min).description == "-292277022657-01-27")
    }
}
