// SPDX-License-Identifier: Apache-2.0

internal import CFaceKernels
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// What a figure was measured on.
///
/// No name of a host or a person is in it.
public struct Machine: Hashable, Sendable {
    /// The processor's name for itself.
    public let processor: String
    /// How many cores the process may use.
    public let coreCount: Int
    /// The instructions that kernels can use, `aes` or `avx512_vbmi`.
    public let features: [String]
    /// The family of kernels that is used: `scalar`, `avx2`, `avx512` or `neon`.
    public let kernel: String
    /// Whether `TCFACE_KERNEL` chose the family.
    public let kernelIsForced: Bool
    /// System and architecture.
    public let system: String
    /// Versions of the libraries that are loaded, by name.
    public let libraries: [String: String]
    /// Whether this package was built with optimisation.
    public let isReleaseBuild: Bool

    /// A machine from its description.
    public init(
        processor: String, coreCount: Int, features: [String], kernel: String, kernelIsForced: Bool, system: String,
        libraries: [String: String], isReleaseBuild: Bool
    ) {
        self.processor = processor
        self.coreCount = coreCount
        self.features = features
        self.kernel = kernel
        self.kernelIsForced = kernelIsForced
        self.system = system
        self.libraries = libraries
        self.isReleaseBuild = isReleaseBuild
    }

    /// The machine that this runs on.
    public static var current: Machine {
        Machine(
            processor: processorName, coreCount: max(Cores.allowed.count, 1),
            features: featureBits.filter { tcface_cpu_has($0.bit) }.map(\.name),
            kernel: String(cString: tcface_kernel_name(tcface_kernel_selected())),
            kernelIsForced: tcface_kernel_choice() == TCFACE_KERNEL_FORCED, system: systemName,
            libraries: ["openssl": OpenSSLFloor.version, "libgcrypt": GcryptFloor.version],
            isReleaseBuild: isOptimized)
    }

    /// The load of the last minute (proc(5), loadavg) without our own thread.
    static var otherLoad: Double? {
        TextFile.read("/proc/loadavg")?.split(separator: " ").first.flatMap { Double($0) }.map { max(0, $0 - 1) }
    }

    private static let featureBits: [(name: String, bit: UInt32)] = [
        ("ssse3_sse41", TCFACE_CPU_SSSE3_SSE41), ("avx2", TCFACE_CPU_AVX2), ("avx512", TCFACE_CPU_AVX512),
        ("avx512_vbmi", TCFACE_CPU_AVX512_VBMI), ("aes", TCFACE_CPU_AES), ("pclmul", TCFACE_CPU_PCLMUL),
        ("sha", TCFACE_CPU_SHA), ("gfni", TCFACE_CPU_GFNI), ("vaes", TCFACE_CPU_VAES),
        ("vpclmul", TCFACE_CPU_VPCLMUL), ("neon", TCFACE_CPU_NEON), ("pmull", TCFACE_CPU_PMULL),
        ("sm4", TCFACE_CPU_SM4),
    ]

    /// An assertion's condition is evaluated in builds without optimisation only.
    private static var isOptimized: Bool {
        var isDebug = false
        assert(
            {
                isDebug = true; return true
            }())
        return !isDebug
    }

    private static var processorName: String {
        let text = TextFile.read("/proc/cpuinfo") ?? ""
        for line in text.split(separator: "\n") where line.hasPrefix("model name") {
            guard let value = line.split(separator: ":", maxSplits: 1).last else { continue }
            return value.split(separator: " ").joined(separator: " ")
        }
        return "unknown"
    }

    private static var systemName: String {
        var name = "unknown"
        for line in (TextFile.read("/etc/os-release") ?? "").split(separator: "\n")
        where line.hasPrefix("PRETTY_NAME=") {
            name = line.dropFirst(12).filter { $0 != "\"" }
        }
        #if arch(x86_64)
        return "\(name), x86-64"
        #elseif arch(arm64)
        return "\(name), arm64"
        #else
        return name
        #endif
    }
}
