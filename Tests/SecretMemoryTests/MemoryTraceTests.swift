// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import Foundation
import SecretMemory
import Testing

/// What secrets leave behind in this process's memory.
///
/// These tests ask the kernel, which only Linux lets them.
@Suite(.serialized) struct MemoryTraceTests {
    @Test func `no dropped secret is found in memory, while every live one is`() throws {
        let needles = Needles()
        do {
            let secrets = needles.secrets()
            #expect(try needles.countFoundInMemory() == 64)
            withExtendedLifetime(secrets) {}
        }
        #expect(try needles.countFoundInMemory() == 0)
    }

    @Test func `copies, comparisons and loans leave nothing either`() throws {
        let needles = Needles()
        for index in 0..<64 {
            let secret = needles.secret(index)
            let copy = secret.copy()
            let isEqual = copy.equals(secret)
            let sum = copy.withBytes { bytes in bytes.indices.reduce(0) { $0 &+ Int(bytes[$1]) } }
            #expect(isEqual && sum > 0)
        }
        #expect(try needles.countFoundInMemory() == 0)
    }

    @Test func `a secret whose making fails leaves nothing`() throws {
        struct Refusal: Error {}
        let needles = Needles()
        for index in 0..<64 {
            #expect(throws: Refusal.self) {
                _ = try SecretBytes(byteCount: Needles.byteCount) { output throws(Refusal) in
                    needles.write(index, into: &output)
                    throw Refusal()
                }
            }
        }
        #expect(try needles.countFoundInMemory() == 0)
    }

    @Test(arguments: [1, 16, 32, 4096])
    func `a secret's page is all zeros when it is given back`(byteCount: Int) throws {
        let pageSize = Int(getpagesize())
        let atDrop: PageWitness
        do {
            let secret = SecretBytes(copying: [UInt8](repeating: 0xa7, count: byteCount).span)
            let page = secret.withBytes { bytes in
                bytes.withUnsafeBytes { UnsafeRawPointer($0.baseAddress! + $0.count - pageSize) }
            }
            let before = try PageWitness(page, byteCount: pageSize).read()
            #expect(before.suffix(byteCount).allSatisfy { $0 == 0xa7 })
            atDrop = PageWitness(page, byteCount: pageSize)
            withExtendedLifetime(secret.byteCount) {}
        }
        let after = try atDrop.read()
        #expect(after.count == pageSize)
        #expect(after.allSatisfy { $0 == 0 })
    }

    @Test func `wiping is not optimised away when nothing reads the memory again`() throws {
        let pageSize = Int(getpagesize())
        let buffer = UnsafeMutableBufferPointer<UInt8>(
            start: mmap(nil, pageSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)!
                .bindMemory(to: UInt8.self, capacity: pageSize), count: pageSize)
        buffer.initialize(repeating: 0xa7)
        let before = try PageWitness(buffer.baseAddress!, byteCount: pageSize).read()
        let after = PageWitness(buffer.baseAddress!, byteCount: pageSize)
        var span = buffer.mutableSpan
        wipe(&span)
        munmap(buffer.baseAddress!, pageSize)
        #expect(before == [UInt8](repeating: 0xa7, count: pageSize))
        #expect(try after.read() == [UInt8](repeating: 0, count: pageSize))
    }

    @Test func `a secret's pages are locked and stay out of core dumps and forked children`() throws {
        let secret = try SecretBytes.random(byteCount: 5000)
        let address = secret.withBytes { $0.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) } }
        let mapping = try #require(try ProcessMemory.mapping(at: address))
        #expect(mapping.permissions == "rw-p")
        #expect(mapping.flags.contains("dd"), "in core dumps")
        #expect(mapping.flags.contains("dc"), "in forked children")
        let isLocked = secret.isLocked
        // Sanitizers answer for mlock without asking the kernel.
        if try !ProcessMemory.mappings().contains(where: \.isShadow) {
            #expect(mapping.flags.contains("lo") == isLocked)
        }
        var limit = rlimit()
        // RLIMIT_MEMLOCK is 8 on Linux; the C libraries disagree on how Swift is to see its name.
        getrlimit(8, &limit)
        if limit.rlim_cur >= 1 << 20 { #expect(isLocked) }
    }

    @Test(arguments: [0, 1, 4096, 4097])
    func `a page that nobody can touch stands on each side`(byteCount: Int) throws {
        let secret = SecretBytes(copying: pattern(byteCount).span)
        let end = secret.withBytes { bytes in
            bytes.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) + UInt($0.count) }
        }
        let pageSize = UInt(getpagesize())
        let capacity = max(1, (UInt(byteCount) + pageSize - 1) / pageSize) * pageSize
        #expect(end % pageSize == 0)
        #expect(try ProcessMemory.mapping(at: end)?.permissions == "---p")
        #expect(try ProcessMemory.mapping(at: end - 1)?.permissions == "rw-p")
        #expect(try ProcessMemory.mapping(at: end - capacity)?.permissions == "rw-p")
        #expect(try ProcessMemory.mapping(at: end - capacity - 1)?.permissions == "---p")
        withExtendedLifetime(secret.byteCount) {}
    }
}

/// 64 values to look for in memory, which are kept so that looking does not find the list of them.
private struct Needles {
    static let byteCount = 32

    /// What all the needles begin with.
    ///
    /// Being searched for, it is itself in memory; the rest is not.
    private let marker: [UInt8]
    /// The other 24 bytes of each needle, every bit turned over.
    private let inverted: [[UInt8]]

    init() {
        var generator = SystemRandomNumberGenerator()
        marker = (0..<8).map { _ in UInt8.random(in: 0...255, using: &generator) }
        inverted = (0..<64).map { _ in (0..<24).map { _ in UInt8.random(in: 0...255, using: &generator) } }
    }

    func write(_ index: Int, into output: inout OutputSpan<UInt8>) {
        for byte in marker { output.append(byte) }
        for byte in inverted[index] { output.append(~byte) }
    }

    func secret(_ index: Int) -> SecretBytes {
        SecretBytes(byteCount: Self.byteCount) { write(index, into: &$0) }
    }

    /// All the needles, each as a secret of its own.
    func secrets() -> [Box] { (0..<64).map { Box(secret($0)) } }

    /// How many of the 64 are somewhere in memory in plain.
    func countFoundInMemory() throws -> Int {
        var found = Set<Int>()
        try ProcessMemory.forEachOccurrence(of: marker, followedBy: 24) { rest in
            if let index = inverted.firstIndex(of: rest.map { ~$0 }) { found.insert(index) }
        }
        return found.count
    }
}
#endif
