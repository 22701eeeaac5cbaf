import { describe, expect, test } from 'vitest'
import { linkFromRemote, pullRequestLink } from '#server/host/git/network/pullRequestLink.ts'
import { isProtected } from '#server/host/git/network/protection.ts'
import { readProgress } from '#server/host/git/network/progress.ts'
import { readRemoteAddress } from '#server/host/git/network/remoteAddress.ts'

const link = (address: string, branch = 'topic', base: string | null = 'main') =>
  pullRequestLink(readRemoteAddress(address), { branch, base })

describe('a pull request is made', () => {
  test.each([
    ['https://github.com/o/r.git', 'https://github.com/o/r/compare/main...topic?expand=1'],
    ['git@github.com:o/r.git', 'https://github.com/o/r/compare/main...topic?expand=1'],
    ['ssh://git@ssh.github.com:443/o/r.git', 'https://github.com/o/r/compare/main...topic?expand=1'],
    [
      'https://olga:secret@github.example.org:8443/o/r/',
      'https://github.example.org:8443/o/r/compare/main...topic?expand=1',
    ],
    [
      'git@gitlab.com:g/s/r.git',
      'https://gitlab.com/g/s/r/-/merge_requests/new?merge_request%5Bsource_branch%5D=topic',
    ],
    ['https://bitbucket.org/o/r', 'https://bitbucket.org/o/r/pull-requests/new?source=topic&t=1'],
    ['ssh://git@gitea.example.org:2222/o/r.git', 'https://gitea.example.org/o/r/compare/main...topic'],
    ['https://codeberg.org/o/r.git', 'https://codeberg.org/o/r/compare/main...topic'],
  ])('%s: %s', (address, expected) => {
    expect(link(address)).toBe(expected)
  })

  test('a branch is one part of the address, whatever it is called', () => {
    expect(link('git@github.com:o/r.git', 'a/b?x=1#é')).toBe(
      'https://github.com/o/r/compare/main...a/b%3Fx%3D1%23%C3%A9?expand=1',
    )
    expect(link('git@gitlab.com:o/r.git', 'a&b=c')).toContain('=a%26b%3Dc')
    expect(link('git@github.com:o/r.git', 'main')).toBeNull()
  })

  test.each([
    'http://github.com/o/r.git',
    'git://github.com/o/r.git',
    '/srv/github.com/o/r.git',
    'file:///github.com/o/r',
    'ext::sh -c id',
    'javascript:alert(1)',
    'javascript://github.com/%0aalert(1)',
    'data:text/html,x',
    'https://github.com',
    'https://github.com/o',
    'https://github.com/o/../r',
    'https://github.com/o/r?x=1',
    'https://github.com/o/r#x',
    'https://github.com/o/r%2f..',
    'https://github.com/o/"onmouseover="x',
    'https://github.com/o/<b>',
    'https://github.com\\@evil.example/o/r',
    'https://gith\nub.com/o/r',
    'https://[::1]/o/r',
    'https://github.com:99999999/o/r',
    'https://-x/o/r',
    'git@github.com:o/r\nx',
    '-oProxyCommand=id:o/r',
    `https://github.com/o/${'r'.repeat(5_000)}`,
    '',
  ])('but not at %j', (address) => {
    expect(link(address)).toBeNull()
  })

  test('nobody’s password is shown', () => {
    expect(readRemoteAddress('https://o:p@github.com/o/r').shown).toBe('https://github.com/o/r')
    expect(readRemoteAddress('https://o:p@x@github.com/o/r').shown).not.toContain('p@')
    expect(readRemoteAddress('ssh://git@h/o/r').shown).toBe('ssh://h/o/r')
    expect(readRemoteAddress('https://h/\u001b[31mo').shown).toBe('https://h/[31mo')
  })

  test('a long hostile address takes no time', () => {
    const began = performance.now()
    for (const address of ['a'.repeat(100_000), `${'a.'.repeat(50_000)}:x`, `https://${'@'.repeat(100_000)}`]) {
      readRemoteAddress(address)
    }
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})

describe('a link that the remote names counts', () => {
  test.each([
    [
      'remote: Create a pull request:\nremote:   https://h.example/o/r/pull/new/x\n',
      'https://h.example/o/r/pull/new/x',
    ],
    ['remote: https://evil.example/o/r/pull/new/x', null],
    ['remote: https://u:p@h.example/o/r/pull/new/x', null],
    ['remote: http://h.example/o/r/pull/new/x', null],
    ['https://h.example/o/r/pull/new/x', null],
    ['remote: https://h.example/adverts', null],
  ])('%j: %s', (message, expected) => {
    expect(linkFromRemote(message, 'h.example')).toBe(expected)
  })
})

describe('a branch is protected', () => {
  test.each([
    [['main'], 'main', true],
    [['main'], 'maintain', false],
    [['release/*'], 'release/1.2', true],
    [['release/*'], 'release/1/2', false],
    [['release/**'], 'release/1/2', true],
    [['v1.0'], 'v1x0', false],
    [['main in /projects/api'], 'main', true],
    [['main in /projects/api/'], 'main', true],
    [['main in /projects'], 'main', true],
    [['main in /projects/other'], 'main', false],
    [['main in /projects/ap'], 'main', false],
    [[], 'main', false],
  ])('%j: %s %s', (entries, branch, expected) => {
    expect(isProtected(entries, { branch, folders: ['/elsewhere/of/it', '/projects/api'] })).toBe(expected)
  })
})

test.each([
  ['Receiving objects:  45% (123/400), 1.20 MiB | 2.00 MiB/s', { text: 'Receiving objects (123/400)', percent: 45 }],
  ['remote: Counting objects: 100% (5/5), done.', { text: 'Counting objects (5/5)', percent: 100 }],
  ['remote: <script>: 5%', null],
  ['fatal: x', null],
])('how far it is: %s', (line, expected) => {
  expect(readProgress(line)).toEqual(expected)
})
