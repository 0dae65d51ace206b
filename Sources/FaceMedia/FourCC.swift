// SPDX-License-Identifier: Apache-2.0

/// The four ASCII bytes of a box, chunk or codec name as one big-endian number.
func fourCC(_ text: StaticString) -> UInt32 {
    var value: UInt32 = 0
    for index in 0..<min(4, text.utf8CodeUnitCount) { value = value << 8 | UInt32(text.utf8Start[index]) }
    return value
}
