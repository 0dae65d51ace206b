// SPDX-License-Identifier: Apache-2.0

public import StrictJSON

extension ThroughputReport {
    /// The name of the form below; a reader refuses any other.
    public static let schema = "tcface-bench-1"

    /// The report for machines.
    ///
    /// ```
    /// { "schema": "tcface-bench-1", "date": "2026-11-21", "unixSeconds": 1795219200, "seed": 1, "rounds": 15, "core":
    /// 1,
    ///   "otherLoad": 0.1,
    ///   "machine": { "processor": "…", "cores": 2, "features": ["aes", …], "kernel": "avx2", "kernelIsForced": false,
    ///                "system": "…", "libraries": { "openssl": "3.0.22", … }, "isReleaseBuild": true },
    ///   "cases": [ { "name": "seal/aes/6MiB", "summary": "…", "bytes": 6291456, "operations": 1, "threads": 1,
    ///                "floors": ["floor/openssl-aes-cbc/6MiB"], "medianSeconds": …, "megabytesPerSecond": …,
    ///                "cyclesPerByte": …, "spread": …, "ratio": …, "bestQuartileRatio": …, "firstCallSeconds": …,
    ///                "peakBytes": …, "allocations": …,
    ///                "samples": [ { "seconds": …, "gigahertz": …, "freeWidth": … }, … ] }, … ],
    ///   "skipped": [ { "name": "…", "reason": "…" } ],
    ///   "peers": [ { "peer": "python", "description": "…", "algorithm": "AES-256-CBC", "bytes": 6291456,
    ///                "seconds": [ … ], "firstSeconds": [ … ], "peakBytes": …, "isProved": true, "skipped": null } ],
    ///   "gates": [ { "work": "…", "must": 0.65, "measured": …, "verdict": "met" } ] }
    /// ```
    ///
    /// Bytes and seconds throughout; what was not measured is `null`. The figures of a case are over its samples that
    /// count; `samples` has all of them, one a round, so that ratios can be taken again.
    public var json: JSONValue {
        .object([
            .init("schema", .string(Self.schema)), .init("date", .string(date)),
            .init("unixSeconds", .number(unixSeconds)), .init("seed", .number(seed)), .init("rounds", .number(rounds)),
            .init("core", core.map { .number($0) } ?? .null), .init("otherLoad", .figure(otherLoad)),
            .init("machine", machine.json),
            .init("cases", .array(results.map { json(of: $0) })),
            .init(
                "skipped", .array(skipped.map { ["name": .string($0.name), "reason": .string($0.reason)] })),
            .init("peers", .array(peers.map(\.json))),
            .init(
                "gates",
                .array(
                    gates.map { result in
                        [
                            "work": .string(result.gate.work + result.gate.statisticText),
                            "must": .figure(result.gate.bound), "measured": .figure(result.measured),
                            "verdict": .string(result.verdict.text),
                        ]
                    })),
        ])
    }

    private func json(of result: CaseResult) -> JSONValue {
        let figures = statistics(of: result)
        let ratio = ratio(of: result)
        return .object([
            .init("name", .string(result.name)), .init("summary", .string(result.summary)),
            .init("bytes", .number(result.byteCount)), .init("operations", .number(result.operations)),
            .init("threads", .number(result.threads)), .init("floors", .array(result.floors.map { .string($0) })),
            .init("medianSeconds", .figure(figures?.seconds.median)),
            .init("megabytesPerSecond", .figure(figures?.megabytesPerSecond)),
            .init("cyclesPerByte", .figure(figures?.cyclesPerByte)), .init("spread", .figure(figures?.cycles.spread)),
            .init("ratio", .figure(ratio?.median)), .init("bestQuartileRatio", .figure(ratio?.bestQuartile)),
            .init("firstCallSeconds", .figure(result.firstCallSeconds)),
            .init("peakBytes", result.peakByteCount.map { .number($0) } ?? .null),
            .init("allocations", result.allocations.map { .number($0) } ?? .null),
            .init(
                "samples",
                .array(
                    result.samples.map { sample in
                        [
                            "seconds": .figure(sample.seconds), "gigahertz": .figure(sample.gigahertz),
                            "freeWidth": .figure(sample.freeWidth),
                        ]
                    })),
        ])
    }
}

extension Machine {
    fileprivate var json: JSONValue {
        [
            "processor": .string(processor), "cores": .number(coreCount),
            "features": .array(features.map { .string($0) }), "kernel": .string(kernel),
            "kernelIsForced": .bool(kernelIsForced), "system": .string(system),
            "libraries": .object(libraries.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) }),
            "isReleaseBuild": .bool(isReleaseBuild),
        ]
    }
}

extension PeerResult {
    fileprivate var json: JSONValue {
        [
            "peer": .string(peer), "description": .string(description), "algorithm": .string(algorithm),
            "bytes": .number(byteCount), "seconds": .array(seconds.map { .figure($0) }),
            "firstSeconds": .array(firstSeconds.map { .figure($0) }),
            "peakBytes": peakByteCount.map { .number($0) } ?? .null, "isProved": .bool(isProved),
            "skipped": skipped.map { .string($0) } ?? .null,
        ]
    }
}

extension JSONValue {
    /// A number that may have a fraction; `null` for none, and for what JSON has no number for.
    fileprivate static func figure(_ value: Double?) -> JSONValue {
        guard let value, value.isFinite else { return .null }
        return .number(String(describing: value))
    }
}
