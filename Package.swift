// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

/// What every Swift target is compiled with.
let common: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// The targets that handle keys: every unsafe expression there is spelled `unsafe`.
let core: [SwiftSetting] = common + [.strictMemorySafety()]

let package = Package(
    name: "swift-tcface",
    // Span, OutputSpan and InlineArray are part of the operating system's Swift from here on; Linux brings its own.
    platforms: [.macOS(.v26)],
    products: [
        .library(name: "SecretMemory", targets: ["SecretMemory"]),
        .library(name: "Base64Stream", targets: ["Base64Stream"]),
        .library(name: "TC3Signing", targets: ["TC3Signing"]),
        .library(name: "RequestCrypto", targets: ["RequestCrypto"]),
        .library(name: "StrictJSON", targets: ["StrictJSON"]),
        .library(name: "FaceMedia", targets: ["FaceMedia"]),
        .library(name: "FaceAPI", targets: ["FaceAPI"]),
        .library(name: "FaceSandbox", targets: ["FaceSandbox"]),
        .library(name: "KnownAnswers", targets: ["KnownAnswers"]),
        .library(name: "Throughput", targets: ["Throughput"]),
        .executable(name: "tcface", targets: ["tcface"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", .upToNextMinor(from: "0.27.0")),
    ],
    targets: [
        // C: our kernels, and the module maps of the system's libraries.
        .target(name: "CFaceKernels"),
        .target(name: "CFaceClock"),
        .systemLibrary(
            name: "CFaceOpenSSL", pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
        .systemLibrary(
            name: "CFaceGcrypt", pkgConfig: "libgcrypt",
            providers: [.apt(["libgcrypt20-dev"]), .brew(["libgcrypt"])]),
        .systemLibrary(
            name: "CFaceCurl", pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),

        // The core: no Foundation.
        .target(name: "SecretMemory", dependencies: ["CFaceKernels"], swiftSettings: core),
        .target(name: "StrictJSON", dependencies: ["CFaceKernels"], swiftSettings: core),
        .target(name: "Base64Stream", dependencies: ["CFaceKernels"], swiftSettings: core),
        .target(name: "RequestDigests", dependencies: ["SecretMemory", "CFaceOpenSSL"], swiftSettings: core),
        .target(
            name: "TC3Signing",
            dependencies: ["SecretMemory", "RequestDigests", "Base64Stream"],
            swiftSettings: core),
        .target(
            name: "RequestCrypto",
            dependencies: [
                "SecretMemory", "StrictJSON", "Base64Stream", "RequestDigests",
                "CFaceKernels", "CFaceOpenSSL", "CFaceGcrypt",
            ],
            swiftSettings: core),

        // What stands on the core.
        .target(name: "FaceMedia", swiftSettings: common),
        .target(
            name: "FaceAPI",
            dependencies: [
                "RequestCrypto", "TC3Signing", "StrictJSON", "RequestDigests", "SecretMemory", "Base64Stream",
                "FaceMedia",
                "CFaceCurl",
            ],
            swiftSettings: common),
        .target(
            name: "FaceSandbox",
            dependencies: [
                "RequestCrypto", "TC3Signing", "StrictJSON", "RequestDigests", "SecretMemory", "Base64Stream",
                "FaceMedia", "CFaceOpenSSL",
                .product(name: "FlyingSocks", package: "FlyingFox"),
            ],
            swiftSettings: common),
        .target(
            name: "KnownAnswers",
            dependencies: [
                "RequestCrypto", "TC3Signing", "Base64Stream", "StrictJSON", "RequestDigests", "SecretMemory",
            ],
            swiftSettings: common),
        .target(
            name: "Throughput",
            dependencies: [
                "RequestCrypto", "TC3Signing", "Base64Stream", "StrictJSON", "RequestDigests", "SecretMemory",
                "CFaceClock", "CFaceKernels", "CFaceOpenSSL", "CFaceGcrypt",
            ],
            swiftSettings: common),
        .executableTarget(
            name: "tcface",
            dependencies: [
                "RequestCrypto", "TC3Signing", "Base64Stream", "StrictJSON", "RequestDigests", "SecretMemory",
                "FaceAPI", "FaceSandbox", "KnownAnswers", "Throughput",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: common),

        .testTarget(name: "SecretMemoryTests", dependencies: ["SecretMemory"], swiftSettings: common),
        .testTarget(name: "StrictJSONTests", dependencies: ["StrictJSON", "CFaceKernels"], swiftSettings: common),
        .testTarget(
            name: "Base64StreamTests", dependencies: ["Base64Stream", "StrictJSON", "CFaceKernels"],
            swiftSettings: common),
        .testTarget(
            name: "RequestDigestsTests", dependencies: ["RequestDigests", "SecretMemory"], swiftSettings: common),
        .testTarget(
            name: "TC3SigningTests",
            dependencies: ["TC3Signing", "RequestDigests", "SecretMemory", "Base64Stream"],
            swiftSettings: common),
        .testTarget(
            name: "RequestCryptoTests",
            dependencies: [
                "RequestCrypto", "StrictJSON", "Base64Stream", "RequestDigests", "SecretMemory", "CFaceKernels",
            ],
            swiftSettings: common),
        .testTarget(name: "FaceMediaTests", dependencies: ["FaceMedia", "ProgramRunner"], swiftSettings: common),
        .testTarget(
            name: "FaceAPITests",
            dependencies: [
                "FaceAPI", "FaceMedia", "RequestCrypto", "TC3Signing", "StrictJSON", "RequestDigests", "SecretMemory",
                "Base64Stream", "ProgramRunner",
            ],
            swiftSettings: common),
        .testTarget(
            name: "FaceSandboxTests",
            dependencies: [
                "FaceSandbox", "FaceMedia", "RequestCrypto", "TC3Signing", "StrictJSON", "SecretMemory",
                "RequestDigests", "Base64Stream", "ProgramRunner",
            ],
            swiftSettings: common),
        .testTarget(
            name: "KnownAnswersTests",
            dependencies: [
                "KnownAnswers", "RequestCrypto", "TC3Signing", "Base64Stream", "StrictJSON", "RequestDigests",
                "SecretMemory",
            ],
            swiftSettings: common),
        .testTarget(
            name: "ThroughputTests", dependencies: ["Throughput", "StrictJSON"], swiftSettings: common),
        // Runs programs for the targets below.
        .target(name: "ProgramRunner", path: "Tests/ProgramRunner", swiftSettings: common),
        // Client and stand-in together; nothing else holds both but the command.
        .testTarget(
            name: "ServiceTests",
            dependencies: [
                "FaceAPI", "FaceSandbox", "FaceMedia", "RequestCrypto", "TC3Signing", "StrictJSON", "RequestDigests",
                "SecretMemory", "Base64Stream", "ProgramRunner",
            ],
            swiftSettings: common),
        .testTarget(
            name: "CommandTests", dependencies: ["tcface", "ProgramRunner", "StrictJSON", "Base64Stream"],
            exclude: ["Scripts"], swiftSettings: common),
        .testTarget(
            name: "InteropTests",
            dependencies: [
                "tcface", "ProgramRunner", "RequestCrypto", "TC3Signing", "RequestDigests", "Base64Stream",
                "StrictJSON",
                "SecretMemory", "FaceSandbox",
            ],
            exclude: ["Python"], swiftSettings: common),
    ],
    swiftLanguageModes: [.v6]
)

// How CI builds: a warning of this package is an error. Those of its dependencies are not, which a command line flag
// for all of them could not tell apart.
if Context.environment["TCFACE_WARNINGS_AS_ERRORS"] != nil {
    for target in package.targets where target.type != .system {
        target.cSettings = (target.cSettings ?? []) + [.treatAllWarnings(as: .error)]
        target.swiftSettings = (target.swiftSettings ?? []) + [.treatAllWarnings(as: .error)]
    }
}
