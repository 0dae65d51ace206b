// SPDX-License-Identifier: Apache-2.0

/// What another implementation needed for the same work in a process of its own.
///
/// The work is a media file in memory to a sealed and signed body: base64, JSON, encryption, key wrapping, base64,
/// SHA-256, signature.
public struct PeerResult: Hashable, Sendable {
    /// Whose it is: `python`, `java`, `node`, `go`, `swift-foundation`; `tcface` is this package.
    public let peer: String
    /// What it is made of, with versions.
    public let description: String
    /// The wire name of the algorithm.
    public let algorithm: String
    /// Bytes of media.
    public let byteCount: Int
    /// Seconds of a request, one figure a process: the median of what it did after warming up.
    ///
    /// The peers' first processes
    /// took turns, then the second ones, so that figures at one place belong together.
    public let seconds: [Double]
    /// Seconds of the first request of each process.
    public let firstSeconds: [Double]
    /// The most memory that a process of it had, in bytes.
    public let peakByteCount: Int?
    /// Why there are no figures; `nil` when there are.
    public let skipped: String?
    /// Whether this package opened what the peer sealed, and found the same media and a matching signature.
    public let isProved: Bool

    /// A result from its figures.
    public init(
        peer: String, description: String, algorithm: String, byteCount: Int, seconds: [Double] = [],
        firstSeconds: [Double] = [], peakByteCount: Int? = nil, skipped: String? = nil, isProved: Bool = false
    ) {
        self.peer = peer
        self.description = description
        self.algorithm = algorithm
        self.byteCount = byteCount
        self.seconds = seconds
        self.firstSeconds = firstSeconds
        self.peakByteCount = peakByteCount
        self.skipped = skipped
        self.isProved = isProved
    }

    /// This package among the peers.
    public static let ours = "tcface"
}
