import { DEMO_TOKEN } from '#server/demo/api/apiKeys.ts'
import { attack } from './attack.ts'
import { type RoleName, type Target, sharedTarget } from './target.ts'

const target = sharedTarget()
const SECRET = 'value-of-the-owner-8812'

let made: Promise<{ readonly session: string; readonly template: string }> | undefined

/** A session of the owner's with a secret, and a template of theirs; the member has a token. */
function prepared(at: Target) {
  return (made ??= (async () => {
    await at.server.homeport('allow', '1', '--role', 'member')
    const asked = (role: RoleName, request: string, body: object) => {
      const [method = '', address = ''] = request.split(' ')
      return at.ask(method, address, { token: at.people[role].token, body })
    }
    await asked('owner', 'PUT /api/claude/token', { token: DEMO_TOKEN })
    await asked('member', 'PUT /api/claude/token', { token: DEMO_TOKEN })
    const environment = { SHARED_KEY: SECRET }
    const session = await asked('owner', 'POST /api/session', { folder_name: 'secret', environment })
    const template = await asked('owner', 'POST /api/templates', { name: 'Of the owner' })
    return { session: idOf(session), template: idOf(template) }
  })())
}

function idOf({ body }: { readonly body: string }): string {
  return (JSON.parse(body) as { id: string }).id
}

const create = (body: object) => async (at: Target) => {
  await prepared(at)
  return at.try('POST', '/api/session', { token: at.people.member.token, body: { folder_name: 'tried', ...body } })
}

const servers = (server: object, environment: object = {}) =>
  create({ environment, setup: { mcp_servers: { a: server } } })
const header = (value: string) => ({ type: 'http', url: 'https://a.example', headers: { Authorization: value } })

const names = [
  'ANTHROPIC_BASE_URL',
  'CLAUDE_CONFIG_DIR',
  'NODE_OPTIONS',
  'LD_PRELOAD',
  'dyld_insert_libraries',
  'Https_Proxy',
  'HOME',
  'HOMEPORT_DATA_DIR',
]
const owners = ['PATH', 'GIT_SSH_COMMAND', 'BASH_ENV', 'PYTHONSTARTUP', 'EDITOR']

attack<Target>('set-up: variables of a member', target, [
  ...names.map((name) => ({ name, attempt: create({ environment: { [name]: 'x' } }), right: '400 HTTP_002' })),
  ...owners.map((name) => ({ name, attempt: create({ environment: { [name]: 'x' } }), right: '403 AUTH_006' })),
  ...['A=B', 'A B', '', '1A', 'A\0', '__proto__ ', 'Ä'].map((name) => ({
    name: `${JSON.stringify(name)} for a name`,
    attempt: create({ environment: { [name]: 'x' } }),
    right: '400 HTTP_002',
  })),
  {
    name: 'more of them than anybody needs',
    attempt: create({ environment: Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`V${at}`, 'x'])) }),
    right: '400 HTTP_002',
  },
])

attack<Target>('set-up: servers of a member', target, [
  {
    name: 'the key of the machine by a variable',
    attempt: servers(header('${ANTHROPIC_API_KEY}')),
    right: '400 HTTP_002',
  },
  { name: 'a variable inside another', attempt: servers(header('${${HOME}}')), right: '400 HTTP_002' },
  {
    name: 'a default in place of a variable',
    attempt: servers(header('${X:-${HOME}}'), { X: 'y' }),
    right: '400 HTTP_002',
  },
  {
    name: 'a library for the program',
    attempt: servers({ type: 'stdio', command: 'x', env: { LD_PRELOAD: 'y' } }),
    right: '400 HTTP_002',
  },
  {
    name: 'another path for the program',
    attempt: servers({ type: 'stdio', command: 'x', env: { PATH: 'y' } }),
    right: '403 AUTH_006',
  },
  {
    name: 'a script as an address',
    attempt: servers({ type: 'http', url: 'javascript:alert(1)' }),
    right: '400 HTTP_002',
  },
  { name: 'a line break in a header', attempt: servers(header('a\r\nHost: b')), right: '400 HTTP_002' },
  { name: 'a server of another kind', attempt: servers({ type: 'sdk', name: 'x' }), right: '400 HTTP_002' },
  {
    name: 'a name that is a prototype: it is left out',
    attempt: create({ setup: JSON.parse('{"mcp_servers":{"__proto__":{"type":"stdio","command":"x"}}}') as object }),
    right: '201',
  },
])

const asMember =
  (method: string, address: (ids: { session: string; template: string }) => string, body?: object) =>
  async (at: Target) => {
    const ids = await prepared(at)
    const { status, body: text } = await at.ask(method, address(ids), {
      token: at.people.member.token,
      ...(body === undefined ? {} : { body }),
    })
    return [status, text.includes(SECRET)]
  }

attack<Target>('set-up: what is another person’s', target, [
  {
    name: 'their variables',
    attempt: asMember('GET', ({ session }) => `/api/session/${session}/environment`),
    right: [404, false],
  },
  {
    name: 'their servers',
    attempt: asMember('GET', ({ session }) => `/api/session/${session}/mcp`),
    right: [404, false],
  },
  {
    name: 'a change of their set-up',
    attempt: asMember('PATCH', ({ session }) => `/api/session/${session}`, { environment: { SHARED_KEY: null } }),
    right: [404, false],
  },
  {
    name: 'a fork with their variables',
    attempt: asMember('POST', ({ session }) => `/api/session/${session}/fork`, {}),
    right: [404, false],
  },
  {
    name: 'a template that is not shared',
    attempt: asMember('POST', () => '/api/session', { folder_name: 'x', template: 'Of the owner' }),
    right: [404, false],
  },
  {
    name: 'a change of a template',
    attempt: asMember('PATCH', ({ template }) => `/api/templates/${template}`, { shared: true }),
    right: [404, false],
  },
  {
    name: 'the end of a template',
    attempt: asMember('DELETE', ({ template }) => `/api/templates/${template}`),
    right: [404, false],
  },
  {
    name: 'a template for everybody',
    attempt: asMember('POST', () => '/api/templates', { name: 'x', shared: true }),
    right: [403, false],
  },
  {
    name: 'and the owner themself is not shown the value again',
    attempt: async (at: Target) => {
      const { session } = await prepared(at)
      const asked = ['', '/environment', '/mcp'].map((end) =>
        at.ask('GET', `/api/session/${session}${end}`, { token: at.people.owner.token }),
      )
      return (await Promise.all(asked)).map(({ status, body }) => [status, body.includes(SECRET)])
    },
    right: [
      [200, false],
      [200, false],
      [200, false],
    ],
  },
])
