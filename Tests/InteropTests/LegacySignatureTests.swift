// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import TC3Signing
import Testing

@Suite(
    "openssl and the older signature",
    .enabled(if: OpenSSLCommand.program != nil, "there is no openssl command (printed)"))
struct LegacySignatureTests {
    @Test("its HMAC-SHA1 over the text is the one we send", arguments: [LegacySigner.Form.current, .withUserID])
    func sameHMAC(form: LegacySigner.Form) throws {
        let openssl = try OpenSSLCommand()
        for round in 0..<15 {
            let key = String(decoding: try openssl("rand", "-hex", "\(1 + round * 5)").dropLast(), as: UTF8.self)
            let signer = try LegacySigner(
                credential: Credential(secretID: "AKIDlegacy\(round)", secretKey: key),
                appID: "\(1_250_000_000 + round)",
                bucket: round % 2 == 0 ? "" : "bucket", form: form)
            let number = try LegacySigner.randomNumber()
            let time = Int64(1_400_000_000 + round * 86_399)
            let signature =
                round % 3 == 0
                ? try signer.signSingleUse(fileID: "/1/b/f\(round)", at: time, random: number)
                : try signer.signMultiUse(at: time, validFor: 300, random: number, fileID: "")
            let text = Array(signature.original.utf8)
            let tag = try openssl("dgst", "-sha1", "-hmac", key, "-binary", input: text)
            #expect(try signature.authorization == openssl.base64(tag + text))
        }
    }
}
