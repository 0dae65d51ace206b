// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import StrictJSON

/// A request body: a JSON object whose media goes from file to base64 to its place in one allocation
/// of the exact size.
struct RequestJSON {
    private enum Value {
        case text(String)
        case number(Int)
        case media(OpenedMedia)
    }

    private var members: [(name: String, value: Value)] = []
    private var size = JSONBodySize()

    /// The exact bytes of the body.
    var byteCount: Int { size.byteCount }

    /// Adds a string.
    mutating func add(_ name: String, _ text: String?) {
        guard let text else { return }
        size.add(name, text)
        members.append((name, .text(text)))
    }

    /// Adds a number.
    mutating func add(_ name: String, number: Int) {
        size.add(name, number: number)
        members.append((name, .number(number)))
    }

    /// Adds a photo or video as a string of base64.
    ///
    /// - Throws: `unreadableFile`, `emptyFile`.
    mutating func add(_ name: String, _ media: MediaContent?) throws(RequestCryptoError) {
        guard let media else { return }
        let opened = try OpenedMedia(media)
        size.add(name, stringByteCount: BodyBudget.base64ByteCount(of: opened.byteCount))
        members.append((name, .media(opened)))
    }

    /// Writes the body; media is read now, and only once.
    ///
    /// - Throws: `unreadableFile`, `fileChanged`.
    consuming func bytes() throws(RequestCryptoError) -> [UInt8] {
        let members = members
        return try [UInt8](capacity: byteCount) { output throws(RequestCryptoError) in
            output.append("{")
            for (index, member) in members.enumerated() {
                output.append(index == 0 ? "\"" : ",\"")
                output.append(member.name)
                output.append("\":")
                switch member.value {
                case .number(let number): output.append(String(number))
                case .text(let text):
                    output.append("\"")
                    JSONWriter.appendEscaped(text.utf8.span, to: &output)
                    output.append("\"")
                case .media(let media):
                    output.append("\"")
                    try media.appendBase64(to: &output)
                    output.append("\"")
                }
            }
            output.append("}")
        }
    }
}

extension OutputSpan<UInt8> {
    /// Appends text that needs no escapes.
    fileprivate mutating func append(_ text: String) {
        append(copying: text.utf8.span)
    }
}
