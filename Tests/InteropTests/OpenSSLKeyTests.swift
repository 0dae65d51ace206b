// SPDX-License-Identifier: Apache-2.0

import ProgramRunner
import RequestCrypto
import SecretMemory
import Testing

@Suite("Keys of openssl", .enabled(if: OpenSSLCommand.program != nil, "there is no openssl command (printed)"))
struct OpenSSLKeyTests {
    @Test("RSA keys are read in every form that it writes", arguments: [1024, 1025, 2048, 3072])
    func rsaForms(bits: Int) throws {
        let openssl = try OpenSSLCommand()
        try openssl.makeRSA(bits: bits, "rsa")
        try openssl("rsa", "-in", "rsa.pem", "-traditional", "-out", "pkcs1.pem")
        try openssl("rsa", "-in", "rsa.pem", "-RSAPublicKey_out", "-out", "pkcs1.pub.pem")
        let spki = try openssl("pkey", "-in", "rsa.pem", "-pubout", "-outform", "DER")

        for name in ["rsa.pub.pem", "pkcs1.pub.pem"] {
            let pem = try openssl.folder.text(of: name)
            #expect(try WrappingKey(pem: pem).spki == spki, "\(name)")
            // The vendor prints its keys as base64 of PEM.
            #expect(try WrappingKey(pem: openssl.base64(Array(pem.utf8))).spki == spki, "\(name) in base64")
            #expect(try WrappingKey(pem: pem).kind == .rsa(bits: bits))
        }
        for name in ["rsa.pem", "pkcs1.pem"] {
            let key = try UnwrappingKey(pem: openssl.folder.text(of: name))
            #expect(key.publicKey.spki == spki, "\(name)")
            // What we write back is the same key to it.
            try Self.write(key, to: "again.pem", for: openssl)
            #expect(try openssl("pkey", "-in", "again.pem", "-pubout", "-outform", "DER") == spki)
        }
    }

    @Test("RSA keys that we make pass its check, and it wraps for them", arguments: [1024, 2048])
    func ourRSA(bits: Int) throws {
        let openssl = try OpenSSLCommand()
        let pair = try UnwrappingKey.generateRSA(bits: bits)
        try Self.write(pair, to: "ours.pem", for: openssl)
        try openssl("pkey", "-in", "ours.pem", "-check", "-noout")
        try openssl("pkey", "-pubin", "-in", "ours.pub.pem", "-pubcheck", "-noout")
        let dataKey = try openssl("rand", "32")
        let wrapped = try openssl("pkeyutl", "-encrypt", "-pubin", "-inkey", "ours.pub.pem", input: dataKey)
        #expect(try pair.unwrap(wrapped.span, expecting: 32).withBytes { $0.elementsEqual(dataKey) })
    }

    @Test("a key under a passphrase is refused in each of its forms, and said to be encrypted")
    func encrypted() throws {
        let openssl = try OpenSSLCommand()
        try openssl.makeRSA(bits: 1024, "rsa")
        try openssl("pkcs8", "-topk8", "-in", "rsa.pem", "-passout", "pass:x", "-v2", "aes-256-cbc", "-out", "8.pem")
        try openssl("rsa", "-in", "rsa.pem", "-traditional", "-aes256", "-passout", "pass:x", "-out", "1.pem")
        for name in ["8.pem", "1.pem"] {
            let error = try #require(throws: RequestCryptoError.self) {
                try UnwrappingKey(pem: openssl.folder.text(of: name))
            }
            #expect(error.message.contains("encrypted"), "\(name): \(error.message)")
            #expect(error.hint != nil, "\(name)")
        }
    }

    @Test("keys of other kinds are refused as such", arguments: ["ED25519", "X25519", "RSA-PSS", "P-256", "P-384"])
    func otherKinds(kind: String) throws {
        let openssl = try OpenSSLCommand()
        if kind.hasPrefix("P-") {
            try openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:\(kind)", "-out", "other.pem")
        } else {
            try openssl("genpkey", "-algorithm", kind, "-out", "other.pem")
        }
        try openssl("pkey", "-in", "other.pem", "-pubout", "-out", "other.pub.pem")
        let open = try openssl.folder.text(of: "other.pub.pem")
        let secret = try openssl.folder.text(of: "other.pem")
        let publicError = #expect(throws: RequestCryptoError.self) { try WrappingKey(pem: open) }
        let privateError = #expect(throws: RequestCryptoError.self) { try UnwrappingKey(pem: secret) }
        #expect(publicError?.code == .wrongKeyType, "\(publicError?.message ?? "")")
        #expect(privateError?.code == .wrongKeyType, "\(privateError?.message ?? "")")
    }

    /// Writes both halves as we write them.
    static func write(_ key: UnwrappingKey, to name: String, for openssl: OpenSSLCommand) throws {
        let pem = key.pem()
        try pem.withBytes { bytes in
            try openssl.folder.write(bytes.indices.map { bytes[$0] }, to: name)
        }
        let open = name.dropLast(".pem".count) + ".pub.pem"
        try openssl.folder.write(key.publicKey.pem().utf8, to: String(open))
    }
}

extension Span<UInt8> {
    /// Whether these are the same bytes.
    func elementsEqual(_ bytes: [UInt8]) -> Bool {
        count == bytes.count && bytes.indices.allSatisfy { self[$0] == bytes[$0] }
    }
}
