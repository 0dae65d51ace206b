// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import ProgramRunner
import RequestCrypto
import SecretMemory
import Testing

@Suite(
    "openssl, AES-256-CBC under RSA",
    .enabled(if: OpenSSLCommand.program != nil, "there is no openssl command (printed)"))
struct OpenSSLEnvelopeTests {
    /// Around the blocks of the cipher, and one of more than one chunk.
    static let sizes = [0, 1, 7, 15, 16, 17, 255, 4096, 100_003]

    @Test("opens what we seal", arguments: [1024, 2048])
    func opensOurs(bits: Int) throws {
        let openssl = try OpenSSLCommand()
        try openssl.makeRSA(bits: bits, "rsa")
        let sealer = BodySealer(wrappingKey: try WrappingKey(pem: openssl.folder.text(of: "rsa.pub.pem")))
        for size in Self.sizes {
            let body = Body.random(size)
            let envelope = try WireEnvelope(try sealer.seal(body: body.span).bytes)
            let wrapped = try openssl.unbase64(envelope.blob)
            #expect(wrapped.count == bits / 8)
            let key = try openssl(
                "pkeyutl", "-decrypt", "-inkey", "rsa.pem", "-pkeyopt", "rsa_padding_mode:pkcs1", input: wrapped)
            #expect(key.count == 32)
            let opened = try openssl.aes(
                "-d", key: key, iv: openssl.unbase64(envelope.iv), openssl.unbase64(envelope.body))
            #expect(opened == body)
        }
    }

    @Test("seals what we open, with a private key and with the data key", arguments: [1024, 2048])
    func sealsForUs(bits: Int) throws {
        let openssl = try OpenSSLCommand()
        try openssl.makeRSA(bits: bits, "rsa")
        let opener = EnvelopeOpener(unwrappingKey: try UnwrappingKey(pem: openssl.folder.text(of: "rsa.pem")))
        for size in Self.sizes {
            let body = Body.random(size)
            let (key, iv) = (try openssl("rand", "32"), try openssl("rand", "16"))
            let blob = try openssl(
                "pkeyutl", "-encrypt", "-pubin", "-inkey", "rsa.pub.pem", "-pkeyopt", "rsa_padding_mode:pkcs1",
                input: key)
            let envelope = WireEnvelope(
                body: try openssl.base64(openssl.aes("-e", key: key, iv: iv, body)), algorithm: "AES-256-CBC",
                blob: try openssl.base64(blob), iv: try openssl.base64(iv), tags: [])
            let text = Array(envelope.text.utf8)
            for way in [opener, EnvelopeOpener(dataKey: SecretBytes(copying: key.span))] {
                let opened = try way.open(text.span).plaintext
                #expect(opened == body)
            }
        }
    }

    /// The same through the command, as a person at a shell would do it.
    @Test("and the tcface command understand each other")
    func shell() throws {
        let folder = try TemporaryFolder()
        var shell = Program(path: "/bin/sh", folder: folder.path)
        shell.environment["TCFACE"] = SourceTree.command.path
        shell.environment["CLIP"] = SourceTree.root + "/Tests/Media/liveness.mp4"
        let script = #"""
            set -e
            "$TCFACE" keys generate rsa --out rsa
            "$TCFACE" seal --media "$CLIP" --type video --public-key rsa.pub.pem --out body.json
            member() { sed "s/.*\"$1\":\"\([^\"]*\)\".*/\1/" body.json | tr -d '\n' | openssl base64 -d -A; }
            hex() { od -An -v -tx1 | tr -d ' \n'; }
            member CiphertextBlob | openssl pkeyutl -decrypt -inkey rsa.pem -pkeyopt rsa_padding_mode:pkcs1 > key
            member EncryptedBody | openssl enc -d -aes-256-cbc -K "$(hex < key)" -iv "$(member Iv | hex)" > opened
            "$TCFACE" open --in body.json --private-key rsa.pem --out ours
            cmp opened ours
            sed 's/^{"FaceInput":"\(.*\)","FaceInputType":2}$/\1/' opened | tr -d '\n' | openssl base64 -d -A | cmp - "$CLIP"

            openssl enc -aes-256-cbc -K "$(hex < key)" -iv "$(member Iv | hex)" -in opened | openssl base64 -A > theirs
            printf '{"EncryptedBody":"%s","Encryption":{"EncryptList":["EncryptionBody"],"CiphertextBlob":"%s","Iv":"%s"}}' \
                "$(cat theirs)" "$(openssl pkeyutl -encrypt -pubin -inkey rsa.pub.pem -in key | openssl base64 -A)" \
                "$(member Iv | openssl base64 -A)" | "$TCFACE" open --in - --private-key rsa.pem | cmp - opened
            """#
        let outcome = try shell.run(["-c", script])
        #expect(outcome.ending == .exit(0), "\(outcome.errorText)")
    }
}
