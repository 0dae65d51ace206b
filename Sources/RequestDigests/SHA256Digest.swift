// SPDX-License-Identifier: Apache-2.0

/// A SHA-256 digest or an HMAC-SHA-256 tag: 32 bytes, public.
public struct SHA256Digest: Hashable, Sendable, CustomStringConvertible {
    /// The number of bytes.
    public static let byteCount = 32

    /// The bytes.
    public var bytes: InlineArray<32, UInt8>

    /// Takes the bytes of a digest computed elsewhere.
    public init(_ bytes: InlineArray<32, UInt8>) {
        self.bytes = bytes
    }

    /// Copies 32 bytes.
    ///
    /// - Returns: `nil` for any other number of bytes.
    public init?(copying bytes: Span<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = InlineArray { bytes[$0] }
    }

    /// Reads 64 hexadecimal digits of either case.
    ///
    /// - Returns: `nil` for any other text.
    public init?(hex: String) {
        guard let decoded = Hex.decode(hex) else { return nil }
        self.init(copying: decoded.span)
    }

    /// The digest as 64 lower-case hexadecimal digits.
    public var hex: String { withSpan { Hex.encode($0) } }

    /// The digest as 64 lower-case hexadecimal digits.
    public var description: String { hex }

    /// Lends the 32 bytes.
    public func withSpan<Result, Failure>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(bytes.span)
    }

    /// Whether all bytes agree; not for comparing tags that an opponent can choose.
    public static func == (left: Self, right: Self) -> Bool {
        for index in left.bytes.indices where left.bytes[index] != right.bytes[index] { return false }
        return true
    }

    /// Feeds all bytes into the hasher.
    public func hash(into hasher: inout Hasher) {
        for index in bytes.indices { hasher.combine(bytes[index]) }
    }
}
