// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import RequestCrypto
import RequestDigests
import SecretMemory
import Testing

@Suite("Key wrapping")
struct KeyWrappingTests {
    @Test("the vendor's keys are the published ones")
    func pins() {
        #expect(
            SHA256Hasher.hash(WrappingKey.tencentRSA.spki).hex
                == "40c15910cf87807ee9d870b994012dbf3be3fe435bfbed9706c0ef794c291677")
        #expect(
            SHA256Hasher.hash(WrappingKey.tencentSM2.spki).hex
                == "be32f06bee0a7b639e81e2ac591b76df41befafa3038440f0929b23700e5a3bc")
        #expect(WrappingKey.tencentRSA.kind == .rsa(bits: 1024))
        #expect(WrappingKey.tencentSM2.kind == .sm2)
    }

    @Test("what is wrapped for a new key unwraps with it", arguments: [true, false])
    func roundTrip(usesRSA: Bool) throws {
        let key = try usesRSA ? UnwrappingKey.generateRSA(bits: 1024) : UnwrappingKey.generateSM2()
        let again = try UnwrappingKey(pem: key.pem())
        #expect(again.publicKey == key.publicKey)
        let secret = try SecretBytes.random(byteCount: 32)
        let wrapped = try key.publicKey.wrap(secret)
        #expect(try again.unwrap(wrapped.span, expecting: 32).equals(secret))
    }
}
