import { attack } from './attack.ts'
import { type Target, sharedTarget } from './target.ts'

const target = sharedTarget()

const creates = (body: object) => async (at: Target) =>
  at.try('POST', '/api/session', { token: at.people.owner.token, body })
const asks = (method: 'GET' | 'PUT' | 'DELETE', path: string, body?: object) => async (at: Target) =>
  at.try(method, path, { token: at.people.member.token, ...(body === undefined ? {} : { body }) })

const addresses = [
  'ext::sh -c id',
  '/etc',
  'http://example.org/x',
  '--upload-pack=id',
  'ssh://-oProxyCommand=id/x',
  'git@-oProxyCommand=id:x',
  'https://user:secret@example.org/x',
  'https://example.org/x\n-u',
  `https://example.org/${'x'.repeat(3_000)}`,
]

attack<Target>('worktrees and clones: addresses, names and sizes from outside', target, [
  ...addresses.map((git_url) => ({
    name: `a clone of ${git_url.slice(0, 60)}`,
    attempt: creates({ git_url }),
    right: '400 HTTP_002',
  })),
  ...['-x', 'a b', 'x\n--y', 'a^b', 'a:b'].map((branch) => ({
    name: `the branch ${branch}`,
    attempt: creates({ git_url: 'https://example.invalid/x', branch }),
    right: '400 HTTP_002',
  })),
  {
    name: 'a worktree of nothing',
    attempt: creates({ worktree: {} }),
    right: '400 HTTP_002',
  },
  {
    name: 'a clone and a folder',
    attempt: creates({ git_url: 'https://example.invalid/x', project_path: '/tmp' }),
    right: '400 HTTP_002',
  },
  {
    name: 'a worktree of what is no repository',
    attempt: creates({ project_path: '/', worktree: {} }),
    right: '409 SESSION_003',
  },
  {
    name: 'a set-up that nobody was shown',
    attempt: creates({ git_url: 'https://example.invalid/x', checkout_setup: 'f0' }),
    right: '409 SESSION_006',
  },
  {
    name: 'a set-up of two lines',
    attempt: asks('PUT', '/api/worktree/setup', { project: 'https://example.invalid/x', copy: [], command: 'a\nb' }),
    right: '400 HTTP_002',
  },
  {
    name: 'a token with a line end',
    attempt: asks('PUT', '/api/git/credentials', { host: 'example.org', token: 'x\npassword=y' }),
    right: '400 HTTP_002',
  },
  ...['example.org/x', "a'b", 'a b', '-x', 'user@example.org', 'a\nb', '[::1'].map((host) => ({
    name: `a token for ${host}`,
    attempt: asks('PUT', '/api/git/credentials', { host, token: 'x' }),
    right: '400 HTTP_002',
  })),
  {
    name: 'a token for a session of somebody else',
    attempt: asks('PUT', '/api/git/credentials', {
      host: 'example.org',
      token: 'x',
      session_id: '22222222-2222-4222-8222-222222222222',
    }),
    right: '404 SESSION_002',
  },
  {
    name: 'removing what is not kept',
    attempt: asks('DELETE', '/api/git/credentials?kind=token&host=example.org'),
    right: '404 SESSION_002',
  },
])
