// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import StrictJSON

/// One API as the sandbox plays it.
protocol ServiceAction: Sendable {
    /// What the gateway knows of it.
    var description: ActionDescription { get }

    /// Checks the parameters as the real service would, and gives the answer for when no scenario has another.
    ///
    /// - Throws: the error that the API's page documents for the first thing that is wrong.
    func answer(_ parameters: Parameters, in environment: ActionEnvironment) throws(ServiceFailure) -> ActionAnswer

    /// Puts the members of a scenario's answer over those of the default one.
    func complete(_ members: [JSONValue.Member], with given: [JSONValue.Member]) -> [JSONValue.Member]
}

extension ServiceAction {
    func complete(_ members: [JSONValue.Member], with given: [JSONValue.Member]) -> [JSONValue.Member] {
        var members = members
        members.replace(with: given)
        return members
    }
}

/// What an action found, before a scenario had its say.
struct ActionAnswer: Sendable {
    /// The members of `Response` besides `RequestId`.
    var members: [JSONValue.Member]
    /// What a scenario may recognise the request by.
    var subject = ScenarioSubject()
    /// What of the answer is to be encrypted under the request's own data key.
    var encrypts = ReplyEncryption.nothing
    /// Whether the answer is out of a model's hands, and so no scenario's either: the media is none, for instance.
    var isDecided = false
}

/// What of an answer is encrypted.
enum ReplyEncryption: Hashable, Sendable {
    case nothing
    /// The whole of it, as `EncryptedBody`.
    case body
    /// The strings at these paths, where they are there: `Response.Text.IdCard`. One part of a path may end in
    /// `[*]`, for all elements of an array.
    case fields([String])
}

/// What an action may look at besides its parameters.
struct ActionEnvironment: Sendable {
    let scenario: ScenarioRun
    let files: FileStore
    let keyService: KeyService
    /// The service's clock, in seconds since 1970.
    let now: Int64
    /// Where the files are served, without a slash at its end.
    let endpoint: String
    /// Whether the files announce a digest that they do not have.
    let announcesWrongDigests: Bool
    /// What the data key is for that the request brought for its answer; nil when it brought none.
    let replyAlgorithm: ContentAlgorithm?
}
