import { TerminalId } from '#shared/ids.ts'
import type { TerminalAttached, TerminalInfo } from '#shared/session/terminal.ts'
import type { FakeAnswers } from '#test/fakes/fakeAnswers.ts'
import { ago, HOUR } from '../stoppedClock.ts'
import type { sessionsOfTheDay } from './sessions.ts'

/** Claude Code's own interface and a shell, each with something on its screen. */
export function fillTerminals({ overrides }: FakeAnswers, { timeouts }: ReturnType<typeof sessionsOfTheDay>): void {
  const info = (terminal_id: string, kind: TerminalInfo['kind'], title: string): TerminalInfo => ({
    terminal_id: TerminalId.parse(terminal_id),
    session_id: timeouts.id,
    kind,
    title,
    cwd: timeouts.header.session.workspace_path,
    cols: 80,
    rows: 40,
    owner: { name: 'owner' },
    opened_at: ago(HOUR),
    ended: null,
  })
  overrides.set('terminal.list', () => ({
    terminals: [info('t-claude', 'claude', 'Claude'), info('t-shell', 'shell', 'zsh')],
  }))
  overrides.set('terminal.ticket', ({ terminal_id }) => ({
    terminal_id,
    ticket: `ticket-${String(terminal_id)}`,
    expires_in: 30,
  }))
  overrides.set('terminal.attach', ({ terminal_id, cols, rows }): TerminalAttached => {
    const isClaude = terminal_id === 't-claude'
    return {
      terminal_id: TerminalId.parse(terminal_id),
      handle: isClaude ? 1 : 2,
      cols: Number(cols ?? 80),
      rows: Number(rows ?? 40),
      owner: { name: 'owner' },
      is_owner: true,
      snapshot: (isClaude ? CLAUDE : SHELL).replaceAll('\n', '\r\n'),
      offset: 0,
      title: isClaude ? 'Claude' : 'zsh',
      scrollback: 0,
      ended: null,
    }
  })
  overrides.set('terminal.resize', ({ terminal_id, cols, rows }) => ({
    terminal_id,
    cols,
    rows,
    owner: { name: 'owner' },
    is_owner: true,
  }))
}

const green = (text: string) => `\u001B[32m${text}\u001B[0m`
const red = (text: string) => `\u001B[31m${text}\u001B[0m`
const bold = (text: string) => `\u001B[1m${text}\u001B[0m`
const dim = (text: string) => `\u001B[2m${text}\u001B[0m`

const CLAUDE = `${bold('Claude Code')} ${dim('v2.1.329')}
${dim('Opus 5.5 · ~/projects/api-server')}

> Requests hang when the pool is empty.

${green('*')} I’ll look at how clients are handed out.

${green('*')} ${bold('Read')}(src/db/pool.ts)
   ${dim('Read 84 lines')}

${green('*')} ${bold('Update')}(src/db/pool.ts)
   Updated with 12 additions and 3 removals
   ${red('16 -   const limit = 10')}
   ${green('16 +   const limit = options.max ?? 20')}

> `

const SHELL = `${green('api-server')} (pool-timeout) $ git status --short
 ${red('M')} src/app.ts
 ${red('M')} src/db/pool.ts
${red('??')} test/pool.test.ts
${green('api-server')} (pool-timeout) $ npm run dev

> api-server@3.2.0 dev
> tsx watch src/main.ts

${green('listening')} on http://localhost:3000
${dim('08:41:07')} GET /health         ${green('200')}   3 ms
${dim('08:41:13')} GET /users/19       ${red('503')}   5.0 s
`
