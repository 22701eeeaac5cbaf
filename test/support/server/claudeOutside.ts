import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { DEMO_TOKEN } from '#server/demo/api/apiKeys.ts'
import { claudeBinary } from '#test/bench/support/claudeBinary.ts'
import type { TestServer } from './server.ts'

/** A Claude Code that a person starts beside Homeport, in the same home and against the same stand-in. */
export interface ClaudeOutside {
  readonly child: ChildProcess
  /** What it printed, once it has ended. */
  readonly ended: Promise<string>
}

/** Starts `claude …` in a folder. */
export function startOutside(
  server: Pick<TestServer, 'home' | 'api'>,
  cwd: string,
  args: readonly string[],
): ClaudeOutside {
  const child = spawn(claudeBinary(), args, {
    cwd,
    env: outsideEnvironment(server),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  return { child, ended: once(child, 'close').then(() => said) }
}

/** As after the first start of Claude Code's own interface, which asks the internet else. */
export function pastOnboarding({ home }: Pick<TestServer, 'home'>): void {
  const customApiKeyResponses = { approved: [DEMO_TOKEN.slice(-20)], rejected: [] }
  const seen = {
    customApiKeyResponses,
    hasCompletedOnboarding: true,
    hasSeenAutoDefaultNotice: true,
    hasSeenAutoDefaultNudge: true,
  }
  writeFileSync(path.join(home, '.claude.json'), JSON.stringify({ ...seen, projects: {} }))
}

/** What a person has in a terminal beside Homeport. */
export function outsideEnvironment({ home, api }: Pick<TestServer, 'home' | 'api'>): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    TMPDIR: path.join(home, 'tmp'),
    TERM: 'xterm-256color',
    ANTHROPIC_BASE_URL: api.url,
    ANTHROPIC_API_KEY: DEMO_TOKEN,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    CLAUDE_CODE_SANDBOXED: '1',
  }
}
