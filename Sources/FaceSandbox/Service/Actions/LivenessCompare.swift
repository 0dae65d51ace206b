// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// LivenessCompare: is the person in a video alive, and is it the person of a photo.
///
/// A check that fails is a success to API 3.0: its code stands in `Result`, beside a `Sim` of 0.
///
/// Source: tencentcloud.com/document/product/1061/36939.
struct LivenessCompare: ServiceAction {
    var description: ActionDescription {
        ActionDescription(
            service: "faceid", name: "LivenessCompare", version: "2018-03-01", requestsPerSecond: 100,
            parameters: [
                .string("LivenessType", isRequired: true), .string("ImageBase64"), .string("ImageUrl"),
                .string("ValidateData"), .string("Optional"), .string("VideoBase64"), .string("VideoUrl"),
            ])
    }

    func answer(_ parameters: Parameters, in environment: ActionEnvironment) throws(ServiceFailure) -> ActionAnswer {
        let input = try LivenessCompareInput(parameters)
        if let code = input.failure {
            return ActionAnswer(members: Self.failed(code), subject: input.subject, isDecided: true)
        }
        let frames = input.frameCount.map {
            JSONValue.array([JSONValue](repeating: .string(StandIns.photoText), count: $0))
        }
        return ActionAnswer(
            members: [
                .init("Result", "Success"), .init("Description", "Success"),
                .init("BestFrameBase64", .string(StandIns.photoText)), .init("BestFrameList", frames ?? .null),
                .init("Sim", .number("89.88")),
            ],
            subject: input.subject)
    }

    /// A scenario that names a failure in `Result` need not spell out what goes with it.
    func complete(_ members: [JSONValue.Member], with given: [JSONValue.Member]) -> [JSONValue.Member] {
        let result = given.first { $0.name == "Result" }?.value.string
        var completed = result.map { $0 == "Success" ? members : Self.failed($0) } ?? members
        completed.replace(with: given)
        return completed
    }

    private static func failed(_ code: String) -> [JSONValue.Member] {
        [
            .init("Result", .string(code)),
            .init("Description", .string(PublishedMessages.english[code] ?? "The check failed.")),
            .init("BestFrameBase64", .null), .init("BestFrameList", .null), .init("Sim", 0),
        ]
    }
}
