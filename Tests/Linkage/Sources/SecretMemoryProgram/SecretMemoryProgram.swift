// SPDX-License-Identifier: Apache-2.0

import SecretMemory

/// Makes a secret, copies it, and compares the two.
@main
struct SecretMemoryProgram {
    static func main() throws {
        let secret = try SecretBytes.random(byteCount: 32)
        let copy = secret.copy()
        print(secret.equals(copy))
    }
}
