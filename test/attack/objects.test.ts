import { addressOf } from '#test/support/gateway/addressOf.ts'
import { operationSamples } from '#test/support/gateway/operationSamples.ts'
import { operations } from '#shared/operations/table.ts'
import type { Scope } from '#shared/operations/operation.ts'
import { DEMO_TOKEN } from '#server/demo/api/apiKeys.ts'
import { attack, each } from './attack.ts'
import { type RoleName, type Target, sharedTarget } from './target.ts'

const target = sharedTarget()
const missing = '00000000-0000-4000-8000-000000000000'

/** What each may, beside what anybody may. Scopes of `local` are for the machine alone. */
const reach: Readonly<Record<RoleName, readonly Scope[]>> = {
  owner: ['read', 'drive', 'manage'],
  member: ['read', 'drive'],
  viewer: ['read'],
}
const roles = ['owner', 'member', 'viewer'] as const

/** Parameters beside those in the path, so that an allowed caller gets through. */
const samples: Readonly<Record<string, object>> = {
  ...operationSamples,
  'file.read': { path: 'a.txt' },
  'file.write': { path: 'a.txt' },
  'file.delete': { path: 'a.txt' },
  'file.restore': { trash_id: 'x' },
  'file.make_folder': { path: 'a' },
  'file.move': { from: 'a', to: 'b' },
  'file.copy': { from: 'a', to: 'b' },
  'file.upload': { path: 'a.txt' },
  'file.upload_start': { path: 'a.txt', size: 1 },
  'file.archive': { path: '' },
  'file.ticket': { path: 'a.txt' },
  'file.search': { q: 'x' },
}

const rows = Object.entries(operations).flatMap(([name, row]) =>
  'http' in row && row.scope !== 'public' ? [{ name, scope: row.scope, ...row.http }] : [],
)
/** Rows whose session stands in the query or the body. */
const named = new Set(
  Object.entries(operations).flatMap(([name, { params }]) =>
    /^(file|workspace)\./.test(name) && 'shape' in params && 'session_id' in params.shape ? [name] : [],
  ),
)
const ofSessions = rows.filter(({ name, path }) => path.includes(':session_id') || named.has(name))

type Row = (typeof rows)[number]

const tryRow = (at: Target, { name, method, path, ...row }: Row, { role, id }: { role: RoleName; id: string }) => {
  const hasBody = method !== 'GET' && method !== 'DELETE'
  const takesBytes = 'body' in row
  const isNamed = named.has(name)
  const sample = { ...samples[name], ...(isNamed ? { session_id: id } : {}) }
  const query = hasBody && !takesBytes ? '' : `?${new URLSearchParams(Object.entries(sample))}`
  const address = addressOf(path, id) + query
  const body = hasBody && !takesBytes ? { body: sample } : {}
  return at.try(method, address, { listener: 'remote', token: at.people[role].token, ...body })
}

let made: Promise<Readonly<Record<RoleName, string>>> | undefined

/** A session of each, made once. The viewer's is from better days. */
async function sessionsOf(at: Target): Promise<Readonly<Record<RoleName, string>>> {
  return (made ??= (async () => {
    await at.server.homeport('allow', '2', '--role', 'member')
    const ids: Partial<Record<RoleName, string>> = {}
    for (const role of roles) {
      const { token } = at.people[role]
      await at.ask('PUT', '/api/claude/token', { token, body: { token: DEMO_TOKEN } })
      const answer = await at.ask('POST', '/api/session', { token, body: { folder_name: `of ${role}` } })
      ids[role] = (JSON.parse(answer.body) as { id: string }).id
    }
    await at.server.homeport('allow', '2', '--role', 'viewer')
    return ids as Record<RoleName, string>
  })())
}

attack<Target>(
  'objects: beyond the role',
  target,
  roles.flatMap((role) =>
    rows
      .filter(({ scope }) => !reach[role].includes(scope))
      .map((row) => ({
        name: `${row.name} as ${role}`,
        attempt: (at: Target) => tryRow(at, row, { role, id: missing }),
        right: '403 AUTH_006',
      })),
  ),
)

attack<Target>(
  'objects: of other people',
  target,
  each(roles, ofSessions)
    .filter(([role, { scope }]) => reach[role].includes(scope))
    .flatMap(([role, row]) =>
      [...roles.filter((other) => other !== role), null].map((other) => ({
        name: `${row.name} as ${role}, of ${other ?? 'nobody'}`,
        attempt: async (at: Target) => {
          const sessions = await sessionsOf(at)
          return tryRow(at, row, { role, id: other === null ? missing : sessions[other] })
        },
        right: '404 SESSION_002',
      })),
    ),
)

attack<Target>(
  'objects: ids that are none',
  target,
  [
    '0',
    '-1',
    'null',
    'undefined',
    '*',
    '%25',
    '%00',
    "'%20OR%201=1",
    '{}',
    '[]',
    '..%2f..',
    'a'.repeat(2000),
    missing.toUpperCase(),
    '%F0%9F%92%A9',
  ].map((id) => ({
    name: id.slice(0, 40),
    attempt: (at) => at.try('GET', `/api/session/${id}`, { token: at.people.owner.token }),
    right: id.length > 1000 ? '400 HTTP_002' : '404 SESSION_002',
  })),
)

attack<Target>('objects: lists hold one’s own alone', target, [
  ...roles.map((role) => ({
    name: `sessions of ${role}`,
    attempt: async (at: Target) => {
      const sessions = await sessionsOf(at)
      const { body } = await at.ask('GET', '/api/sessions', { token: at.people[role].token })
      const listed = (JSON.parse(body) as { sessions: { id: string }[] }).sessions
      return listed.map(({ id }) => roles.find((one) => sessions[one] === id))
    },
    right: [role],
  })),
  {
    name: 'a device of somebody else is not ended',
    attempt: async (at) => {
      const { body } = await at.ask('GET', '/api/devices', { token: at.people.member.token })
      const { devices } = JSON.parse(body) as { devices: { id: string; user?: { username: string } }[] }
      const ended = await Promise.all(
        devices.map(({ id }) => at.try('DELETE', `/api/devices/${id}`, { token: at.people.viewer.token })),
      )
      return [...new Set(ended)]
    },
    right: ['404 DEVICE_001'],
  },
])
