// SPDX-License-Identifier: Apache-2.0

import RequestCrypto
import SecretMemory
import StrictJSON
import Testing

/// Envelopes that were damaged on their way, at random.
@Suite("Damaged envelopes")
struct CorruptionTests {
    private static let body = Array(#"{"FaceInput":"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=","FaceInputType":1}"#.utf8)
    private static let fields = Array(#"{"IdCard":"440111111111111111","Name":"爱新觉罗永琪","RuleId":"2"}"#.utf8)

    @Test("SM4-GCM opens to what was sealed or not at all; 100,000 damages of a whole body and of a field")
    func authenticated() throws {
        let key = EnvelopeFixture.key(for: .sm4GCM)
        let body = try EnvelopeFixture.seal(Self.body, as: .json, .sm4GCM, cut: 64).bytes
        let field = try FieldSealer(algorithm: .sm4GCM, dataKeys: FixedDataKey(algorithm: .sm4GCM))
            .seal(fields: ["IdCard"], in: Self.fields.span).bytes
        let opener = EnvelopeOpener(dataKey: SecretBytes(copying: key.span))

        var whole = Self.damage(body, rounds: 60_000, opener, original: Self.body)
        let inPlace = Self.damage(field, rounds: 40_000, opener, original: Self.fields)
        print("SM4-GCM, whole body: \(whole); one field: \(inPlace)")
        #expect(whole.changed == 0)
        // What is not encrypted is not protected: only the value of the field itself has to be what it was.
        #expect(inPlace.changedValue == 0)
        whole.add(inPlace)
        #expect(whole.refused > 80_000)
    }

    /// There is no tag: what counts is that nothing crashes, and how much slips through is printed as it is.
    @Test("AES-256-CBC never crashes; 100,000 damages, and those that open to something else are counted")
    func unauthenticated() throws {
        let key = EnvelopeFixture.key(for: .aes256CBC)
        let body = try EnvelopeFixture.seal(Self.body, as: .json, .aes256CBC, cut: 64).bytes
        let opener = EnvelopeOpener(dataKey: SecretBytes(copying: key.span))
        let strict = Self.damage(body, rounds: 70_000, opener, original: Self.body)
        let any = Self.damage(body, rounds: 30_000, opener, original: Self.body, acceptingAnyPlaintext: true)
        print("AES-256-CBC, whole body as JSON: \(strict); any plaintext: \(any)")
        #expect(strict.refused > 40_000)
        // The strict JSON of a body is no integrity, but it refuses most of what the padding lets through.
        #expect(strict.changed * 2 < any.changed * 7 / 3)
    }

    @Test("a damaged wrapped key never opens to something else", arguments: [false, true])
    func wrappedKeys(isSM2: Bool) throws {
        let pair = try isSM2 ? UnwrappingKey.generateSM2() : .generateRSA(bits: 1024)
        let body = try BodySealer(algorithm: .sm4GCM, wrappingKey: pair.publicKey).seal(body: Self.body.span).bytes
        let count = Self.damage(
            body, rounds: 1_500, EnvelopeOpener(unwrappingKey: pair), original: Self.body, from: #""CiphertextBlob""#)
        print("SM4-GCM under \(isSM2 ? "SM2" : "RSA"), the wrapped key and what follows: \(count)")
        #expect(count.changed == 0)
        #expect(count.refused > 1_000)
    }

    /// Damages an envelope again and again, and counts what comes of it.
    private static func damage(
        _ envelope: [UInt8], rounds: Int, _ opener: EnvelopeOpener, original: [UInt8],
        acceptingAnyPlaintext anyPlaintext: Bool = false, from start: String = "{"
    ) -> Outcomes {
        var outcomes = Outcomes()
        var random = SystemRandomNumberGenerator()
        let offset = EnvelopeFixture.text(envelope).firstRange(of: start)?.lowerBound.utf16Offset(
            in: EnvelopeFixture.text(envelope))
        for _ in 0..<rounds {
            let damaged = Damage.random(using: &random, from: offset ?? 0, to: envelope)
            do {
                let opened = try opener.open(damaged.span, acceptingAnyPlaintext: anyPlaintext).plaintext
                outcomes.count(opened, original: original)
            } catch {
                outcomes.refused += 1
            }
        }
        return outcomes
    }
}

/// What came of damaged envelopes.
private struct Outcomes: CustomStringConvertible {
    var refused = 0
    var same = 0
    var changed = 0
    /// Opened, and the value of a field that was encrypted is another.
    var changedValue = 0

    var description: String { "\(refused) refused, \(same) opened to the original, \(changed) to something else" }

    mutating func count(_ opened: [UInt8], original: [UInt8]) {
        guard opened != original else { return same += 1 }
        changed += 1
        let text = EnvelopeFixture.text(opened)
        if !text.contains(#""440111111111111111""#) { changedValue += 1 }
    }

    mutating func add(_ other: Outcomes) {
        refused += other.refused
        same += other.same
        changed += other.changed
    }
}

/// One data key for all, and a blob that nothing opens.
private struct FixedDataKey: DataKeySource {
    let algorithm: ContentAlgorithm

    func nextDataKey(for algorithm: ContentAlgorithm) throws(RequestCryptoError) -> DataKey {
        let key = EnvelopeFixture.key(for: algorithm)
        return try DataKey(algorithm: algorithm, key: SecretBytes(copying: key.span), ciphertextBlob: "b3BhcXVl")
    }
}

/// Ways in which bytes are damaged.
private enum Damage {
    private static let members = [
        #""EncryptedBody":"AAAA","#, #""Iv":"AAECAwQFBgcICQoL","#, #""TagList":[],"#, #""Algorithm":"AES-256-CBC","#,
        #""EncryptList":["EncryptionBody"],"#, #""Encryption":{},"#, #""CiphertextBlob":"","#, #""\u0049v":"","#,
    ].map { Array($0.utf8) }

    /// A damaged copy.
    static func random(
        using random: inout SystemRandomNumberGenerator, from start: Int, to bytes: [UInt8]
    ) -> [UInt8] {
        var bytes = bytes
        let place = Int.random(in: start..<bytes.count, using: &random)
        switch Int.random(in: 0..<10, using: &random) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bytes[place] = .random(in: 0...255, using: &random)
        case 2, 3:
            // Another letter of base64 stays within the grammar and reaches the cipher.
            bytes[place] = Array("ABCXYZabcxyz0189+/=".utf8).randomElement(using: &random) ?? 65
        case 4: bytes.removeSubrange(place...)
        case 5: bytes.remove(at: place)
        case 6: bytes.insert(.random(in: 0...255, using: &random), at: place)
        case 7:
            let other = Int.random(in: start..<bytes.count, using: &random)
            bytes.swapAt(place, other)
        case 8:
            let end = min(place + 16, bytes.count)
            bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: start...bytes.count, using: &random))
        default:
            // A member that is there twice, or one too many.
            let member = members.randomElement(using: &random) ?? []
            let opening = bytes.indices.filter { bytes[$0] == UInt8(ascii: "{") && $0 >= start }.randomElement(
                using: &random)
            bytes.insert(contentsOf: member, at: (opening ?? 0) + 1)
        }
        return bytes
    }
}
