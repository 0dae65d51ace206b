// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import SecretMemory
internal import StrictJSON

/// GenerateDataKey of KMS: a new data key, and a blob that gives it back.
///
/// Source: the models and error lists of the vendor's Go package, kms v20190118.
struct GenerateDataKey: ServiceAction {
    var description: ActionDescription {
        ActionDescription(
            service: "kms", name: "GenerateDataKey", version: "2019-01-18", regions: .required(nil),
            requestsPerSecond: 100,
            parameters: [
                .string("KeyId", isRequired: true), .string("KeySpec"), .integer("NumberOfBytes"),
                .string("EncryptionContext"), .string("EncryptionPublicKey"), .string("EncryptionAlgorithm"),
                .integer("IsHostedByKms"), .string("DataKeyName"), .string("Description"), .string("HsmClusterId"),
                .objects("Tags"),
            ])
    }

    func answer(_ parameters: Parameters, in environment: ActionEnvironment) throws(ServiceFailure) -> ActionAnswer {
        let keyID = parameters.text("KeyId") ?? ""
        guard (1...128).contains(keyID.utf8.count), keyID.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw ServiceFailure("InvalidParameterValue.InvalidKeyId", "The KeyId is invalid.")
        }
        guard parameters.integer("IsHostedByKms") ?? 0 == 0 else {
            throw ServiceFailure("UnsupportedOperation", "Data keys that KMS keeps are not served.")
        }
        let byteCount = try byteCount(of: parameters)
        let context = try EncryptionContext.text(of: parameters)
        let protection = try PlaintextProtection(parameters)
        let key = try Self.newKey(byteCount: byteCount)
        let blob: String
        do throws(RequestCryptoError) {
            blob = try environment.keyService.seal(key, keyID: keyID, context: context)
        } catch {
            throw .internalError
        }
        return ActionAnswer(
            members: [
                .init("KeyId", .string(keyID)), .init("Plaintext", .string(try protection.text(of: key))),
                .init("CiphertextBlob", .string(blob)), .init("DataKeyId", .null), .init("TagCode", 0),
                .init("TagMsg", ""),
            ],
            subject: ScenarioSubject(tokens: [keyID]))
    }

    private static func newKey(byteCount: Int) throws(ServiceFailure) -> SecretBytes {
        do throws(SecretMemoryError) { return try SecretBytes.random(byteCount: byteCount) } catch {
            throw .internalError
        }
    }

    /// `NumberOfBytes` wins over `KeySpec`.
    private func byteCount(of parameters: Parameters) throws(ServiceFailure) -> Int {
        if let count = parameters.integer("NumberOfBytes") {
            guard (1...1_024).contains(count) else {
                throw ServiceFailure("InvalidParameter", "Invalid parameter: NumberOfBytes is from 1 to 1024.")
            }
            return count
        }
        switch parameters.text("KeySpec") {
        case "AES_128": return 16
        case "AES_256": return 32
        default:
            throw ServiceFailure(
                "InvalidParameter", "Invalid parameter: KeySpec is AES_128 or AES_256, or NumberOfBytes is given.")
        }
    }
}

/// `EncryptionContext`: a JSON object as text, which has to come again as it was.
enum EncryptionContext {
    /// The text; empty when there is none.
    ///
    /// - Throws: `InvalidParameter` for more than 1,024 characters, and for anything but a JSON object.
    static func text(of parameters: Parameters) throws(ServiceFailure) -> String {
        guard let text = parameters.text("EncryptionContext") else { return "" }
        let isObject = (try? JSONValue(parsing: text.utf8.span))?.object != nil
        guard isObject, text.unicodeScalars.count <= 1_024 else {
            throw ServiceFailure(
                "InvalidParameter", "Invalid parameter: EncryptionContext is a JSON object of up to 1024 characters.")
        }
        return text
    }
}
