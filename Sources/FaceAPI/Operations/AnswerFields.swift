// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// The members of one object of an answer.
///
/// Lenient where the service is: `null` is the same as absent, a whole number stands for a
/// floating-point one, a number in quotation marks for a number and a number for a text of digits.
/// Anything else that is not what the API's page says is an error that names the field by its path,
/// never by its content, and carries the `RequestId`.
struct AnswerFields {
    /// What was called.
    let api: APIDescription
    /// What the service calls the request.
    let requestID: String

    private let object: JSONValue
    private let path: String

    /// Takes the object under `Response`.
    ///
    /// - Throws: ``FaceAPIError`` with `malformedResponse` when it is no object or has no `RequestId`.
    init(response: JSONValue, of api: APIDescription) throws(FaceAPIError) {
        guard response.object != nil else {
            throw FaceAPIError(.malformedResponse, "\(api.action): Response is not an object", action: api.action)
        }
        guard let requestID = response["RequestId"]?.string else {
            throw FaceAPIError(.malformedResponse, "\(api.action): Response.RequestId is missing", action: api.action)
        }
        self.init(object: response, path: "Response", api: api, requestID: requestID)
    }

    /// Takes an object of an answer that has no `RequestId`.
    init(object: JSONValue, path: String, api: APIDescription, requestID: String) {
        self.object = object
        self.path = path
        self.api = api
        self.requestID = requestID
    }

    /// A text that must be there.
    func text(_ name: String) throws(FaceAPIError) -> String {
        guard let text = try optionalText(name) else { throw missing(name) }
        return text
    }

    /// A text that may be absent.
    func optionalText(_ name: String) throws(FaceAPIError) -> String? {
        guard let value = member(name) else { return nil }
        guard let text = Self.text(value) else { throw wrong(name, value, "text") }
        return text
    }

    /// A number that must be there, within a range.
    func number(_ name: String, in range: ClosedRange<Double>) throws(FaceAPIError) -> Double {
        guard let number = try optionalNumber(name) else { throw missing(name) }
        guard range.contains(number) else {
            throw malformed(name, "is outside of \(Int(range.lowerBound)) to \(Int(range.upperBound))")
        }
        return number
    }

    /// A number that may be absent.
    func optionalNumber(_ name: String) throws(FaceAPIError) -> Double? {
        guard let value = member(name) else { return nil }
        guard let number = Self.number(value) else { throw wrong(name, value, "a number") }
        return number
    }

    /// A whole number that is not negative and may be absent.
    func optionalCount(_ name: String) throws(FaceAPIError) -> Int? {
        guard let number = try optionalNumber(name) else { return nil }
        guard let count = Int(exactly: number), count >= 0 else { throw malformed(name, "is not a whole number") }
        return count
    }

    /// A whole number that must be there.
    func int(_ name: String) throws(FaceAPIError) -> Int {
        guard let number = try optionalNumber(name) else { throw missing(name) }
        guard let int = Int(exactly: number) else { throw malformed(name, "is not a whole number") }
        return int
    }

    /// An object that may be absent.
    func optionalObject(_ name: String) throws(FaceAPIError) -> AnswerFields? {
        guard let value = member(name) else { return nil }
        guard value.object != nil else { throw wrong(name, value, "an object") }
        return AnswerFields(object: value, path: "\(path).\(name)", api: api, requestID: requestID)
    }

    /// A list of objects; none when it is absent.
    func objects(_ name: String) throws(FaceAPIError) -> [AnswerFields] {
        try elements(name) { (value, place) throws(FaceAPIError) in
            guard value.object != nil else { throw wrong(place, value, "an object") }
            return AnswerFields(object: value, path: "\(path).\(place)", api: api, requestID: requestID)
        }
    }

    /// A list of texts; none when it is absent.
    func texts(_ name: String) throws(FaceAPIError) -> [String] {
        try elements(name) { (value, place) throws(FaceAPIError) in
            guard let text = Self.text(value) else { throw wrong(place, value, "text") }
            return text
        }
    }

    /// The error for a field whose value cannot be used.
    func malformed(_ name: String, _ what: String) -> FaceAPIError {
        var error = FaceAPIError(.malformedResponse, "\(api.action): \(path).\(name) \(what)", action: api.action)
        error.requestID = requestID.isEmpty ? nil : requestID
        return error
    }

    private func missing(_ name: String) -> FaceAPIError { malformed(name, "is missing") }

    private func member(_ name: String) -> JSONValue? {
        guard let value = object[name], !value.isNull else { return nil }
        return value
    }

    private func elements<Element>(
        _ name: String, _ read: (JSONValue, String) throws(FaceAPIError) -> Element
    ) throws(FaceAPIError) -> [Element] {
        guard let value = member(name) else { return [] }
        guard let elements = value.array else { throw wrong(name, value, "a list") }
        var found: [Element] = []
        for (index, element) in elements.enumerated() { found.append(try read(element, "\(name)[\(index)]")) }
        return found
    }

    private func wrong(_ name: String, _ value: JSONValue, _ wanted: String) -> FaceAPIError {
        malformed(name, "is \(Self.kind(of: value)), not \(wanted)")
    }

    private static func text(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .number(let literal): literal
        default: nil
        }
    }

    private static func number(_ value: JSONValue) -> Double? {
        if case .string(let text) = value {
            // Only what would be a number without its quotation marks: no "inf", no "0x1p3", no blanks.
            guard let parsed = try? JSONValue(parsing: text.utf8.span), case .number(let literal) = parsed,
                literal.utf8.count == text.utf8.count
            else { return nil }
            return parsed.double
        }
        return value.double
    }

    private static func kind(of value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool: "true or false"
        case .number: "a number"
        case .string: "text"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
