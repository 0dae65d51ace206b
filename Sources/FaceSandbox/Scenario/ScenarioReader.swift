// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestDigests
internal import StrictJSON

/// Reads scenarios strictly: what is not known is an error with its line and its path, never ignored.
struct ScenarioReader {
    private let source: [UInt8]
    private let document: JSONDocument
    /// Where media files are; nil when the scenario came over the network and may name none.
    private let folder: String?

    static func read(_ json: Span<UInt8>, folder: String?) throws(SandboxError) -> Scenario {
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONDocument(parsing: json)
        } catch {
            let line = 1 + (0..<min(error.byteOffset, json.count)).count { json[$0] == UInt8(ascii: "\n") }
            throw SandboxError(.malformedScenario, "line \(line): not valid JSON: \(error.message)")
        }
        let source = json.withUnsafeBufferPointer { Array($0) }
        return try ScenarioReader(source: source, document: document, folder: folder).scenario()
    }

    private func scenario() throws(SandboxError) -> Scenario {
        var scenario = Scenario()
        var tokens: Set<String> = []
        for member in try members(of: document.root, at: "the scenario") {
            let path = member.name
            switch member.name {
            case "rules":
                for (index, element) in try elements(of: member.value, at: path).enumerated() {
                    scenario.rules.append(try rule(element, at: "rules[\(index)]"))
                }
            case "tokens":
                for (index, element) in try elements(of: member.value, at: path).enumerated() {
                    let token = try token(element, at: "tokens[\(index)]")
                    guard tokens.insert(token.token).inserted else {
                        throw fail(element, at: "tokens[\(index)].token", "the token is there twice")
                    }
                    scenario.tokens.append(token)
                }
            case "allowNonceReuse": scenario.allowsNonceReuse = try boolean(member.value, at: path)
            default: throw unknown(member.value, at: path, "rules, tokens, allowNonceReuse")
            }
        }
        return scenario
    }

    private func rule(_ object: JSONDocument.Value, at path: String) throws(SandboxError) -> ScenarioRule {
        var rule = ScenarioRule(outcome: .answer([]))
        var outcomes = 0
        for member in try members(of: object, at: path) {
            let place = "\(path).\(member.name)"
            switch member.name {
            case "match": try readMatch(member.value, at: place, into: &rule)
            case "times": rule.times = try number(member.value, at: place, atLeast: 1)
            case "answer":
                outcomes += 1
                guard let answer = tree(member.value).object else { throw wrong(member.value, at: place, "an object") }
                rule.outcome = .answer(answer)
            case "error":
                outcomes += 1
                rule.outcome = try error(member.value, at: place)
            case "comment": _ = try text(member.value, at: place)
            default: throw unknown(member.value, at: place, "match, times, answer, error, comment")
            }
        }
        guard outcomes == 1 else { throw fail(object, at: path, "has to have either an answer or an error") }
        return rule
    }

    private func readMatch(
        _ object: JSONDocument.Value, at path: String, into rule: inout ScenarioRule
    ) throws(SandboxError) {
        for member in try members(of: object, at: path) {
            let place = "\(path).\(member.name)"
            switch member.name {
            case "action":
                let action = try text(member.value, at: place)
                guard action == LegacyService.action || ActionTable.names.contains(action) else {
                    throw fail(
                        member.value, at: place, "the sandbox does not serve \"\(action.prefix(60))\"",
                        hint: "it serves \(ActionTable.names.joined(separator: ", ")) and \(LegacyService.action)")
                }
                rule.action = action
            case "mediaSHA256": rule.mediaSHA256 = try digest(member.value, at: place, byteCount: 32)
            case "mediaMD5": rule.mediaMD5 = try digest(member.value, at: place, byteCount: 16)
            case "token", "url":
                guard rule.token == nil else { throw fail(member.value, at: place, "token and url are the same") }
                rule.token = try text(member.value, at: place)
            case "call": rule.calls.insert(try number(member.value, at: place, atLeast: 1))
            case "calls":
                let elements = try elements(of: member.value, at: place)
                guard !elements.isEmpty else { throw wrong(member.value, at: place, "a list of at least one number") }
                for (index, element) in elements.enumerated() {
                    rule.calls.insert(try number(element, at: "\(place)[\(index)]", atLeast: 1))
                }
            default: throw unknown(member.value, at: place, "action, mediaSHA256, mediaMD5, token, url, call, calls")
            }
        }
    }

    private func error(_ object: JSONDocument.Value, at path: String) throws(SandboxError) -> ScenarioOutcome {
        var code: String?
        var message: String?
        for member in try members(of: object, at: path) {
            let place = "\(path).\(member.name)"
            switch member.name {
            case "code":
                if let number = tree(member.value).int {
                    code = String(number)
                } else {
                    code = try text(member.value, at: place)
                }
            case "message": message = try text(member.value, at: place)
            default: throw unknown(member.value, at: place, "code, message")
            }
        }
        guard let code, !code.isEmpty else { throw fail(object, at: path, "has no code") }
        return .error(code: code, message: message)
    }

    private func token(_ object: JSONDocument.Value, at path: String) throws(SandboxError) -> ScenarioToken {
        var token = ScenarioToken(token: "")
        for member in try members(of: object, at: path) {
            let place = "\(path).\(member.name)"
            switch member.name {
            case "token": token.token = try text(member.value, at: place)
            case "result": token.result = try text(member.value, at: place)
            case "description": token.resultDescription = try text(member.value, at: place)
            case "expired": token.isExpired = try boolean(member.value, at: place)
            case "bestFrame": token.bestFrame = try media(member.value, at: place)
            case "video": token.video = try media(member.value, at: place)
            default: throw unknown(member.value, at: place, "token, result, description, expired, bestFrame, video")
            }
        }
        guard !token.token.isEmpty else { throw fail(object, at: path, "has no token") }
        return token
    }

    /// `null` for no file, `{"base64": "…"}`, or `{"file": "…"}`.
    private func media(_ value: JSONDocument.Value, at path: String) throws(SandboxError) -> [UInt8] {
        guard value.kind != .null else { return [] }
        let all = try members(of: value, at: path)
        guard let member = all.first, all.count == 1 else { throw wrong(value, at: path, "null, base64 or file") }
        let place = "\(path).\(member.name)"
        let content = try text(member.value, at: place)
        switch member.name {
        case "base64":
            do throws(Base64Error) { return try Base64.decode(content) } catch {
                throw fail(member.value, at: place, error.message)
            }
        case "file":
            guard let folder else {
                throw fail(
                    member.value, at: place, "a scenario that comes over the management port names no files",
                    hint: "send the content as base64")
            }
            return try ScenarioFile.contents(of: content.hasPrefix("/") ? content : folder + content)
        default: throw unknown(member.value, at: place, "base64, file")
        }
    }
}

