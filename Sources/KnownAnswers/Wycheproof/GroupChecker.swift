// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import StrictJSON

/// Checks the tests of one group, by the group's type.
struct GroupChecker {
    let algorithm: String
    let group: VectorFields
    /// What a test may hold; `nil` for the files of others, whose further members are documentation.
    let shapeOfTests: VectorShape?

    /// The types of groups that only this project's files have.
    static let ownTypes: Set<String> = ["DigestTest", "Sm2WrapTest", "RsaesPkcs1Wrap", "Base64Test", "EnvelopeTest"]

    /// Checks one test.
    ///
    /// - Parameter paddingErrors: Collects the words in which bad RSA paddings are refused: there may be only one.
    func check(_ test: VectorFields, paddingErrors: inout Set<String>) -> CaseOutcome {
        do {
            try shapeOfTests?.check(test.json, "test")
            let type = try group.text("type")
            switch (algorithm, type) {
            case ("AES-CBC-PKCS5", "IndCpaTest"): return try checkAESCBC(test)
            case ("SM4-GCM", "AeadTest"): return try checkSM4GCM(test)
            case ("HMACSHA1", "MacTest"), ("HMACSHA256", "MacTest"): return try checkHMAC(test)
            case ("RSAES-PKCS1-v1_5", "RsaesPkcs1Decrypt"):
                return try checkRSADecryption(test, paddingErrors: &paddingErrors)
            case ("RSAES-PKCS1-v1_5", "RsaesPkcs1Wrap"): return try checkRSAWrapping(test)
            case ("SM2", "Sm2WrapTest"): return try checkSM2(test)
            case ("SM3", "DigestTest"): return try checkSM3(test)
            case ("Base64", "Base64Test"): return try checkBase64(test)
            case ("FaceID-Envelope", "EnvelopeTest"): return try EnvelopeVectors(group: group).check(test)
            default: return .skipped("\(algorithm) (\(type)) is not part of this project")
            }
        } catch let error as NotUnderstood {
            return .failed("is not understood: it \(error.reason)")
        } catch let error as RequestCryptoError {
            return .failed("cannot be checked: \(error.description)")
        } catch {
            return .failed("cannot be checked: \(error)")
        }
    }

    func expectedResult(of test: VectorFields) throws(NotUnderstood) -> ExpectedResult {
        try ExpectedResult(of: test)
    }
}
