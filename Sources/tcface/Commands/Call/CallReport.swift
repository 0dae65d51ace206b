// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import StrictJSON

/// What a call answered, for a person and for a program.
struct CallReport {
    /// Lines of text.
    let text: String
    /// One object.
    let json: JSONValue
    /// What failed after the service had answered, which is told after the answer.
    var failure: (any Error)?
    /// Whether a result has taken standard output, so that nothing else may go there.
    var isSilent = false

    init(text: String, json: JSONValue) {
        self.text = text
        self.json = json
    }

    /// A report of named values; those that are nil are left out for a person and null for a program.
    init(_ members: [(label: String, name: String, text: String?, value: JSONValue)]) {
        let shown = members.filter { $0.text != nil }
        let width = shown.map(\.label.count).max() ?? 0
        text = shown.map { member in
            let padding = String(repeating: " ", count: width - member.label.count)
            return "\(member.label)\(padding)  \(member.text ?? "")"
        }.joined(separator: "\n")
        json = .object(members.map { .init($0.name, $0.value) })
    }

    /// What a program is told of an error of a call.
    static func json(of error: FaceAPIError) -> JSONValue {
        let findings = error.preflight?.findings.map { finding in
            JSONValue.object([
                .init("severity", .string(finding.severity.rawValue)), .init("code", .string(finding.code.rawValue)),
                .init("parameter", .text(finding.parameter)), .init("message", .string(finding.message)),
            ])
        }
        var members: [JSONValue.Member] = [
            .init("code", .string(error.code.description)), .init("message", .string(error.message)),
            .init("hint", .text(error.hint)), .init("action", .text(error.action)),
            .init("requestID", .text(error.requestID)), .init("serviceCode", .text(error.serviceCode?.rawValue)),
            .init("serviceMessage", .text(error.serviceMessage)),
            .init("livenessCode", .text(error.livenessCode?.rawValue)),
            .init("legacyCode", error.legacyCode.map { .number($0.rawValue) } ?? .null),
            .init("httpStatus", error.httpStatus.map { .number($0) } ?? .null),
        ]
        // Where nothing was sent, there is no attempt to count.
        if error.attemptCount > 0 { members.append(.init("attempts", .number(error.attemptCount))) }
        members.append(.init("findings", findings.map { .array($0) } ?? .null))
        return ["error": .object(members)]
    }
}

extension JSONValue {
    /// A string, or null for nil.
    static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    /// A number, without a fraction where it has none.
    static func number(_ number: Double) -> JSONValue { .number(plainText(of: number)) }

    /// A number as a person writes it.
    static func plainText(of number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
    }
}
