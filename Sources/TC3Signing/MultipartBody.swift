// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests
public import SecretMemory

/// A `multipart/form-data` body (RFC 7578), byte for byte as the vendor's Python SDK makes it.
///
/// The boundary has no upper-case letters: the vendor's page lower-cases the content type when it
/// is signed and the vendor's SDKs do not, and only a lower-case boundary gives one signature under
/// both readings.
public struct MultipartBody: Hashable, Sendable {
    /// The boundary, without the dashes in front of it.
    public let boundary: String
    private var parts: [UInt8] = []
    private var names: Set<String> = []
    /// A random boundary of 128 bits is not looked for in the parts.
    private let boundaryIsRandom: Bool

    /// Starts a body with a boundary that the caller chose.
    ///
    /// - Throws: ``TC3SigningError`` with `invalidBoundary` unless it has 1 to 70 lower-case
    ///   letters, digits or bytes of `'+_-.`: what a boundary may have (RFC 2046, section 5.1.1) and
    ///   needs no quotation marks in ``contentType`` (RFC 2045, section 5.1).
    public init(boundary: String) throws(TC3SigningError) {
        guard (1...70).contains(boundary.utf8.count) else {
            throw TC3SigningError(.invalidBoundary, "the boundary has \(boundary.utf8.count) bytes, not 1 to 70")
        }
        try ByteSet.boundary.require(boundary, as: "the boundary", code: .invalidBoundary)
        self.boundary = boundary
        boundaryIsRandom = false
    }

    /// Starts a body with 32 random lower-case hexadecimal digits as its boundary.
    ///
    /// - Throws: `SecretMemoryError` with `randomUnavailable` when the operating system gives no
    ///   random bytes.
    public init() throws(SecretMemoryError) {
        boundary = Hex.encode(try SystemRandom.bytes(16))
        boundaryIsRandom = true
    }

    /// The value of the `Content-Type` header that belongs to the body; its boundary stands without
    /// quotation marks, as the vendor's SDKs write it.
    public var contentType: String { "multipart/form-data; boundary=\(boundary)" }

    /// Ends the body with its closing boundary; a body without parts has no bytes at all.
    public consuming func finish() -> [UInt8] {
        // Moved, not copied, so that the closing boundary is appended in place.
        var body = self
        if !body.parts.isEmpty { body.parts += "--\(body.boundary)--\r\n".utf8 }
        return body.parts
    }

    /// Appends a text parameter.
    ///
    /// - Throws: ``TC3SigningError`` with `invalidField` for a name with other bytes than letters,
    ///   digits and `-_.`; with `invalidParameter` for a name that is there already; with
    ///   `invalidBoundary` when the text holds the boundary.
    public mutating func append(text: String, as name: String) throws(TC3SigningError) {
        try append(text.utf8.span, headers: #"form-data; name="\#(name)""#, name: name)
    }

    /// Appends a binary parameter, with its name as its file name.
    ///
    /// - Throws: ``TC3SigningError`` as ``append(text:as:)``.
    public mutating func append(binary: Span<UInt8>, as name: String) throws(TC3SigningError) {
        try append(binary, headers: #"form-data; name="\#(name)"; filename="\#(name)""#, name: name)
    }

    /// Appends a list or an object, as JSON text that is written already.
    ///
    /// - Throws: ``TC3SigningError`` as ``append(text:as:)``.
    public mutating func append(json: String, as name: String) throws(TC3SigningError) {
        let headers = #"form-data; name="\#(name)""# + "\r\nContent-Type: application/json"
        try append(json.utf8.span, headers: headers, name: name)
    }

    /// Appends a file with a name and a content type of its own, which the older face service wants
    /// for its `image`.
    ///
    /// - Throws: ``TC3SigningError`` with `invalidField` for a file name or a content type that is
    ///   empty or holds a control byte or a byte outside ASCII, and for a file name with a quotation
    ///   mark or a backslash; and as ``append(text:as:)``.
    public mutating func append(
        file: Span<UInt8>, as name: String, fileName: String, contentType: String
    ) throws(TC3SigningError) {
        try ByteSet.quotable.require(fileName, as: "the file name")
        try ByteSet.printable.require(contentType, as: "the content type of the part \(name)")
        let headers =
            #"form-data; name="\#(name)"; filename="\#(fileName)""# + "\r\nContent-Type: \(contentType)"
        try append(file, headers: headers, name: name)
    }

    private mutating func append(_ value: Span<UInt8>, headers: String, name: String) throws(TC3SigningError) {
        try ByteSet.word.require(name, as: "the name of a part")
        guard !names.contains(name) else {
            throw TC3SigningError(.invalidParameter, "the part \(name) is there twice")
        }
        guard boundaryIsRandom || !Self.contains("--\(boundary)", in: value) else {
            throw TC3SigningError(
                .invalidBoundary, "the part \(name) holds the boundary",
                hint: "choose another one; random boundaries do not occur in files")
        }
        names.insert(name)
        parts.reserveCapacity(parts.count + value.count + headers.utf8.count + 3 * boundary.utf8.count + 64)
        parts += "--\(boundary)\r\nContent-Disposition: \(headers)\r\n\r\n".utf8
        unsafe value.withUnsafeBufferPointer { unsafe parts.append(contentsOf: $0) }
        parts += "\r\n".utf8
    }

    private static func contains(_ delimiter: String, in value: Span<UInt8>) -> Bool {
        let delimiter = Array(delimiter.utf8)
        guard value.count >= delimiter.count else { return false }
        for start in 0...(value.count - delimiter.count) where value[start] == delimiter[0] {
            if delimiter.indices.allSatisfy({ value[start + $0] == delimiter[$0] }) { return true }
        }
        return false
    }
}
