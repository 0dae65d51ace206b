// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import SecretMemory

/// The private keys that envelopes are opened with: one RSA, one SM2, made for this run.
struct SandboxKeys: Sendable {
    let rsa: UnwrappingKey
    let sm2: UnwrappingKey

    /// Wrapped keys that unwrap, for requests whose own does not get that far: the work is to be the same.
    private let rsaDecoy: [UInt8]
    private let sm2Decoys: [Int: [UInt8]]

    init(rsa: UnwrappingKey, sm2: UnwrappingKey) throws(SandboxError) {
        self.rsa = rsa
        self.sm2 = sm2
        do {
            rsaDecoy = try rsa.publicKey.wrap(SecretBytes.random(byteCount: 32))
            sm2Decoys = [
                16: try sm2.publicKey.wrap(SecretBytes.random(byteCount: 16)),
                32: try sm2.publicKey.wrap(SecretBytes.random(byteCount: 32)),
            ]
        } catch {
            throw SandboxError(.cannotMakeKeys, "the keys do not wrap: \(error)")
        }
    }

    /// Takes the keys that are given, and makes the others.
    ///
    /// - Throws: ``SandboxError`` with `cannotMakeKeys`.
    static func make(rsa: UnwrappingKey?, sm2: UnwrappingKey?) throws(SandboxError) -> SandboxKeys {
        do {
            return try SandboxKeys(rsa: rsa ?? .generateRSA(bits: 2048), sm2: sm2 ?? .generateSM2())
        } catch {
            throw SandboxError(
                .cannotMakeKeys, "no key pair could be made: \(error)",
                hint: "SM2 needs an OpenSSL that is built with it")
        }
    }

    /// Unwraps a data key, or gives one that nothing opens under.
    ///
    /// Does the work of one unwrapping in every case, of the kind that the wrapped key is by its length: that is in the
    /// clear.
    ///
    /// - Parameters:
    ///   - blob: the wrapped key; nil when what came was not even base64
    ///   - algorithm: what the key is for
    func dataKey(
        _ blob: [UInt8]?, for algorithm: ContentAlgorithm, work: inout EnvelopeReader.Work
    ) -> UnwrappedKey {
        if isLikeRSA(blob, for: algorithm) {
            work.rsaUnwrappings += 1
            return rsaKey(blob, byteCount: algorithm.keyByteCount)
        }
        work.sm2Unwrappings += 1
        return sm2Key(blob, byteCount: algorithm.keyByteCount)
    }

    /// The kind whose length is nearest; what has none is taken for what the algorithm usually has.
    private func isLikeRSA(_ blob: [UInt8]?, for algorithm: ContentAlgorithm) -> Bool {
        guard let blob, !blob.isEmpty else { return algorithm != .sm4GCM }
        let sm2Length = Self.sm2Overhead + algorithm.keyByteCount
        return abs(blob.count - rsaDecoy.count) < abs(blob.count - sm2Length)
    }

    private func rsaKey(_ blob: [UInt8]?, byteCount: Int) -> UnwrappedKey {
        // Bad padding does not show here: it gives a key that opens nothing. What fails does so before the work:
        // another length, or a number that is not below the modulus.
        if let blob, let key = try? rsa.unwrap(blob.span, expecting: byteCount) {
            return UnwrappedKey(key: key, isGood: true)
        }
        return UnwrappedKey(key: try? rsa.unwrap(rsaDecoy.span, expecting: byteCount), byteCount: byteCount)
    }

    private func sm2Key(_ blob: [UInt8]?, byteCount: Int) -> UnwrappedKey {
        if let blob, Self.isComplete(blob, byteCount: byteCount) {
            do throws(RequestCryptoError) {
                return UnwrappedKey(key: try sm2.unwrap(blob.span, expecting: byteCount), isGood: true)
            } catch {
                // A wrong digest shows after the work has been done, a point off the curve before.
                if error.code != .pointNotOnCurve { return UnwrappedKey(key: nil, byteCount: byteCount) }
            }
        }
        let decoy = sm2Decoys[byteCount] ?? []
        return UnwrappedKey(key: try? sm2.unwrap(decoy.span, expecting: byteCount), byteCount: byteCount)
    }

    /// Whether a wrapped key has the outer form of SM2; without it nothing is computed.
    private static func isComplete(_ blob: [UInt8], byteCount: Int) -> Bool {
        blob.count == sm2Overhead + byteCount && blob[0] == 0x04 || blob.count == sm2Overhead - 1 + byteCount
    }

    /// `04‖x‖y‖C3`.
    private static let sm2Overhead = 97
}
