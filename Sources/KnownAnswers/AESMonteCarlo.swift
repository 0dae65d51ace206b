// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto

/// The Monte Carlo test of AES-256-CBC: each output block is a later input.
///
/// Source: NIST AESAVS section 6.4.2; ACVP "Symmetric Block Cipher" section 6.2.
struct AESMonteCarlo {
    enum Direction { case encrypt, decrypt }

    private(set) var key: [UInt8]
    private(set) var iv: [UInt8]
    private(set) var input: [UInt8]
    private let direction: Direction

    init(key: [UInt8], iv: [UInt8], input: [UInt8], direction: Direction) {
        self.key = key
        self.iv = iv
        self.input = input
        self.direction = direction
    }

    /// Runs 1000 blocks and moves on to the next key.
    ///
    /// - Returns: The last output block.
    mutating func next() throws(RequestCryptoError) -> [UInt8] {
        let cipher = RawCBC(key: key)
        var (chain, block) = (iv, input)
        var (previous, output) = ([UInt8](), [UInt8]())
        for round in 0..<1000 {
            previous = output
            switch direction {
            case .encrypt:
                output = try cipher.encrypt(block, iv: chain)
                chain = output
            case .decrypt:
                output = try cipher.decrypt(block, iv: chain)
                chain = block
            }
            block = round == 0 ? iv : previous
        }
        // A 256-bit key takes in the last two blocks.
        key = zip(key, previous + output).map { $0 ^ $1 }
        iv = output
        input = previous
        return output
    }
}
