// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// Reads the members of one object, with errors that name the member.
struct MemberReader {
    let document: JSONDocument
    let object: JSONDocument.Value

    /// A member that is a string; `nil` when it is missing or null.
    func string(_ name: String, source: Span<UInt8>) throws(RequestCryptoError) -> String? {
        guard let value = document.member(name, of: object), value.kind != .null else { return nil }
        guard let text = document.string(value, in: source) else {
            throw RequestCryptoError(.malformedEnvelope, "\(name) is not a string")
        }
        return text
    }

    /// A member that is an array of strings; empty when it is missing or null.
    func strings(_ name: String, source: Span<UInt8>) throws(RequestCryptoError) -> [String] {
        guard let value = document.member(name, of: object), value.kind != .null else { return [] }
        guard value.kind == .array else {
            throw RequestCryptoError(.malformedEnvelope, "\(name) is not an array")
        }
        var strings: [String] = []
        for element in document.elements(of: value) {
            guard let text = document.string(element, in: source) else {
                throw RequestCryptoError(.malformedEnvelope, "\(name) has an entry that is not a string")
            }
            strings.append(text)
        }
        return strings
    }
}
