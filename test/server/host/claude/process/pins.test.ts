import { expect, test } from 'vitest'
import { pinnedEnvironment } from '#server/host/claude/process/pins.ts'

const facts = { hasToken: true, apiBaseUrl: null, env: {}, personal: {}, foreign: [] }

test('the address is always said: the configured one, else the person’s own login’s, else Anthropic’s', () => {
  expect(address({})).toBe('https://api.anthropic.com')
  expect(address({ apiBaseUrl: 'https://mine' })).toBe('https://mine')
  const env = { ANTHROPIC_BASE_URL: 'https://env' }
  expect(address({ env })).toBe('https://api.anthropic.com')
  expect(address({ env, hasToken: false })).toBe('https://env')
  const personal = { ANTHROPIC_BASE_URL: 'https://file' }
  expect(address({ env, personal, hasToken: false })).toBe('https://file')
})

test('what a folder sets of the rest is as the person set it, in whatever case, and no password is said aloud', () => {
  const env = { HTTPS_PROXY: 'http://proxy', HTTP_PROXY: 'http://me:secret@proxy' }
  const foreign = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'Node_Options', 'MY_OWN']
  expect(pinnedEnvironment({ ...facts, env, hasToken: false, foreign })).toEqual({
    ANTHROPIC_BASE_URL: 'https://api.anthropic.com',
    HTTPS_PROXY: 'http://proxy',
    https_proxy: '',
    HTTP_PROXY: '',
    Node_Options: '',
  })
})

function address(more: object): string | undefined {
  return pinnedEnvironment({ ...facts, ...more })['ANTHROPIC_BASE_URL']
}
