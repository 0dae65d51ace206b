// SPDX-License-Identifier: Apache-2.0

extension ServiceErrorCode {
    /// `InvalidParameterValue.BizTokenExpired`.
    public static let invalidParameterValueBizTokenExpired: Self = "InvalidParameterValue.BizTokenExpired"
    /// `InvalidParameterValue.BizTokenIllegal`.
    public static let invalidParameterValueBizTokenIllegal: Self = "InvalidParameterValue.BizTokenIllegal"
    /// `OperationDenied`.
    public static let operationDenied: Self = "OperationDenied"
}

extension ServiceErrorTable {
    /// The codes of the GetLivenessResult page.
    ///
    /// Source: GetLivenessResult, section 6 (2024-04-03).
    static let getLivenessResult: [ServiceErrorDocumentation] = [
        .init(.internalError, in: .getLivenessResult, .transient, "Internal error"),
        .init(.invalidParameter, in: .getLivenessResult, .never, "Invalid parameter"),
        .init(.invalidParameterValueBizTokenExpired, in: .getLivenessResult, .never, "BizToken expired"),
        .init(.invalidParameterValueBizTokenIllegal, in: .getLivenessResult, .never, "Invalid BizToken"),
        .init(.operationDenied, in: .getLivenessResult, .never, "Operation denied"),
    ]
}
