import { expect, test } from 'vitest'
import { SessionId } from '#shared/ids.ts'
import { NOTHING_TO_TRUST } from '#shared/session/trust.ts'
import {
  type LaunchFacts,
  PROCESS_MARK,
  SESSION_MARK,
  launchProblem,
  planLaunch,
} from '#server/host/claude/process/launch.ts'

const SESSION = SessionId.parse('5437613f-901f-4c35-865e-4358495a924b')
const TOKEN = 'sk-ant-api03-secret-token'

test('the token goes by descriptor: neither arguments nor environment hold it', () => {
  const plan = planLaunch(facts({ token: TOKEN, env: { ANTHROPIC_API_KEY: 'sk-ant-other', HOME: '/home/me' } }))
  expect(plan.secret).toBe(TOKEN)
  expect(JSON.stringify([plan.args, plan.env])).not.toContain('sk-ant-')
  expect(plan.env).toMatchObject({ CLAUDE_CODE_API_KEY_FILE_DESCRIPTOR: '3', HOME: '/home/me' })
})

test('a subscription token goes by the descriptor of its own', () => {
  const plan = planLaunch(facts({ token: 'sk-ant-oat01-secret' }))
  expect(plan.env['CLAUDE_CODE_OAUTH_TOKEN_FILE_DESCRIPTOR']).toBe('3')
  expect(plan.env).not.toHaveProperty('CLAUDE_CODE_API_KEY_FILE_DESCRIPTOR')
})

test('no key of Claude Code’s own settings is used beside it, and on Windows the one in the environment counts', () => {
  expect(settings({ token: TOKEN })).toMatchObject({ apiKeyHelper: '', env: { ANTHROPIC_API_KEY: '' } })
  expect(settings({ token: TOKEN, platform: 'win32' }).env).not.toHaveProperty('ANTHROPIC_API_KEY')
  expect(settings({ token: TOKEN, platform: 'win32' }).env).toHaveProperty('CLAUDE_CODE_OAUTH_TOKEN', '')
  expect(settings({ token: null }).env).not.toHaveProperty('ANTHROPIC_API_KEY')
})

test('on Windows, where descriptors are not inherited, the token stands in the environment and nowhere else', () => {
  const plan = planLaunch(facts({ token: TOKEN, platform: 'win32' }))
  expect(plan.secret).toBeNull()
  expect(plan.env['ANTHROPIC_API_KEY']).toBe(TOKEN)
  expect(JSON.stringify(plan.args)).not.toContain(TOKEN)
})

test("without a token Claude Code keeps the person's own credentials", () => {
  const plan = planLaunch(facts({ env: { ANTHROPIC_API_KEY: 'sk-ant-mine' } }))
  expect(plan.env['ANTHROPIC_API_KEY']).toBe('sk-ant-mine')
  expect(plan.secret).toBeNull()
})

test('a fork begins a conversation of its own at a line of another one', () => {
  const fork = { conversation_id: 'another-conversation', resume_at: 'a-line' }
  const { args } = planLaunch(facts({ launch: { ...facts({}).launch, start: 'fork', fork } }))
  const value = (option: string) => args[args.indexOf(option) + 1]
  expect(args).toContain('--fork-session')
  expect(value('--resume')).toBe('another-conversation')
  expect(value('--resume-session-at')).toBe('a-line')
  expect(value('--session-id')).toBe(facts({}).conversationId)
})

test('what belongs to Homeport, npm or an outer Claude stays behind, what belongs to the person does not', () => {
  const stray = {
    ELECTRON_RUN_AS_NODE: '1',
    HOMEPORT_VAULT: 'file',
    npm_execpath: '/npm',
    npm_config_cache: '/x',
    INIT_CWD: '/x',
    CLAUDECODE: '1',
    CLAUDE_CODE_SESSION_ID: 'x',
    CLAUDE_CODE_REMOTE: '1',
    CLAUDE_CODE_WEBSOCKET_AUTH_FILE_DESCRIPTOR: '9',
  }
  const kept = { NODE_EXTRA_CA_CERTS: '/ca.pem', NODE_OPTIONS: '--trace-warnings', NPM_TOKEN: 't', LANG: 'de' }
  const { env } = planLaunch(facts({ env: { ...stray, ...kept } }))
  expect(env).toMatchObject(kept)
  expect(Object.keys(stray).filter((name) => name in env)).toEqual([])
})

