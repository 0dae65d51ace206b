// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto

/// One attempt of one request, as a log may keep it: no secret, no media, no parameter.
///
/// The headers come as they were sent, with signatures and tokens left out. The content of request and answer is told
/// by its size only: it is made of faces and identities.
public struct RequestLogEntry: Sendable, CustomStringConvertible {
    /// The action, such as `DetectAIFakeFaces`.
    public let action: String
    /// Which attempt this was, from 1.
    public let attempt: Int
    /// Where it went.
    public let endpoint: String
    /// The headers that were sent, signatures and tokens left out.
    public let headers: HTTPHeaders
    /// The bytes of the body.
    public let bodyByteCount: Int
    /// How the body was encrypted; nil when it was not.
    public let encryption: String?
    /// The HTTP status; nil when no answer came.
    public let status: Int?
    /// The protocol version of the answer, such as `HTTP/2`.
    public let version: String?
    /// What the service calls the request; nil when no answer came.
    public let requestID: String?
    /// The bytes of the answer.
    public let responseByteCount: Int
    /// How long the attempt took.
    public let duration: Duration
    /// The codes of what went wrong, such as `serviceError: InvalidParameter`; nil when nothing did.
    ///
    /// Never a message: the service's may quote what it was sent.
    public let failure: String?
    /// The pause before the next attempt; nil when this was the last.
    public let retryPause: Duration?

    /// The entry in one line.
    public var description: String {
        var parts = ["\(action) attempt \(attempt) to \(endpoint): \(bodyByteCount) bytes"]
        if let encryption { parts.append(encryption) }
        if let status { parts.append("\(version ?? "HTTP") \(status), \(responseByteCount) bytes") }
        if let requestID { parts.append("RequestId \(requestID)") }
        parts.append("\(duration.wholeMilliseconds) ms")
        if let failure { parts.append(failure) }
        if let retryPause { parts.append("again in \(retryPause.wholeMilliseconds) ms") }
        return parts.joined(separator: ", ")
    }

    /// An error as a log may keep it.
    static func codes(of error: FaceAPIError) -> String {
        // A code is of the service's making as well, so only what looks like one is taken for one.
        let serviceCode = error.serviceCode.map { code in
            code.rawValue.utf8.count <= 100 && code.rawValue.utf8.allSatisfy(ResponseHead.isTokenByte)
                ? code.rawValue : "an odd code"
        }
        let details = [
            serviceCode, error.legacyCode.map { "\($0.rawValue)" }, error.transport.map { "\($0.code)" },
            error.crypto.map { "\($0.code)" },
        ].compactMap(\.self)
        return (["\(error.code)"] + details).joined(separator: ": ")
    }

    /// Takes the signature out of an `Authorization` header, and tokens out altogether.
    static func redacted(_ headers: HTTPHeaders) -> HTTPHeaders {
        HTTPHeaders(
            headers.map { field in
                switch field.name.lowercased() {
                case "x-tc-token": (field.name, "redacted")
                case "authorization":
                    // What comes before the signature of TC3 is public; the legacy form is one text and goes as a
                    // whole.
                    if let range = field.value.firstRange(of: "Signature=") {
                        (field.name, field.value[..<range.upperBound] + "redacted")
                    } else {
                        (field.name, "redacted")
                    }
                default: (field.name, field.value)
                }
            })
    }
}
