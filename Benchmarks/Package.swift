// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

// A package of its own, so that nobody who uses swift-tcface resolves or builds what only measuring needs.

let common: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// The core of the main package, by its products.
func core(_ names: String...) -> [Target.Dependency] {
    names.map { .product(name: $0, package: "swift-tcface") }
}

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v26)],
    products: [
        // Loaded into a process that is measured, which then tells how often it asked for memory.
        .library(name: "AllocationCounter", type: .dynamic, targets: ["AllocationCounter"])
    ],
    dependencies: [
        .package(name: "swift-tcface", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    ],
    targets: [
        .target(name: "AllocationCounter"),
        .target(name: "CountedRegion"),
        .executableTarget(
            name: "measure",
            dependencies: core("Throughput", "Base64Stream", "StrictJSON") + [
                .product(name: "ArgumentParser", package: "swift-argument-parser")
            ],
            swiftSettings: common),
        .executableTarget(
            name: "count-instructions", dependencies: core("Throughput") + ["CountedRegion"], swiftSettings: common),
        .executableTarget(
            name: "seal-once", dependencies: core("RequestCrypto", "TC3Signing", "StrictJSON"), swiftSettings: common),
    ],
    swiftLanguageModes: [.v6]
)

// As in the main package: a warning is an error in CI.
if Context.environment["TCFACE_WARNINGS_AS_ERRORS"] != nil {
    for target in package.targets where target.type != .system {
        target.cSettings = (target.cSettings ?? []) + [.treatAllWarnings(as: .error)]
        target.swiftSettings = (target.swiftSettings ?? []) + [.treatAllWarnings(as: .error)]
    }
}
