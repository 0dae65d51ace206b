// SPDX-License-Identifier: Apache-2.0

/// Why bytes are not a JSON document, and where.
///
/// Two errors are equal when code and offset are; the message is for people and may change.
/// No error carries a byte of the document, which may be a plaintext.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure; new kinds may be added in a minor version.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Base: String {
            case unexpectedByte, unexpectedEnd, trailingBytes, byteOrderMark, invalidUTF8, controlByte
            case invalidEscape, loneSurrogate, invalidNumber, duplicateName, nestingTooDeep, documentTooLarge
        }

        private let base: Base

        private init(_ base: Base) { self.base = base }

        /// A byte that the grammar does not allow where it stands.
        public static let unexpectedByte = Code(.unexpectedByte)
        /// The document ends before its value does.
        public static let unexpectedEnd = Code(.unexpectedEnd)
        /// Something follows the document's one value.
        public static let trailingBytes = Code(.trailingBytes)
        /// The document begins with a byte order mark, which RFC 8259 section 8.1 forbids.
        public static let byteOrderMark = Code(.byteOrderMark)
        /// A string is not UTF-8 by RFC 3629.
        public static let invalidUTF8 = Code(.invalidUTF8)
        /// A string holds a byte below 0x20 that is not escaped.
        public static let controlByte = Code(.controlByte)
        /// A backslash is followed by something that RFC 8259 section 7 does not list.
        public static let invalidEscape = Code(.invalidEscape)
        /// An escaped surrogate without its other half.
        public static let loneSurrogate = Code(.loneSurrogate)
        /// A number outside the grammar of RFC 8259 section 6.
        public static let invalidNumber = Code(.invalidNumber)
        /// An object has two members of the same name.
        public static let duplicateName = Code(.duplicateName)
        /// Arrays and objects are nested more deeply than allowed.
        public static let nestingTooDeep = Code(.nestingTooDeep)
        /// The document has 4 GiB or more.
        public static let documentTooLarge = Code(.documentTooLarge)

        /// The code's name, such as `duplicateName`.
        public var description: String { base.rawValue }
    }

    /// The kind of failure.
    public let code: Code
    /// Where in the document, counted in bytes from 0.
    public let byteOffset: Int
    /// What was wrong, in one sentence without a full stop.
    public let message: String

    /// Makes an error.
    public init(_ code: Code, at byteOffset: Int, _ message: String) {
        self.code = code
        self.byteOffset = byteOffset
        self.message = message
    }

    /// Whether both errors are of the same kind and at the same place.
    public static func == (left: Self, right: Self) -> Bool {
        left.code == right.code && left.byteOffset == right.byteOffset
    }

    /// Feeds code and offset into the hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
        hasher.combine(byteOffset)
    }

    /// The message and the offset.
    public var description: String { "\(message) at byte \(byteOffset)" }
}
