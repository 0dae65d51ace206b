// SPDX-License-Identifier: Apache-2.0

@testable import Throughput

/// Results as they would have been measured.
enum Samples {
    /// A case whose rounds took so many seconds, on a core of 2 GHz that nothing disturbed.
    static func result(
        _ name: String, _ seconds: [Double], widths: [Double]? = nil, byteCount: Int = 1000, floors: [String] = [],
        peak: Int? = nil, allocations: Int? = nil
    ) -> CaseResult {
        CaseResult(
            name: name, summary: "a case", byteCount: byteCount, floors: floors,
            samples: seconds.enumerated().map { index, seconds in
                Sample(seconds: seconds, gigahertz: 2, freeWidth: widths?[index] ?? 4)
            },
            firstCallSeconds: 0.5, peakByteCount: peak, allocations: allocations)
    }

    static func report(
        _ results: [CaseResult], features: [String] = ["aes", "sha"], kernel: String = "avx2", peers: [PeerResult] = [],
        skipped: [SkippedCase] = [], otherLoad: Double? = 0.25
    ) -> ThroughputReport {
        ThroughputReport(
            machine: Machine(
                processor: "A Processor", coreCount: 2, features: features, kernel: kernel, kernelIsForced: false,
                system: "A System", libraries: ["openssl": "3.0.0"], isReleaseBuild: true),
            unixSeconds: 1_795_219_200, seed: 7, rounds: 3, core: 1, otherLoad: otherLoad, results: results,
            skipped: skipped, peers: peers)
    }
}
