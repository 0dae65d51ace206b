// SPDX-License-Identifier: Apache-2.0

internal import CFaceClock

/// The cores that this process may use.
enum Cores {
    /// Their numbers, ascending; none where the system does not tell.
    static let allowed: [Int] = {
        var numbers = [Int32](repeating: 0, count: 1024)
        let found = tcface_clock_cores(&numbers, Int32(numbers.count))
        return numbers.prefix(Int(min(found, Int32(numbers.count)))).map(Int.init)
    }()
}