test('the process and all it starts are marked, and see the login shell’s PATH and the API that was set', () => {
  const { env } = planLaunch(facts({ env: { PATH: '/opt/bin:/bin' }, apiBaseUrl: 'http://127.0.0.1:1' }))
  expect(env).toMatchObject({
    PATH: '/opt/bin:/bin',
    ANTHROPIC_BASE_URL: 'http://127.0.0.1:1',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    [SESSION_MARK]: SESSION,
    [PROCESS_MARK]: 'mark',
  })
})

test.each([
  ['new', '--session-id', undefined],
  ['resume', '--resume', undefined],
  ['resume_interrupted', '--resume', '1'],
] as const)('start "%s" uses %s', (start, flag, rerun) => {
  const { args, env } = planLaunch(
    facts({ launch: { ...facts().launch, start, model: 'opus', permission_mode: 'plan' } }),
  )
  expect(args[args.indexOf(flag) + 1]).toBe(SESSION)
  expect(args[args.indexOf('--model') + 1]).toBe('opus')
  expect(args[args.indexOf('--permission-mode') + 1]).toBe('plan')
  expect(args[args.indexOf('--permission-prompt-tool') + 1]).toBe('stdio')
  expect(env['CLAUDE_CODE_RESUME_INTERRUPTED_TURN']).toBe(rerun)
})

test('an older Claude Code gets no switch that it does not know', () => {
  expect(planLaunch(facts({ version: '2.1.197' })).args).not.toContain('--forward-subagent-text')
  expect(planLaunch(facts({ version: '2.2.0' })).args).toContain('--forward-subagent-text')
})

test('running without asking as root is refused before Claude Code does, unless this is a sandbox', () => {
  const launch = { ...facts().launch, permission_mode: 'bypassPermissions' as const }
  expect(launchProblem({ launch, env: {}, isRoot: true })).toContain('IS_SANDBOX=1')
  expect(launchProblem({ launch, env: { IS_SANDBOX: '1' }, isRoot: true })).toBeNull()
  expect(launchProblem({ launch, env: {}, isRoot: false })).toBeNull()
})

test('an effort is handed over when somebody chose one, to a Claude Code that knows the switch', () => {
  const { launch } = facts()
  const effortOf = (changes: Partial<LaunchFacts>) => {
    const { args } = planLaunch(facts(changes))
    return args.includes('--effort') ? args[args.indexOf('--effort') + 1] : null
  }
  expect(effortOf({})).toBeNull()
  expect(effortOf({ launch: { ...launch, effort: 'xhigh' } })).toBe('xhigh')
  expect(effortOf({ launch: { ...launch, effort: 'xhigh' }, version: '2.1.197' })).toBeNull()
})

function settings(changes: Partial<LaunchFacts>) {
  const { args } = planLaunch(facts(changes))
  return JSON.parse(args[args.indexOf('--settings') + 1] ?? '') as { apiKeyHelper?: string; env?: object }
}

function facts(changes: Partial<LaunchFacts> = {}): LaunchFacts {
  return {
    launch: {
      session_id: SESSION,
      cwd: '/p',
      model: null,
      permission_mode: 'default',
      permission_mode_chosen: true,
      effort: null,
      start: 'new',
    },
    conversationId: SESSION,
    processMark: 'mark',
    token: null,
    apiBaseUrl: null,
    variables: {},
    servers: null,
    folder: {
      folder: '/p',
      isOwners: true,
      withheldServers: [],
      trust: NOTHING_TO_TRUST,
      isInForce: true,
      allow: [],
      folders: [],
      environment: [],
      rules: [],
      mode: null,
    },
    personal: {
      folder: '/home/me/.claude',
      env: {},
      rules: [],
      apiKeyHelper: null,
      forbidsBypass: false,
      cleanupPeriodDays: null,
    },
    env: {},
    platform: 'linux',
    isRoot: false,
    version: '2.1.329',
    ...changes,
  }
}

test('what a session was made with goes along: a prompt behind Claude Code’s own, what is denied, folders', () => {
  const setup = { system_prompt: 'Be brief.', denied_tools: ['Bash(rm *)'], additional_folders: ['/home/me/beside'] }
  const launch = { ...facts({}).launch, setup }
  const { args } = planLaunch(facts({ launch }))
  expect(args[args.indexOf('--append-system-prompt') + 1]).toBe('Be brief.')
  expect(settings({ launch })).toMatchObject({
    permissions: { deny: ['Bash(rm *)'], additionalDirectories: ['/home/me/beside'] },
  })
})
