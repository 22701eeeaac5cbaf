import { expect, test } from 'vitest'
import { readDeepLink, launchTarget } from '#main/system/deepLinks.ts'

test.each([
  ['homeport://session/3f0c7b1e-8a54', '/session/3f0c7b1e-8a54'],
  ['homeport://session/3f0c7b1e-8a54/', '/session/3f0c7b1e-8a54'],
  ['homeport://panel', '/panel'],
  ['homeport://panel/', '/panel'],
])('%s opens %s', (link, path) => {
  expect(readDeepLink(link)).toEqual({ kind: 'page', path })
})

test.each([
  'homeport://evil',
  'homeport://session/',
  'homeport://session/../settings',
  'homeport://session/a/b',
  'homeport://session/a?approve=1',
  'homeport://session/a#secret=x',
  'homeport://panel@evil.example/',
  'homeport:///etc/passwd',
  'homeport:session/a',
  'HOMEPORT://session/a%2e%2e',
  `homeport://session/${'a'.repeat(400)}`,
  'https://example.com/homeport://panel',
  '',
])('%s opens nothing', (link) => {
  expect(readDeepLink(link)).toBeNull()
})

const place = {
  resolve: (argument: string) => `/home/${argument}`,
  isFolder: (path: string) => path === '/home/project',
}

test.each([
  [['homeport'], null],
  [['homeport', '--hidden'], null],
  [['homeport', 'project'], { kind: 'folder', folder: '/home/project' }],
  [['homeport', 'no-such-folder'], null],
  [['homeport', '--flag', 'homeport://panel'], { kind: 'page', path: '/panel' }],
  [['homeport', 'project', 'homeport://evil'], null],
  [['homeport', 'dist/main/main.js', 'project'], { kind: 'folder', folder: '/home/project' }],
])('the command line %j wants %j', (argv, wanted) => {
  expect(launchTarget(argv, place)).toEqual(wanted)
})
