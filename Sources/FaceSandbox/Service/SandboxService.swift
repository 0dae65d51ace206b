// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import StrictJSON
internal import Synchronization
internal import TC3Signing

/// The service itself: answers one request after the other, in the order of checks that the real one has.
final class SandboxService: ExchangeHandler {
    let gate: RequestGate
    let envelopes: EnvelopeReader
    let keyService: KeyService
    let limiter: RateLimiter
    let scenario: ScenarioRun
    let files = FileStore()
    let faults: FaultInjector
    let journal: Journal
    let legacy: LegacyService
    private let clock: @Sendable () -> Int64
    private let log: (@Sendable (String) -> Void)?
    private let address = Mutex("")

    init(_ configuration: SandboxConfiguration, credential: Credential, keys: SandboxKeys) throws(SandboxError) {
        gate = RequestGate(credential: credential, credentialExpiry: configuration.credentialExpiry)
        keyService = try KeyService()
        envelopes = EnvelopeReader(keys: keys, keyService: keyService)
        limiter = RateLimiter(configuration.rateLimits)
        scenario = ScenarioRun(configuration.scenario)
        faults = FaultInjector(configuration.faults, seed: configuration.seed ?? 0)
        journal = Journal(capacity: configuration.journalCapacity)
        legacy = LegacyService(credential: credential)
        clock = configuration.clock
        log = configuration.log
    }

    /// Where the service listens: answers point to files there.
    var endpoint: String {
        get { address.withLock { $0 } }
        set { address.withLock { $0 = newValue } }
    }

    func now() -> Int64 { clock() }

    func bodyLimit(for head: RequestHead) -> Int {
        head.path == LegacyService.path ? LegacyService.maximumBodyByteCount : RequestGate.maximumBodyByteCount
    }

    func answer(_ head: RequestHead, body: [UInt8]?) -> HandledExchange {
        let begin = ContinuousClock.now
        let isLegacy = head.path == LegacyService.path
        let form = isLegacy ? nil : SignedForm(head, body: body)
        let action =
            isLegacy ? LegacyService.action : form?.common("Action") ?? head.values(of: "X-TC-Action").first
        let plan = faults.plan(for: action)
        let now = clock() + plan.skew
        let call = ServiceCall(head: head, body: body, now: now, plan: plan, form: form)
        var verdict: Verdict
        if isLegacy {
            verdict = legacy.answer(call, scenario: scenario)
        } else if head.path.hasPrefix(FileReply.prefix) {
            verdict = FileReply.verdict(for: call, in: files)
        } else {
            verdict = answer(call)
        }
        plan.spoil(&verdict.reply)
        let exchange = journal.append { number in
            verdict.exchange(number, of: call, action: action, duration: ContinuousClock.now - begin)
        }
        log?(ExchangeLine(exchange).description)
        return HandledExchange(reply: verdict.reply, now: now, delay: plan.delay, ending: plan.ending)
    }

    /// Answers a call of API 3.0.
    private func answer(_ call: ServiceCall) -> Verdict {
        let requestID = RequestID.make()
        var report: VerificationReport?
        do throws(ServiceFailure) {
            let members = try members(of: call, report: &report)
            return Verdict(reply: HTTPReply(body: Self.body(members, requestID)), requestID: requestID)
        } catch {
            let failure: JSONValue = [
                "Code": .string(error.code), "Message": .string(error.message(in: call.language)),
            ]
            return Verdict(
                reply: HTTPReply(body: Self.body([.init("Error", failure)], requestID)), requestID: requestID,
                errorCode: error.code, explanation: report?.explanation ?? error.message, report: report)
        }
    }

    private func members(
        of call: ServiceCall, report: inout VerificationReport?
    ) throws(ServiceFailure) -> [JSONValue.Member] {
        let action = try authenticated(call, report: &report)
        let description = action.description
        let opened = try open(call, for: description)
        let environment = ActionEnvironment(
            scenario: scenario, files: files, keyService: keyService, now: call.now, endpoint: endpoint,
            announcesWrongDigests: call.plan.announcesWrongDigests, replyAlgorithm: opened.replyKey?.algorithm)
        var answer = try action.answer(try Parameters(opened.parameters, for: description), in: environment)
        if call.plan.throttles { throw description.throttled }
        try limiter.admit(description)
        switch answer.isDecided ? nil : scenario.outcome(of: description.name, answer.subject) {
        case nil: break
        case .error(let code, let message)?:
            throw message.map { ServiceFailure(code, $0) } ?? ServiceFailure(published: code)
        case .answer(let members)?: answer.members = action.complete(answer.members, with: members)
        }
        return try ReplySealer(key: opened.replyKey, allowsNonceReuse: scenario.allowsNonceReuse).seal(answer)
    }

    /// The action of a call whose shape and signature are right.
    private func authenticated(
        _ call: ServiceCall, report: inout VerificationReport?
    ) throws(ServiceFailure) -> any ServiceAction {
        if let form = call.form {
            let action = try gate.checkShape(of: form, head: call.head)
            try gate.authenticate(form, head: call.head, for: action.description, now: call.now, plan: call.plan)
            return action
        }
        let action = try gate.checkShape(of: call.head, body: call.body)
        try gate.authenticate(
            try call.message(), for: action.description, now: call.now, plan: call.plan, report: &report)
        return action
    }

    /// The parameters in the clear, whichever way they came.
    private func open(
        _ call: ServiceCall, for action: ActionDescription
    ) throws(ServiceFailure) -> EnvelopeReader.Opened {
        let parameters = try Parameters(try call.parameterBytes(for: action), for: action.beforeOpening)
        var work = EnvelopeReader.Work()
        guard let envelope = try RequestEnvelope(parameters, for: action) else {
            return EnvelopeReader.Opened(parameters: parameters.bytes, replyKey: nil)
        }
        switch envelope.form {
        case .wholeBody:
            return try envelopes.openBody(envelope.encryption, of: parameters, work: &work)
        case .fields(let described):
            return try envelopes.openFields(envelope.encryption, of: parameters, removing: described, work: &work)
        }
    }

    private static func body(_ members: [JSONValue.Member], _ requestID: String) -> [UInt8] {
        let response = JSONValue.object(members + [.init("RequestId", .string(requestID))])
        return JSONValue.object([.init("Response", response)]).serialized()
    }
}
