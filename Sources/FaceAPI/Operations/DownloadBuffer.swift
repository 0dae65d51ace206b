// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON
internal import Synchronization

/// Takes a download into memory.
final class DownloadBuffer: ResponseSink, Sendable {
    private let bytes: Mutex<[UInt8]>

    /// Makes room at once for as much as was announced.
    init(byteCount: Int) { bytes = Mutex([UInt8](capacity: byteCount) { _ in }) }

    func write(_ bytes: Span<UInt8>) {
        self.bytes.withLock { held in
            held.append(addingCapacity: bytes.count) { output in output.append(copying: bytes) }
        }
    }

    func finish() {}

    /// What came.
    func take() -> [UInt8] { bytes.withLock { exchange(&$0, with: []) } }
}
