// SPDX-License-Identifier: Apache-2.0

internal import SecretMemory

/// What came out of unwrapping.
struct UnwrappedKey: ~Copyable {
    /// 32 or 16 bytes, whether good or not.
    let key: SecretBytes
    /// Whether it may be the right key, as far as is known by now.
    let isGood: Bool

    init(key: consuming SecretBytes, isGood: Bool) {
        self.key = key
        self.isGood = isGood
    }

    /// A key that nothing opens under: the one of a decoy, or zeros.
    init(key: consuming SecretBytes?, byteCount: Int) {
        isGood = false
        switch consume key {
        case .some(let key): self.key = key
        case nil:
            self.key = SecretBytes(byteCount: byteCount) { output in
                for _ in 0..<byteCount { output.append(0) }
            }
        }
    }
}
