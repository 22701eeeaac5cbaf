import * as z from 'zod'

/**
 * Claude Code's lines, as far as Homeport reads them. Loose on purpose: unknown fields pass, unknown types are null,
 * so that a newer Claude Code goes on working (measured on 2.1.197 and 2.1.329).
 */
const Fields = z.record(z.string(), z.unknown())

const ContentBlock = z.looseObject({ type: z.string() })
export type ContentBlock = z.infer<typeof ContentBlock>

const parent = z.string().nullish()

const AssistantLine = z.looseObject({
  type: z.literal('assistant'),
  message: z.looseObject({ id: z.string(), model: z.string().nullish(), content: z.array(ContentBlock) }),
  parent_tool_use_id: parent,
  uuid: z.string().nullish(),
  aborted: z.boolean().nullish(),
  is_api_error_message: z.boolean().nullish(),
  thinking_duration_ms: z.number().nullish(),
})
export type AssistantLine = z.infer<typeof AssistantLine>

/** How the permission check of a call ended. */
const ResultMeta = z.looseObject({
  id: z.string(),
  permission_decision: z
    .looseObject({ decision: z.string(), source: z.string(), reason_type: z.string().nullish() })
    .nullish()
    .catch(null),
})
export type ResultMeta = z.infer<typeof ResultMeta>

const UserLine = z.looseObject({
  type: z.literal('user'),
  message: z.looseObject({ content: z.union([z.string(), z.array(ContentBlock)]) }),
  parent_tool_use_id: parent,
  isReplay: z.boolean().nullish(),
  /** Claude Code wrote it for Claude, as the person: what a hook said, a summary, a skill. */
  isSynthetic: z.boolean().nullish().catch(null),
  tool_use_result: z.unknown().optional(),
  tool_result_meta: z.array(ResultMeta).nullish().catch(null),
})
export type UserLine = z.infer<typeof UserLine>

/** Tokens of one request, as the API counts them when it begins to answer. */
const RequestUsage = z.looseObject({
  input_tokens: z.number().nonnegative().nullish(),
  cache_creation_input_tokens: z.number().nonnegative().nullish(),
  cache_read_input_tokens: z.number().nonnegative().nullish(),
})
export type RequestUsage = z.infer<typeof RequestUsage>

const StreamLine = z.looseObject({
  type: z.literal('stream_event'),
  parent_tool_use_id: parent,
  event: z.looseObject({
    type: z.string(),
    index: z.number().int().nullish(),
    message: z.looseObject({ id: z.string(), usage: RequestUsage.nullish().catch(null) }).nullish(),
    content_block: ContentBlock.nullish(),
    delta: z
      .looseObject({ type: z.string().nullish(), text: z.string().nullish(), thinking: z.string().nullish() })
      .nullish(),
  }),
})
export type StreamLine = z.infer<typeof StreamLine>

/** `total_cost_usd` and `modelUsage` grow over the life of the process; `model_usage_since_last_result` does not. */
const ModelUsage = z.looseObject({
  inputTokens: z.number().default(0),
  outputTokens: z.number().default(0),
  cacheReadInputTokens: z.number().default(0),
  cacheCreationInputTokens: z.number().default(0),
  costUSD: z.number().default(0),
  contextWindow: z.number().int().positive().nullish().catch(null),
})
const ModelUsages = z.record(z.string(), ModelUsage)
export type ModelUsages = z.infer<typeof ModelUsages>

const ResultLine = z.looseObject({
  type: z.literal('result'),
  subtype: z.string(),
  is_error: z.boolean().default(false),
  uuid: z.string().nullish(),
  result: z.string().nullish(),
  errors: z.array(z.string()).nullish(),
  duration_ms: z.number().nonnegative().default(0),
  terminal_reason: z.string().nullish(),
  api_error_status: z.number().nullish(),
  /** What the turn came from, where that was not a prompt: `task-notification`. */
  origin: z.looseObject({ kind: z.string() }).nullish().catch(null),
  user_message_uuids: z.array(z.string()).nullish().catch(null),
  modelUsage: ModelUsages.nullish().catch(null),
  model_usage_since_last_result: ModelUsages.nullish().catch(null),
})
export type ResultLine = z.infer<typeof ResultLine>

const SystemLine = z.looseObject({ type: z.literal('system'), subtype: z.string() })
export type SystemLine = z.infer<typeof SystemLine>

