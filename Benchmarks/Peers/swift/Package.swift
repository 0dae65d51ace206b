// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

// What a program in Swift looks like without this package. On its own, so that counting instructions does not fetch and
// compile a cryptographic library.
let package = Package(
    name: "SwiftPeer",
    platforms: [.macOS(.v26)],
    dependencies: [.package(url: "https://github.com/apple/swift-crypto", from: "4.2.0")],
    targets: [
        .executableTarget(
            name: "seal-with-foundation",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ])
    ],
    swiftLanguageModes: [.v6]
)
