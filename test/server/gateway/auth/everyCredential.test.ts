import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { SignJWT, importJWK } from 'jose'
import { createPublicKey, randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { SessionId, UserId } from '#shared/ids.ts'
import type { HttpRoute, Scope } from '#shared/operations/operation.ts'
import { operations } from '#shared/operations/table.ts'
import { migrations } from '#server/host/store/migrations.ts'
import { createSessionStore } from '#server/host/store/sessionStore.ts'
import { openDatabase } from '#server/platform/files/database.ts'
import { resolvePaths } from '#server/platform/files/paths.ts'
import { MemoryVault } from '#server/platform/vault/memoryVault.ts'
import type { Answer } from '#test/support/gateway/gateway.ts'
import { type GithubWorld, startGithubWorld } from '#test/support/gateway/githubWorld.ts'
import { foreignRs256, forgeJwt, hs256, readJwt, unsigned } from '#test/support/gateway/jwt.ts'
import { contentsOf, startRealHost } from '#test/support/host/realHost.ts'
import { addressOf } from '#test/support/gateway/addressOf.ts'
import { operationSamples } from '#test/support/gateway/operationSamples.ts'
import { openSignedIn } from '#test/support/gateway/socket.ts'
import { newSession } from '#test/support/host/storedSession.ts'
import { until } from '#test/support/until.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

/**
 * Every row of the operation table that HTTP serves × every role × whose object it is × every kind of credential:
 * status, code, and that nothing changed.
 */
interface Row {
  readonly name: string
  readonly scope: Scope
  readonly http: HttpRoute
}

const rows: readonly Row[] = Object.entries(operations).flatMap(([name, row]) =>
  'http' in row ? [{ name, scope: row.scope, http: row.http }] : [],
)
const guarded = rows.filter(({ scope }) => scope !== 'public')

const missing = '00000000-0000-4000-8000-000000000000'

const roles = ['owner', 'member', 'viewer'] as const
type Role = (typeof roles)[number]

const reach: Readonly<Record<Role, readonly Scope[]>> = {
  owner: ['read', 'drive', 'manage'],
  member: ['read', 'drive'],
  viewer: ['read'],
}

interface World extends GithubWorld {
  readonly vault: MemoryVault
  /** The owner's by sign-in link, the others' with GitHub. */
  readonly tokens: Readonly<Record<Role, string>>
  /** Somebody has one of each kind. */
  readonly sessions: Readonly<Record<Role, string>>
}

async function world(): Promise<World> {
  const vault = new MemoryVault()
  const folder = temporaryFolder()
  const made = await startGithubWorld({ vault, folder, realHost: startRealHost(folder) })
  await made.local('account.allow', { github_id: 1, role: 'member' })
  await made.local('account.allow', { github_id: 2, role: 'member' })
  const [owner, member, viewer] = [await made.signIn(), await made.signInAs(1), await made.signInAs(2)]
  const tokens = { owner: owner.token, member: member.access_token, viewer: viewer.access_token }
  const owners = await made.ask('POST', '/api/session', { token: tokens.owner, body: { folder_name: 'own' } })
  const stored = storedSessions(path.join(folder, 'sessions.db'))
  const sessions = {
    owner: SessionId.parse((owners.body as { id: unknown }).id),
    member: stored(await personOf(made, tokens.member)),
    viewer: stored(await personOf(made, tokens.viewer)),
  }
  // A process that starts only now would look like a change that somebody made.
  const started = () => contentsOf(path.join(folder, 'sessions.db')).includes('"pid":')
  await until(started, { what: 'the process of the session' })
  // Whoever may only look cannot have begun a session: it is from better days.
  await made.local('account.allow', { github_id: 2, role: 'viewer' })
  return { ...made, vault, tokens, sessions }
}

async function personOf(made: GithubWorld, token: string): Promise<UserId> {
  const answer = await made.ask('GET', '/api/user/profile', { token })
  return UserId.parse((answer.body as { id: unknown }).id)
}

/** Puts sessions that rest into the database of a host that runs: their people have no Claude token to begin any. */
function storedSessions(file: string): (user: UserId) => SessionId {
  return (user) => {
    const database = openDatabase(file, migrations)
    const id = SessionId.parse(randomUUID())
    createSessionStore(database).insert(
      newSession(id, user, { status: 'SUSPENDED', workspace_path: temporaryFolder() }),
    )
    database.close()
    return id
  }
}

/** All that a request could have changed: who may enter and with what, the settings, every session and its log. */
function stateOf({ folder }: World): string {
  // That somebody was refused, and that a credential was looked at, is no change.
  const listeners = contentsOf(path.join(folder, 'homeport.db'), ['audit_entries', 'remote_credentials'])
  const sessions = contentsOf(path.join(folder, 'sessions.db'))
  const settings = readFileSync(path.join(folder, 'settings.yaml'), 'utf8')
  const workspaces = readdirSync(resolvePaths(folder).workspaces, { recursive: true }).join()
  return [listeners.replaceAll(/"last_used_at":(?:\d+|null)/g, ''), sessions, settings, workspaces].join('\n')
}

/** Refused for what is asked here, not for the role: a server of the folder, and a code that GitHub never gave. */
const refusedOtherwise: ReadonlySet<string> = new Set(['mcp.sign_in', 'mcp.finish_sign_in', 'github.grant_poll'])

async function ask(here: World, { name, http }: Row, options: { token?: string; id?: string }): Promise<Answer> {
  const id = options.id ?? missing
  const address = addressOf(http.path, id)
  const hasBody = http.method !== 'GET' && http.method !== 'DELETE'
  const query = hasBody ? '' : `?${new URLSearchParams(Object.entries(operationSamples[name] ?? {}))}`
  return here.ask(http.method, address + query, {
    ...(options.token === undefined ? {} : { token: options.token }),
    ...(hasBody ? { body: operationSamples[name] ?? {} } : {}),
  })
}

function outcome({ status, body }: Answer): string {
  const code = (body as { error?: { code: string } } | null)?.error?.code
  return code === undefined ? String(status) : `${status} ${code}`
}

/** A token signed with our own key, with what is wrong about it. */
async function signed(here: World, wrong: Readonly<Record<string, unknown>>): Promise<string> {
  const { kid, jwk } = JSON.parse((await here.vault.get('signing_key')) ?? '') as { kid: string; jwk: object }
  const { claims } = readJwt(here.tokens.owner)
  const jwt = new SignJWT({ ...claims, ...wrong }).setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid })
  return jwt.sign(await importJWK(jwk, 'RS256'))
}

