// SPDX-License-Identifier: Apache-2.0

/// One thing that the documentation says against a request, found before anything is sent.
public struct PreflightFinding: Hashable, Sendable, CustomStringConvertible {
    /// How much a finding weighs.
    public enum Severity: String, Hashable, Sendable, Comparable {
        /// The page advises against it, or leaves open whether the service takes it.
        case warning
        /// The page says that the service does not take it.
        case refusal

        /// Warnings come before refusals.
        public static func < (left: Self, right: Self) -> Bool { left == .warning && right == .refusal }
    }

    /// The rule that found it; new rules may be added in a minor version.
    public struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        /// The rule's name, such as `bodySize`.
        public let rawValue: String

        /// Takes any name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The rule's name.
        public var description: String { rawValue }
    }

    /// How much it weighs.
    public let severity: Severity
    /// The rule that found it.
    public let code: Code
    /// The request parameter it is about, such as `FaceInput`; nil for the request as a whole.
    public let parameter: String?
    /// What was found, with the value and the limit, in one sentence without a full stop.
    public let message: String
    /// What to do about it, when that is known.
    public let hint: String?
    /// The page that says so.
    public let page: DocumentationPage

    /// Makes a finding.
    public init(
        _ severity: Severity, _ code: Code, parameter: String?, message: String, hint: String? = nil,
        page: DocumentationPage
    ) {
        self.severity = severity
        self.code = code
        self.parameter = parameter
        self.message = message
        self.hint = hint
        self.page = page
    }

    /// The message, the hint when there is one, and the page.
    public var description: String {
        let text = hint.map { "\(message); \($0)" } ?? message
        return "\(text) [\(page)]"
    }
}

extension PreflightFinding.Code {
    /// A required parameter, or both of two of which one is required, is missing.
    public static let missingParameter = Self(rawValue: "missingParameter")
    /// A value outside the list of allowed ones.
    public static let valueNotAllowed = Self(rawValue: "valueNotAllowed")
    /// A region that the API does not serve.
    public static let regionNotAllowed = Self(rawValue: "regionNotAllowed")
    /// An input that the service will not look at, because another one wins.
    public static let inputIgnored = Self(rawValue: "inputIgnored")
    /// A URL that the service cannot fetch.
    public static let malformedURL = Self(rawValue: "malformedURL")
    /// The body of the request is too large, or may be.
    public static let bodySize = Self(rawValue: "bodySize")
    /// A photo or video is too large, or larger than advised.
    public static let mediaSize = Self(rawValue: "mediaSize")
    /// Two inputs that each fit but exceed the body together.
    public static let combinedMediaSize = Self(rawValue: "combinedMediaSize")
    /// A photo where a video belongs, or the other way round.
    public static let mediaKind = Self(rawValue: "mediaKind")
    /// A format that the page does not name.
    public static let mediaFormat = Self(rawValue: "mediaFormat")
    /// A photo or video of no bytes.
    public static let emptyMedia = Self(rawValue: "emptyMedia")
    /// Content that cannot be read as what it begins like.
    public static let damagedMedia = Self(rawValue: "damagedMedia")
    /// Content whose headers tell less than a rule needs.
    public static let uncheckedMedia = Self(rawValue: "uncheckedMedia")
    /// A picture that is animated: one frame at most will be looked at.
    public static let animatedImage = Self(rawValue: "animatedImage")
    /// More pixels than the service takes or advises.
    public static let resolutionTooHigh = Self(rawValue: "resolutionTooHigh")
    /// Fewer pixels than the service takes or advises.
    public static let resolutionTooLow = Self(rawValue: "resolutionTooLow")
    /// A picture far from 3:4.
    public static let aspectRatio = Self(rawValue: "aspectRatio")
    /// A video that is too long.
    public static let durationTooLong = Self(rawValue: "durationTooLong")
    /// A video that is too short.
    public static let durationTooShort = Self(rawValue: "durationTooShort")
    /// A frame rate outside the advised range.
    public static let frameRate = Self(rawValue: "frameRate")
    /// A video file without a video track.
    public static let noVideoTrack = Self(rawValue: "noVideoTrack")
    /// A video without sound where the check listens to it.
    public static let noAudioTrack = Self(rawValue: "noAudioTrack")
    /// An API that the vendor has taken offline.
    public static let serviceRetired = Self(rawValue: "serviceRetired")
}
