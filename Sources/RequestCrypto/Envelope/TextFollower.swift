// SPDX-License-Identifier: Apache-2.0

internal import CFaceKernels
internal import RequestDigests

/// SHA-256 of text on a second core, while the first one still writes it.
///
/// Sealing with SM4-GCM, or with the libraries one after the other, leaves nothing to hide the hash behind on one core.
/// Starting the thread and waiting for it takes some 30 microseconds, which a body of 256 KiB earns back.
@safe
final class TextFollower {
    /// Takes the stretches on the second thread, which is over before anything else looks at the hasher.
    private final class Taker {
        var hasher = SHA256Hasher()
    }

    private let taker = Taker()
    private var follower: OpaquePointer?

    /// The least content for which a second thread pays.
    static let leastContent = 256 << 10
    /// Content sealed between two hand-overs: 24 KiB of text and more, in the second-level cache of the first core.
    static let piece = 27_648

    /// Begins to follow what is written from `memory` on, which stays there until ``finish()``.
    ///
    /// - Returns: `nil` when the system gives no thread.
    init?(_ memory: UnsafePointer<UInt8>) {
        let context = unsafe Unmanaged.passUnretained(taker).toOpaque()
        let started = unsafe tcface_follower_begin(
            memory,
            { context, bytes, count in
                guard let context = unsafe context else { return }
                let taker = unsafe Unmanaged<Taker>.fromOpaque(context).takeUnretainedValue()
                let stretch = unsafe UnsafeBufferPointer(start: bytes, count: count)
                unsafe taker.hasher.update(stretch.span)
            }, context)
        guard let started = unsafe started else { return nil }
        unsafe follower = started
    }

    deinit { end() }

    /// The first `count` bytes are written.
    func publish(_ count: Int) {
        if let follower = unsafe follower { unsafe tcface_follower_publish(follower, count) }
    }

    /// The digest of all that was published.
    func finish() -> SHA256Digest {
        end()
        return taker.hasher.fork().finish()
    }

    private func end() {
        guard let follower = unsafe follower else { return }
        unsafe self.follower = nil
        unsafe tcface_follower_end(follower)
    }
}
