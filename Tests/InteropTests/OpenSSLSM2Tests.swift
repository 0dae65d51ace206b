// SPDX-License-Identifier: Apache-2.0

import ProgramRunner
import RequestCrypto
import SecretMemory
import Testing

@Suite(
    "openssl and SM2",
    .enabled(if: OpenSSLCommand.program != nil && OpenSSLCommand.hasSM2, "no openssl command with SM2 (printed)"))
struct OpenSSLSM2Tests {
    @Test("keys are read in the forms that openssl writes")
    func forms() throws {
        let openssl = try OpenSSLCommand()
        try openssl.makeSM2("sm2.pem")
        try openssl("pkey", "-in", "sm2.pem", "-pubout", "-out", "sm2.pub.pem")
        let spki = try openssl("pkey", "-in", "sm2.pem", "-pubout", "-outform", "DER")
        let open = try WrappingKey(pem: openssl.folder.text(of: "sm2.pub.pem"))
        #expect(open.spki == spki)
        #expect(open.kind == .sm2)
        #expect(try UnwrappingKey(pem: openssl.folder.text(of: "sm2.pem")).publicKey.spki == spki)
        #expect(open.pem() == (try openssl.folder.text(of: "sm2.pub.pem")))
    }

    @Test("keys are read in the forms that only openssl 3 writes, under labels of its own")
    func ownLabels() throws {
        let openssl = try OpenSSLCommand()
        try openssl("ecparam", "-name", "SM2", "-genkey", "-out", "parameters.pem")
        try openssl("pkey", "-in", "parameters.pem", "-out", "sm2.pem")
        try openssl("ec", "-in", "sm2.pem", "-out", "sec1.pem")
        let spki = try openssl("pkey", "-in", "sm2.pem", "-pubout", "-outform", "DER")
        for name in ["sec1.pem", "parameters.pem"] {
            let pem = try openssl.folder.text(of: name)
            #expect(try UnwrappingKey(pem: pem).publicKey.spki == spki)
        }
    }

    @Test("keys that we make pass its check")
    func ourKeys() throws {
        let openssl = try OpenSSLCommand()
        let pair = try UnwrappingKey.generateSM2()
        try OpenSSLKeyTests.write(pair, to: "ours.pem", for: openssl)
        try openssl("pkey", "-in", "ours.pem", "-check", "-noout")
        try openssl("pkey", "-pubin", "-in", "ours.pub.pem", "-pubcheck", "-noout")
        #expect(try openssl("pkey", "-in", "ours.pem", "-pubout", "-outform", "DER") == pair.publicKey.spki)
    }

    @Test("what it wraps we unwrap, with and without the leading 04", arguments: [16, 32])
    func unwrapsTheirs(byteCount: Int) throws {
        let openssl = try OpenSSLCommand()
        try openssl.makeSM2("sm2.pem")
        try openssl("pkey", "-in", "sm2.pem", "-pubout", "-out", "sm2.pub.pem")
        let key = try UnwrappingKey(pem: openssl.folder.text(of: "sm2.pem"))
        // Often enough that coordinates with a leading zero occur.
        for _ in 0..<20 {
            let dataKey = try openssl("rand", "\(byteCount)")
            let der = try openssl("pkeyutl", "-encrypt", "-pubin", "-inkey", "sm2.pub.pem", input: dataKey)
            let raw = try SM2DER.decode(der)
            #expect(raw.count == 97 + byteCount)
            #expect(try key.unwrap(raw.span, expecting: byteCount).withBytes { $0.elementsEqual(dataKey) })
            let bare = Array(raw.dropFirst())
            #expect(try key.unwrap(bare.span, expecting: byteCount).withBytes { $0.elementsEqual(dataKey) })
        }
    }

    @Test("what we wrap it unwraps", arguments: [16, 32])
    func wrapsForThem(byteCount: Int) throws {
        let openssl = try OpenSSLCommand()
        let pair = try UnwrappingKey.generateSM2()
        try OpenSSLKeyTests.write(pair, to: "ours.pem", for: openssl)
        for _ in 0..<20 {
            let dataKey = try SecretBytes.random(byteCount: byteCount)
            let der = try SM2DER.encode(try pair.publicKey.wrap(dataKey))
            let opened = try openssl("pkeyutl", "-decrypt", "-inkey", "ours.pem", input: der)
            #expect(dataKey.withBytes { $0.elementsEqual(opened) })
        }
    }
}
