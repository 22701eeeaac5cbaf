/** Paths that must lead nowhere outside of a folder, on any system; each is tried in every way that takes a path. */
export function hostilePaths(outside: string): readonly string[] {
  return [...new Set([...climbing(outside), ...absolute(outside), ...odd, ...throughLinks(), ...git])]
}

/** Names of links in the folder of the test that lead out of it. */
export const linksOut = ['out', 'out-file', 'up', 'round-a', 'dangling', 'deep/out', 'absolute-proc', 'dev'] as const

function climbing(outside: string): string[] {
  const targets = ['etc/passwd', 'secret.txt', outside.slice(1), '']
  const ups = ['..', '../..', '../../../../../../../..', 'a/../..', 'a/b/../../..', './..', '././../..', 'a/./../..']
  const encoded = ['%2e%2e', '%2e%2e/%2e%2e', '..%2f..', '%252e%252e', '..%c0%af..', '..%5c..', '..\\..', '..\\', '..;']
  const lookalike = [
    '\u2024\u2024',
    '\uFF0E\uFF0E',
    '․․',
    '…',
    '.\u200B.',
    '..\u200C',
    '. .',
    '.. ',
    ' ..',
    '...',
    '....',
  ]
  const slashes = ['..\u2215', '..\u2044', '..\uFF0F', '..//..', '..///']
  return [...ups, ...encoded, ...lookalike, ...slashes].flatMap((up) => targets.map((target) => `${up}/${target}`))
}

function absolute(outside: string): string[] {
  return [
    '/',
    '//',
    '///',
    '/.',
    '/..',
    '/etc/passwd',
    '//etc/passwd',
    '/etc/./passwd',
    '/root/.ssh/id_rsa',
    '/proc/self/environ',
    '/proc/self/fd/0',
    '/proc/self/root/etc/passwd',
    '/proc/1/cwd',
    '/dev/zero',
    '/dev/tty',

    '/sys/kernel',
    '/tmp',
    '/var/run/docker.sock',
    outside,
    `${outside}/secret.txt`,
    `file://${outside}/secret.txt`,
    'C:\\Windows\\win.ini',
    'C:/Windows/win.ini',
    'C:secret.txt',
    'c:',
    '\\\\server\\share',
    '//server/share',
    '\\\\?\\C:\\Windows',
    '\\\\.\\PhysicalDrive0',
    '\\??\\C:\\',
    '\\Device\\HarddiskVolume1',
    '~',
    '~/.ssh/id_rsa',
    '~root',
    '$HOME',
    '${HOME}/.ssh',
    '%USERPROFILE%',
    '`id`',
    '$(id)',
    '|id',
    '; id',
    '--help',
    '-rf',
  ]
}

const devices = ['con', 'prn', 'aux', 'nul', 'com1', 'com9', 'lpt1', 'com¹', 'conin$', 'conout$', 'clock$']
const odd = [
  ...devices.flatMap((name) => [
    name,
    name.toUpperCase(),
    `${name}.txt`,
    `${name} .txt`,
    `${name}:x`,
    `a/${name}`,
    `${name}.`,
  ]),
  'secret.txt:hidden',
  'a.txt::$DATA',
  'a:b',
  'dir::$INDEX_ALLOCATION',
  'a.',
  'a..',
  'a ',
  'a. ',
  'a .',
  ' a',

  'a\0',
  '\0',
  'a\0.txt',
  'a\0/../../etc/passwd',
  'a\nb',
  'a\rb',
  'a\tb',
  '\u0007',
  '\u001B[2J',
  'a\u007F',
  '\u0085',
  '\uD800',
  'a\uDFFF',
  '\uDC00\uD800',
  '\u202Egnp.exe',
  'a<b',
  'a>b',
  'a"b',
  'a|b',
  'a?b',
  'a*b',
  '*',
  '?',
  '\\',
  'a'.repeat(256),
  `${'a'.repeat(255)}/${'b'.repeat(256)}`,
  'é'.repeat(200),
  'a/'.repeat(2000),
  `${'d/'.repeat(1000)}../..`,
  'x'.repeat(4096),
]

function throughLinks(): string[] {
  const below = ['', '/', '/secret.txt', '/../secret.txt', '/./secret.txt', '/new.txt', '/sub/new.txt', '/etc/passwd']
  return linksOut.flatMap((link) => below.map((rest) => `${link}${rest}`))
}

/** Nothing of Git’s own is written. */
export const git = [
  '.git',
  '.git/config',
  '.git/hooks/pre-commit',
  '.GIT/config',
  '.Git',
  '.git./config',
  '.git /config',
  '.git:x',
  'git~1/config',
  'GIT~1',
  '.g\u200Cit/config',
  '.git\u200D',
  '\uFEFF.git',
  '.git::$INDEX_ALLOCATION/config',
  '\uFF0Egit/config',
  '.ｇｉｔ/config',
  'a/.git/config',
  'a/b/.GIT/hooks/x',
  '.git...',
  '.git. . ',
]
