import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { attack } from './attack.ts'
import { type Target, sharedTarget } from './target.ts'

const target = sharedTarget()

const opens = (of: string | ((at: Target) => string)) => (at: Target) => {
  const project_path = typeof of === 'string' ? of : of(at)
  return at.try('POST', '/api/session', { token: at.people.owner.token, body: { project_path } })
}
const makes = (folder_name: unknown) => (at: Target) =>
  at.try('POST', '/api/session', { token: at.people.owner.token, body: { folder_name } })
const lists = (query: string) => (at: Target) =>
  at.try('GET', `/api/folders?${query}`, { token: at.people.owner.token })

/** Something of the person's home that is no folder to work in. */
const inHome = (make: (file: string) => void) => (at: Target) => {
  const file = path.join(at.server.folder('hostile'), `thing-${Math.random()}`)
  make(file)
  return file
}

attack<Target>('folders: paths of projects', target, [
  ...(
    [
      ['', '400 HTTP_002'],
      [' ', '403 FILE_003'],
      ['.', '403 FILE_003'],
      ['..', '403 FILE_003'],
      ['relative', '403 FILE_003'],
      ['./relative', '403 FILE_003'],
      ['../../etc', '403 FILE_003'],
      ['file:///tmp', '403 FILE_003'],
      ['http://127.0.0.1/', '403 FILE_003'],
      ['C:\\Windows', '403 FILE_003'],
      ['\\\\server\\share', '403 FILE_003'],
      ['$HOME', '403 FILE_003'],
      ['$(id)', '403 FILE_003'],
      ['/tmp\0/x', '403 FILE_003'],
      ['\0', '403 FILE_003'],
      ['/nonexistent', '403 FILE_003'],
      ['/etc/passwd', '403 FILE_003'],
      ['/etc/passwd/', '403 FILE_003'],
      ['/dev/null', '403 FILE_003'],
      ['/dev/zero', '403 FILE_003'],
      ['/dev/stdin', '403 FILE_003'],
      [`/${'a'.repeat(255)}/${'b'.repeat(255)}`, '403 FILE_003'],
      [`/${'a'.repeat(300)}`, '403 FILE_003'],
      ['/'.padEnd(4096, 'a/'), '403 FILE_003'],
      ['/'.padEnd(4097, 'a'), '400 HTTP_002'],
      ['/\u202egnp.exe', '403 FILE_003'],
      ['/tmp/\uD800', '403 FILE_003'],
      ['/tmp/nonexistent\n/etc', '403 FILE_003'],
    ] as const
  ).map(([given, right]) => ({ name: JSON.stringify(given).slice(0, 50), attempt: opens(given), right })),
  ...['/proc', '/proc/self', '/proc/self/fd', '/proc/1/root', '/sys', '/sys/kernel', '/dev', '/dev/shm'].map(
    (given) => ({
      name: given,
      attempt: opens(given),
      right: '403 FILE_003',
    }),
  ),
  { name: 'Homeport’s own data', attempt: opens((at) => at.server.dataDir), right: '403 FILE_003' },
  {
    name: 'where its secrets for this machine lie',
    attempt: opens((at) => path.join(at.server.dataDir, 'run')),
    right: '403 FILE_003',
  },
  {
    name: 'a link to its own data',
    attempt: (at) => opens(inHome((file) => symlinkSync(at.server.dataDir, file)))(at),
    right: '403 FILE_003',
  },
  { name: 'a file', attempt: opens(inHome((file) => writeFileSync(file, ''))), right: '403 FILE_003' },
  { name: 'a link to nowhere', attempt: opens(inHome((file) => symlinkSync('/nowhere', file))), right: '403 FILE_003' },
  { name: 'a link to itself', attempt: opens(inHome((file) => symlinkSync(file, file))), right: '403 FILE_003' },
  {
    name: 'a link to a device',
    attempt: opens(inHome((file) => symlinkSync('/dev/zero', file))),
    right: '403 FILE_003',
  },
  {
    name: 'a link to a file',
    attempt: opens(inHome((file) => symlinkSync('/etc/passwd', file))),
    right: '403 FILE_003',
  },
  {
    name: 'a folder below a file',
    attempt: opens((at) => path.join(inHome((file) => writeFileSync(file, ''))(at), 'x')),
    right: '403 FILE_003',
  },
  ...[42, null, true, [], {}, ['/tmp'], { path: '/tmp' }].map((given) => ({
    name: `${JSON.stringify(given)} for a path`,
    attempt: (at: Target) =>
      at.try('POST', '/api/session', { token: at.people.owner.token, body: { project_path: given } }),
    right: '400 HTTP_002',
  })),
  {
    name: 'a path and a name at once',
    attempt: (at) =>
      at.try('POST', '/api/session', {
        token: at.people.owner.token,
        body: { project_path: '/tmp', folder_name: 'x' },
      }),
    right: '400 HTTP_002',
  },
])

attack<Target>('folders: names', target, [
  ...[
    '',
    '.',
    '..',
    '../x',
    'a/b',
    'a\\b',
    '/x',
    '.hidden',
    '-rf',
    ' ',
    '~',
    '$(id)',
    '`id`',
    'a;b',
    'a|b',
    'a&b',
    'a\0b',
    'a\nb',
    'a\tb',
    '\u202ex',
    '\u200bx',
    '💩',
    '*',
    '?',
    '"',
    "'",
    '<x>',
    'a:b',
    '%2e%2e',
    'x'.repeat(101),
    42,
    null,
    [],
    {},
  ].map((name) => ({ name: JSON.stringify(name).slice(0, 40), attempt: makes(name), right: '400 HTTP_002' })),
  ...['con', 'NUL', 'com1.txt', 'aux.', 'x.', 'lpt9'].map((name) => ({
    name: `"${name}", which Windows keeps`,
    attempt: makes(name),
    right: '403 FILE_003',
  })),
])

attack<Target>('folders: lists', target, [
  { name: 'a file', attempt: lists('path=/etc/passwd'), right: '403 FILE_003' },
  { name: 'a path that is not there', attempt: lists('path=/nonexistent'), right: '403 FILE_003' },
  { name: 'a relative path that is not there', attempt: lists('path=nothing/../../nothing'), right: '403 FILE_003' },
  { name: 'a zero byte', attempt: lists('path=/tmp%00'), right: '403 FILE_003' },
  { name: 'two paths', attempt: lists('path=/tmp&path=/etc'), right: '400 HTTP_002' },
  { name: 'a path as an object', attempt: lists('path[a]=/tmp'), right: '400 HTTP_002' },
  { name: 'a path without end', attempt: lists(`path=/${'a'.repeat(5000)}`), right: '400 HTTP_002' },
  {
    name: 'as a viewer',
    attempt: (at) => at.try('GET', '/api/folders', { token: at.people.viewer.token }),
    right: '403 AUTH_006',
  },
  {
    name: 'a folder that nobody may enter',
    attempt: async (at) => {
      const closed = path.join(at.server.folder('hostile'), 'closed')
      mkdirSync(closed, { recursive: true, mode: 0 })
      const outcome = await lists(`path=${closed}`)(at)
      // Root may enter everything.
      return process.getuid?.() === 0 ? '403 FILE_003' : outcome
    },
    right: '403 FILE_003',
  },
])
