import { expect, test } from 'vitest'
import { filePath, filePlace, insideWorkspace, placesIn } from '#renderer/content/files/filePlace.ts'

const WORKSPACE = '/home/me/code/homeport'

test.each([
  ['src/app.ts', { path: 'src/app.ts', line: null }],
  ['./src/app.ts:12', { path: 'src/app.ts', line: 12 }],
  ['src/app.ts:12:5', { path: 'src/app.ts', line: 12 }],
  ['src/app.ts:12-20', { path: 'src/app.ts', line: 12 }],
  ['src/app.ts#L12-L20', { path: 'src/app.ts', line: 12 }],
  [`${WORKSPACE}/src/app.ts:3`, { path: 'src/app.ts', line: 3 }],
  ['package.json', { path: 'package.json', line: null }],
  ['Dockerfile:3', { path: 'Dockerfile', line: 3 }],
  ['app/[id]/page.tsx', { path: 'app/[id]/page.tsx', line: null }],
])('code that says %s names a file', (text, place) => {
  expect(filePlace(text, WORKSPACE, 'code')).toEqual(place)
})

test.each([
  'process.env',
  'console.log',
  'and/or',
  'npm run build',
  '../secrets.txt',
  'src/../../secrets.txt',
  '/etc/passwd.txt:1',
  '~/notes.md',
  'https://example.org/a.html',
  'localhost:8080',
  '12:30',
  'C:\\temp\\a.ts',
  `${'a/'.repeat(300)}a.ts`,
])('code that says %s names none', (text) => {
  expect(filePlace(text, WORKSPACE, 'code')).toBeNull()
})

test('a link leads to a file by its name alone, spaces and all, but never outside', () => {
  expect(filePlace('docs/a%20plan.md#L4', WORKSPACE, 'link')).toEqual({ path: 'docs/a plan.md', line: 4 })
  expect(filePlace('LICENSE', WORKSPACE, 'link')).toEqual({ path: 'LICENSE', line: null })
  for (const outside of [
    'javascript:alert(1)',
    'file:///etc/passwd',
    '%2e%2e/a.ts',
    '//example.org/a',
    '%',
    'C:/a.ts',
  ]) {
    expect(filePlace(outside, WORKSPACE, 'link')).toBeNull()
  }
})

test('a sentence names files only with a line, and keeps what closes it', () => {
  const text = 'See (src/app.ts:12), src/other.ts and "b.py:3".'
  const pieces = placesIn(text, WORKSPACE)
  expect(pieces.map((piece) => piece.text).join('')).toBe(text)
  expect(pieces.flatMap((piece) => (piece.place === null ? [] : [piece.text]))).toEqual(['src/app.ts:12', 'b.py:3'])
})

test('on Windows too', () => {
  expect(filePlace('C:\\code\\app\\src\\a.ts:3', 'C:\\code\\app', 'code')).toEqual({ path: 'src/a.ts', line: 3 })
  expect(insideWorkspace('D:\\other\\a.ts', 'C:\\code\\app')).toBeNull()
})

test('the address of a place says its line, and its signs are no other address', () => {
  expect(filePath('s1', { path: 'a b/c?#.ts', line: 7 })).toBe('/session/s1/files/a%20b/c%3F%23.ts?line=7')
})
