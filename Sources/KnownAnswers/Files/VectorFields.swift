// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests
internal import StrictJSON

/// The members of a group or test, with errors that name the one that is missing.
struct VectorFields {
    let json: JSONValue

    func has(_ name: String) -> Bool { json[name].map { !$0.isNull } ?? false }

    /// The same without one member; an object is one still.
    func without(_ name: String) -> JSONValue {
        json.object.map { .object($0.filter { $0.name != name }) } ?? json
    }

    func text(_ name: String) throws(NotUnderstood) -> String {
        guard let text = json[name]?.string else { throw NotUnderstood("has no text \"\(name)\"") }
        return text
    }

    func optionalText(_ name: String) throws(NotUnderstood) -> String? {
        try has(name) ? text(name) : nil
    }

    func hex(_ name: String) throws(NotUnderstood) -> [UInt8] {
        guard let bytes = Hex.decode(try text(name).lowercased()) else {
            throw NotUnderstood("has a \"\(name)\" that is not hexadecimal")
        }
        return bytes
    }

    func optionalHex(_ name: String) throws(NotUnderstood) -> [UInt8]? {
        try has(name) ? hex(name) : nil
    }

    func int(_ name: String) throws(NotUnderstood) -> Int {
        guard let number = json[name]?.int else { throw NotUnderstood("has no whole number \"\(name)\"") }
        return number
    }

    func optionalInt(_ name: String) throws(NotUnderstood) -> Int? {
        try has(name) ? int(name) : nil
    }

    func bool(_ name: String) throws(NotUnderstood) -> Bool {
        guard let bool = json[name]?.bool else { throw NotUnderstood("has no true or false \"\(name)\"") }
        return bool
    }

    func objects(_ name: String) throws(NotUnderstood) -> [VectorFields] {
        guard let array = json[name]?.array else { throw NotUnderstood("has no list \"\(name)\"") }
        return array.map(VectorFields.init)
    }

    func object(_ name: String) throws(NotUnderstood) -> VectorFields {
        guard let value = json[name], value.object != nil else { throw NotUnderstood("has no object \"\(name)\"") }
        return VectorFields(json: value)
    }

    var flags: [String] { json["flags"]?.array?.compactMap(\.string) ?? [] }
}
