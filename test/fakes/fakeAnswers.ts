import { randomUUID } from 'node:crypto'
import { HomeportError } from '#shared/errors.ts'
import type { AllowedAccount, GithubSetupStatus } from '#shared/operations/github.ts'
import type { ClaudeStatus } from '#shared/operations/claude.ts'
import type { HostStatus } from '#shared/operations/host.ts'
import type { RemoteStatus } from '#shared/operations/remote.ts'
import { operations, type OperationName, type ResultOf } from '#shared/operations/table.ts'
import type { UsageRow } from '#shared/operations/usage.ts'
import type { FileBefore, SessionLogin } from '#shared/session/session.ts'
import { type FolderTrust, NOTHING_TO_TRUST } from '#shared/session/trust.ts'
import type { FakeGateway } from './fakeGateway.ts'
import { FakeSession } from './fakeSession.ts'
import { fakeUsage } from './fakeUsage.ts'
import { fakeClaude, fakeRemote } from './fakeStatus.ts'

type Params = Readonly<Record<string, unknown>>

/** The secret of the one sign-in link. */
export const SECRET = 'one-time-secret-0123456789'
/** The one token the fake API accepts. */
export const GOOD_TOKEN = 'sk-ant-good-0123456789-0123456789'

/** What the fake gateway answers. A test changes `claude`, `folders` or `overrides`; unknown operations are refused. */
export class FakeAnswers {
  claude: ClaudeStatus = fakeClaude
  /** How browsers may sign in with GitHub; null: not set up. */
  github: ResultOf<'auth.methods'>['github'] = null
  githubApp: GithubSetupStatus = {
    client_id: 'Ov23liHomeport',
    has_secret: false,
    host: 'github.com',
    apps_url: 'https://github.com/settings/developers',
    fixed_by: null,
  }
  accounts: readonly AllowedAccount[] = []
  devices: ResultOf<'device.list'>['devices'] = []
  /** Of people who may not run any. */
  memberSessions: ResultOf<'member_session.list'>['sessions'] = []
  notices: ResultOf<'device.list'>['notices'] = []
  /** What was used; everything on the last day that is asked for. */
  usage: readonly Partial<UsageRow>[] = []
  profile = {
    id: 'u1',
    github_id: null,
    username: 'me',
    avatar_url: null,
    email: null,
    role: 'owner',
    created_at: '2026-01-01T00:00:00.000Z',
    last_login: '2026-01-01T00:00:00.000Z',
    active_sessions: 1,
  }
  remote: RemoteStatus = fakeRemote
  /** Of every folder that is looked at. */
  trust: FolderTrust = NOTHING_TO_TRUST
  folders: readonly string[] = ['api-server', 'dotfiles', 'homeport', 'website']
  host: HostStatus = { version: '1.0.0', host_version: '1.0.0', host_pid: 7, state: 'current', busy_sessions: 0 }
  /** Answers of a test, before all others. */
  readonly overrides = new Map<string, (params: Params) => unknown>()
  /** The file that a Write would replace. */
  before: FileBefore | null = null
  /** What was called, in order. */
  readonly calls: { readonly name: string; readonly params: Params }[] = []
  /** What was asked for by a browser that may not. */
  readonly refused: string[] = []
  readonly #gateway: FakeGateway

  constructor(gateway: FakeGateway) {
    this.#gateway = gateway
  }

  /** Validates like the real listener, then answers. */
  async answer(name: string, input: object): Promise<unknown> {
    if (!isOperation(name)) {
      throw new HomeportError('WS_003', `Unknown: ${name}`)
    }
    const parsed = operations[name].params.safeParse(input)
    if (!parsed.success) {
      throw new HomeportError('WS_002', `Malformed ${name}: ${parsed.error.message}`)
    }
    const params = parsed.data as Params
    const { scope } = operations[name]
    if (scope !== 'public' && this.#gateway.scopes !== null && !this.#gateway.scopes.includes(scope)) {
      this.refused.push(name)
      throw new HomeportError('AUTH_006', `This credential lacks the scope "${scope}".`)
    }
    this.calls.push({ name, params })
    const override = this.overrides.get(name)
    return override === undefined ? this.#plain(name, params) : await override(params)
  }

