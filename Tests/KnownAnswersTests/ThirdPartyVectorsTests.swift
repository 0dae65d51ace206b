// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KnownAnswers

/// Wycheproof, ACVP and CAVP files where they lie; skipped with a printed reason when the environment names none.
@Suite(.enabled(if: VectorFolders.thirdParty != nil, "TCFACE_THIRD_PARTY_VECTORS names no folder"))
struct ThirdPartyVectorsTests {
    @Test(arguments: [
        ("wycheproof/aes_cbc_pkcs5_test.json", 72, 144), ("wycheproof/sm4_gcm_test.json", 104, 0),
        ("wycheproof/hmac_sha1_test.json", 170, 0), ("wycheproof/hmac_sha256_test.json", 174, 0),
        ("wycheproof/rsa_pkcs1_2048_test.json", 67, 0), ("wycheproof/rsa_pkcs1_3072_test.json", 67, 0),
        ("wycheproof/rsa_pkcs1_4096_test.json", 67, 0), ("acvp/ACVP-AES-CBC-1.0", 836, 1320),
        ("acvp/HMAC-SHA-1-1.0", 975, 0), ("acvp/HMAC-SHA-1-2.0", 150, 0), ("acvp/HMAC-SHA2-256-1.0", 975, 0),
        ("acvp/HMAC-SHA2-256-2.0", 150, 0), ("acvp/SHA2-256-1.0", 517, 0), ("cavp-pyca/AES-CBC", 830, 1308),
        ("cavp-pyca/HMAC", 13, 0),
        ("cavp-pyca/RSA", 300, 0), ("cavp-pyca/SHA1", 229, 0), ("cavp-pyca/SHA256", 229, 0),
        ("cavp-pyca/SM3", 6, 0), ("cavp-pyca/SM4", 13, 0),
    ])
    func everyApplicableCasePasses(path: String, passed: Int, skipped: Int) {
        guard let place = VectorFolders.thirdParty(path) else { return }
        let report = VectorChecker().check([place])
        for file in report.files {
            #expect(file.failures.isEmpty, "\(file.path): \(file.failures.prefix(5))")
            #expect(file.problem == nil, "\(file.path)")
        }
        #expect(report.passed == passed)
        // Only AES keys of 128 and 192 bits are skipped, with their reason.
        #expect(report.skipped == skipped)
        #expect(report.skipReasons.allSatisfy { $0.reason.hasPrefix("AES with a 1") })
    }

    @Test(arguments: [
        "wycheproof/aes_gcm_test.json", "wycheproof/rsa_oaep_2048_sha1_mgf1sha1_test.json",
        "wycheproof/json_web_encryption_test.json", "acvp/ACVP-AES-GCM-1.0",
        "acvp/RSA-DecryptionPrimitive-Sp800-56Br2",
    ])
    func whatIsNotPartOfThisProjectIsCountedAndNamed(path: String) {
        guard let place = VectorFolders.thirdParty(path) else { return }
        let report = VectorChecker().check([place])
        #expect(report.passed == 0)
        #expect(report.failed == 0)
        #expect(report.skipped > 0)
        #expect(report.skipReasons.allSatisfy { $0.reason.contains("not part of this project") })
    }
}
