// SPDX-License-Identifier: Apache-2.0

public import StrictJSON

extension ThroughputReport {
    /// Reads a report that ``json`` wrote.
    ///
    /// - Throws: ``ThroughputError`` with `malformedReport`, naming the member that is missing or wrong.
    public init(json: JSONValue) throws(ThroughputError) {
        let reader = ObjectReader(json, "the report")
        guard json["schema"]?.string == Self.schema else {
            throw ThroughputError(
                .malformedReport, "the report does not say that its schema is \(Self.schema)",
                hint: "compare with what tcface bench --json of the same version wrote")
        }
        var results: [CaseResult] = []
        for value in try reader.array("cases") { results.append(try Self.result(ObjectReader(value, "a case"))) }
        var skipped: [SkippedCase] = []
        for value in try reader.array("skipped") {
            let one = ObjectReader(value, "a skipped case")
            skipped.append(SkippedCase(name: try one.string("name"), reason: try one.string("reason")))
        }
        self.init(
            machine: try Self.machine(ObjectReader(try reader.value("machine"), "the machine")),
            unixSeconds: Int64(try reader.int("unixSeconds")), seed: try reader.uint64("seed"),
            rounds: try reader.int("rounds"), core: json["core"]?.int, otherLoad: json["otherLoad"]?.double,
            results: results, skipped: skipped,
            peers: try PeerResult.list(try reader.array("peers")))
    }

    private static func machine(_ reader: ObjectReader) throws(ThroughputError) -> Machine {
        var libraries: [String: String] = [:]
        for member in try reader.value("libraries").object ?? [] { libraries[member.name] = member.value.string }
        return Machine(
            processor: try reader.string("processor"), coreCount: try reader.int("cores"),
            features: try reader.strings("features"), kernel: try reader.string("kernel"),
            kernelIsForced: try reader.bool("kernelIsForced"), system: try reader.string("system"),
            libraries: libraries, isReleaseBuild: try reader.bool("isReleaseBuild"))
    }

    private static func result(_ reader: ObjectReader) throws(ThroughputError) -> CaseResult {
        var samples: [Sample] = []
        for value in try reader.array("samples") {
            let one = ObjectReader(value, "a sample")
            samples.append(
                Sample(
                    seconds: try one.double("seconds"), gigahertz: try one.double("gigahertz"),
                    freeWidth: try one.double("freeWidth")))
        }
        return CaseResult(
            name: try reader.string("name"), summary: try reader.string("summary"), byteCount: try reader.int("bytes"),
            operations: try reader.int("operations"), threads: try reader.int("threads"),
            floors: try reader.strings("floors"), samples: samples,
            firstCallSeconds: try reader.double("firstCallSeconds"), peakByteCount: try reader.value("peakBytes").int,
            allocations: try reader.value("allocations").int)
    }
}

extension PeerResult {
    /// Reads the member `peers` of a report, or what the script that runs the peers wrote.
    ///
    /// - Throws: ``ThroughputError`` with `malformedReport`.
    public static func list(_ values: [JSONValue]) throws(ThroughputError) -> [PeerResult] {
        var peers: [PeerResult] = []
        for value in values {
            let reader = ObjectReader(value, "a peer")
            peers.append(
                PeerResult(
                    peer: try reader.string("peer"), description: try reader.string("description"),
                    algorithm: try reader.string("algorithm"), byteCount: try reader.int("bytes"),
                    seconds: try reader.doubles("seconds"), firstSeconds: try reader.doubles("firstSeconds"),
                    peakByteCount: try reader.value("peakBytes").int, skipped: try reader.value("skipped").string,
                    isProved: try reader.bool("isProved")))
        }
        return peers
    }
}

/// An object whose members must be there.
private struct ObjectReader {
    private let object: JSONValue
    private let name: String

    init(_ object: JSONValue, _ name: String) {
        self.object = object
        self.name = name
    }

    func value(_ member: String) throws(ThroughputError) -> JSONValue {
        guard let value = object[member] else { throw missing(member, "is missing") }
        return value
    }

    func string(_ member: String) throws(ThroughputError) -> String {
        guard let text = try value(member).string else { throw missing(member, "is not a string") }
        return text
    }

    func int(_ member: String) throws(ThroughputError) -> Int {
        guard let number = try value(member).int else { throw missing(member, "is not a whole number") }
        return number
    }

    /// A seed may be any number of 64 bits, half of which are too large for `Int`.
    func uint64(_ member: String) throws(ThroughputError) -> UInt64 {
        guard case .number(let text) = try value(member), let number = UInt64(text) else {
            throw missing(member, "is not a whole number from 0 to \(UInt64.max)")
        }
        return number
    }

    func double(_ member: String) throws(ThroughputError) -> Double {
        guard let number = try value(member).double else { throw missing(member, "is not a number") }
        return number
    }

    func bool(_ member: String) throws(ThroughputError) -> Bool {
        guard let bool = try value(member).bool else { throw missing(member, "is not true or false") }
        return bool
    }

    func array(_ member: String) throws(ThroughputError) -> [JSONValue] {
        guard let array = try value(member).array else { throw missing(member, "is not an array") }
        return array
    }

    func strings(_ member: String) throws(ThroughputError) -> [String] {
        let array = try array(member)
        let strings = array.compactMap(\.string)
        guard strings.count == array.count else { throw missing(member, "holds something else than strings") }
        return strings
    }

    func doubles(_ member: String) throws(ThroughputError) -> [Double] {
        let array = try array(member)
        let doubles = array.compactMap(\.double)
        guard doubles.count == array.count else { throw missing(member, "holds something else than numbers") }
        return doubles
    }

    private func missing(_ member: String, _ problem: String) -> ThroughputError {
        ThroughputError(.malformedReport, "\"\(member)\" of \(name) \(problem)")
    }
}
