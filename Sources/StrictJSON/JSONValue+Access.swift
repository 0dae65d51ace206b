// SPDX-License-Identifier: Apache-2.0

extension JSONValue {
    /// The value of the member of this name; nil when there is none, or this is not an object.
    ///
    /// Names are compared byte by byte in UTF-8.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }

    /// The element at a position; nil when there is none, or this is not an array.
    public subscript(position: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(position) else { return nil }
        return elements[position]
    }

    /// The text, when this is a string.
    public var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The number, when this is one that is written without fraction and exponent and fits.
    public var int: Int? {
        if case .number(let literal) = self { Int(literal) } else { nil }
    }

    /// The closest floating-point number, when this is a number that is not too large for one.
    public var double: Double? {
        guard case .number(let literal) = self, let double = Double(literal), double.isFinite else { return nil }
        return double
    }

    /// The truth value, when this is one.
    public var bool: Bool? {
        if case .bool(let bool) = self { bool } else { nil }
    }

    /// The elements, when this is an array.
    public var array: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The members, when this is an object.
    public var object: [Member]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// Whether this is `null`.
    public var isNull: Bool { self == .null }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    /// Makes a string.
    public init(stringLiteral text: String) { self = .string(text) }

    /// Makes a number.
    public init(integerLiteral number: Int) { self = .number(String(number)) }

    /// Makes a truth value.
    public init(booleanLiteral bool: Bool) { self = .bool(bool) }

    /// Makes a number.
    public static func number(_ number: some BinaryInteger) -> JSONValue { .number(String(number)) }
}

extension JSONValue: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    /// Makes an array.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

    /// Makes an object whose members stay in the order in which they are written.
    public init(dictionaryLiteral members: (String, JSONValue)...) {
        self = .object(members.map { Member($0, $1) })
    }
}
