import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { attack } from './attack.ts'
import { type Target, sharedTarget } from './target.ts'

const target = sharedTarget()

let made: Promise<string> | undefined

/** A session of the owner’s in a repository with a changed file. */
async function session(at: Target): Promise<string> {
  const folder = path.join(at.server.folder('hostile'), 'repository')
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'a.txt'), 'a\n')
  execFileSync('git', ['-C', folder, 'init', '-q'])
  const body = { project_path: folder }
  const answer = await at.ask('POST', '/api/session', { token: at.people.owner.token, body })
  return (JSON.parse(answer.body) as { id: string }).id
}

const reads = (row: string, query: Readonly<Record<string, string>>) => async (at: Target) => {
  const id = await (made ??= session(at))
  const address = `/api/session/${id}/git/${row}?${new URLSearchParams(query)}`
  return at.try('GET', address, { token: at.people.owner.token })
}
const does = (row: string, body: object) => async (at: Target) => {
  const id = await (made ??= session(at))
  return at.try('POST', `/api/session/${id}/git/${row}`, { token: at.people.owner.token, body })
}
const puts = (row: string, body: object) => async (at: Target) => {
  const id = await (made ??= session(at))
  return at.try('PUT', `/api/session/${id}/git/${row}`, { token: at.people.owner.token, body })
}

attack<Target>('git: paths, revisions and names from outside', target, [
  ...['../a.txt', '/etc/passwd', '.git/config', 'x/../../etc/passwd', '"\\057etc"', 'a//b', '.GiT/HEAD'].flatMap(
    (file) => [
      { name: `a diff of ${file}`, attempt: reads('diff', { sides: 'working', path: file }), right: '404 FILE_006' },
      { name: `staging ${file}`, attempt: does('stage', { paths: [file] }), right: '404 FILE_006' },
      { name: `discarding ${file}`, attempt: does('discard', { paths: [file] }), right: '404 FILE_006' },
    ],
  ),
  ...['--output=/tmp/x', '-O/etc/passwd', '--upload-pack=id', 'HEAD~1', 'a b', ':/x', '@{-1}:x', 'x\n--all'].flatMap(
    (name) => [
      { name: `comparing with ${name}`, attempt: reads('compare', { revision: name }), right: '400 HTTP_002' },
      { name: `switching to ${name}`, attempt: does('switch', { name }), right: '400 HTTP_002' },
      { name: `making ${name}`, attempt: does('branches', { name }), right: '400 HTTP_002' },
    ],
  ),
  ...['--upload-pack=id', '-o', 'a b', 'ext::id', 'https://x/y', '', 'x\ny', '../x'].flatMap((remote) => [
    { name: `fetching from ${remote}`, attempt: does('fetch', { remote }), right: '400 HTTP_002' },
    { name: `pushing to ${remote}`, attempt: does('push', { remote }), right: '400 HTTP_002' },
  ]),
  ...['--mirror', ':main', '+main', 'a:b', 'HEAD~1', 'a b', '@{-1}'].map((to) => ({
    name: `pushing onto ${to}`,
    attempt: does('push', { to }),
    right: '400 HTTP_002',
  })),
  { name: 'pulling in a way that is none', attempt: does('pull', { how: '--exec=id' }), right: '400 HTTP_002' },
  { name: 'a remote that there is none of', attempt: does('fetch', { remote: 'x' }), right: '404 FILE_006' },
  { name: 'a push where there is no remote', attempt: does('push', {}), right: '409 SESSION_003' },
  ...['stash@{0}', '--index', 'HEAD', 'A'.repeat(40)].flatMap((id) => [
    {
      name: `bringing back ${id}`,
      attempt: does(`stashes/${encodeURIComponent(id)}/apply`, {}),
      right: '400 HTTP_002',
    },
    { name: `taking back ${id}`, attempt: does('revert', { commit: id }), right: '400 HTTP_002' },
  ]),
  { name: 'a stash that is none', attempt: does(`stashes/${'a'.repeat(40)}/apply`, {}), right: '404 FILE_006' },
  { name: 'what was never dropped', attempt: does(`stashes/${'a'.repeat(40)}/restore`, {}), right: '404 FILE_006' },
  { name: 'aborting nothing', attempt: does('abort', {}), right: '409 SESSION_003' },
  { name: 'a path with a zero', attempt: does('stage', { paths: ['a\0b'] }), right: '400 HTTP_002' },
  { name: 'a path of no length', attempt: does('stage', { paths: [''] }), right: '400 HTTP_002' },
  { name: 'a path without end', attempt: does('stage', { paths: ['a'.repeat(5000)] }), right: '400 HTTP_002' },
  { name: 'no paths', attempt: does('stage', { paths: [] }), right: '400 HTTP_002' },
  {
    name: 'lines without their diff',
    attempt: does('stage', { paths: ['a.txt'], lines: { removed: [], added: [1] } }),
    right: '400 HTTP_002',
  },
  {
    name: 'lines of another diff',
    attempt: does('stage', { paths: ['a.txt'], diff_id: 'x', lines: { removed: [], added: [1] } }),
    right: '412 FILE_004',
  },
  { name: 'a commit that is an option', attempt: reads('show', { commit: '--all' }), right: '400 HTTP_002' },
  { name: 'a ref in place of a discard', attempt: does('discarded/..%2Fheads%2Fmain/undo', {}), right: '400 HTTP_002' },
  ...['HEAD', '--all', 'A'.repeat(40), 'refs/heads/main', 'a'.repeat(39)].map((commit) => ({
    name: `restoring ${commit}`,
    attempt: does('auto/restore', { commit, branch: 'x' }),
    right: '400 HTTP_002',
  })),
  ...['--force', '-b', 'HEAD~1', 'a b', '@{-1}:x', 'x\ny', ''].map((branch) => ({
    name: `restoring onto ${branch}`,
    attempt: does('auto/restore', { commit: 'a'.repeat(40), branch }),
    right: '400 HTTP_002',
  })),
  {
    name: 'restoring onto a ref',
    attempt: does('auto/restore', { commit: 'a'.repeat(40), branch: '.git' }),
    right: '400 HTTP_002',
  },
  {
    name: 'restoring what is no point',
    attempt: does('auto/restore', { commit: 'a'.repeat(40), branch: 'x' }),
    right: '404 FILE_006',
  },
  ...[
    { ignore: ['a\nb'] },
    { ignore: ['a'.repeat(201)] },
    { ignore: Array.from({ length: 101 }, () => 'a') },
    { allow: ['../x'] },
    { quiet_seconds: 0 },
    { quiet_seconds: 1e9 },
    { files: -1 },
    { target: 'refs/heads/main' },
    { target: '--force' },
    { runs_id: 'a'.repeat(65) },
    { command: 'id' },
  ].map((rules) => ({
    name: `auto-commit with ${JSON.stringify(rules).slice(0, 40)}`,
    attempt: puts('auto', { rules }),
    right: '400 HTTP_002',
  })),
])
