// SPDX-License-Identifier: Apache-2.0

/// What a verifier found, in the order of the steps of a signature.
///
/// Holds no secret: a report can be logged. Where a request signs `x-tc-token`, every text of the
/// report has the token's length in its place (`x-tc-token:(20 bytes, redacted)`). A line that
/// differs can be the query, or a body that was signed in place of its digest.
///
/// A report of ``TC3Verifier/verify(_:at:explains:)`` or of a ``LegacyVerifier`` also holds no
/// signature that the verifier computed, and can be shown to whoever asks why a request was refused;
/// one of ``TC3Verifier/compare(_:with:at:)`` is for who has the key.
public struct VerificationReport: Hashable, Sendable, CustomStringConvertible {
    /// The steps in which a signature can differ.
    public enum Step: String, Hashable, Sendable, CaseIterable, Comparable {
        /// The request contradicts itself, the clock, or what the verifier knows.
        case request
        /// The text that stands for the request.
        case canonicalRequest = "canonical-request"
        /// The text that the key signs.
        case stringToSign = "string-to-sign"
        /// The signature, under equal texts: another key, or another derivation of it.
        case signature

        /// Whether one step comes before another.
        public static func < (left: Self, right: Self) -> Bool { left.order < right.order }

        private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    /// What a finding is about; new causes may be added in a minor version.
    public struct Cause: Hashable, Sendable, CustomStringConvertible {
        private enum Base: String {
            case authorization, secretID, clock, timestamp, scope, signedHeaders, header, method, path, query, payload
            case layout, key, signature
        }

        private let base: Base

        private init(_ base: Base) { self.base = base }

        /// The `Authorization` header is missing or is not of the expected form.
        public static let authorization = Cause(.authorization)
        /// The secret ID is not one the verifier knows.
        public static let secretID = Cause(.secretID)
        /// The timestamp is too far from the verifier's clock, or the signature has expired.
        public static let clock = Cause(.clock)
        /// The timestamp is missing, malformed, or another than the signed one.
        public static let timestamp = Cause(.timestamp)
        /// The credential scope: its date, service or end.
        public static let scope = Cause(.scope)
        /// Which headers are signed, and in which order and spelling.
        public static let signedHeaders = Cause(.signedHeaders)
        /// The value of a header.
        public static let header = Cause(.header)
        /// The HTTP method.
        public static let method = Cause(.method)
        /// The path.
        public static let path = Cause(.path)
        /// The query.
        public static let query = Cause(.query)
        /// The body or its digest.
        public static let payload = Cause(.payload)
        /// Line ends and empty lines of a step's text, or its digest's spelling.
        public static let layout = Cause(.layout)
        /// The secret key or what was derived from it.
        public static let key = Cause(.key)
        /// The signature itself, with nothing known to explain it.
        public static let signature = Cause(.signature)

        /// The cause's name, such as `payload`.
        public var description: String { base.rawValue }
    }

    /// One reason why the request does not verify.
    public struct Finding: Hashable, Sendable, CustomStringConvertible {
        /// The step that differs first.
        public let step: Step
        /// What the finding is about.
        public let cause: Cause
        /// The first line that differs in the step's text.
        public let difference: LineDifference
        /// What happened and what to do, in one sentence without a full stop.
        public let explanation: String

        /// The step, the explanation and the difference.
        public var description: String { "\(step.rawValue): \(explanation)\n\(difference)" }
    }

    /// The reasons why the request does not verify, the earliest step first; empty when it does.
    public let findings: [Finding]
    /// What the verifier accepted and a stricter one might not.
    public let warnings: [String]
    /// The text that the verifier computed for step 1, when the request got that far, with the
    /// length of a signed token in its place; a legacy signature has none.
    public let canonicalRequest: String?
    /// The text that the verifier computed for step 2, when the request got that far; for a legacy
    /// signature, the text that came with it.
    public let stringToSign: String?

    init(
        findings: [Finding], warnings: [String] = [], canonicalRequest: String? = nil, stringToSign: String? = nil
    ) {
        // Sorted by step and stable within one, so that the first finding is the first difference.
        self.findings = Step.allCases.flatMap { step in findings.filter { $0.step == step } }
        self.warnings = warnings
        self.canonicalRequest = canonicalRequest.map(TokenLine.redacted)
        self.stringToSign = stringToSign.map(TokenLine.redacted)
    }

    /// Whether the request verifies.
    public var matches: Bool { findings.isEmpty }
    /// The first step that differs.
    public var step: Step? { findings.first?.step }
    /// The first line that differs in that step.
    public var firstDifference: LineDifference? { findings.first?.difference }
    /// What happened and what to do about it.
    public var explanation: String? { findings.first?.explanation }

    /// The verdict, and each finding and warning.
    public var description: String {
        let lines = findings.map(\.description) + warnings.map { "warning: \($0)" }
        return ([matches ? "the signature fits" : "the request does not verify"] + lines).joined(separator: "\n")
    }
}
