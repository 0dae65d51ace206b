// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestDigests
internal import StrictJSON
internal import TC3Signing

/// A signature of the older image services, or a wish for one that has to be refused.
struct LegacyCase {
    private let folder: SignatureFolder

    init(_ folder: SignatureFolder) { self.folder = folder }

    func check() throws -> CaseOutcome {
        guard try folder.isValid else { return try checkRefusal() }
        try folder.expectFiles(["original.txt", "hmac.txt", "signature.txt", "request.http", "signed-request.http"])
        if folder.context.has("order") {
            try checkStepsInOtherOrder()
        } else {
            let signature = try sign()
            try folder.expect(signature.original, equals: "original.txt")
            try folder.expect(Hex.encode(signature.tag.span), equals: "hmac.txt")
            try folder.expect(signature.authorization, equals: "signature.txt")
        }
        try folder.expectRequests(signedBy: folder.text("signature.txt"))
        try LegacyVerification(folder).expectMatch()
        return .passed
    }

    /// The steps of a sender that writes the fields in an order of its own, which the signer does not do.
    private func checkStepsInOtherOrder() throws {
        let context = folder.context
        let credentials = try context.object("credentials")
        let values = [
            "a": try credentials.text("appId"), "b": try context.text("bucket"), "k": try credentials.text("secretId"),
            "e": String(try context.int("expires")), "t": String(try context.int("timestamp")),
            "r": try context.text("random"), "u": "0", "f": try context.text("fileID"),
        ]
        // One of the vendor's packages leaves fields out; none writes one twice.
        let names = (context.json["order"]?.array ?? []).map { $0.string ?? "" }
        guard !names.isEmpty, Set(names).count == names.count else {
            throw NotUnderstood("has an \"order\" that does not name its fields once")
        }
        let fields = try names.map { name throws(NotUnderstood) in
            guard let value = values[name] else {
                throw NotUnderstood("has the unknown field \"\(name)\" in its order")
            }
            return "\(name)=\(value)"
        }
        let original = fields.joined(separator: "&")
        let (key, text) = (Array(try credentials.text("secretKey").utf8), Array(original.utf8))
        let tag = HMACSHA1(key: key.span).authenticate(text.span).array
        let signed = tag + text
        try folder.expect(original, equals: "original.txt")
        try folder.expect(Hex.encode(tag), equals: "hmac.txt")
        try folder.expect(Base64.encodeToString(signed.span), equals: "signature.txt")
    }

    private func sign() throws -> LegacySignature {
        let context = folder.context
        let credentials = try context.object("credentials")
        let signer = try LegacySigner(
            credential: Credential(
                secretID: credentials.text("secretId"), secretKey: credentials.text("secretKey")),
            appID: credentials.text("appId"), bucket: context.text("bucket"),
            form: context.bool("userIDField") ? .withUserID : .current)
        let timestamp = Int64(try context.int("timestamp"))
        let expires = Int64(try context.int("expires"))
        guard let random = UInt64(try context.text("random")) else { throw NotUnderstood("has no number \"random\"") }
        var fileID = try context.text("fileID")
        if let path = try context.optionalText("filePath") {
            let prefix = "/\(signer.appID)/\(signer.bucket)"
            guard path.hasPrefix(prefix) else { throw NotUnderstood("has a filePath outside its bucket") }
            let encoded = signer.fileID(path: String(path.dropFirst(prefix.count)))
            guard encoded == fileID else {
                throw StepMismatch("the file ID is \"\(fileID)\" and was computed as \"\(encoded)\"")
            }
            fileID = encoded
        }
        switch try context.text("use") {
        case "multi":
            let (validity, isTooLong) = expires.subtractingReportingOverflow(timestamp)
            return try signer.signMultiUse(
                at: timestamp, validFor: isTooLong ? .max : validity, random: random, fileID: fileID)
        case "single":
            guard expires == 0 else { throw Unspeakable() }
            return try signer.signSingleUse(fileID: fileID, at: timestamp, random: random)
        case let other: throw NotUnderstood("has the use \"\(other)\"")
        }
    }

    private func checkRefusal() throws -> CaseOutcome {
        try folder.expectFiles([])
        do {
            _ = try sign()
        } catch is Unspeakable {
            // The signer has no way to ask for it.
            let expected = try folder.context.text("expect")
            return expected == "expiry-in-single-use"
                ? .passed : .failed("the fault is \(expected), and the signer cannot be asked for an expiry")
        } catch let error as TC3SigningError {
            let expected = try folder.context.text("expect")
            guard let code = Self.codes[expected] else { throw NotUnderstood("expects the unknown \"\(expected)\"") }
            return error.code == code ? .passed : .failed("the fault is \(expected), and the error says \(error)")
        }
        return .failed("a signature was made, and the fault is \(try folder.context.text("expect"))")
    }

    /// A signature that the signer cannot even be asked for.
    private struct Unspeakable: Error {}

    private static let codes: [String: TC3SigningError.Code] = [
        "expiry-not-after-timestamp": .invalidValidity, "expiry-too-far": .invalidValidity,
        "random-too-long": .invalidField, "file-id-required": .invalidField, "expiry-in-single-use": .invalidValidity,
    ]
}
