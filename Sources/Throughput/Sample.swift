// SPDX-License-Identifier: Apache-2.0

/// One round of one case.
public struct Sample: Hashable, Sendable {
    /// Seconds a repetition took: of the thread, which what else runs on the core does not lengthen, or on the wall
    /// where several threads work.
    public let seconds: Double
    /// The core's frequency around the sample, in GHz; 0 where it cannot be told.
    public let gigahertz: Double
    /// The smaller of the probes before and after: how wide the core was that was left to us.
    public let freeWidth: Double

    /// A sample from its figures.
    public init(seconds: Double, gigahertz: Double, freeWidth: Double) {
        self.seconds = seconds
        self.gigahertz = gigahertz
        self.freeWidth = freeWidth
    }

    /// Cycles a repetition took; nanoseconds where the frequency cannot be told.
    ///
    /// The frequency of a core wanders by 10 % and more, so that this is the steadier figure.
    public var cycles: Double { seconds * (gigahertz > 0 ? gigahertz : 1) * 1e9 }
}
