// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// Which members a JSON value of this project's own files has, and of which types.
indirect enum VectorShape: Hashable, Sendable {
    case text
    case textOrNull
    case number
    case bool
    case list(VectorShape)
    /// Members of any name, all of one shape.
    case named(VectorShape)
    /// These members, and no others.
    case object([Member])

    /// A member of an object.
    struct Member: Hashable, Sendable {
        let name: String
        let shape: VectorShape
        let isRequired: Bool

        init(_ name: String, _ shape: VectorShape, isRequired: Bool = true) {
            self.name = name
            self.shape = shape
            self.isRequired = isRequired
        }
    }

    /// Checks a value, and all that is in it.
    ///
    /// - Parameter name: What the value is called in the error.
    /// - Throws: when a member is unknown, missing, or of another type.
    func check(_ json: JSONValue, _ name: String) throws(NotUnderstood) {
        switch (self, json) {
        case (.text, .string), (.textOrNull, .string), (.textOrNull, .null), (.bool, .bool): return
        case (.number, .number):
            guard json.int != nil else { throw NotUnderstood("has a \(name) that is no whole number") }
        case (.list(let shape), .array(let elements)):
            for element in elements { try shape.check(element, "\(name) with an element") }
        case (.named(let shape), .object(let members)):
            for member in members { try shape.check(member.value, "\(name).\(member.name)") }
        case (.object(let shapes), .object(let members)): try Self.check(members, by: shapes, name)
        default: throw NotUnderstood("has a \(name) that is not \(expected)")
        }
    }

    private static func check(
        _ members: [JSONValue.Member], by shapes: [Member], _ name: String
    ) throws(NotUnderstood) {
        for member in members {
            guard let shape = shapes.first(where: { $0.name == member.name })?.shape else {
                throw NotUnderstood("has a \(name) with the unknown member \"\(member.name)\"")
            }
            try shape.check(member.value, "\(name).\(member.name)")
        }
        for shape in shapes where shape.isRequired && !members.contains(where: { $0.name == shape.name }) {
            throw NotUnderstood("has a \(name) without \"\(shape.name)\"")
        }
    }

    private var expected: String {
        switch self {
        case .text: "text"
        case .textOrNull: "text or null"
        case .number: "a whole number"
        case .bool: "true or false"
        case .list: "a list"
        case .named, .object: "an object"
        }
    }
}
