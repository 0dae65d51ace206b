// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import StrictJSON

/// Fresh wrapped keys, good ones and bad ones.
struct KeyWrappingVectors {
    let origin: VectorOrigin
    let rsaKeys: [FreshRSAKey]

    func files() throws -> [GeneratedFile] { [try sm2(), try rsaWrapping(), try rsaDecryption()] }
}

// MARK: - SM2

extension KeyWrappingVectors {
    private func sm2() throws -> GeneratedFile {
        var suite = GeneratedSuite(
            "SM2", schema: "sm2_wrap_test_schema_v1.json",
            header: "SM2 public-key encryption, raw form 04, x, y, C3, C2.", origin: origin)
        let label = "key-wrapping/sm2"
        var stream = origin.seed.stream(label)
        let key = try SeededSM2Key(&stream)
        let other = try SeededSM2Key(&stream)
        var tests: [GeneratedTest] = []
        for _ in 0..<origin.count { tests += try Self.sm2Tests(key, other, &stream) }
        let members: [JSONValue.Member] = [
            .hex("publicKey", key.point), .text("publicKeyPem", PEMText.text("PUBLIC KEY", key.publicKey.spki)),
            .hex("privateKey", key.scalar), .text("privateKeyPem", key.privatePEM),
        ]
        suite.add("Sm2WrapTest", label: label, members, tests: tests)
        return suite.file("key-wrapping/sm2_test.json")
    }

    private static func sm2Tests(
        _ key: SeededSM2Key, _ other: SeededSM2Key, _ stream: inout SeededStream
    ) throws -> [GeneratedTest] {
        let message = stream.bytes(stream.pick([16, 32, stream.number(in: 16...100)]))
        let scalar = SeededSM2Key.scalar(&stream)
        let ct = try key.publicKey.wrap(message, scalar: scalar)
        var tests = [
            GeneratedTest(
                "\(message.count) bytes", ["Normal"], .valid,
                [.hex("msg", message), .hex("k", scalar), .hex("ct", ct)])
        ]
        func add(_ comment: String, _ flag: String, _ ct: [UInt8], _ result: ExpectedResult = .invalid) {
            tests.append(GeneratedTest(comment, [flag], result, [.hex("msg", message), .hex("ct", ct)]))
        }
        let coordinateBit = stream.number(in: 8...(65 * 8 - 1))
        add("bit \(coordinateBit) of C1 changed", "PointNotOnCurve", ct.flippingBit(coordinateBit))
        let c1 = try SeededSM2Key.basePoint(times: SeededSM2Key.scalar(&stream))
        add("C1 of another k", "ModifiedC1", Array(c1 + ct[65...]))
        add("a bit of C3 changed", "ModifiedC3", ct.flippingBit(stream.number(in: (65 * 8)...(97 * 8 - 1))))
        add("a bit of C2 changed", "ModifiedC2", ct.flippingBit(stream.number(in: (97 * 8)...(ct.count * 8 - 1))))
        add("last byte missing", "Truncated", ct.dropLast())
        add("a byte too many", "Extended", ct + [stream.byte()])
        let first = UInt8(stream.number(in: 8...255))
        add("first byte \(first)", "WrongLeadingByte", [first] + ct[1...])
        add("C1, C2, C3", "WrongOrder", Array(ct.prefix(65) + ct[97...] + ct[65..<97]))
        add("wrapped for another key", "WrongKey", try other.publicKey.wrap(message, scalar: scalar))
        add("without 04", "NoLeadingByte", Array(ct.dropFirst()), .acceptable)
        return tests
    }
}

// MARK: - RSA

extension KeyWrappingVectors {
    private func rsaWrapping() throws -> GeneratedFile {
        var suite = GeneratedSuite(
            "RSAES-PKCS1-v1_5", schema: "rsaes_pkcs1_wrap_test_schema_v1.json",
            header: "RSA encryption with PKCS #1 v1.5 padding and a given padding string; keys of one run.",
            origin: origin)
        for key in rsaKeys {
            let label = "key-wrapping/rsa-wrap-\(key.bits)"
            var stream = origin.seed.stream(label)
            var tests: [GeneratedTest] = []
            for _ in 0..<origin.count { tests += try Self.wrapTests(key, &stream) }
            let members = key.publicMembers + [.text("privateKeyPem", key.privatePEM)]
            suite.add("RsaesPkcs1Wrap", label: label, members, tests: tests)
        }
        return suite.file("key-wrapping/rsa_pkcs1_wrap_test.json")
    }

