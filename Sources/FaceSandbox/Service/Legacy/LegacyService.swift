// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import FaceMedia
internal import StrictJSON
internal import TC3Signing

/// The older face service: `POST /face/livedetectpicture` with numeric codes and a signature of its own.
///
/// The real one is no longer served. Source: cloud.tencent.com/document/api/641/12558.
struct LegacyService: Sendable {
    let credential: Credential

    static let path = "/face/livedetectpicture"
    /// The name that scenarios, faults and the journal know it by.
    static let action = "livedetectpicture"
    static let maximumBodyByteCount = 6 << 20

    /// Answers a request; the journal alone gets a request ID, since the answer has no place for one.
    func answer(_ call: ServiceCall, scenario: ScenarioRun) -> Verdict {
        var report: VerificationReport?
        do throws(LegacyFailure) {
            let members = try members(of: call, scenario: scenario, report: &report)
            return Verdict(reply: HTTPReply(body: Self.body(code: 0, message: "OK", data: members)))
        } catch {
            return Verdict(
                reply: HTTPReply(body: Self.body(code: error.code, message: error.message, data: nil)),
                errorCode: String(error.code), explanation: report?.explanation ?? error.message, report: report)
        }
    }

    private func members(
        of call: ServiceCall, scenario: ScenarioRun, report: inout VerificationReport?
    ) throws(LegacyFailure) -> [JSONValue.Member] {
        guard call.head.method == "POST" else { throw .badRequest }
        guard let body = call.body else { throw .bodyTooLarge }
        let signature = try authenticate(call, report: &report)
        let input = try LegacyInput(body: body, contentType: call.head.values(of: "Content-Type").first ?? "")
        try checkAppID(input.appID, against: signature)
        let subject = try subject(of: input)
        if call.plan.throttles { throw .tooOften }
        switch scenario.outcome(of: Self.action, subject) {
        case nil: return [.init("score", 95)]
        case .answer(let members)?: return members.isEmpty ? [.init("score", 95)] : members
        case .error(let code, let message)?:
            let code = Int(code) ?? 213
            throw LegacyFailure(code, message ?? LegacyFailure.published[code] ?? "error")
        }
    }

    /// Checks the signature.
    ///
    /// A multi-use signature is good for any number of requests until it expires, so nothing here is a replay. A
    /// single-use one is refused, the first time already: it is for the services that keep files.
    ///
    /// - Returns: the fields of the signed text.
    private func authenticate(
        _ call: ServiceCall, report: inout VerificationReport?
    ) throws(LegacyFailure) -> SignedFields {
        let authorization = call.head.values(of: "Authorization").first ?? ""
        guard !authorization.isEmpty else { throw .signatureEmpty }
        let message: HTTPRequestMessage
        do throws(ServiceFailure) { message = try call.message() } catch { throw .badRequest }
        let found = LegacyVerifier(credentials: [credential]).verify(message, at: call.now)
        guard !found.matches else {
            let fields = SignedFields(authorization)
            guard !fields.isSingleUse else { throw .signatureSingleUse }
            return fields
        }
        report = found
        let causes = found.findings.map(\.cause)
        if causes.contains(.authorization) { throw .signatureMalformed }
        if causes.contains(.secretID) { throw .secretIDUnknown }
        if causes.contains(.clock) { throw .signatureExpired }
        throw .signatureWrong
    }

    private func checkAppID(_ appID: String?, against signature: SignedFields) throws(LegacyFailure) {
        guard let appID, !appID.isEmpty else { throw .appIDMissing }
        guard signature["a"] == appID else { throw .wrongTarget }
    }

    /// `url` wins when both are given.
    private func subject(of input: LegacyInput) throws(LegacyFailure) -> ScenarioSubject {
        if let url = input.url, !url.isEmpty {
            guard ReceivedMedia.isURL(url) else { throw .downloadFailed }
            return ScenarioSubject(tokens: [url])
        }
        guard let image = input.image, !image.isEmpty else { throw .downloadFailed }
        let media = ReceivedMedia(image)
        guard media.isOne(of: [.jpeg, .png, .bmp]), media.info?.pixelSize != nil else { throw .imageDecodeFailed }
        return ScenarioSubject(media: [media.digest])
    }

    private static func body(code: Int, message: String, data: [JSONValue.Member]?) -> [UInt8] {
        var members: [JSONValue.Member] = []
        if let data { members.append(.init("data", .object(data))) }
        members += [.init("code", .number(code)), .init("message", .string(message))]
        return JSONValue.object(members).serialized()
    }
}

/// The fields of a signature that has been verified.
private struct SignedFields {
    private let text: String

    init(_ authorization: String) {
        // The verifier has read the text, so it is there behind the tag of 20 bytes.
        text = String(decoding: ((try? Base64.decode(authorization)) ?? []).dropFirst(20), as: UTF8.self)
    }

    subscript(name: Character) -> String? {
        text.split(separator: "&").first { $0.hasPrefix("\(name)=") }.map { String($0.dropFirst(2)) }
    }

    /// Whether the signature names no expiry: `e=0`.
    var isSingleUse: Bool { self["e"].flatMap { Int64($0) } == 0 }
}
