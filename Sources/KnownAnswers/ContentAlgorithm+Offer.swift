// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto

extension ContentAlgorithm {
    /// Why a case is skipped where no backend has the cipher: a loop over no backends would pass anything.
    var isNotOffered: String { "\(self) is not offered by any library here" }
}
