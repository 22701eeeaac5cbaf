import type { ListedApproval } from '#shared/operations/approvalList.ts'
import { HomeportError } from '#shared/errors.ts'
import type { AllowedAccount, GithubSetupStatus } from '#shared/operations/github.ts'
import type { ClaudeStatus } from '#shared/operations/claude.ts'
import type { HostStatus } from '#shared/operations/host.ts'
import type { RewindChanges } from '#shared/operations/rewind.ts'
import type { RemoteStatus } from '#shared/operations/remote.ts'
import { operations, type OperationName, type ResultOf } from '#shared/operations/table.ts'
import type { UsageRow } from '#shared/operations/usage.ts'
import type { FileBefore, SessionLogin } from '#shared/session/session.ts'
import type { ClaudeCommand } from '#shared/session/commands.ts'
import { type FolderTrust, NOTHING_TO_TRUST } from '#shared/session/trust.ts'
import type { FakeGateway } from './fakeGateway.ts'
import { fakeAttachment } from './fakeAttachment.ts'
import { FakeDrafts } from './fakeDrafts.ts'
import { FakeHistory } from './fakeHistory.ts'
import { FakeRuns } from './fakeRuns.ts'
import { FakeSessionAnswers } from './fakeSessionAnswers.ts'
import { listed, organised } from './fakeOrganising.ts'
import { fakeApprovalList } from './fakeApprovalList.ts'
import { setupAnswers } from './fakeTemplates.ts'
import { fakeUsage, fakeUsageDays } from './fakeUsage.ts'
import { fakeClaude, fakeModels, fakeNotifications, fakeProfile, fakeRemote, fakeSettings } from './fakeStatus.ts'
import { quiet } from './quietAnswers.ts'

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
  preferences: ResultOf<'preferences.get'> = {
    theme: null,
    single_keys: null,
    model: null,
    permission_mode: null,
    effort: null,
  }
  notifications = fakeNotifications
  /** What the sessions' processes take. */
  loads: readonly { session_id: string; cpu_percent: number; rss_bytes: number; processes: number }[] = []
  profile = fakeProfile
  remote: RemoteStatus = fakeRemote
  /** Of every folder that is looked at. */
  trust: FolderTrust = NOTHING_TO_TRUST
  commands: readonly ClaudeCommand[] = []
  /** What putting files back changes. */
  /** What `approval.list` tells beside what waits. */
  answered: readonly ListedApproval[] = []
  rewindable: RewindChanges = { files: [], file_count: 0, insertions: 0, deletions: 0 }
  models: ResultOf<'claude.models'>['models'] = fakeModels
  readonly drafts = new FakeDrafts((event) => this.#gateway.send(event))
  readonly history = new FakeHistory()
  readonly attachments = new Map<string, ResultOf<'attachment.read'>>()
  files: readonly string[] = []
  folders: readonly string[] = ['api-server', 'dotfiles', 'homeport', 'website']
  host: HostStatus = { version: '1.0.0', host_version: '1.0.0', host_pid: 7, state: 'current', busy_sessions: 0 }
  /** Answers of a test, before all others. */
  /** Commands, and what is known of a session's process. */
  readonly runs = new FakeRuns()
  readonly overrides = new Map<string, (params: Params) => unknown>(setupAnswers)
  /** The file that a Write would replace. */
  before: FileBefore | null = null
  /** What was called, in order. Drafts are not: they come by themselves, between what a test asks for. */
  readonly calls: { readonly name: string; readonly params: Params }[] = []
  /** What was asked for by a browser that may not. */
  readonly refused: string[] = []
  readonly #gateway: FakeGateway
  readonly #sessions: FakeSessionAnswers

  constructor(gateway: FakeGateway) {
    this.#gateway = gateway
    this.#sessions = new FakeSessionAnswers(gateway, this.attachments)
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
    this.calls.push(...(name.startsWith('draft.') ? [] : [{ name, params }]))
    const override = this.overrides.get(name)
    return override === undefined ? this.#plain(name, params) : await override(params)
  }

  #attach({ name, data }: Params): unknown {
    const { attachment, whole } = fakeAttachment(String(name), String(data))
    this.attachments.set(attachment.sha256, whole)
    return attachment
  }

  #plain(name: OperationName, params: Params): unknown {
    switch (name) {
      case 'auth.challenge':
        return { challenge: 'sign-me', expires_in: 900, needs_key: false }
      case 'auth.local':
        return this.#signIn(params)
      case 'budget.list':
        return { budgets: [] }
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
      case 'resources.sessions':
        return { sessions: this.loads }
      case 'user.profile':
        return this.profile
      case 'host.status':
        return this.host
      case 'remote.status':
        return this.remote
      case 'claude.status':
        return this.claude
      case 'claude.models':
        return { models: this.models }
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
      case 'settings.list':
        return fakeSettings
      case 'usage.read':
        return fakeUsage(params, this.usage)
      case 'preferences.get':
        return this.preferences
      case 'preferences.set':
        return (this.preferences = { ...this.preferences, ...params })
      case 'push.status':
        return { subscription: null, devices: 0 }
      case 'notifications.get':
      case 'notifications.set':
        return (this.notifications = { ...this.notifications, ...params })
      case 'usage.days':
        return fakeUsageDays(params, this.usage)
      case 'history.list':
      case 'history.read':
        return this.history[name](params)
      case 'folder.list':
        return this.#folders(params)
      case 'session.commands':
        return { commands: this.commands, is_running: true }
      case 'attachment.add':
        return this.#attach(params)
      case 'attachment.read':
        return this.attachments.get(String(params['sha256']))
      case 'file.complete':
        return { files: this.files.map((path) => ({ path })), truncated: false }
      case 'draft.read':
      case 'draft.save':
        return this.drafts[name](params)
      case 'session.create':
        return this.#sessions.create(params)
      case 'session.events':
        return this.#sessions.events(params)
      case 'session.at_stake':
        return { sessions: [...this.#gateway.sessions.values()].map(({ header }) => header.session) }
      case 'session.list':
        return listed(this.#gateway, params)
      case 'session.update':
      case 'session.delete':
      case 'session.restore':
        return organised(name, params, (fields) => this.#sessions.change(this.#sessions.session(params), fields))
      case 'session.control':
        return this.#sessions.control(params)
      case 'session.trust':
      case 'session.untrust':
        return this.#sessions.trust(params, name === 'session.trust' ? 'trusted' : 'untrusted')
      case 'folder.trust':
        return { path: params['path'], trust: this.trust }
      case 'permission.list':
        return { permissions: [{ kind: 'rule', grant: 'Bash(npm test:*)' }] }
      case 'message.send':
        return this.#sessions.prompt(params)
      case 'message.cancel':
        this.#sessions
          .session(params)
          .queue([])
          .forEach((event) => this.#gateway.send(event))
        return { message_id: params['message_id'] }
      case 'message.edit':
        return { queue: this.#sessions.session(params).header.queue }
      case 'approval.list':
        return fakeApprovalList(this.#gateway.sessions.values(), { answered: this.answered, state: params['state'] })
      case 'message.rewind_preview':
        return this.rewindable
      case 'message.rewind':
        return this.#sessions.rewind(params, this.rewindable)
      case 'approval.answer':
        return this.#sessions.approve(params)
      case 'approval.judge':
        return { dangers: [] }
      case 'approval.before':
        return { before: this.before }
      case 'session.info':
      case 'session.logs':
      case 'editor.list':
      case 'editor.open':
      case 'session.environment':
      case 'claude.read_shell':
      case 'project_action.list':
      case 'project_action.save':
      case 'project_action.remove':
      case 'project_action.run':
      case 'exec.read':
      case 'exec.cancel':
        return this.runs.answer(name, params)
      default:
        return quiet(name)
    }
  }

  #signIn(params: Params): unknown {
    if (params['secret'] !== SECRET) {
      throw new HomeportError('AUTH_001', 'This sign-in link was used already or is too old. Get a new one.')
    }
    this.#gateway.isSignedIn = true
    const user = {
      id: this.#gateway.userId,
      github_id: null,
      username: 'me',
      avatar_url: null,
      email: null,
      role: 'owner',
    }
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
    this.#sessions.change(this.#sessions.session(params), { login })
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
}

function isOperation(name: string): name is OperationName {
  return name in operations
}
