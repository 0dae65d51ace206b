// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import Foundation
import Testing

/// `TCFACE_KERNEL` is obeyed or complained about; each case runs in a process of its own, since it is read once.
@Suite struct SelectionTests {
    @Test func `the portable kernel can be forced`() async {
        await #expect(processExitsWith: .success) {
            setenv("TCFACE_KERNEL", "scalar", 1)
            guard Base64.kernelName == "scalar", Base64.kernelHint == nil else { exit(EXIT_FAILURE) }
        }
    }

    @Test func `an empty value is no value`() async {
        await #expect(processExitsWith: .success) {
            setenv("TCFACE_KERNEL", "", 1)
            guard Base64.kernelName == Base64Kernel.available.last?.description, Base64.kernelHint == nil else {
                exit(EXIT_FAILURE)
            }
        }
    }

    @Test func `an unknown kernel gives the portable one and a hint`() async {
        await #expect(processExitsWith: .success) {
            setenv("TCFACE_KERNEL", "AVX2", 1)
            guard Base64.kernelName == "scalar", Base64.kernelHint?.contains("no known kernel") == true else {
                exit(EXIT_FAILURE)
            }
        }
    }

    @Test func `a kernel of another machine gives the portable one and a hint`() async {
        await #expect(processExitsWith: .success) {
            #if arch(arm64)
            setenv("TCFACE_KERNEL", "avx2", 1)
            #else
            setenv("TCFACE_KERNEL", "neon", 1)
            #endif
            guard Base64.kernelName == "scalar", Base64.kernelHint?.contains("cannot run") == true else {
                exit(EXIT_FAILURE)
            }
        }
    }
}
