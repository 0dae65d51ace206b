// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests
internal import StrictJSON
internal import TC3Signing

/// Fresh signatures of the older image services, and wishes for ones that have to be refused.
struct LegacyVectors {
    let origin: VectorOrigin

    func files() throws -> [GeneratedFile] {
        var files: [GeneratedFile] = []
        for index in 0..<origin.count {
            for kind in ["multi-use", "multi-use-file-id", "multi-use-user-id", "single-use"] {
                files += try valid(kind, "legacy/\(GeneratedStepFolder.name(kind, index))")
            }
            for rule in Self.rules {
                files += invalid(rule, "legacy/\(GeneratedStepFolder.name("invalid-\(rule)", index))")
            }
        }
        return files
    }

    private static let rules = [
        "expiry-not-after-timestamp", "expiry-too-far", "random-too-long", "file-id-required", "expiry-in-single-use",
    ]

    private struct Wish {
        let appID: String
        let secretID: String
        let secretKey: String
        let bucket: String
        let timestamp: Int64
        var random: String
        var isSingle = false
        var userIDField = false
        var expires: Int64
        var fileID = ""
        var filePath: String?

        init(_ stream: inout SeededStream) {
            appID = String(stream.number(in: 1_000_000...1_999_999_999))
            (secretID, secretKey) = stream.credentials()
            bucket = "bucket-\(stream.word(6))"
            timestamp = stream.timestamp()
            random = String(stream.below(LegacySigner.randomNumberLimit))
            expires = timestamp + Int64(stream.number(in: 1...Int(LegacySigner.maximumValidity)))
        }

        func context(_ source: String, _ comment: String, expect: String? = nil) -> [JSONValue.Member] {
            var members: [JSONValue.Member] = [
                .text("source", source), .text("comment", comment), .text("algorithm", "legacy-HMAC-SHA1"),
                .init(
                    "credentials",
                    .object([
                        .text("appId", appID), .text("secretId", secretID), .text("secretKey", secretKey),
                    ])),
                .text("bucket", bucket), .text("use", isSingle ? "single" : "multi"),
                .init("userIDField", .bool(userIDField)), .number("expires", Int(expires)),
                .number("timestamp", Int(timestamp)), .text("random", random), .text("fileID", fileID),
            ]
            if let filePath { members.append(.text("filePath", filePath)) }
            members += [.init("published", .array([])), .text("result", expect == nil ? "valid" : "invalid")]
            if let expect { members.append(.text("expect", expect)) }
            return members
        }
    }

    private func valid(_ kind: String, _ label: String) throws -> [GeneratedFile] {
        var stream = origin.seed.stream(label)
        var wish = Wish(&stream)
        wish.isSingle = kind == "single-use"
        wish.userIDField = kind == "multi-use-user-id" || (wish.isSingle && stream.flip())
        if wish.isSingle { wish.expires = 0 }
        let signer = try LegacySigner(
            credential: Credential(secretID: wish.secretID, secretKey: wish.secretKey), appID: wish.appID,
            bucket: wish.bucket, form: wish.userIDField ? .withUserID : .current)
        if wish.isSingle || kind == "multi-use-file-id" {
            let path = "/\(stream.word(5))/\(stream.text(12)).jpg"
            wish.filePath = "/\(wish.appID)/\(wish.bucket)\(path)"
            wish.fileID = signer.fileID(path: path)
        }
        guard let random = UInt64(wish.random) else { throw NotUnderstood("has no number \"random\"") }
        let signature =
            wish.isSingle
            ? try signer.signSingleUse(fileID: wish.fileID, at: wish.timestamp, random: random)
            : try signer.signMultiUse(
                at: wish.timestamp, validFor: wish.expires - wish.timestamp, random: random, fileID: wish.fileID)
        var folder = GeneratedStepFolder(
            label, context: wish.context(origin.source(label), "a random signature: \(kind)"))
        folder.add("original.txt", signature.original)
        folder.add("hmac.txt", Hex.encode(signature.tag.span))
        folder.add("signature.txt", signature.authorization)
        let body = Array(#"{"appid":"\#(wish.appID)","url":"https://example.com/\#(stream.word(8)).jpg"}"#.utf8)
        let headers = [
            HeaderField(name: "Host", value: "recognition.image.myqcloud.com"),
            HeaderField(name: "Content-Type", value: "application/json"),
        ]
        let target = "/face/livedetectpicture"
        folder.add("request.http", .post, target: target, headers: headers, body: body)
        let signed = headers + [HeaderField(name: "Authorization", value: signature.authorization)]
        folder.add("signed-request.http", .post, target: target, headers: signed, body: body)
        return folder.files
    }

    private func invalid(_ rule: String, _ label: String) -> [GeneratedFile] {
        var stream = origin.seed.stream(label)
        var wish = Wish(&stream)
        switch rule {
        case "expiry-not-after-timestamp": wish.expires = wish.timestamp - Int64(stream.number(in: 0...1_000))
        case "expiry-too-far":
            wish.expires = wish.timestamp + 100 * 86_400 + Int64(stream.number(in: 0...1_000_000))
        case "random-too-long": wish.random = "1" + stream.digits(10)
        case "file-id-required": (wish.isSingle, wish.expires) = (true, 0)
        default:
            wish.isSingle = true
            wish.fileID = "/\(wish.appID)/\(wish.bucket)/\(stream.word(8)).jpg"
        }
        return GeneratedStepFolder(
            label, context: wish.context(origin.source(label), "a signature that is refused", expect: rule)
        ).files
    }
}
