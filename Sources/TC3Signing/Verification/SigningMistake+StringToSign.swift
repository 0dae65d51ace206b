// SPDX-License-Identifier: Apache-2.0

extension SigningMistake {
    /// The layout of the canonical request.
    static func layoutMistakes() -> [SigningMistake] {
        [
            SigningMistake(.layout, "the canonical request lacks the empty line between headers and list") {
                $0.hasBlankLine = false
            },
            SigningMistake(.layout, "the canonical request ends in a line feed: end it with the digest") {
                $0.canonicalRequestEndsInNewline = true
            },
            SigningMistake(.layout, "the lines of the canonical request end in CR LF: end them in LF") {
                $0.usesCarriageReturns = true
            },
        ]
    }

    static func stringToSignMistakes(for request: ReceivedRequest, steps: SenderSteps) -> [SigningMistake] {
        var mistakes = [
            SigningMistake(.layout, "the string to sign ends in a line feed: end it with the digest") {
                $0.stringToSignEndsInNewline = true
            },
            SigningMistake(.layout, "the canonical request's digest was signed in upper case") {
                $0.digestForm = .upperCase
            },
            SigningMistake(.layout, "the canonical request was signed itself, not its digest") {
                $0.digestForm = .notHashed
            },
            SigningMistake(.scope, "the scope was signed without /tc3_request") { steps in
                steps.scope = String(steps.scope.dropLast(SigningKey.terminator.count + 1))
            },
        ]
        for algorithm in ["TC3-HMAC-SHA1", "TC3-HMAC-SM3", "AWS4-HMAC-SHA256"] {
            mistakes.append(
                SigningMistake(.layout, "the string to sign names the algorithm \(algorithm)") {
                    $0.algorithm = algorithm
                })
        }
        for seconds in [-1, 1, -2, 2] as [Int64] {
            mistakes.append(
                SigningMistake(.timestamp, "the clock was read twice: sign the timestamp that is sent") {
                    $0.timestamp = String(request.timestamp + seconds)
                })
        }
        mistakes.append(
            SigningMistake(.timestamp, "the timestamp was signed in milliseconds") { $0.timestamp += "000" })
        let right = UTCDate(unixSeconds: request.timestamp)
        for hours in [8, 14, -12] as [Int64] {
            let date = UTCDate(unixSeconds: request.timestamp + hours * 3600)
            guard date != right else { continue }
            let scope = SigningKey.scope(date: date.description, service: request.authorization.scopeService)
            mistakes.append(
                SigningMistake(.scope, "a local date was signed: take the date in UTC") {
                    $0.scope = scope
                    $0.key.date = date.description
                })
            mistakes.append(
                SigningMistake(.key, "the key was derived with a local date: take the date in UTC") {
                    $0.key.date = date.description
                })
        }
        return mistakes
    }

    static func keyMistakes(for request: ReceivedRequest, steps: SenderSteps) -> [SigningMistake] {
        var mistakes: [SigningMistake] = [
            SigningMistake(.key, "the key was derived without TC3 in front of the secret key") { $0.key.prefix = "" },
            SigningMistake(.key, "the key was derived with service and date in each other's place") {
                $0.key.derivation = .serviceBeforeDate
            },
            SigningMistake(.key, "the key was derived without the last step, tc3_request") {
                $0.key.derivation = .withoutTerminator
            },
            SigningMistake(.key, "the hexadecimal text of the derived key was the key: take its 32 bytes") {
                $0.key.derivation = .hexadecimalText
            },
            SigningMistake(.key, "the secret key itself was the key: derive one from date and service") {
                $0.key.prefix = ""
                $0.key.derivation = .none
            },
        ]
        for (text, name) in [("\n", "a line feed"), ("\r\n", "CR LF"), (" ", "a blank"), ("\t", "a tab")] {
            mistakes.append(
                SigningMistake(.key, "the secret key was used with \(name) after it: trim it where it is read") {
                    $0.key.blankAfter = text
                })
            mistakes.append(
                SigningMistake(.key, "the secret key was used with \(name) before it: trim it where it is read") {
                    $0.key.blankBefore = text
                })
        }
        let host = request.value(of: "host").map { ASCII.lowerCased(String($0.prefix { $0 != "." })) }
        for service in unique([host ?? "", ASCII.lowerCased(steps.key.service)], except: [steps.key.service, ""]) {
            mistakes.append(
                SigningMistake(.key, "the key was derived for the service \(service), and the scope names another") {
                    $0.key.service = service
                })
        }
        return mistakes
    }
}
