// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// Decrypt of KMS: the data key in a blob of GenerateDataKey.
///
/// Source: the models and error lists of the vendor's Go package, kms v20190118.
struct Decrypt: ServiceAction {
    var description: ActionDescription {
        ActionDescription(
            service: "kms", name: "Decrypt", version: "2019-01-18", regions: .required(nil), requestsPerSecond: 100,
            parameters: [
                .string("CiphertextBlob", isRequired: true), .string("EncryptionContext"),
                .string("EncryptionPublicKey"), .string("EncryptionAlgorithm"),
            ])
    }

    func answer(_ parameters: Parameters, in environment: ActionEnvironment) throws(ServiceFailure) -> ActionAnswer {
        let context = try EncryptionContext.text(of: parameters)
        let protection = try PlaintextProtection(parameters)
        let blob = parameters.text("CiphertextBlob") ?? ""
        // Another context, an altered blob and another run's blob are not told apart.
        guard let key = environment.keyService.open(blob, context: context), let keyID = KeyService.keyID(of: blob)
        else {
            throw ServiceFailure("InvalidParameterValue.InvalidCiphertext", "The ciphertext is invalid.")
        }
        return ActionAnswer(
            members: [.init("KeyId", .string(keyID)), .init("Plaintext", .string(try protection.text(of: key)))],
            subject: ScenarioSubject(tokens: [keyID]))
    }
}
