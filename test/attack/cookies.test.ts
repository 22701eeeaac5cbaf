import { operations } from '#shared/operations/table.ts'
import { attack, each } from './attack.ts'
import { type Target, sharedTarget, socketOutcome } from './target.ts'

const target = sharedTarget()
const missing = '00000000-0000-4000-8000-000000000000'

const changing = Object.entries(operations).flatMap(([name, row]) =>
  'http' in row && row.http.method !== 'GET' && row.scope !== 'public'
    ? [{ name, method: row.http.method, address: row.http.path.replaceAll(/:\w+/g, missing) }]
    : [],
)

const origins = {
  'no origin': {},
  'another origin': { Origin: 'http://evil.example' },
  'the origin null': { Origin: 'null' },
  'a page that is cross-site': { Origin: '%o', 'Sec-Fetch-Site': 'cross-site' },
} as const

attack<Target>(
  'cookies: every change, from every other page',
  target,
  each(changing, Object.entries(origins)).map(([{ name, method, address }, [from, headers]]) => ({
    name: `${name} with the owner’s cookie and ${from}`,
    attempt: (at) =>
      at.try(method, address, {
        headers: {
          Cookie: at.people.owner.cookie,
          ...Object.fromEntries(
            Object.entries(headers).map(([key, value]) => [key, value.replace('%o', at.listeners.loopback.origin)]),
          ),
        },
      }),
    right: '403 AUTH_006',
  })),
)

const asForm = (type: string, body: string) => (at: Target) => {
  const { cookie } = at.people.owner
  return at.try('PUT', '/api/claude/token', {
    headers: { Cookie: cookie, Origin: at.listeners.loopback.origin, 'Content-Type': type },
    body,
  })
}
const withCookie = (cookie: (at: Target) => string) => (at: Target) =>
  at.try('GET', '/api/user/profile', { headers: { Cookie: cookie(at) } })
const valueOf = ({ people }: Target) => people.owner.cookie.split('=')[1] ?? ''

attack<Target>('cookies: bent', target, [
  { name: 'a form', attempt: asForm('application/x-www-form-urlencoded', 'token=x'), right: '415 FILE_002' },
  { name: 'a form with files', attempt: asForm('multipart/form-data; boundary=x', '--x--'), right: '415 FILE_002' },
  { name: 'a form of plain text', attempt: asForm('text/plain', '{"token":"x"}'), right: '415 FILE_002' },
  { name: 'cut short', attempt: withCookie(({ people }) => people.owner.cookie.slice(0, -1)), right: '401 AUTH_003' },
  { name: 'longer', attempt: withCookie(({ people }) => `${people.owner.cookie}x`), right: '401 AUTH_003' },
  {
    name: 'empty',
    attempt: withCookie(({ people }) => people.owner.cookie.replace(/=.*/, '=')),
    right: '401 AUTH_002',
  },
  { name: 'of another name', attempt: withCookie((at) => `session=${valueOf(at)}`), right: '401 AUTH_002' },
  {
    name: 'of another instance',
    attempt: withCookie((at) => `homeport_session_00000000=${valueOf(at)}`),
    right: '401 AUTH_002',
  },
  { name: 'a name without a value', attempt: withCookie(() => 'homeport_session'), right: '401 AUTH_002' },
  {
    name: 'a thousand of them',
    attempt: withCookie(() => Array.from({ length: 1000 }, (_, i) => `a${i}=b`).join('; ')),
    right: '401 AUTH_002',
  },
  { name: 'broken escapes', attempt: withCookie(() => 'a=%E0%A4%A; =; ;;'), right: '401 AUTH_002' },
])

const socketWith = (headers: (at: Target) => Record<string, string>) => async (at: Target) =>
  socketOutcome(at, { headers: { Cookie: at.people.owner.cookie, ...headers(at) } })

attack<Target>('cookies: sockets', target, [
  { name: 'no origin', attempt: socketWith(() => ({})), right: 'refused 403' },
  { name: 'another origin', attempt: socketWith(() => ({ Origin: 'http://evil.example' })), right: 'refused 403' },
  { name: 'the origin null', attempt: socketWith(() => ({ Origin: 'null' })), right: 'refused 403' },
  {
    name: 'our origin over TLS',
    attempt: socketWith((at) => ({ Origin: at.listeners.loopback.origin.replace('http', 'https') })),
    right: 'refused 403',
  },
  {
    name: 'the other listener’s origin',
    attempt: socketWith((at) => ({ Origin: at.listeners.remote.origin })),
    right: 'refused 403',
  },
  {
    name: 'a page that is cross-site',
    attempt: socketWith((at) => ({ Origin: at.listeners.loopback.origin, 'Sec-Fetch-Site': 'cross-site' })),
    right: 'refused 403',
  },
])
