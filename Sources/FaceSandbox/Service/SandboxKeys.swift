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

    /// Unwraps a data key, or gives one that nothing opens under; does the work of one unwrapping in every case.
    ///
    /// - Parameters:
    ///   - blob: the wrapped key; nil when what came was not even base64
    ///   - algorithm: what the key is for
    func dataKey(_ blob: [UInt8]?, for algorithm: ContentAlgorithm) -> UnwrappedKey {
        let count = algorithm.keyByteCount
        let sm2Lengths = [SandboxKeys.sm2Overhead + count, SandboxKeys.sm2Overhead - 1 + count]
        if let blob, blob.count == rsaDecoy.count {
            // Bad padding does not show here: it gives a key that opens nothing.
            if let key = try? rsa.unwrap(blob.span, expecting: count) { return UnwrappedKey(key: key, isGood: true) }
            return decoyKey(for: algorithm)
        }
        guard let blob, sm2Lengths.contains(blob.count) else { return decoyKey(for: algorithm) }
        do throws(RequestCryptoError) {
            return UnwrappedKey(key: try sm2.unwrap(blob.span, expecting: count), isGood: true)
        } catch {
            // A wrong digest shows after the work has been done, a point off the curve before.
            guard error.code != .pointNotOnCurve else { return decoyKey(for: algorithm) }
            return UnwrappedKey(key: Self.anyKey(byteCount: count), isGood: false)
        }
    }

    private func decoyKey(for algorithm: ContentAlgorithm) -> UnwrappedKey {
        let count = algorithm.keyByteCount
        let key =
            if algorithm == .sm4GCM, let decoy = sm2Decoys[count] {
                try? sm2.unwrap(decoy.span, expecting: count)
            } else {
                try? rsa.unwrap(rsaDecoy.span, expecting: count)
            }
        return UnwrappedKey(key: key ?? Self.anyKey(byteCount: count), isGood: false)
    }

    private static func anyKey(byteCount: Int) -> SecretBytes {
        SecretBytes(byteCount: byteCount) { output in
            for _ in 0..<byteCount { output.append(0) }
        }
    }

    /// `04‖x‖y‖C3`.
    private static let sm2Overhead = 97
}

/// What came out of unwrapping.
struct UnwrappedKey: ~Copyable {
    /// 32 or 16 bytes, whether good or not.
    let key: SecretBytes
    /// Whether it is known by now that nothing will open under the key.
    let isGood: Bool
}
