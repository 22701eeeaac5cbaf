import { expect, test } from 'vitest'
import { namedFiles } from '#server/host/trust/content/namedFiles.ts'

const X = '/p/scripts/x.sh'

test.skipIf(process.platform === 'win32').each([
  ['./scripts/x.sh', X],
  ['scripts/x.sh --flag', X],
  ['bash -c "scripts/x.sh && true"', X],
  ['"$CLAUDE_PROJECT_DIR"/scripts/x.sh', X],
  ['"$CLAUDE_PROJECT_DIR/scripts/x.sh"', X],
  ['${CLAUDE_PROJECT_DIR}/scripts/x.sh', X],
  ['$(git rev-parse --show-toplevel)/scripts/x.sh', X],
  ['$PWD/scripts/x.sh;', X],
  ['cd /tmp; /p/scripts/x.sh', X],
  ['A=1 timeout 5 node --require=./scripts/x.sh', X],
  ['echo hi | scripts/x.sh', X],
  ['my scripts/x.sh', '/p/my scripts/x.sh'],
  ["sh 'my scripts/x.sh'", '/p/my scripts/x.sh'],
  ['!`scripts/x.sh`', X],
  ['/p/a/../scripts/x.sh', X],
  ['${CLAUDE_PROJECT_DIR:-.}/scripts/x.sh', X],
  ['node "${CLAUDE_PROJECT_DIR:-$(pwd)}/scripts/x.sh"', X],
  ['"$ROOT"/scripts/x.sh', X],
  ['~/p/scripts/x.sh', X],
  ['$HOME/p/scripts/x.sh', X],
  ['cd scripts && ./x.sh', X],
  ['cd "$CLAUDE_PROJECT_DIR"/scripts; sh x.sh', X],
  ['cd "$CLAUDE_PROJECT_DIR/scripts"; sh x.sh', X],
  ['make -C scripts x.sh', X],
  [String.raw`my\ scripts/x.sh`, '/p/my scripts/x.sh'],
])('%s names %s', (text, file) => {
  expect([...namedFiles([text], ['/p'])]).toContain(file)
})

test.skipIf(process.platform === 'win32')('what is elsewhere, or only written to, is not named', () => {
  const named = [...namedFiles(['../q/x.sh /usr/bin/env ~/x.sh >> out.log 2>err.log /q /p . $HOME/y'], ['/p', '/'])]
  expect(named.filter((file) => /^\/(?!p\/)|log|^\/p$/.test(file))).toEqual([])
})

test('the arguments of a server are one command', () => {
  expect([...namedFiles(['uv', '--directory', 'scripts', 'run', 'x.sh'], ['/p'])]).toContain(X)
})

test('a command of the greatest length is read in time that grows with its length', () => {
  for (const piece of [
    '"',
    '> ',
    '$(',
    '$CLAUDE_PROJECT_DIR',
    '"$PWD',
    "'a",
    'a,',
    '>>>',
    '\\',
    'cd a ',
    '$a/',
    '~/',
    '${a}/',
  ]) {
    expect(new Set(namedFiles([piece.repeat(100_000)], ['/p'])).size).toBeLessThan(20)
  }
})
