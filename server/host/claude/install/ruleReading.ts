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

const TIMEOUT_MS = 30_000
const MAX_OUTPUT = 256 * 1024

/**
 * Asks the installed Claude Code itself how it reads a rule: a process that loads no settings but this rule, lists the rules
 * that it has, and ends. It needs no login and asks no API. Never throws.
 */
export async function readRule(binary: string, env: Environment, { behavior, rule }: AskedRule): Promise<RuleReading> {
  const settings = JSON.stringify({ permissions: { [behavior]: [rule] } })
  const streams = ['-p', '--verbose', '--output-format', 'stream-json', '--input-format', 'stream-json']
  const { command, args } = claudeCommand(binary, [...streams, '--setting-sources', '', '--settings', settings])
  const output = await answerOf(command, args, env)
  const listed = output
    .split('\n')
    .map(readLine)
    .find((answer) => answer !== null)
  if (listed === undefined || listed === null) {
    return { kind: 'unknown' }
  }
  const read = listed.find((one) => one.behavior === behavior && one.source === 'flagSettings')
  if (read === undefined) {
    return { kind: 'not_a_rule' }
  }
  const { prefix, emphasis, suffix } = read.description
  const text = `${prefix}${emphasis}${suffix}`.trim()
  return { kind: 'rule', text: text === '' ? null : text }
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
