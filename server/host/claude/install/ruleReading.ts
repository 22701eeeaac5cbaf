import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import * as z from 'zod'
import type { PermissionRule } from '#server/host/sessions/ports/folderTrust.ts'
import type { Environment } from '#server/platform/environment/ownVariables.ts'
import { endWithProcess } from '#server/platform/processes/endWithProcess.ts'
import { scrubEnvironment } from './environment.ts'
import { claudeCommand } from './findClaude.ts'

export type AskedRule = Pick<PermissionRule, 'behavior' | 'rule'>

/** What Claude Code makes of a rule. */
export type RuleReading =
  /** `text`: in its own words; null: it has none for it. */
  | { readonly kind: 'rule'; readonly text: string | null }
  /** It ignores what it is given. */
  | { readonly kind: 'not_a_rule' }
  /** It did not answer. */
  | { readonly kind: 'unknown' }
  /** Too many rules wait to be read: it was not asked. */
  | { readonly kind: 'busy' }

const TIMEOUT_MS = 30_000
const MAX_OUTPUT = 256 * 1024

/**
 * Asks the installed Claude Code itself how it reads rules: a process that loads no settings but these, lists the rules that
 * it has, and ends. It needs no login and asks no API. Never throws.
 *
 * One reading for each rule, in order. null: it writes this one otherwise, or ignores it; which of the two, it tells where it
 * is asked about it alone.
 */
export async function readRules(
  binary: string,
  env: Environment,
  asked: readonly AskedRule[],
): Promise<(RuleReading | null)[]> {
  const of = (wanted: AskedRule['behavior']) =>
    asked.filter(({ behavior }) => behavior === wanted).map(({ rule }) => rule)
  const settings = JSON.stringify({ permissions: { allow: of('allow'), ask: of('ask'), deny: of('deny') } })
  const streams = ['-p', '--verbose', '--output-format', 'stream-json', '--input-format', 'stream-json']
  const { command, args } = claudeCommand(binary, [...streams, '--setting-sources', '', '--settings', settings])
  const output = await answerOf(command, args, env)
  const listed = output
    .split('\n')
    .map(readLine)
    .find((answer) => answer !== null)
  if (listed === undefined || listed === null) {
    return asked.map(() => ({ kind: 'unknown' }))
  }
  const given = listed.filter(({ source }) => source === 'flagSettings')
  const isAlone = asked.length === 1
  return asked.map(({ behavior, rule }) => {
    const read = given.find((one) => one.behavior === behavior && (isAlone || one.rule === rule))
    return read === undefined ? (isAlone ? { kind: 'not_a_rule' } : null) : { kind: 'rule', text: wordsOf(read) }
  })
}

function wordsOf({ description: { prefix, emphasis, suffix } }: z.infer<typeof ListedRule>): string | null {
  const text = `${prefix}${emphasis}${suffix}`.trim()
  return text === '' ? null : text
}

function answerOf(command: string, args: readonly string[], env: Environment): Promise<string> {
  return new Promise((resolve) => {
    const quiet = { CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1' }
    const child = spawn(command, args, {
      cwd: tmpdir(),
      env: { ...scrubEnvironment(env, { keepCredentials: false }), ...quiet },
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
      windowsHide: true,
    })
    endWithProcess(child)
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output = `${output}${text}`.slice(0, MAX_OUTPUT)
    })
    child.once('error', () => resolve(''))
    child.once('close', () => resolve(output))
    // It may have ended already.
    child.stdin.on('error', () => {})
    child.stdin.end(`${JSON.stringify(QUESTION)}\n`)
  })
}

const QUESTION = { type: 'control_request', request_id: 'rules', request: { subtype: 'list_permission_rules' } }

const words = z.string().max(2000).catch('')
const ListedRule = z.looseObject({
  behavior: z.string(),
  source: z.string(),
  rule: z.string().catch(''),
  description: z
    .looseObject({ prefix: words, emphasis: words, suffix: words })
    .catch({ prefix: '', emphasis: '', suffix: '' }),
})
const Answer = z.looseObject({
  type: z.literal('control_response'),
  response: z.looseObject({
    subtype: z.literal('success'),
    response: z.looseObject({ state: z.looseObject({ rules: z.array(ListedRule) }) }),
  }),
})

function readLine(line: string): z.infer<typeof ListedRule>[] | null {
  try {
    return Answer.safeParse(JSON.parse(line)).data?.response.response.state.rules ?? null
  } catch {
    return null
  }
}
