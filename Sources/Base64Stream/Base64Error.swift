// SPDX-License-Identifier: Apache-2.0

/// Why a text is not base64 by RFC 4648 section 4, and where.
///
/// Two errors are equal when code and offset are. No error carries a byte of the text that could stand for data.
public struct Base64Error: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure; new kinds may be added in a minor version.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Base: String {
            case invalidByte, whitespace, misplacedPadding, trailingData, nonCanonicalTail, truncated
        }

        private let base: Base

        private init(_ base: Base) { self.base = base }

        /// A byte that is neither in the alphabet nor `=` nor white space.
        public static let invalidByte = Code(.invalidByte)
        /// A blank or a line break.
        public static let whitespace = Code(.whitespace)
        /// A `=` that is not the third and fourth, or the fourth, character of the last group.
        public static let misplacedPadding = Code(.misplacedPadding)
        /// A character of the alphabet after the padding.
        public static let trailingData = Code(.trailingData)
        /// The last character before the padding has bits that stand for nothing and are not zero.
        public static let nonCanonicalTail = Code(.nonCanonicalTail)
        /// The text ends inside a group of four characters.
        public static let truncated = Code(.truncated)

        /// The code's name, such as `nonCanonicalTail`.
        public var description: String { base.rawValue }
    }

    /// The kind of failure.
    public let code: Code
    /// Where it is in the whole text, counted from 0 over all pieces; for `truncated` the length of the text.
    public let byteOffset: Int
    /// What was wrong and where, in one sentence without a full stop.
    public let message: String
    /// What to do about it, when that is known.
    public let hint: String?

    private init(_ code: Code, at byteOffset: Int, _ message: String, hint: String? = nil) {
        self.code = code
        self.byteOffset = byteOffset
        self.message = message
        self.hint = hint
    }

    /// Whether both errors are of the same kind at the same place.
    public static func == (left: Self, right: Self) -> Bool {
        left.code == right.code && left.byteOffset == right.byteOffset
    }

    /// Feeds code and offset, and nothing else, into the hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
        hasher.combine(byteOffset)
    }

    /// The message, and the hint when there is one.
    public var description: String { hint.map { "\(message) (\($0))" } ?? message }
}

extension Base64Error {
    static func truncated(at byteOffset: Int) -> Base64Error {
        Base64Error(
            .truncated, at: byteOffset, "base64 text ends after \(byteOffset) bytes, inside a group of four",
            hint: "the text was cut off, or its padding was removed")
    }

    static func nonCanonicalTail(at byteOffset: Int) -> Base64Error {
        Base64Error(
            .nonCanonicalTail, at: byteOffset,
            "byte \(byteOffset) of the base64 text has bits that stand for nothing and are not zero",
            hint: "the text was altered, or its encoder does not follow RFC 4648 section 3.5")
    }

    /// The error for a byte that is not in the alphabet, or that follows the padding.
    static func foreign(_ byte: UInt8, at byteOffset: Int) -> Base64Error {
        let place = "byte \(byteOffset) of the base64 text"
        if byte == ASCII.padding {
            return Base64Error(.misplacedPadding, at: byteOffset, "\(place) is a = that does not end the last group")
        }
        if ASCII.isWhitespace(byte) {
            return Base64Error(
                .whitespace, at: byteOffset, "\(place) is white space",
                hint: "remove blanks and line breaks, also at the end")
        }
        if ASCII.isInAlphabet(byte) {
            return Base64Error(.trailingData, at: byteOffset, "\(place) follows the padding, which must be the end")
        }
        if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") {
            return Base64Error(
                .invalidByte, at: byteOffset, "\(place) is from the URL-safe alphabet",
                hint: "replace - by + and _ by /")
        }
        return Base64Error(.invalidByte, at: byteOffset, "\(place) is not in the alphabet")
    }
}
