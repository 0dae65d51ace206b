// SPDX-License-Identifier: Apache-2.0

/// The middle of some figures and how far they lie apart.
public struct Statistics: Hashable, Sendable {
    /// How many figures there are.
    public let count: Int
    /// Half of the figures are below.
    public let median: Double
    /// A quarter of the figures is below.
    public let lowerQuartile: Double
    /// Three quarters of the figures are below.
    public let upperQuartile: Double

    /// Sums figures up; `nil` when there are none.
    public init?(_ figures: [Double]) {
        guard !figures.isEmpty else { return nil }
        let sorted = figures.sorted()
        count = sorted.count
        median = Self.quantile(0.5, of: sorted)
        lowerQuartile = Self.quantile(0.25, of: sorted)
        upperQuartile = Self.quantile(0.75, of: sorted)
    }

    /// The distance of the quartiles as a part of the median: the middle half of the figures lies that far apart.
    public var spread: Double { median > 0 ? (upperQuartile - lowerQuartile) / median : 0 }

    /// The figure below which the part `part` of sorted figures lies, between two of them in proportion.
    private static func quantile(_ part: Double, of sorted: [Double]) -> Double {
        let place = part * Double(sorted.count - 1)
        let index = Int(place)
        guard index + 1 < sorted.count else { return sorted[sorted.count - 1] }
        let share = place - Double(index)
        return sorted[index] * (1 - share) + sorted[index + 1] * share
    }
}
