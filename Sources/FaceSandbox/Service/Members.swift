// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

extension [JSONValue.Member] {
    /// Puts members in the place of those that have their names, and the others at the end.
    mutating func replace(with others: [JSONValue.Member]) {
        for other in others {
            if let index = firstIndex(where: { $0.name == other.name }) {
                self[index].value = other.value
            } else {
                append(other)
            }
        }
    }
}
