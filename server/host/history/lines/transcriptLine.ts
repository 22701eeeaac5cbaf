import { isRecord, textField } from '#shared/session/tools/toolInput.ts'
import { type LineKind, lineKind } from './lineKind.ts'
import { type Fields, contentOf, numberField, parse, queuedPrompt, wordsOf } from './lineFields.ts'
import { type Said, saidOf } from './said.ts'

/** What one line of a transcript says, as far as the index keeps it. */
export type TranscriptLine =
  /** A link of the conversation: it has an id, and comes after its parent. */
  | { readonly type: 'link'; readonly link: Link; readonly said: Said | null }
  /** A name for the conversation; `rank`: the higher one counts. */
  | { readonly type: 'title'; readonly title: string; readonly rank: TitleRank }
  /** What it has cost so far. */
  | { readonly type: 'cost'; readonly cost_usd: number }
  /** Of no interest here. */
  | { readonly type: 'other' }
  /** Of a type that this version does not know. */
  | { readonly type: 'unknown'; readonly name: string }
  /** No line of a transcript: cut, or overwritten. */
  | { readonly type: 'corrupt' }

export interface Link {
  readonly uuid: string
  readonly parent: string | null
  readonly kind: LineKind
}

/** 0: what was asked first · 1: a summary of an older Claude Code's · 2: Claude's own name · 3: a person's. */
export type TitleRank = 1 | 2 | 3

/** Types that hold nothing to find: not even parsed, as they are most of the bytes. */
const UNREAD = new Set([
  'queue-operation',
  'api-request',
  'api-request-shape',
  'api-request-blob',
  'atis-latch',
  'tools-used',
  'last-prompt',
  'permission-mode',
  'mode',
  'agent-name',
  'file-history-snapshot',
  'file-history-delta',
  'attribution-snapshot',
  'progress',
  'content-replacement',
  'worktree-state',
])

const LINKS = new Set(['user', 'assistant', 'system', 'attachment'])

/** Reads one line of a transcript. Never throws. */
export function readTranscriptLine(bytes: Buffer): TranscriptLine {
  if (bytes[0] !== OPEN_BRACE || lastByte(bytes) !== CLOSE_BRACE) {
    return { type: 'corrupt' }
  }
  const named = FIRST_TYPE.exec(bytes.toString('latin1', 0, 80))?.[1]
  if (named !== undefined && UNREAD.has(named)) {
    return { type: 'other' }
  }
  return attachmentIn(bytes) ?? parsed(bytes)
}

const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const CARRIAGE_RETURN = 0x0d
const FIRST_TYPE = /^\{"type":"([\w-]{1,60})"/

function lastByte(bytes: Buffer): number | undefined {
  const last = bytes.at(-1)
  return last === CARRIAGE_RETURN ? bytes.at(-2) : last
}

/** What Claude Code adds for Claude is large, and only its place in the chain counts: found without parsing it. */
function attachmentIn(bytes: Buffer): TranscriptLine | null {
  if (bytes.toString('latin1', 0, 200).includes(QUEUED)) {
    return null
  }
  const parent = PARENT.exec(bytes.toString('latin1', 0, 64))
  const end = parent === null ? -1 : bytes.lastIndexOf(ATTACHMENT)
  const uuid =
    end < 0 ? null : UUID.exec(bytes.toString('latin1', end + ATTACHMENT.length, end + ATTACHMENT.length + 40))
  return uuid === null
    ? null
    : { type: 'link', link: { uuid: uuid[1] ?? '', parent: parent?.[1] ?? null, kind: lineKind.link }, said: null }
}

/** A message that went into a running turn stands in one. */
const QUEUED = '"type":"queued_command"'
const PARENT = /^\{"parentUuid":(?:null|"([\w-]{36})"),/
const ATTACHMENT = Buffer.from('},"type":"attachment","uuid":"')
const UUID = /^([\w-]{36})"/

function parsed(bytes: Buffer): TranscriptLine {
  const line = parse(bytes)
  if (line === null) {
    return { type: 'corrupt' }
  }
  const type = textField(line, 'type')
  const uuid = textField(line, 'uuid')
  if (LINKS.has(type) && uuid !== '' && uuid.length <= 100) {
    return linkOf(line, { type, uuid })
  }
  switch (type) {
    case 'summary':
      return { type: 'title', title: textField(line, 'summary'), rank: 1 }
    case 'ai-title':
      return { type: 'title', title: textField(line, 'aiTitle'), rank: 2 }
    case 'custom-title':
      return { type: 'title', title: textField(line, 'customTitle'), rank: 3 }
    case 'cost-state':
      return { type: 'cost', cost_usd: numberField(line, 'totalCostUSD') }
    default:
      return UNREAD.has(type) || LINKS.has(type) ? { type: 'other' } : { type: 'unknown', name: type.slice(0, 60) }
  }
}

function linkOf(line: Fields, { type, uuid }: { readonly type: string; readonly uuid: string }): TranscriptLine {
  const kind = kindOf(line, type)
  // Behind a summary the chain begins anew; what came before is still read as one conversation.
  const parent = textField(line, 'parentUuid') || textField(line, 'logicalParentUuid')
  const link = { uuid, parent: parent === '' ? null : parent.slice(0, 100), kind }
  const isSaid = kind === lineKind.prompt || kind === lineKind.answer || kind === lineKind.result
  return { type: 'link', link, said: isSaid ? saidOf(line, kind) : null }
}

function kindOf(line: Fields, type: string): LineKind {
  switch (type) {
    case 'assistant':
      return lineKind.answer
    case 'user':
      return kindOfUserLine(line)
    case 'system':
      return line['subtype'] === 'compact_boundary' ? lineKind.boundary : lineKind.link
    default:
      return queuedPrompt(line) === null ? lineKind.link : lineKind.prompt
  }
}

/** What Claude Code writes as the person: commands of its own, what they gave back, that a turn was stopped, news of tasks. */
const NOT_SAID =
  /^\s*(?:<(?:command-name|command-message|bash-input|local-command-stdout|local-command-stderr|local-command-caveat|task-notification|system-reminder|bash-stdout|bash-stderr)>|\[Request interrupted by user)/

function kindOfUserLine(line: Fields): LineKind {
  const content = contentOf(line)
  if (typeof content !== 'string' && content.some(({ type }) => type === 'tool_result')) {
    return lineKind.result
  }
  const { origin } = line
  // What a person types in Claude Code's own interface says so since 2.1.329.
  const isOthers = isRecord(origin) && origin['kind'] !== 'human'
  const isWritten = line['isMeta'] === true || line['isCompactSummary'] === true || isOthers
  return isWritten || NOT_SAID.test(wordsOf(content).slice(0, 200)) ? lineKind.note : lineKind.prompt
}
