import type { ChildProcess } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'vitest'
import { type DurableEvent, TWO_WAYS } from '#shared/session/events.ts'
import type { Session } from '#shared/session/session.ts'
import { startOutside } from '#test/support/server/claudeOutside.ts'
import type { TestServer } from '#test/support/server/server.ts'
import type { Chances } from './chances.ts'

interface OutsidePrompt {
  readonly session: string
  readonly content: string
  /** It was answered there. */
  readonly isAnswered: boolean
}

/** A person who runs `claude` in a terminal beside Homeport, in the conversations of its sessions. */
export class Outsider {
  readonly #server: TestServer
  readonly #sessions: readonly Session[]
  readonly #chances: Chances
  readonly prompts: OutsidePrompt[] = []
  #isOver = false
  #child: ChildProcess | null = null

  constructor(server: TestServer, sessions: readonly Session[], chances: Chances) {
    this.#server = server
    this.#sessions = sessions
    this.#chances = chances
  }

  /** Until `end`; the last prompt is waited for. */
  async live(): Promise<void> {
    while (!this.#isOver) {
      await delay(1_000 + this.#chances.below(4_000))
      const session = this.#chances.of(this.#sessions)
      if (session !== undefined && !this.#isOver) {
        await this.#say(session)
      }
    }
  }

  end(): void {
    this.#isOver = true
  }

  /** Whatever it is doing. */
  kill(): void {
    this.end()
    this.#child?.kill('SIGKILL')
  }

  async #say({ id, workspace_path }: Session): Promise<void> {
    const content = `from outside ${this.prompts.length + 1}`
    const { child, ended } = startOutside(this.#server, workspace_path, ['-p', '--resume', id, content])
    this.#child = child
    const said = await ended
    this.prompts.push({ session: id, content, isAnswered: said.trim() === `You said: ${content}` })
  }
}

/**
 * What was said and answered outside is in the session's log, once; and where Claude Code does not go on from it any more, the log
 * says that two wrote.
 */
export function expectToldOutside(
  { home }: TestServer,
  { prompts }: Outsider,
  logs: ReadonlyMap<string, readonly DurableEvent[]>,
): void {
  for (const { session, content } of prompts.filter(({ isAnswered }) => isAnswered)) {
    const log = logs.get(session) ?? []
    const times = log.filter((event) => event.type === 'user_message' && event.content === content).length
    expect([session, content, times]).toEqual([session, content, 1])
    const isSaid = log.some((event) => event.type === 'notice' && isToldCode(event.data.code))
    if (!isSaid && !isOnTheWay(home, session, content)) {
      throw new Error(`Nobody was told that ${content} is on a way of its own.\n${story(home, session, log)}`)
    }
  }
}

/** Both write, or wrote: the one is told while they do, the other of what each does not know. */
function isToldCode(code: string): boolean {
  return code === 'two_writers' || code === TWO_WAYS
}

interface Line {
  readonly type: string
  readonly timestamp?: string
  readonly uuid?: string
  readonly parentUuid?: string | null
  readonly message?: { readonly content: unknown }
}

/** Whether Claude Code's next answer will know the prompt: it lies on the chain that ends with its last one. */
function isOnTheWay(home: string, id: string, content: string): boolean {
  const lines = linesOf(home, id)
  const byId = new Map(lines.map((line) => [line.uuid, line]))
  for (
    let at = lines.findLast(({ type }) => type === 'assistant');
    at !== undefined;
    at = byId.get(at.parentUuid ?? '')
  ) {
    if (at.type === 'user' && at.message?.content === content) {
      return true
    }
  }
  return false
}

function linesOf(home: string, id: string): readonly Line[] {
  const projects = path.join(home, '.claude', 'projects')
  const file = readdirSync(projects, { recursive: true, encoding: 'utf8' }).find((one) => one.endsWith(`${id}.jsonl`))
  return readFileSync(path.join(projects, file ?? ''), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
}

/** What became of it, for whoever looks at a failure: the conversation as Claude Code has it, and as the log tells it. */
function story(home: string, id: string, log: readonly DurableEvent[]): string {
  const lines = linesOf(home, id)
    .filter(({ uuid }) => uuid !== undefined)
    .map(
      ({ timestamp, type, uuid = '', parentUuid, message }) =>
        `${timestamp} ${type} ${uuid.slice(0, 8)} below ${parentUuid?.slice(0, 8)}: ${JSON.stringify(message?.content ?? null).slice(0, 120)}`,
    )
  const events = log.map(
    ({ seq, timestamp, type, content, data }) =>
      `${seq} ${timestamp} ${type} ${JSON.stringify(content ?? '').slice(0, 100)} ${JSON.stringify(data).slice(0, 160)}`,
  )
  return [...lines, ...events].join('\n')
}
