// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

// The smallest program a product: Scripts/check-linkage builds them, runs them, and looks at what they ask the dynamic
// linker for. Being a package of their own they see only what is public, as a user does.
let package = Package(
    name: "linkage",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "swift-tcface", path: "../..")],
    targets: ["SecretMemory", "Base64Stream", "TC3Signing", "RequestCrypto"].map { product in
        .executableTarget(
            name: product + "Program", dependencies: [.product(name: product, package: "swift-tcface")])
    } + [.executableTarget(name: "FoundationControl")],
    swiftLanguageModes: [.v6]
)
