// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// Where a field stands in a message, as `EncryptList` writes it: `Response.Text.LivenessDetail[0].Idcard`.
///
/// Source: replies of GetDetectInfoEnhanced (Tencent Cloud 1007/47180).
struct FieldPath {
    /// One step down: into a member, or into an element.
    enum Step {
        case member(String)
        case element(Int)
    }

    let text: String
    let steps: [Step]

    /// Reads an entry of `EncryptList`.
    ///
    /// - Parameters:
    ///   - text: In a reply a path, `name(.name|[index])*`; in a request the name of a parameter as it is.
    ///   - isReply: Which of the two.
    init(_ text: String, isReply: Bool) throws(RequestCryptoError) {
        self.text = text
        guard isReply else {
            steps = [.member(text)]
            return
        }
        var steps: [Step] = []
        for part in text.split(separator: ".", omittingEmptySubsequences: false) {
            var rest = part
            let name = rest.prefix { $0 != "[" }
            guard !name.isEmpty else { throw Self.malformed(text) }
            steps.append(.member(String(name)))
            rest = rest.dropFirst(name.count)
            while !rest.isEmpty {
                guard rest.first == "[", let close = rest.firstIndex(of: "]"),
                    let index = Self.index(rest[rest.index(after: rest.startIndex)..<close])
                else { throw Self.malformed(text) }
                steps.append(.element(index))
                rest = rest[rest.index(after: close)...]
            }
        }
        self.steps = steps
    }

    /// The value at the path, which has to be a string.
    func resolve(in document: JSONDocument) throws(RequestCryptoError) -> JSONDocument.Value {
        var value = document.root
        for step in steps {
            let next: JSONDocument.Value? =
                switch step {
                case .member(let name): document.member(name, of: value)
                case .element(let index): document.element(index, of: value)
                }
            guard let next else {
                throw RequestCryptoError(
                    .fieldNotFound, "the field \"\(text.excerpt(120))\" is not in the message")
            }
            value = next
        }
        guard value.kind == .string else {
            throw RequestCryptoError(
                .fieldNotString, "the field \"\(text.excerpt(120))\" is not a string in the message")
        }
        return value
    }

    private static func index(_ digits: Substring) -> Int? {
        // Int(_:) would also take a sign, and a leading zero would give one element two names.
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), digits == "0" || digits.first != "0" else {
            return nil
        }
        return Int(digits)
    }

    private static func malformed(_ text: String) -> RequestCryptoError {
        RequestCryptoError(
            .malformedEnvelope, "EncryptList has the entry \"\(text.excerpt(120))\", which is not a path",
            hint: "a path looks like Response.Text.LivenessDetail[0].Idcard")
    }
}
