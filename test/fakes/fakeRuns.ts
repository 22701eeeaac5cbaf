import type { ResourceLimits } from '#shared/operations/sessionInfo.ts'
import type { ExecEnd } from '#shared/operations/exec.ts'
import type { ActionFile, ProjectAction } from '#shared/operations/projectAction.ts'

type Params = Readonly<Record<string, unknown>>

const end: ExecEnd = { reason: 'exited', exit_code: 0, signal: null, truncated: false, duration_ms: 2_300 }

/** Commands and what is known of a session's process, as a host would answer. A test changes its fields. */
export class FakeRuns {
  actions: ProjectAction[] = []
  files: ActionFile[] = []
  /** What an action prints; its end comes with the last part. */
  printed: readonly string[] = ['\u001b[32mok\u001b[39m 12 tests\n']
  /** What was started, as it was asked for. */
  readonly started: Params[] = []
  readonly cancelled: unknown[] = []
  limits: ResourceLimits = {
    memory_soft_bytes: null,
    memory_bytes: null,
    memory_kept_by: 'nothing',
    cpu_percent: null,
    cpu_kept_by: 'nothing',
  }
  editors: readonly object[] = [{ editor: 'vscode', name: 'VS Code' }]
  readonly opened: unknown[] = []

  answer(name: string, params: Params): unknown {
    switch (name) {
      case 'session.info':
        return {
          runner: 'local',
          machine: { hostname: 'desk', platform: 'linux', user: 'mia' },
          process_id: 4711,
          usage: { cpu_percent: 37, rss_bytes: 412_000_000, processes: 3 },
          disk: { bytes: 84_000_000, files: 1_204, is_partial: false, measured_at: new Date().toISOString() },
          limits: this.limits,
          history: [],
          claude: { running: '2.1.329', installed: '2.1.329' },
        }
      case 'editor.list':
        return { editors: this.editors }
      case 'editor.open':
        this.opened.push(params['editor'])
        return { success: true }
      case 'session.logs':
        return {
          entries: [
            { time: '2026-11-28T03:02:00.000Z', source: 'claude', text: 'Warning: a setting is deprecated' },
            { time: '2026-11-28T03:01:00.000Z', source: 'runner', text: 'Started as process 4711 in /home/me.' },
          ],
          next_before: null,
        }
      case 'session.environment':
        return {
          variables: [
            { name: 'EDITOR', value: 'vi' },
            { name: 'NPM_TOKEN', value: null },
          ],
        }
      case 'claude.read_shell':
        return { variables: 42, changed: ['EDITOR'], problem: null }
      case 'project_action.list':
        return { actions: this.actions, files: this.files }
      case 'project_action.save':
        this.actions = [...this.actions, ownAction(String(params['name']), String(params['command']))]
        return { action_id: this.actions.at(-1)?.action_id }
      case 'project_action.remove':
        this.actions = this.actions.filter(({ action_id }) => action_id !== params['action_id'])
        return { success: true }
      case 'project_action.run':
        this.started.push(params)
        return { exec_id: 'run', terminal_id: null }
      case 'exec.read':
        return this.#read(Number(params['after'] ?? 0))
      default:
        this.cancelled.push(params['exec_id'])
        return { success: true }
    }
  }

  #read(after: number): unknown {
    const text = this.printed[after] ?? ''
    const isLast = after + 1 >= this.printed.length
    if (isLast) {
      this.actions = this.actions.map((action) => ({
        ...action,
        needs_look: false,
        last: { last_lines: [], ...end, ended_at: new Date().toISOString() },
      }))
    }
    const chunks = [{ stream: 'stdout', base64: Buffer.from(text).toString('base64') }]
    return { chunks, next: after + 1, skipped: 0, end: isLast ? end : null }
  }
}

/** An action of a file of the folder. */
export function fileAction(name: string, fields: Partial<ProjectAction> = {}): ProjectAction {
  return {
    action_id: `package-${name}`,
    source: 'package',
    name,
    command: `npm run ${name}`,
    file: 'package.json',
    fingerprint: `of ${name}`,
    needs_look: false,
    running: null,
    last: null,
    ...fields,
  }
}

/** How an action ended once. */
export function actionEnd(ended_at: string, exit_code: number): NonNullable<ProjectAction['last']> {
  return { ...end, exit_code, ended_at, last_lines: [] }
}

function ownAction(name: string, command: string): ProjectAction {
  return { ...fileAction(name), action_id: `own-${name}`, source: 'own', command, file: null }
}