const credentials: Readonly<Record<string, readonly [string, (here: World) => Promise<string | undefined>]>> = {
  'no credential': ['401 AUTH_002', async () => undefined],
  'an expired token': ['401 AUTH_002', (here) => signed(here, { exp: Math.floor(Date.now() / 1000) - 1 })],
  'a token for another audience': ['401 AUTH_003', (here) => signed(here, { aud: 'elsewhere' })],
  'a token of another issuer': ['401 AUTH_003', (here) => signed(here, { iss: 'elsewhere' })],
  'a token signed with another key': [
    '401 AUTH_003',
    async ({ tokens }) => {
      const { header, claims } = readJwt(tokens.owner)
      return forgeJwt(header, claims, foreignRs256())
    },
  ],
  'a token without a signature': [
    '401 AUTH_003',
    async ({ tokens }) => {
      const { header, claims } = readJwt(tokens.owner)
      return forgeJwt({ ...header, alg: 'none' }, claims, unsigned)
    },
  ],
  'a token signed with the public key': [
    '401 AUTH_003',
    async (here) => {
      const { keys } = (await here.ask('GET', '/.well-known/jwks.json')).body as { keys: Record<string, string>[] }
      const pem = createPublicKey({ key: keys[0] ?? {}, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
      const { header, claims } = readJwt(here.tokens.owner)
      return forgeJwt({ ...header, alg: 'HS256' }, claims, hs256(String(pem)))
    },
  ],
  'a revoked token': [
    '401 AUTH_003',
    async (here) => {
      const { token } = await here.signIn()
      await here.ask('POST', '/auth/revoke', { token })
      return token
    },
  ],
  'a revoked personal token': [
    '401 AUTH_003',
    async (here) => {
      const { id, token } = await here.personalToken(['manage'])
      await here.local('access_token.revoke', { id })
      return token
    },
  ],
  'a token of an account that was taken off the list': [
    '403 AUTH_004',
    async (here) => {
      await here.local('account.allow', { github_id: 3 })
      here.github.addAccount(3, 'gone')
      const { access_token } = await here.signInAs(3)
      await here.local('account.disallow', { github_id: 3 })
      return access_token
    },
  ],
}

describe.each(Object.entries(credentials))('%s', (_what, [refusal, make]) => {
  test('opens no operation, of nobody’s object, and changes nothing', async () => {
    const here = await world()
    const token = await make(here)
    const before = stateOf(here)
    for (const row of guarded) {
      for (const id of [here.sessions.owner, here.sessions.member, missing]) {
        const answer = await ask(here, row, { id, ...(token === undefined ? {} : { token }) })
        // What only the machine itself may do needs no sign-in elsewhere: it would not help.
        const expected = row.scope === 'local' && token === undefined ? '403 AUTH_006' : refusal
        expect([row.name, outcome(answer)]).toEqual([row.name, expected])
      }
    }
    expect(stateOf(here)).toBe(before)
  })
})

/** A device is let in by whoever sits there. */
const isInPerson = ({ name }: { readonly name: string }): boolean => name.startsWith('pairing.')

describe.each(roles)('as %s', (role) => {
  const beyond = guarded.filter(({ scope }) => !reach[role].includes(scope))
  const reached = guarded.filter(({ scope }) => reach[role].includes(scope))
  const [within, inPerson] = [reached.filter((row) => !isInPerson(row)), reached.filter(isInPerson)]

  test('what is beyond the role is refused for every object, and changes nothing', async () => {
    const here = await world()
    const before = stateOf(here)
    for (const row of beyond) {
      for (const id of [...Object.values(here.sessions), missing]) {
        const answer = await ask(here, row, { id, token: here.tokens[role] })
        expect([row.name, outcome(answer)]).toEqual([row.name, '403 AUTH_006'])
      }
    }
    expect(stateOf(here)).toBe(before)
  })

  test('what a person does in person is refused to every token', async () => {
    const here = await world()
    for (const row of inPerson) {
      const answer = await ask(here, row, { id: missing, token: here.tokens[role] })
      expect([row.name, outcome(answer)]).toEqual([row.name, '403 AUTH_006'])
    }
    expect(inPerson).toHaveLength(4)
  })

  test('what is within the role works on one’s own, and on nobody else’s', async () => {
    const here = await world()
    for (const row of within) {
      const own = await ask(here, row, { id: here.sessions[role], token: here.tokens[role] })
      const isRefused = !refusedOtherwise.has(row.name) && /^40[13](?! FILE_003)/.test(outcome(own))
      expect([row.name, isRefused, outcome(own)]).toEqual([row.name, false, outcome(own)])
      if (!row.http.path.includes(':session_id')) {
        continue
      }
      const others = roles.filter((one) => one !== role).map((one) => here.sessions[one])
      for (const id of [...others, missing]) {
        const answer = await ask(here, row, { id, token: here.tokens[role] })
        expect([row.name, outcome(answer)]).toEqual([row.name, '404 SESSION_002'])
      }
    }
  })

  test('a socket may what a request may, and a refusal does not close it', async () => {
    const here = await world()
    const socket = await openSignedIn(here.wsUrl, here.tokens[role])
    const data = {
      ...operationSamples['session.control'],
      decision: 'allow',
      approval_id: 'a',
      message_id: 'm',
      content: 'x',
    }
    for (const [name, row] of Object.entries(operations)) {
      if (!('ws' in row) || row.scope === 'public') {
        continue
      }
      const reply = await socket.ask(row.ws.type, { session_id: here.sessions[role], data })
      const isRefused = reply.data['code'] === 'AUTH_006'
      expect([name, isRefused]).toEqual([name, !reach[role].includes(row.scope)])
    }
    expect((await socket.ask('ping')).type).toBe('pong')
  })
})

test.each(['read', 'drive', 'manage'] as const)(
  'a personal token of the owner reaches as far as "%s"',
  async (scope) => {
    const here = await world()
    const { token } = await here.personalToken([scope])
    const order: readonly Scope[] = ['read', 'drive', 'manage']
    const beyond = guarded.filter((row) => order.indexOf(row.scope) > order.indexOf(scope))
    const before = stateOf(here)
    for (const row of beyond) {
      const answer = await ask(here, row, { id: here.sessions.owner, token })
      expect([row.name, outcome(answer)]).toEqual([row.name, '403 AUTH_006'])
    }
    expect(stateOf(here)).toBe(before)
  },
)
