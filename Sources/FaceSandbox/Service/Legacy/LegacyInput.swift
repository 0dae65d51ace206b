// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import StrictJSON

/// The parameters of livedetectpicture, as JSON or as a form with files.
struct LegacyInput {
    private(set) var appID: String?
    private(set) var url: String?
    private(set) var image: [UInt8]?

    init(body: [UInt8], contentType: String) throws(LegacyFailure) {
        let essence = contentType.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        switch essence {
        case "application/json": try readJSON(body)
        case "multipart/form-data": try readForm(MultipartReader(body: body, contentType: contentType))
        default: throw .badRequest
        }
    }

    private mutating func readJSON(_ body: [UInt8]) throws(LegacyFailure) {
        let tree: JSONValue
        do throws(JSONError) { tree = try JSONValue(parsing: body.span) } catch { throw .invalidParameter }
        guard let members = tree.object else { throw .invalidParameter }
        for member in members where !member.value.isNull {
            switch member.name {
            case "appid":
                // Some of the vendor's packages send a number.
                guard let text = member.value.string ?? member.value.int.map(String.init) else {
                    throw .invalidParameter
                }
                appID = text
            case "url":
                guard let text = member.value.string else { throw .invalidParameter }
                url = text
            case "image":
                // Not documented; the vendor's PHP package sends it.
                guard let text = member.value.string, let bytes = try? Base64.decode(text) else {
                    throw .invalidParameter
                }
                image = bytes
            default: break
            }
        }
    }

    private mutating func readForm(_ form: MultipartReader) throws(LegacyFailure) {
        for part in form.parts {
            switch part.name {
            case "appid": appID = String(validating: part.content, as: UTF8.self)
            case "url": url = String(validating: part.content, as: UTF8.self)
            case "image": image = Array(part.content)
            default: break
            }
        }
    }
}