/** How much of a subscription is used. */
const RateLimitLine = z.looseObject({
  type: z.literal('rate_limit_event'),
  rate_limit_info: z.looseObject({
    status: z.string(),
    rateLimitType: z.string().nullish().catch(null),
    /** Seconds since 1970. */
    resetsAt: z.number().nullish().catch(null),
    utilization: z.number().nullish().catch(null),
  }),
})
export type RateLimitLine = z.infer<typeof RateLimitLine>

/** Signing in, as far as Claude Code reports it while it runs. */
const AuthStatusLine = z.looseObject({ type: z.literal('auth_status'), error: z.string().nullish().catch(null) })
export type AuthStatusLine = z.infer<typeof AuthStatusLine>

const LifecycleLine = z.looseObject({
  type: z.literal('command_lifecycle'),
  command_uuid: z.string(),
  state: z.string(),
})

const ResetLine = z.looseObject({ type: z.literal('conversation_reset'), new_conversation_id: z.string() })

const ControlRequestLine = z.looseObject({
  type: z.literal('control_request'),
  request_id: z.string(),
  request: z.looseObject({ subtype: z.string() }),
})
export type ControlRequestLine = z.infer<typeof ControlRequestLine>

const ControlResponseLine = z.looseObject({
  type: z.literal('control_response'),
  response: z.looseObject({
    subtype: z.string(),
    request_id: z.string(),
    response: Fields.nullish(),
    error: z.string().nullish(),
    error_code: z.string().nullish(),
  }),
})
export type ControlResponseLine = z.infer<typeof ControlResponseLine>

const ControlCancelLine = z.looseObject({ type: z.literal('control_cancel_request'), request_id: z.string() })

const schemas = {
  assistant: AssistantLine,
  user: UserLine,
  stream_event: StreamLine,
  result: ResultLine,
  system: SystemLine,
  command_lifecycle: LifecycleLine,
  rate_limit_event: RateLimitLine,
  auth_status: AuthStatusLine,
  conversation_reset: ResetLine,
  control_request: ControlRequestLine,
  control_response: ControlResponseLine,
  control_cancel_request: ControlCancelLine,
} as const

export type ClaudeLine = z.infer<(typeof schemas)[keyof typeof schemas]>

/** The body of a `can_use_tool` request. */
export const CanUseTool = z.looseObject({
  subtype: z.literal('can_use_tool'),
  tool_name: z.string(),
  input: Fields.default({}),
  tool_use_id: z.string(),
  description: z.string().nullish(),
  permission_suggestions: z.array(Fields).nullish(),
  agent_id: z.string().nullish(),
  /** The words of the hook, the rule or the mode that wants a person. */
  decision_reason: z.string().nullish().catch(null),
  /** Of what kind that is (`rule`, `hook`, `mode` …); of a rule, its file. */
  decision_reason_type: z.string().nullish().catch(null),
  decision_reason_rule_source: z.string().nullish().catch(null),
  /** The path that the session may not touch without being asked. */
  blocked_path: z.string().nullish().catch(null),
})
export type CanUseTool = z.infer<typeof CanUseTool>

export type ReadLine =
  | { readonly kind: 'line'; readonly line: ClaudeLine }
  /** A type that this version does not read. */
  | { readonly kind: 'unknown'; readonly type: string }
  /**
   * Not JSON, or not in the form that its type had so far; `type` is null where it names none. Whoever sent a
   * `request_id` waits for an answer.
   */
  | { readonly kind: 'unreadable'; readonly type: string | null; readonly request_id: string | null }

const Envelope = z.looseObject({ type: z.string(), request_id: z.string().nullish().catch(null) })

/** Reads one line of Claude's stdout. Never throws. */
export function readClaudeLine(text: string): ReadLine {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { kind: 'unreadable', type: null, request_id: null }
  }
  const envelope = Envelope.safeParse(value)
  if (!envelope.success) {
    return { kind: 'unreadable', type: null, request_id: null }
  }
  const { type, request_id } = envelope.data
  if (!isKnown(type)) {
    return { kind: 'unknown', type }
  }
  const parsed = schemas[type].safeParse(value)
  return parsed.success
    ? { kind: 'line', line: parsed.data }
    : { kind: 'unreadable', type, request_id: type === 'control_request' ? (request_id ?? null) : null }
}

function isKnown(type: string): type is keyof typeof schemas {
  return Object.hasOwn(schemas, type)
}
