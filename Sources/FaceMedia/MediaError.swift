// SPDX-License-Identifier: Apache-2.0

/// Why a photo or video could not be inspected.
///
/// Two errors are equal when their codes are; the message is for people and may change.
/// No error carries media bytes.
public struct MediaError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure; new kinds may be added in a minor version.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Base: String {
            case unreadableFile, notAFile, emptyFile, unknownFormat
            case truncated, malformed, missingMovieHeader, tooComplex
        }

        private let base: Base

        private init(_ base: Base) { self.base = base }

        /// A file that cannot be opened or read.
        public static let unreadableFile = Code(.unreadableFile)
        /// A directory, pipe or device where a file belongs.
        public static let notAFile = Code(.notAFile)
        /// A file of no bytes.
        public static let emptyFile = Code(.emptyFile)
        /// Content that begins like none of the formats in ``MediaFormat``.
        public static let unknownFormat = Code(.unknownFormat)
        /// The content ends before the header that carries its size.
        public static let truncated = Code(.truncated)
        /// The header contradicts its own format.
        public static let malformed = Code(.malformed)
        /// An MP4 or MOV file without its `moov` box: the recording was never finished.
        public static let missingMovieHeader = Code(.missingMovieHeader)
        /// The header needs more reads or steps than a genuine file would.
        public static let tooComplex = Code(.tooComplex)

        /// The code's name, such as `truncated`.
        public var description: String { base.rawValue }
    }

    /// The kind of failure.
    public let code: Code
    /// What was wrong, with the value or limit, in one sentence without a full stop.
    public let message: String
    /// What to do about it, when that is known.
    public let hint: String?

    /// Makes an error.
    public init(_ code: Code, _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    /// Whether both errors are of the same kind.
    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }

    /// Feeds the code, and only the code, into the hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }

    /// The message, and the hint when there is one.
    public var description: String { hint.map { "\(message) (\($0))" } ?? message }
}
