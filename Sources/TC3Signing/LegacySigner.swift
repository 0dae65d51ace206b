// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestDigests
public import SecretMemory

/// Makes the signatures of the vendor's older image services ("鉴权签名"), such as `livedetectpicture`.
///
/// The signature is `Base64(HMAC-SHA1(secret key, original) || original)`, one base64 over both,
/// and goes into `Authorization` as it is. It covers neither the body nor the time of one request:
/// whoever sees a multi-use signature can use it until it expires. Only the keys of main accounts
/// work, so a temporary credential is refused.
///
/// Source: the vendor's pages 864/17712, 865/17723 and 867/17719.
public final class LegacySigner: Sendable {
    /// The two spellings of the signed text that are in the field.
    public enum Form: Hashable, Sendable {
        /// `a=…&b=…&k=…&e=…&t=…&r=…&f=…`: the current pages.
        case current
        /// With `&u=0` before `&f=`, as the oldest pages have it.
        case withUserID
    }

    /// Whose signatures these are.
    public let credential: Credential
    /// The account's AppID, in decimal digits.
    public let appID: String
    /// The bucket; the face services take none.
    public let bucket: String
    /// The spelling of the signed text.
    public let form: Form

    private let key: HMACSHA1

    /// 90 days in seconds: the pages say "three months" and do not say which.
    public static let maximumValidity: Int64 = 90 * 86_400
    /// One more than the largest random number: it has at most 10 digits.
    public static let randomNumberLimit: UInt64 = 10_000_000_000

    /// Makes a signer and prepares its key.
    ///
    /// - Throws: ``TC3SigningError`` with `invalidField` when the AppID is not decimal digits or
    ///   the bucket holds anything but letters, digits and `-_.`; with `invalidCredential` for a
    ///   temporary credential.
    public init(
        credential: Credential, appID: String, bucket: String = "", form: Form = .current
    ) throws(TC3SigningError) {
        try ByteSet.decimal.require(appID, as: "the AppID")
        if !bucket.isEmpty { try ByteSet.word.require(bucket, as: "the bucket") }
        guard !credential.isTemporary else {
            throw TC3SigningError(
                .invalidCredential, "a legacy signature cannot be made with a temporary credential",
                hint: "only the keys of main accounts work")
        }
        self.credential = credential
        self.appID = appID
        self.bucket = bucket
        self.form = form
        key = credential.withSecretKey { HMACSHA1(key: $0) }
    }

    /// Makes a signature that is good for any number of requests until it expires; the face
    /// services want this one.
    ///
    /// - Parameters:
    ///   - timestamp: now, in seconds since 1970
    ///   - seconds: how long it is good for
    ///   - random: a number below 10,000,000,000; see ``randomNumber()``
    ///   - fileID: empty, or what the signature is bound to
    /// - Throws: ``TC3SigningError`` with `timestampOutOfRange`; with `invalidValidity` for less
    ///   than 1 s or more than 90 days; with `invalidField` for a random number of 11 digits, or a
    ///   file ID with a blank, a control byte, `&` or a byte outside ASCII.
    public func signMultiUse(
        at timestamp: Int64, validFor seconds: Int64 = 300, random: UInt64, fileID: String = ""
    ) throws(TC3SigningError) -> LegacySignature {
        let start = try TC3Timestamp(timestamp).seconds
        guard (1...Self.maximumValidity).contains(seconds) else {
            throw TC3SigningError(
                .invalidValidity, "a validity of \(seconds) s is not between 1 and \(Self.maximumValidity) s",
                hint: "a legacy signature is good for three months at most")
        }
        let expiry = try TC3Timestamp(start + seconds).seconds
        return try sign(timestamp: start, expiry: expiry, random: random, fileID: fileID)
    }

    /// Makes a signature that is good for one request on one file, and does not expire.
    ///
    /// - Parameter fileID: `/appid/bucket/path`, encoded; see ``fileID(path:)``
    /// - Throws: ``TC3SigningError`` with `invalidField` for an empty file ID, and as
    ///   ``signMultiUse(at:validFor:random:fileID:)``.
    public func signSingleUse(
        fileID: String, at timestamp: Int64, random: UInt64
    ) throws(TC3SigningError) -> LegacySignature {
        try ByteSet.fileID.require(fileID, as: "the file ID of a single-use signature")
        return try sign(timestamp: TC3Timestamp(timestamp).seconds, expiry: 0, random: random, fileID: fileID)
    }

    /// The file ID of a path in the bucket: `/appid/bucket/path`, each segment percent-encoded.
    public func fileID(path: String) -> String {
        let relative = path.hasPrefix("/") ? path : "/" + path
        return "/\(appID)/\(bucket)" + PercentEncoding.encodePath(relative)
    }

    /// A random number for a signature, from the operating system.
    ///
    /// - Throws: `SecretMemoryError` with `randomUnavailable`.
    public static func randomNumber() throws(SecretMemoryError) -> UInt64 {
        try SystemRandom.uniform(below: randomNumberLimit)
    }

    private func sign(
        timestamp: Int64, expiry: Int64, random: UInt64, fileID: String
    ) throws(TC3SigningError) -> LegacySignature {
        guard random < Self.randomNumberLimit else {
            throw TC3SigningError(.invalidField, "the random number \(random) has more than 10 digits")
        }
        if !fileID.isEmpty { try ByteSet.fileID.require(fileID, as: "the file ID") }
        let userID = form == .withUserID ? "&u=0" : ""
        let original =
            "a=\(appID)&b=\(bucket)&k=\(credential.secretID)&e=\(expiry)&t=\(timestamp)&r=\(random)"
            + "\(userID)&f=\(fileID)"
        return LegacySignature(original: original, tag: key.authenticate(original.utf8.span))
    }
}
