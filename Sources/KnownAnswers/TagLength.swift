// SPDX-License-Identifier: Apache-2.0

/// How much of an HMAC a vector has.
struct TagLength {
    let bits: Int

    /// The first bytes of a whole tag.
    ///
    /// - Throws: when that is no byte, no whole number of bytes, or more than the tag has: what is compared would not
    ///   be what the file says.
    func tag(of full: [UInt8]) throws(NotUnderstood) -> [UInt8] {
        guard bits > 0, bits % 8 == 0, bits / 8 <= full.count else {
            throw NotUnderstood("has a tag of \(bits) bits, which is not 1 to \(full.count) whole bytes")
        }
        return Array(full.prefix(bits / 8))
    }
}
