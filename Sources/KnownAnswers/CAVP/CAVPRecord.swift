// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests

/// One record: values by lower-cased name.
struct CAVPRecord {
    let section: [String]
    let fields: [(name: String, value: String)]
    /// In a Monte Carlo file, what the round starts from, as hexadecimal.
    let seed: String?

    var name: String? { value("count").map { "COUNT \($0)" + (section.isEmpty ? "" : " of \(section.joined())") } }

    func value(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    func int(_ name: String) throws(NotUnderstood) -> Int {
        guard let number = value(name).flatMap({ Int($0) }) else { throw NotUnderstood("has no number \(name)") }
        return number
    }

    func hex(_ name: String) throws(NotUnderstood) -> [UInt8] {
        guard let text = value(name) else { throw NotUnderstood("has no \(name)") }
        return try Self.bytes(text, of: name)
    }

    func optionalHex(_ name: String) throws(NotUnderstood) -> [UInt8]? {
        guard let text = value(name) else { return nil }
        return try Self.bytes(text, of: name)
    }

    static func bytes(_ text: String, of name: String) throws(NotUnderstood) -> [UInt8] {
        guard let bytes = Hex.decode(text.lowercased()) else {
            throw NotUnderstood("has a \(name) that is not hexadecimal")
        }
        return bytes
    }
}
