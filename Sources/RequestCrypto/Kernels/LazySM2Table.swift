// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// The table of a public key, made when something is first wrapped for it.
final class LazySM2Table: Sendable {
    private let point: [UInt8]
    private let made = Mutex<SM2Table?>(nil)

    /// - Parameter point: `04‖x‖y`
    init(point: [UInt8]) { self.point = point }

    /// The table; `nil` when the point is not on the curve, which the key's own checks refuse before.
    func table() -> SM2Table? {
        // The lock is held while the table is made: a second thread would only make it again.
        made.withLock { made in
            if made == nil { made = SM2Table(point: point) }
            return made
        }
    }
}
