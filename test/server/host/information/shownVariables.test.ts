import { expect, test } from 'vitest'
import { shownVariables } from '#server/host/information/shownVariables.ts'

test.each([
  ['ANTHROPIC_API_KEY', 'plain'],
  ['NPM_TOKEN', 'x'],
  ['AWS_SECRET_ACCESS_KEY', 'x'],
  ['PGPASSWORD', 'x'],
  ['MYSQL_PWD_FILE', '/run/secret'],
  ['DB_PASS', 'x'],
  ['GITHUB_PAT', 'x'],
  ['DATABASE_URL', 'postgres://localhost/x'],
  ['SENTRY_DSN', 'https://public.example/1'],
  ['NAME', 'sk-ant-api03-abcdefghij'],
  ['NAME', 'ghp_abcdefghijklmnop'],
  ['PROXY', 'http://me:hunter2@proxy:8080'],
  ['OPTIONS', '--header=Authorization: Bearer abcdefghijkl'],
  ['BUILD', 'aB3dE5gH7jK9mN1pQ3sT5'],
  ['BUILD', 'f3a9'.repeat(10)],
  ['LONG', 'x '.repeat(4_000)],
])('%s is shown by its name alone when it is "%s"', (name, value) => {
  expect(shownVariables({ [name]: value })).toEqual([{ name, value: null }])
})

test.each([
  ['PATH', '/usr/local/bin:/usr/bin:/home/me/.nvm/versions/node/v24.11.1/bin'],
  ['HOME', '/home/me'],
  ['PWD', '/home/me/project'],
  ['LANG', 'de_DE.UTF-8'],
  ['SSH_AUTH_SOCK', '/run/user/1000/keyring/ssh'],
  ['NODE_OPTIONS', '--max-old-space-size=4096'],
  ['EDITOR', 'code --wait'],
  ['EMPTY', ''],
])('%s is shown with its value "%s"', (name, value) => {
  expect(shownVariables({ [name]: value })).toEqual([{ name, value }])
})

test('they come in the order of their names', () => {
  expect(shownVariables({ b: '1', a: '2', B: '3' }).map(({ name }) => name)).toEqual(['B', 'a', 'b'])
})
