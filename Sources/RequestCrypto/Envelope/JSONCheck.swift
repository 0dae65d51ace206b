// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// Parses JSON on behalf of sealing and opening, with this module's errors.
enum JSONCheck {
    /// Parses a text whose root has to be an object.
    static func object(_ text: Span<UInt8>, what: String) throws(RequestCryptoError) -> JSONDocument {
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONDocument(parsing: text)
        } catch {
            throw RequestCryptoError(.malformedJSON, "\(what) is not valid JSON: \(error.description)")
        }
        guard document.root.kind == .object else {
            throw RequestCryptoError(.malformedJSON, "\(what) is JSON, but not an object")
        }
        return document
    }
}
