// SPDX-License-Identifier: Apache-2.0

/// A call signed the older way, HmacSHA1 or HmacSHA256: everything about it stands among its parameters, in the query
/// of a `GET` or in the form of a `POST`.
///
/// Source: "签名方法", document/api/213/30653.
struct SignedForm: Sendable {
    /// One parameter, decoded.
    struct Parameter: Sendable {
        let name: String
        let value: String
    }

    /// All parameters but `Signature`, in their order.
    let signed: [Parameter]
    /// The signature in base64.
    let signature: String

    /// The parameters that are not the action's own.
    private static let common: Set = [
        "Action", "Region", "Timestamp", "Nonce", "SecretId", "Version", "Token", "SignatureMethod", "Language",
        "RequestClient",
    ]
    private static let contentType = "application/x-www-form-urlencoded"

    /// Reads a request; nil when it is signed in its headers, or not at all.
    init?(_ head: RequestHead, body: [UInt8]?) {
        guard head.path == "/", head.values(of: "Authorization").isEmpty else { return nil }
        let types = head.values(of: "Content-Type").map { $0.prefix { $0 != ";" }.lowercased().filter { $0 != " " } }
        let text: String
        switch head.method {
        case "GET" where types.isEmpty || types == [Self.contentType]:
            text = String(head.target.drop { $0 != "?" }.dropFirst())
        case "POST" where types == [Self.contentType]:
            text = String(decoding: body ?? [], as: UTF8.self)
        default: return nil
        }
        // Most requests are not of this kind, and need not be taken apart to see it.
        guard text.contains("Signature="), let parameters = Self.parameters(of: text) else { return nil }
        let signatures = parameters.filter { $0.name == "Signature" }
        guard signatures.count == 1 else { return nil }
        signature = signatures[0].value
        signed = parameters.filter { $0.name != "Signature" }
    }

    /// The text of a common parameter; nil when it is not there or empty.
    func common(_ name: String) -> String? {
        signed.first { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
    }

    /// The parameters of the action itself.
    var ownParameters: [Parameter] { signed.filter { !Self.common.contains($0.name) } }

    /// Takes `a=b&c=d` apart; nil for what is none.
    static func parameters(of text: some StringProtocol) -> [Parameter]? {
        var parameters: [Parameter] = []
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let name = decode(parts[0].utf8), let value = decode(parts[1].utf8) else {
                return nil
            }
            parameters.append(Parameter(name: name, value: value))
        }
        return parameters
    }

    private static func decode(_ text: some Collection<UInt8>) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = Array(text)[...]
        while let byte = rest.popFirst() {
            switch byte {
            // The vendor's Python SDK writes blanks this way.
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard rest.count >= 2, let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
                else { return nil }
                bytes.append(code)
                rest = rest.dropFirst(2)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
