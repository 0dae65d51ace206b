// SPDX-License-Identifier: Apache-2.0

/// Notices when a transfer moves fewer bytes than a rate allows for as long as a limit says.
///
/// Each time the limit's worth of bytes has moved, the limit begins anew. So silence is noticed after
/// exactly the limit, and a trickle below the rate after the limit at the latest.
struct StallWatch {
    /// When the transfer counts as stalled unless enough moves; nil before the start.
    private(set) var deadline: ContinuousClock.Instant?

    private let limit: Duration
    /// How many bytes are enough.
    private let enough: Int
    private var moved = 0

    init(limit: Duration, bytesPerSecond: Int) {
        self.limit = limit
        let (seconds, attoseconds) = limit.components
        let bytes = (Double(seconds) + Double(attoseconds) * 1e-18) * Double(bytesPerSecond)
        enough = max(1, Int(exactly: bytes.rounded()) ?? .max)
    }

    mutating func start() {
        moved = 0
        deadline = .now + limit
    }

    mutating func count(_ bytes: Int) {
        moved += bytes
        if moved >= enough { start() }
    }
}
