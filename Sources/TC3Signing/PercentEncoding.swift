// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests

/// Percent-encoding by RFC 3986, section 2: UTF-8, upper-case digits, a blank as `%20`, and
/// `A-Za-z0-9-._~` kept.
public enum PercentEncoding {
    /// The text with every byte encoded that is not unreserved.
    public static func encode(_ text: String) -> String { encode(text, keeping: nil) }

    /// A path with each segment encoded and its slashes kept.
    public static func encodePath(_ path: String) -> String { encode(path, keeping: UInt8(ascii: "/")) }

    /// The text with every well-formed escape decoded.
    static func decode(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var decoded: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let byte = Hex.decode(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self))?.first
            {
                decoded.append(byte)
                index += 3
            } else {
                decoded.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }

    private static func encode(_ text: String, keeping kept: UInt8?) -> String {
        guard text.utf8.contains(where: { !ByteSet.unreserved.contains($0) && $0 != kept }) else { return text }
        var encoded: [UInt8] = []
        encoded.reserveCapacity(3 * text.utf8.count)
        for byte in text.utf8 {
            if ByteSet.unreserved.contains(byte) || byte == kept {
                encoded.append(byte)
            } else {
                encoded.append(UInt8(ascii: "%"))
                encoded.append(digits[Int(byte >> 4)])
                encoded.append(digits[Int(byte & 0x0f)])
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static let digits = Array("0123456789ABCDEF".utf8)
}