    private static func wrapTests(_ key: FreshRSAKey, _ stream: inout SeededStream) throws -> [GeneratedTest] {
        let size = key.bits / 8
        let message = stream.bytes(stream.pick([16, 32, stream.number(in: 1...(size - 11))]))
        let padding = stream.nonzeroBytes(size - 3 - message.count)
        func test(
            _ comment: String, _ flag: String, _ message: [UInt8], _ padding: [UInt8], _ ct: [UInt8]
        ) -> GeneratedTest {
            GeneratedTest(
                comment, [flag], flag == "Normal" ? .valid : .invalid,
                [.hex("msg", message), .hex("ps", padding), .hex("ct", ct)])
        }
        let long = stream.bytes(size - stream.number(in: 0...10))
        let place = stream.number(in: 0...(padding.count - 1))
        let zeroed = Array(padding[..<place] + [0] + padding[(place + 1)...])
        return [
            test("\(message.count) bytes", "Normal", message, padding, try key.wrap(message, padding: padding)),
            test(
                "\(long.count) bytes, the longest is \(size - 11)", "MessageTooLong", long,
                stream.nonzeroBytes(max(0, size - 3 - long.count)), []),
            test("byte \(place) of PS is zero", "InvalidPaddingString", message, zeroed, []),
            test("PS one byte short", "InvalidPaddingString", message, padding.dropLast(), []),
            test("PS one byte long", "InvalidPaddingString", message, padding + [1], []),
        ]
    }

    private func rsaDecryption() throws -> GeneratedFile {
        var suite = GeneratedSuite(
            "RSAES-PKCS1-v1_5", schema: "rsaes_pkcs1_decrypt_schema_v1.json",
            header: "Decryption of RSA blocks with good and bad PKCS #1 v1.5 padding; keys of one run.", origin: origin)
        for key in rsaKeys {
            let label = "key-wrapping/rsa-decrypt-\(key.bits)"
            var stream = origin.seed.stream(label)
            var tests: [GeneratedTest] = []
            for _ in 0..<origin.count { tests += try Self.decryptTests(key, &stream) }
            suite.add("RsaesPkcs1Decrypt", label: label, key.privateMembers, tests: tests)
        }
        return suite.file("key-wrapping/rsa_pkcs1_decrypt_test.json")
    }

    private static func decryptTests(_ key: FreshRSAKey, _ stream: inout SeededStream) throws -> [GeneratedTest] {
        let size = key.bits / 8
        let message = stream.nonzeroBytes(32)
        let padding = stream.nonzeroBytes(size - 35)
        let tail = [0] + message
        var tests: [GeneratedTest] = []
        func add(_ comment: String, _ flag: String, _ ct: [UInt8], _ result: ExpectedResult = .invalid) {
            tests.append(GeneratedTest(comment, [flag], result, [.hex("msg", message), .hex("ct", ct)]))
        }
        func block(_ comment: String, _ bytes: [UInt8]) throws {
            add(comment, "InvalidPkcs1Padding", try key.encrypt(bytes))
        }
        let good = try key.wrap(message, padding: padding)
        add("32 bytes", "Normal", good, .valid)
        let same = [UInt8](repeating: stream.nonzeroBytes(1)[0], count: padding.count)
        add("padding string all \(same[0])", "SpecialCasePadding", try key.wrap(message, padding: same), .valid)

        let early = stream.number(in: 0...7)
        try block("byte \(early) of PS is zero", [0, 2] + padding[..<early] + [0] + padding[(early + 1)...] + tail)
        let short = stream.number(in: 0...7)
        try block(
            "PS of \(short) bytes", [0, 2] + padding[..<short] + [0] + stream.nonzeroBytes(size - 3 - short))
        try block("PS of zeros", [0, 2] + [UInt8](repeating: 0, count: padding.count) + tail)
        let type = stream.pick([0, 1] + (3...255).map { UInt8($0) })
        try block("block type \(type)", [0, type] + padding + tail)
        // The modulus has its top bit set, so these are below it.
        let first = UInt8(stream.number(in: 1...127))
        try block("first byte \(first)", [first, 2] + padding + tail)
        try block("first two bytes exchanged", [2, 0] + padding + tail)
        try block("signature padding", [0, 1] + [UInt8](repeating: 0xFF, count: padding.count) + tail)
        try block("no zero byte after PS", [0, 2] + padding + [stream.nonzeroBytes(1)[0]] + message)
        try block("zeros but for the message", [UInt8](repeating: 0, count: size - 32) + message)
        try block("all zero", [UInt8](repeating: 0, count: size))
        let format = "InvalidCiphertextFormat"
        add("c = n", format, key.modulus)
        add("all ones", format, [UInt8](repeating: 0xFF, count: size))
        add("empty", format, [])
        add("a zero byte in front", format, [0] + good)
        let cut = stream.number(in: 1...(size - 1))
        add("\(cut) bytes missing", format, good.dropLast(cut))
        add("a byte at the end", format, good + [stream.byte()])
        return tests
    }
}
