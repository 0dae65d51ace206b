// SPDX-License-Identifier: Apache-2.0

extension SigningMistake {
    /// The header block of the canonical request and the list of names.
    static func headerMistakes(for request: ReceivedRequest, steps: SenderSteps) -> [SigningMistake] {
        contentTypeMistakes(for: request) + hostMistakes(for: request) + letterCaseMistakes(for: request, steps: steps)
            + selectionMistakes(for: request, steps: steps)
    }

    private static func contentTypeMistakes(for request: ReceivedRequest) -> [SigningMistake] {
        guard let sent = request.value(of: "content-type") else { return [] }
        let base = ASCII.trimmed(String(sent.prefix { $0 != ";" }))
        let candidates = [
            base, base + "; charset=utf-8", base + ";charset=utf-8", base + "; charset=UTF-8", base + ";charset=UTF-8",
            "application/json", "application/json; charset=utf-8", TC3Request.formContentType, "",
        ]
        return unique(candidates, except: [sent, ASCII.lowerCased(sent)]).map { signed in
            let happened =
                sent.hasPrefix(signed) && !signed.isEmpty
                ? "an HTTP library appended to the content type after it was signed"
                : "the content type that was signed is not the one that was sent"
            return setting("content-type", to: signed, happened + ": sign the value that is sent, byte for byte")
        }
    }

    private static func hostMistakes(for request: ReceivedRequest) -> [SigningMistake] {
        guard let sent = request.value(of: "host").map(ASCII.lowerCased) else { return [] }
        let name = String(sent.prefix { $0 != ":" })
        let service = request.authorization.scopeService
        let ports = [name, name + ":443", name + ":80"].map {
            (
                $0,
                "the host was signed \(sent == name ? "with a port that is" : "without the port that it is") "
                    + "\(sent == name ? "not sent" : "sent with"): sign the Host header as it is sent"
            )
        }
        let domains = [
            "tencentcloudapi.com", "intl.tencentcloudapi.com", "tencentcloudapi.cn", "tencentcloudapi.com.cn",
        ]
        .map { ("\(service).\($0)", "the request was signed for another host than it was sent to") }
        let schemes = ["https://", "http://"].map { ($0 + sent, "the host was signed with its scheme") }
        var seen: Set = [sent]
        return (ports + domains + schemes).filter { seen.insert($0.0).inserted }.map { setting("host", to: $0.0, $0.1) }
    }

    private static func letterCaseMistakes(for request: ReceivedRequest, steps: SenderSteps) -> [SigningMistake] {
        let headers = steps.canonical.headers
        let singledOut = headers.count <= maximumSingledOutCount ? headers : []
        var mistakes: [SigningMistake] = []
        for header in singledOut {
            let sent = request.value(of: header.name) ?? ""
            let asSent = ASCII.trimmed(sent)
            if asSent != header.value {
                mistakes.append(
                    setting(header.name, to: asSent, "the value of \(header.name) was signed without lower-casing it"))
            }
            mistakes.append(
                setting(
                    header.name, to: " " + header.value, "the value of \(header.name) was signed without trimming it"))
        }
        mistakes.append(
            SigningMistake(.header, "the values were signed without lower-casing them") { steps in
                mapHeaders(&steps) { HeaderField(name: $0.name, value: request.value(of: $0.name) ?? $0.value) }
            })
        mistakes.append(
            SigningMistake(.header, "the values were signed without trimming them") { steps in
                mapHeaders(&steps) { HeaderField(name: $0.name, value: " " + $0.value) }
            })
        for names in singledOut.map({ [$0.name] }) + [headers.map(\.name)] {
            let what = names.count == 1 ? "the name of \(names[0]) was" : "the names of the headers were"
            let names = Set(names)
            mistakes.append(
                SigningMistake(.header, what + " signed without lower-casing") { steps in
                    mapHeaders(&steps) { header in
                        guard names.contains(header.name) else { return header }
                        return HeaderField(name: request.sentName(of: header.name), value: header.value)
                    }
                })
        }
        return mistakes
    }

    /// Another selection or order of headers than the list in `Authorization` says.
    private static func selectionMistakes(for request: ReceivedRequest, steps: SenderSteps) -> [SigningMistake] {
        var mistakes: [SigningMistake] = []
        for selection in [SignedHeaders.minimal, .standard]
        where selection.names != steps.canonical.headers.map(\.name) {
            let fields = selection.names.map { name in
                HeaderField(
                    name: name, value: CanonicalRequest.canonicalValue(request.value(of: name) ?? "", lowerCased: true))
            }
            mistakes.append(
                SigningMistake(.signedHeaders, "\(selection.list) was signed and another list is in Authorization") {
                    $0.canonical.headers = fields
                    $0.canonical.signedHeaders = selection.list
                })
            mistakes.append(
                SigningMistake(.signedHeaders, "the headers \(selection.list) were signed under another list of names")
                {
                    $0.canonical.headers = fields
                })
            mistakes.append(
                SigningMistake(.signedHeaders, "the list of names \(selection.list) was signed under other headers") {
                    $0.canonical.signedHeaders = selection.list
                })
        }
        let headers = steps.canonical.headers
        for order in orders(of: headers) where order != headers {
            let list = order.map(\.name).joined(separator: ";")
            mistakes.append(
                SigningMistake(.signedHeaders, "the headers were signed unsorted: sort them by name") {
                    $0.canonical.headers = order
                })
            mistakes.append(
                SigningMistake(.signedHeaders, "the headers and their list were signed unsorted: sort them by name") {
                    $0.canonical.headers = order
                    $0.canonical.signedHeaders = list
                })
        }
        let sentNames = headers.map { request.sentName(of: $0.name) }
        let mixedNames = headers.map { $0.name.hasPrefix("x-tc-") ? $0.name : request.sentName(of: $0.name) }
        for (list, what) in [
            (headers.map(\.name).joined(separator: ","), "joined by commas: join it by semicolons"),
            (sentNames.joined(separator: ";"), "in the letter case of the headers: lower-case it"),
            (mixedNames.joined(separator: ";"), "in the letter case of the headers: lower-case it"),
            (headers.map(\.name).joined(separator: ";") + ";", "with a semicolon at its end"),
        ] {
            mistakes.append(
                SigningMistake(.signedHeaders, "the list of names was signed \(what)") {
                    $0.canonical.signedHeaders = list
                })
        }
        return mistakes
    }

    private static func setting(_ name: String, to value: String, _ explanation: String) -> SigningMistake {
        SigningMistake(.header, explanation) { steps in
            mapHeaders(&steps) { $0.name == name ? HeaderField(name: name, value: value) : $0 }
        }
    }

    private static func mapHeaders(_ steps: inout SenderSteps, _ transform: (HeaderField) -> HeaderField) {
        steps.canonical.headers = steps.canonical.headers.map(transform)
    }
}