  #plain(name: OperationName, params: Params): unknown {
    switch (name) {
      case 'auth.challenge':
        return { challenge: 'sign-me', expires_in: 900, needs_key: false }
      case 'auth.local':
        return this.#signIn(params)
      case 'auth.methods':
        return { github: this.github }
      case 'github.status':
        return this.githubApp
      case 'account.list':
        return { accounts: this.accounts }
      case 'member_session.list':
        return { sessions: this.memberSessions }
      case 'member_session.stop':
        this.memberSessions = this.memberSessions.map((one) =>
          one.id === params['session_id'] ? { ...one, status: 'SUSPENDED' } : one,
        )
        return { success: true }
      case 'member_session.end':
        this.memberSessions = this.memberSessions.filter(({ id }) => id !== params['session_id'])
        return { success: true }
      case 'device.list':
        return { devices: this.devices, notices: this.notices }
      case 'user.profile':
        return this.profile
      case 'host.status':
        return this.host
      case 'remote.status':
        return this.remote
      case 'claude.status':
        return this.claude
      case 'claude_token.validate':
        return this.#validate(params)
      case 'claude_token.set':
        this.claude = { ...this.claude, login: 'token' }
        return { success: true, validation: this.#validate(params) }
      case 'claude_token.delete':
        this.claude = { ...this.claude, login: 'subscription' }
        return { success: true }
      case 'session_token.set':
        return { success: true, validation: this.#signInWith(params, 'session_token') }
      case 'session_token.delete':
        this.#signInWith({ ...params, token: GOOD_TOKEN }, 'subscription')
        return { success: true }
      case 'usage.read':
        return fakeUsage(params, this.usage)
      case 'folder.list':
        return this.#folders(params)
      case 'session.create':
        return this.#create(params)
      case 'session.events':
        return this.#events(params)
      case 'session.control':
        return this.#control(params)
      case 'session.trust':
        return this.#trust(params)
      case 'session.untrust':
        return this.#trust(params, 'untrusted')
      case 'folder.trust':
        return { path: params['path'], trust: this.trust }
      case 'permission.list':
        return { permissions: [{ kind: 'rule', grant: 'Bash(npm test:*)' }] }
      case 'message.send':
        return this.#prompt(params)
      case 'message.cancel':
        this.#session(params)
          .queue([])
          .forEach((event) => this.#gateway.send(event))
        return { message_id: params['message_id'] }
      case 'message.edit':
        return { queue: this.#session(params).header.queue }
      case 'approval.answer':
        return this.#approve(params)
      case 'approval.judge':
        return { dangers: [] }
      case 'approval.before':
        return { before: this.before }
      default:
        throw new HomeportError('INTERNAL_001', `The fake gateway has no ${name}.`)
    }
  }

  #session(params: Params): FakeSession {
    const session = this.#gateway.sessions.get(String(params['session_id']))
    if (session === undefined) {
      throw new HomeportError('SESSION_002', 'There is no such session.')
    }
    return session
  }

  #signIn(params: Params): unknown {
    if (params['secret'] !== SECRET) {
      throw new HomeportError('AUTH_001', 'This sign-in link was used already or is too old. Get a new one.')
    }
    this.#gateway.isSignedIn = true
    const user = { id: 'u1', github_id: null, username: 'me', avatar_url: null, email: null, role: 'owner' }
    return { access_token: 'unused-by-browsers', expires_in: 900, user }
  }

  #validate(params: Params): unknown {
    if (params['token'] !== GOOD_TOKEN) {
      const validation = { valid: false, error_message: 'The API does not know this token.' }
      throw new HomeportError('CLAUDE_001', validation.error_message, { details: { validation } })
    }
    return { valid: true, organization: 'Example Org', rate_limit: null }
  }

  #signInWith(params: Params, login: SessionLogin): unknown {
    const validation = this.#validate(params)
    this.#change(this.#session(params), { login })
    return validation
  }

  #folders(params: Params): unknown {
    const at = typeof params['path'] === 'string' ? params['path'] : '/home/me/code'
    const query = typeof params['q'] === 'string' ? params['q'] : ''
    const folders = this.folders
      .filter((name) => name.includes(query))
      .map((name) => ({ name, path: `${at}/${name}`, is_git: name !== 'dotfiles' }))
    return { path: at, parent: '/home/me', folders, truncated: false }
  }

  #create(params: Params): unknown {
    const { project_path, folder_name } = params
    const workspace_path = typeof project_path === 'string' ? project_path : `/home/me/homeport/${String(folder_name)}`
    const session = this.#gateway.add(new FakeSession({ workspace_path, name: workspace_path.split('/').at(-1) ?? '' }))
    this.#change(session, {})
    return session.header.session
  }

  #change(session: FakeSession, fields: Params): void {
    session.header = { ...session.header, session: { ...session.header.session, ...fields } }
    this.#gateway.send({
      type: 'session_updated',
      session_id: session.id,
      data: { session: session.header.session },
      timestamp: new Date().toISOString(),
    })
  }

  #trust(params: Params, state: FolderTrust['state'] = 'trusted'): unknown {
    const session = this.#session(params)
    this.#change(session, { trust: { ...session.header.session.trust, state } })
    return session.header.session
  }

  #events(params: Params): unknown {
    const { log } = this.#session(params)
    const before = Number(params['before_seq'] ?? Infinity)
    const events = log.events.filter((event) => event.seq < before).slice(-Number(params['limit']))
    return { events, head_seq: log.head }
  }

  #control(params: Params): unknown {
    const session = this.#session(params)
    const { action } = params
    if (action === 'interrupt' || action === 'terminate') {
      const status = action === 'interrupt' ? 'ACTIVE' : 'TERMINATED'
      session
        .write((log) => log.add('session_status', { status, reason: 'user_request' }))
        .forEach((event) => this.#gateway.send(event))
    } else {
      const { session_id: _, action: __, ...fields } = params
      this.#change(session, fields)
    }
    return { session_id: session.id, status: session.header.session.status, reason: 'user_request' }
  }

  #prompt(params: Params): unknown {
    const session = this.#session(params)
    const message_id = randomUUID()
    session
      .write((log) => log.prompt(String(params['content']), message_id))
      .forEach((event) => this.#gateway.send(event))
    return { message_id, position: 0 }
  }

  #approve(params: Params): unknown {
    const session = this.#session(params)
    const approval = session.header.approvals.find((one) => one.approval_id === params['approval_id'])
    if (approval === undefined) {
      throw new HomeportError('SESSION_004', 'This was answered already.', {
        details: { outcome: { approval_id: params['approval_id'], decision: 'deny', answered_by: 'anna' } },
      })
    }
    const outcome = {
      approval_id: approval.approval_id,
      decision: params['decision'] === 'allow' ? ('allow' as const) : ('deny' as const),
      answered_by: 'me',
      ...(typeof params['message'] === 'string' ? { message: params['message'] } : {}),
    }
    session.write((log) => log.add('approval_resolved', outcome)).forEach((event) => this.#gateway.send(event))
    return outcome
  }
}

function isOperation(name: string): name is OperationName {
  return name in operations
}
