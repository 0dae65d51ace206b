// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// GetLivenessResult: the verdict of a check that ran in the vendor's app SDK, and where its files are.
///
/// Source: tencentcloud.com/document/product/1061/49952.
struct GetLivenessResult: ServiceAction {
    var description: ActionDescription {
        ActionDescription(
            service: "faceid", name: "GetLivenessResult", version: "2018-03-01",
            regions: .required(["ap-hongkong", "ap-jakarta", "ap-singapore"]), requestsPerSecond: 20,
            parameters: [.string("SdkToken", isRequired: true)])
    }

    func answer(_ parameters: Parameters, in environment: ActionEnvironment) throws(ServiceFailure) -> ActionAnswer {
        let text = parameters.text("SdkToken") ?? ""
        let token = try environment.scenario.validToken(text)
        return ActionAnswer(
            members: [
                .init("Result", .string(token.result)),
                .init("Description", .string(token.resultDescription ?? LivenessVerdicts.text(of: token.result))),
                .init(
                    "BestFrame",
                    try file(
                        token.bestFrame ?? StandIns.photo, owner: "photo of \(text)", extension: "jpg",
                        contentType: "image/jpeg", in: environment)),
                .init(
                    "Video",
                    try file(
                        token.video ?? StandIns.video, owner: "video of \(text)", extension: "mp4",
                        contentType: "video/mp4", in: environment)),
            ],
            subject: ScenarioSubject(tokens: [text]))
    }

    /// A scenario that names a result need not spell out what it means.
    func complete(_ members: [JSONValue.Member], with given: [JSONValue.Member]) -> [JSONValue.Member] {
        var completed = members
        if let result = given.first(where: { $0.name == "Result" })?.value.string {
            completed.replace(with: [.init("Description", .string(LivenessVerdicts.text(of: result)))])
        }
        completed.replace(with: given)
        return completed
    }

    /// `FileInfo`; null where there is no file.
    private func file(
        _ content: [UInt8], owner: String, extension fileExtension: String, contentType: String,
        in environment: ActionEnvironment
    ) throws(ServiceFailure) -> JSONValue {
        guard !content.isEmpty else { return .null }
        let entry = environment.files.offer(
            content, owner: owner, fileExtension: fileExtension, contentType: contentType, now: environment.now)
        guard let entry else { throw .internalError }
        // As another file's would be: of the right form, and not this content's.
        let md5 = environment.announcesWrongDigests ? String(entry.md5.reversed()) : entry.md5
        return [
            "Url": .string("\(environment.endpoint)\(FileReply.prefix)\(entry.name)"), "MD5": .string(md5),
            "Size": .number(content.count),
        ]
    }
}

extension ScenarioRun {
    /// What a token leads to; without seeded tokens any that could be one leads to a success.
    ///
    /// - Throws: `InvalidParameterValue.BizTokenIllegal`, `InvalidParameterValue.BizTokenExpired`.
    func validToken(_ text: String) throws(ServiceFailure) -> ScenarioToken {
        guard (1...128).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw ServiceFailure(published: "InvalidParameterValue.BizTokenIllegal")
        }
        switch token(text) {
        case .unknown: throw ServiceFailure(published: "InvalidParameterValue.BizTokenIllegal")
        case .anyGoes: return ScenarioToken(token: text)
        case .known(let token):
            guard !token.isExpired else { throw ServiceFailure(published: "InvalidParameterValue.BizTokenExpired") }
            return token
        }
    }
}
