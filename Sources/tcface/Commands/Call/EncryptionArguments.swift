// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RequestCrypto

/// How the content of a call is encrypted, and for whom.
struct EncryptionArguments: ParsableArguments {
    @Option(
        name: .customLong("encrypt"),
        help: "Encrypt the content with this cipher. Left out: TLS alone, or aes-256-cbc for what is named.")
    var algorithm: AlgorithmArgument?

    @Option(
        help: ArgumentHelp(
            "The service's RSA or SM2 key; TCFACE_RSA_PUBLIC_KEY or TCFACE_SM2_PUBLIC_KEY, else the vendor's published "
                + "key, if left out.", valueName: "PEM"))
    var publicKey: String?

    /// The key to encrypt for; nil for the vendor's own.
    func wrappingKey(for algorithm: ContentAlgorithm, _ session: CallSession) throws -> WrappingKey? {
        guard let publicKey else { return try session.place.wrappingKey(for: algorithm) }
        return try KeyFile.publicKey(publicKey)
    }

    /// Seals whole bodies; nil where nothing is encrypted.
    func bodySealer(_ session: CallSession) throws -> BodySealer? {
        guard let algorithm = algorithm?.algorithm else { return nil }
        return BodySealer(algorithm: algorithm, wrappingKey: try wrappingKey(for: algorithm, session))
    }
}
