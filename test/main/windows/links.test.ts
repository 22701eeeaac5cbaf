import { expect, test } from 'vitest'
import { linkTarget } from '#main/windows/links.ts'

const home = 'http://127.0.0.1:7420'

test.each([
  ['http://127.0.0.1:7420/sessions/1', 'inside'],
  ['http://127.0.0.1:7420/#secret=x', 'inside'],
  ['http://127.0.0.1:7421/', 'browser'],
  ['http://localhost:7420/', 'browser'],
  ['https://127.0.0.1:7420/', 'browser'],
  ['https://docs.anthropic.com/', 'browser'],
  ['https://github.com@evil.example/', 'refused'],
  ['file:///etc/passwd', 'refused'],
  ['javascript:alert(1)', 'refused'],
  ['data:text/html,hi', 'refused'],
  ['vscode://file/etc/passwd', 'refused'],
  ['ms-msdt:/id', 'refused'],
  ['smb://host/share', 'refused'],
  ['', 'refused'],
  ['not a url', 'refused'],
])('a link to %j leads: %s', (url, kind) => {
  expect(linkTarget(url, home).kind).toBe(kind)
})
