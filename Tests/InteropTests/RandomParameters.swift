// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import StrictJSON
import TC3Signing

/// Random parameters of requests, nested as the service's are.
enum RandomParameters {
    /// One to five members with distinct names.
    static func object(using random: inout some RandomNumberGenerator, depth: Int = 0) -> [JSONValue.Member] {
        let names = ["Limit", "Filters", "Name", "Values", "FaceInput", "A1", "IdCard", "X-y", "Tag_1", "z.q"]
            .shuffled(using: &random)
        return names.prefix(.random(in: 1...5, using: &random)).map { name in
            .init(name, value(using: &random, depth: depth))
        }
    }

    /// The parts of a multipart request: text, binary (base64 here) and lists.
    static func parts(using random: inout some RandomNumberGenerator) -> [JSONValue.Member] {
        (0..<Int.random(in: 1...4, using: &random)).map { index in
            switch Int.random(in: 0...2, using: &random) {
            case 0: return .init("Text\(index)", .string(Body.text(.random(in: 0...40, using: &random))))
            case 1:
                let bytes = (0..<Int.random(in: 0...3_000, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
                return .init("Binary\(index)", .string(Base64.encodeToString(bytes.span)))
            default:
                let numbers = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                    JSONValue.number(Int.random(in: -5...5, using: &random))
                }
                return .init("List\(index)", .array(numbers))
            }
        }
    }

    /// The same value for our own query.
    static func queryValue(_ value: JSONValue) -> QueryValue {
        switch value {
        case .string(let text), .number(let text): .text(text)
        case .array(let values): .list(values.map(queryValue))
        case .object(let members): .object(members.map { .init($0.name, queryValue($0.value)) })
        default: .text("")
        }
    }

    /// A list of numbers as Python's `json.dumps` writes it.
    static func pythonJSON(_ value: JSONValue) -> String {
        String(decoding: value.serialized(), as: UTF8.self).replacing(",", with: ", ")
    }

    private static func value(using random: inout some RandomNumberGenerator, depth: Int) -> JSONValue {
        switch Int.random(in: 0...(depth < 3 ? 5 : 3), using: &random) {
        case 0: return .number(Int.random(in: -1_000_000...1_000_000, using: &random))
        case 4: return .object(object(using: &random, depth: depth + 1))
        case 5:
            let values = (0..<Int.random(in: 0...4, using: &random)).map { _ in value(using: &random, depth: depth + 1)
            }
            return .array(values)
        default: return .string(Body.text(.random(in: 0...30, using: &random)))
        }
    }
}
