// SPDX-License-Identifier: Apache-2.0

/// What the vendor publishes about its common error codes in Chinese.
///
/// Source: "公共错误码", document/api/213/30435.
enum PublishedMessages {
    static let chinese: [String: String] = [
        "ActionOffline": "接口已下线。",
        "AuthFailure.InvalidAuthorization": "请求头部的 Authorization 不符合腾讯云标准。",
        "AuthFailure.InvalidSecretId": "密钥非法(不是云 API 密钥类型)。",
        "AuthFailure.SecretIdNotFound": "密钥不存在。请在控制台检查密钥是否已被删除或者禁用,如状态正常,请检查密钥是否填写正确,注意前后不得有空格。",
        "AuthFailure.SignatureFailure": "签名错误。签名计算错误,请对照调用方式中的签名方法文档检查签名计算过程。",
        "AuthFailure.TokenFailure": "token 错误。",
        "AuthFailure.UnauthorizedOperation": "请求未授权。",
        "FailedOperation": "操作失败。",
        "InternalError": "内部错误。",
        "InvalidAction": "接口不存在。",
        "InvalidParameter": "参数错误(包括参数格式、类型等错误)。",
        "InvalidParameter.UnsupportEncryptField": "存在不加密的字段",
        "InvalidParameterValue": "参数取值错误。",
        "LimitExceeded": "超过配额限制。",
        "MissingParameter": "缺少参数。",
        "NoSuchProduct": "产品不存在",
        "NoSuchVersion": "接口版本不存在。",
        "RequestLimitExceeded": "请求的次数超过了频率限制。",
        "RequestSizeLimitExceeded": "请求包超过限制大小。",
        "UnknownParameter": "未知参数错误,用户多传未定义的参数会导致错误。",
        "UnsupportedOperation": "操作不支持。",
        "UnsupportedProtocol": "http(s) 请求协议错误,只支持 GET 和 POST 请求。",
        "UnsupportedRegion": "接口不支持所传地域。",
    ]
}