extension ScenarioReader {
    private func tree(_ value: JSONDocument.Value) -> JSONValue { JSONValue(value, of: document, in: source.span) }

    private func members(
        of value: JSONDocument.Value, at path: String
    ) throws(SandboxError) -> [(name: String, value: JSONDocument.Value)] {
        guard value.kind == .object else { throw wrong(value, at: path, "an object") }
        return document.members(of: value)
    }

    private func elements(of value: JSONDocument.Value, at path: String) throws(SandboxError) -> [JSONDocument.Value] {
        guard value.kind == .array else { throw wrong(value, at: path, "an array") }
        return document.elements(of: value)
    }

    private func text(_ value: JSONDocument.Value, at path: String) throws(SandboxError) -> String {
        guard let text = document.string(value, in: source.span) else { throw wrong(value, at: path, "a string") }
        return text
    }

    private func boolean(_ value: JSONDocument.Value, at path: String) throws(SandboxError) -> Bool {
        guard case .bool(let bool) = value.kind else { throw wrong(value, at: path, "true or false") }
        return bool
    }

    private func number(
        _ value: JSONDocument.Value, at path: String, atLeast least: Int
    ) throws(SandboxError) -> Int {
        guard let number = tree(value).int, number >= least else {
            throw wrong(value, at: path, "a whole number from \(least) on")
        }
        return number
    }

    private func digest(
        _ value: JSONDocument.Value, at path: String, byteCount: Int
    ) throws(SandboxError) -> String {
        guard let digest = Hex.decode(try text(value, at: path)), digest.count == byteCount else {
            throw wrong(value, at: path, "\(2 * byteCount) hexadecimal digits")
        }
        return Hex.encode(digest.span)
    }

    private func wrong(_ value: JSONDocument.Value, at path: String, _ expected: String) -> SandboxError {
        fail(value, at: path, "has to be \(expected)")
    }

    private func unknown(_ value: JSONDocument.Value, at path: String, _ known: String) -> SandboxError {
        fail(value, at: path, "is not known", hint: "known are \(known)")
    }

    private func fail(
        _ value: JSONDocument.Value, at path: String, _ message: String, hint: String? = nil
    ) -> SandboxError {
        let line = 1 + source[..<value.byteRange.lowerBound].count { $0 == UInt8(ascii: "\n") }
        return SandboxError(.malformedScenario, "line \(line), \(path): \(message)", hint: hint)
    }
}
